"""GIFT as Moodle takes it: blank lines part questions, a backslash protects a sign."""

import re
from collections.abc import Callable, Iterator

from .asked import Answer, Asked, words
from .moodle_xml import KNOWN, Refused, wildcards

SIGNS = ":#={}~"
WEIGHT = re.compile(r"%(-?[0-9]{1,2}[0-9.]*)%")


def read(text: str) -> list[Asked]:
    """The questions of a file."""
    if text.startswith("\ufeff"):
        raise Refused("a byte order mark")
    return list(filter(None, map(_block, re.split(r"\n\s*\n", text))))


def _block(block: str) -> Asked | None:
    lines = [line for line in block.split("\n") if not line.strip().startswith("//")]
    text = _protect("\n".join(lines).strip())
    if not text or text.startswith("$CATEGORY:"):
        return None
    found = re.fullmatch(r"::(.*?)::\[html\](.*?)\{(.*)\}", text, re.DOTALL)
    if not found or "{" in found[3] or "}" in found[2] + found[3]:
        raise Refused(f"no question: {block}")
    answers, _, _ = found[3].rpartition("####") if "####" in found[3] else (found[3], "", "")
    kind, mark = _answers(answers.strip())
    return Asked(_plain(found[1]), kind, words(_plain(found[2])), mark)


def _protect(text: str) -> str:
    """Protected signs as private letters."""
    made = text.replace("\\\\", "\ue000")
    for number, sign in enumerate(SIGNS, 1):
        made = made.replace(f"\\{sign}", chr(0xE000 + number))
    return made.replace("\\n", "\ue00a").replace("\ue000", "\\")


def _plain(text: str) -> str:
    for number, sign in enumerate(SIGNS, 1):
        text = text.replace(chr(0xE000 + number), sign)
    return text.replace("\ue00a", "\n").strip()


def _answers(text: str) -> tuple[str, Callable[[Answer], float]]:
    if text.startswith("#"):
        return "numerical", _numerical(text[1:])
    if "~" in text:
        return "multichoice", _multichoice(text)
    if "=" in text and "->" in text:
        return "matching", _matching(text)
    if text.partition("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
        return "truefalse", _truefalse(text.partition("#")[0].strip())
    return "shortanswer", _short(text)


def _numerical(text: str) -> Callable[[Answer], float]:
    value, _, tolerance = text.strip().partition(":")
    return lambda given: float(abs(float(given.number) - float(value)) <= float(tolerance or 0))


def _weighed(text: str) -> Iterator[tuple[float, str]]:
    for part in filter(None, (part.strip() for part in text.replace("=", "~=").split("~"))):
        said, weight = part, 0.0
        if part.startswith("="):
            said, weight = part[1:], 1.0
        elif found := WEIGHT.match(part):
            said, weight = part[found.end() :], float(found[1]) / 100
        if round(weight * 100, 5) not in KNOWN:
            raise Refused(f"weight {weight}")
        yield weight, words(_plain(said.partition("#")[0]))


def _multichoice(text: str) -> Callable[[Answer], float]:
    rows = list(_weighed(text))
    if sum(weight for weight, _ in rows if weight > 0) < 0.9999:
        raise Refused(f"nothing is right: {text}")
    return lambda answer: min(1, max(0, sum(w for w, said in rows if said in answer.chosen)))


def _matching(text: str) -> Callable[[Answer], float]:
    parts = [part.strip() for part in text.split("=") if part.strip()]
    pairs = [part.split("->", 1) for part in parts]
    rows = {words(_plain(left)): _plain(right) for left, right in pairs}

    def mark(answer: Answer) -> float:
        given = dict(answer.pairs)
        if answer.order:
            given = {text: str(place) for place, text in enumerate(answer.order, 1)}
        if answer.gaps:
            given = dict(zip(rows, answer.gaps, strict=True))
        return sum(given.get(left) == right for left, right in rows.items()) / len(rows)

    return mark


def _truefalse(word: str) -> Callable[[Answer], float]:
    said = {"true": True, "верно": True, "false": False, "неверно": False}
    return lambda answer: float(said[" ".join(answer.chosen).lower()] == word.startswith("T"))


def _short(text: str) -> Callable[[Answer], float]:
    parts = [_plain(part) for part in text.split("=") if part.strip()]
    answers = [WEIGHT.sub("", part, count=1) if WEIGHT.match(part) else part for part in parts]

    def mark(answer: Answer) -> float:
        (given,) = answer.gaps
        return float(any(re.fullmatch(wildcards(one), given, re.IGNORECASE) for one in answers))

    return mark
