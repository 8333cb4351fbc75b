"""Moodle XML as the importer of Moodle 4.5 takes it."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from lxml import etree
from lxml.etree import _Element

from .asked import Answer, Asked, words

GRADES = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667),
    *(14.28571, 12.5, 11.11111, 10, 5, 0),
)
KNOWN = {*GRADES, *(-grade for grade in GRADES)}
CLOZE = re.compile(r"\{(\d*):(SHORTANSWER|SA|MW):(.+?)(?<!\\)(?<!&)\}", re.DOTALL)
ALTERNATIVE = re.compile(r"~?(=|%-?\d+%)?(.+?)(?<!\\)(?<!&)(?=[~#}]|$)(#.*?(?=[~}]|$))?")
PLUGIN_FILE = re.compile(r"@@PLUGINFILE@@/([^\"]+)")


class Refused(Exception):  # noqa: N818 (it says what happened)
    """What Moodle would not import."""


def read(data: bytes) -> tuple[list[Asked], dict[str, str]]:
    """The questions, and their categories by id."""
    quiz = etree.fromstring(data)
    asked: list[Asked] = []
    categories: dict[str, str] = {}
    category = ""
    for item in quiz.iterchildren("question"):
        if item.get("type") == "category":
            category = item.findtext("category/text") or ""
            if not category.startswith("$course$/top/"):
                raise Refused(f"category {category}")
            continue
        one = _question(item)
        if one.id in categories:
            raise Refused(f"{one.id} twice")
        categories[one.id] = category
        asked.append(one)
    return asked, categories


def _question(item: _Element) -> Asked:
    kind = item.get("type") or ""
    name, text = item.findtext("name/text") or "", item.findtext("questiontext/text") or ""
    if not name or len(name) > 255 or not text.strip():
        raise Refused(f"a {kind} without name or text")
    for node in item.iter("text"):
        _files(node)
    options = tuple(words(answer.findtext("text") or "") for answer in item.findall("answer"))
    mark = MARKS[kind](item)
    return Asked(item.findtext("idnumber") or "", kind, words(text), mark, options)


def _files(node: _Element) -> None:
    """Each picture that a text shows must stand beside it."""
    parent = node.getparent()
    assert parent is not None
    there = {file.get("name") for file in parent.findall("file")}
    if set(PLUGIN_FILE.findall(node.text or "")) != there:
        raise Refused(f"files {there} beside {node.text}")


def _fractions(item: _Element) -> Iterator[tuple[float, str]]:
    for answer in item.findall("answer"):
        fraction = float(answer.get("fraction") or "nan")
        if fraction not in KNOWN:
            raise Refused(f"fraction {fraction}")
        if answer.find("feedback/text") is None:
            raise Refused("an answer without feedback")
        yield fraction / 100, answer.findtext("text") or ""


def _multichoice(item: _Element) -> Callable[[Answer], float]:
    rows = [(fraction, words(text)) for fraction, text in _fractions(item)]
    single = item.findtext("single") == "true"
    if single and max(fraction for fraction, _ in rows) != 1:
        raise Refused("no option earns the mark")

    def mark(answer: Answer) -> float:
        earned = sum(fraction for fraction, text in rows if text in answer.chosen)
        return min(1, max(0, earned)) if not single or len(answer.chosen) == 1 else 0

    return mark


def _truefalse(item: _Element) -> Callable[[Answer], float]:
    rows = {text: fraction for fraction, text in _fractions(item)}
    if rows.keys() != {"true", "false"}:
        raise Refused(f"true or false: {rows}")

    def mark(answer: Answer) -> float:
        said = " ".join(answer.chosen).strip(".").lower()
        return rows[{"верно": "true", "неверно": "false"}.get(said, said)]

    return mark


def _matching(item: _Element) -> Callable[[Answer], float]:
    rows = {
        words(sub.findtext("text") or ""): sub.findtext("answer/text") or ""
        for sub in item.findall("subquestion")
    }
    return lambda answer: (
        sum(answer.pairs.get(left) == right for left, right in rows.items()) / len(rows)
    )


def _ordering(item: _Element) -> Callable[[Answer], float]:
    rows = sorted(
        (float(answer.get("fraction") or ""), words(answer.findtext("text") or ""))
        for answer in item.findall("answer")
    )
    if len(item.findall("hint")) < 2:
        raise Refused("ordering without two hints")
    return lambda answer: float(answer.order == tuple(text for _, text in rows))


def _cloze(item: _Element) -> Callable[[Answer], float]:
    text = item.findtext("questiontext/text") or ""
    rows = [_alternatives(found[3]) for found in CLOZE.finditer(text)]
    if not rows:
        raise Refused("a cloze question without gaps")

    def mark(answer: Answer) -> float:
        if len(answer.gaps) != len(rows):
            return 0
        right = (
            any(re.fullmatch(pattern, gap, re.IGNORECASE) for pattern in patterns)
            for gap, patterns in zip(answer.gaps, rows, strict=True)
        )
        return sum(right) / len(rows)

    return mark


def _alternatives(text: str) -> list[str]:
    """The accepted answers of a gap as patterns: `*` stands for any letters, `\\*` for itself."""
    answers = (unescape(found[2]) for found in ALTERNATIVE.finditer(text) if found[1] == "=")
    return [wildcards(answer) for answer in answers]


def wildcards(answer: str) -> str:
    """A short answer of Moodle as a pattern."""
    return ".*".join(re.escape(bit.replace("\\*", "*")) for bit in re.split(r"(?<!\\)\*", answer))


def _numerical(item: _Element) -> Callable[[Answer], float]:
    answer = item.find("answer")
    assert answer is not None
    value = float(answer.findtext("text") or "")
    tolerance = float(answer.findtext("tolerance") or "")
    return lambda given: float(abs(float(given.number.replace(",", ".")) - value) <= tolerance)


MARKS: dict[str, Callable[[_Element], Callable[[Answer], float]]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "numerical": _numerical,
}
