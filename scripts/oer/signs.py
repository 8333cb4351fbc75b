"""Characters that nobody sees and that change what is read: where they stand, and which are honest.

Marks of direction can turn the order of letters around, so that a reviewer reads something else
than a machine does (CVE-2021-42574). Invisible signs make two words that look alike differ, and
can carry text past a reader. Some have honest work: joiners in emoji and in Persian, the parts of
a flag, a quotation from right to left.
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from oer.model import Defect, Place

Span = tuple[int, int]
"""From one index of a text to another."""

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
OVERRIDES, ISOLATES = "\u202d\u202e", "\u2066\u2067\u2068"
END_OF_EMBEDDING, END_OF_ISOLATE = "\u202c", "\u2069"
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028\u2029\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default ignorable code points (UAX #44) and controls, but for the soft hyphen."""
SUSPECT = re.compile(f"[{TURNING.pattern[1:-1]}{INVISIBLE.pattern[1:-1]}]")
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a part of a country: England, Scotland, Wales (UTS #51, ED-14a)."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
ENTITY = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<number>[0-9]{1,7}));")
ESCAPE = re.compile(
    r"\\(?:u(?=[0-9a-fA-F]{4})|U(?=[0-9a-fA-F]{8})|x)(?P<number>)?"
    r"(?P<hex>(?<=u)[0-9a-fA-F]{4}|(?<=U)[0-9a-fA-F]{8}|(?<=x)[0-9a-fA-F]{2})"
)
"""How a sign is written by its number, in Markdown and in YAML."""
MARKS = "\u200e\u200f\u061c"
"""Marks of direction that turn nothing by themselves, and help where a text has both directions."""
VISIBLY_HONEST = "\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f"
"""Signs that authors write by their number so that they can be seen in the source."""
JOINED = {
    *("ARABIC", "EXTENDED", "SYRIAC", "NKO", "MANDAIC", "MONGOLIAN", "DEVANAGARI", "BENGALI"),
    *("GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA"),
    *("KHMER", "MYANMAR", "TIBETAN", "ADLAM", "HANIFI"),
}
"""Scripts whose letters ask for joiners and non-joiners, by the first word of a letter's name."""
UNSPACED = frozenset(("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"))
"""Scripts without spaces between words, which a zero-width space may part."""


def may_hide(text: str, by_number: re.Pattern[str] = ESCAPE) -> bool:
    """Whether a text holds anything that `hidden_signs` has to judge."""
    return bool(SUSPECT.search(text) or by_number.search(text))


def hidden_signs(
    text: str,
    path: str,
    first_line: int = 1,
    code: Sequence[Span] = (),
    by_number: re.Pattern[str] = ESCAPE,
) -> Iterator[Defect]:
    """SEC002 for marks of direction and SEC003 for invisible signs, one for each line.

    `code` is where the text is shown letter by letter: there a mark with its end is honest.
    `by_number` is how the text can write a sign that it does not hold.
    """
    if not may_hide(text, by_number):
        return
    spans = sorted(code)
    found = [("SEC002", at, text[at]) for at in _turning(text, spans)]
    found += [("SEC003", at, text[at]) for at in _invisible(text)]
    found += _by_number(text, by_number, spans)
    told: set[tuple[str, int]] = set()
    line, counted = first_line, 0
    for rule, at, sign in sorted(found, key=lambda one: one[1]):
        line, counted = line + text.count("\n", counted, at), at
        if (rule, line) not in told:
            told.add((rule, line))
            yield Defect(rule, Place(path, line), {"sign": f"U+{ord(sign):04X}"})


def _by_number(
    text: str, written: re.Pattern[str], spans: Sequence[Span]
) -> Iterator[tuple[str, int, str]]:
    """Signs that are written by their number and become what they stand for."""
    for found in written.finditer(text):
        number = int(found["hex"], 16) if found["hex"] else int(found["number"])
        sign = chr(number) if number < 0x110000 else ""
        if not sign or sign in VISIBLY_HONEST or _is_in(spans, found.start()):
            continue
        if TURNING.match(sign):
            yield "SEC002", found.start(), sign
        elif INVISIBLE.match(sign):
            yield "SEC003", found.start(), sign


# --- marks of direction -------------------------------------------------------------------


def _turning(text: str, spans: Sequence[Span]) -> Iterator[int]:
    """Marks without their other half, and those that are not honest where they stand."""
    if not TURNING.search(text):
        return
    for opening, end in _pairs(text):
        if end < 0 or opening < 0:
            yield max(opening, end)
        elif not _is_honest(text[opening], text[opening + 1 : end], _is_in(spans, opening)):
            yield opening


def _pairs(text: str) -> Iterator[Span]:
    """Each mark with its end, which must stand on the same line; -1 for a half that is missing."""
    open: list[int] = []
    for found in re.finditer(f"{TURNING.pattern}|\n", text):
        sign, at = found[0], found.start()
        if sign == "\n":
            yield from ((start, -1) for start in open)
            open.clear()
        elif sign not in (END_OF_EMBEDDING, END_OF_ISOLATE):
            open.append(at)
        elif open and (text[open[-1]] in ISOLATES) == (sign == END_OF_ISOLATE):
            yield open.pop(), at
        else:
            yield -1, at
    yield from ((start, -1) for start in open)


def _is_honest(mark: str, inside: str, in_code: bool) -> bool:
    """An isolate may hold words; the older marks stand in code, overrides only around their own."""
    if mark in ISOLATES:
        return True
    turned = any(unicodedata.bidirectional(sign) == "L" for sign in inside)
    return in_code and not (mark in OVERRIDES and turned)


def _is_in(spans: Sequence[Span], at: int) -> bool:
    before = bisect_right(spans, (at, sys.maxsize))
    return before > 0 and spans[before - 1][0] <= at < spans[before - 1][1]


# --- invisible signs ----------------------------------------------------------------------


def _invisible(text: str) -> Iterator[int]:
    """Signs that do not do what they were made for."""
    found = list(INVISIBLE.finditer(text))
    flags = [flag.span() for flag in FLAG.finditer(text)] if found else []
    from_right = bool(found) and RIGHT_TO_LEFT.search(text) is not None
    for one in found:
        sign, at = one[0], one.start()
        works = from_right if sign in MARKS else _is_in(flags, at) or _has_work(text, at)
        if not works:
            yield at


def _has_work(text: str, at: int) -> bool:
    """Whether what stands around an invisible sign asks for it."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return any(signs.match(text[at]) and asks(before, after) for signs, asks in WORK)


def _is_joined(before: str, after: str) -> bool:
    return _script(before) in JOINED or _script(after) in JOINED


def _is_unspaced(before: str, after: str) -> bool:
    return _script(before) in UNSPACED or _script(after) in UNSPACED


def _joins_emoji(before: str, after: str) -> bool:
    return _is_emoji(before) and _is_emoji(after)


def _varies(before: str, after: str) -> bool:
    """The sign before it can be drawn as text or as a picture: 1️⃣ ©️ ❤️."""
    return before != "\ufe0f" and (_is_emoji(before) or before in tuple("0123456789#*"))


def _is_chinese(before: str, after: str) -> bool:
    return _script(before) == "CJK"


def _is_mathematical(before: str, after: str) -> bool:
    return bool(before) and unicodedata.category(before) == "Sm"


WORK: tuple[tuple[re.Pattern[str], Callable[[str, str], bool]], ...] = (
    (re.compile("[\u200c\u200d\u180b-\u180f]"), _is_joined),
    (re.compile("\u200d"), _joins_emoji),
    (re.compile("[\u200b\u2060]"), _is_unspaced),
    (re.compile("[\ufe0e\ufe0f]"), _varies),
    (re.compile("[\ufe00-\ufe0d\U000e0100-\U000e01ef]"), _is_chinese),
    (re.compile("[\ufe00-\ufe0d]"), _is_mathematical),
)
"""Invisible signs, and what must stand before and after them."""


def _is_emoji(sign: str) -> bool:
    """A picture, a sign with a picture (© ™ ℹ ‼), a skin tone, or what ends a picture."""
    return bool(sign) and (
        unicodedata.category(sign) in ("So", "Sk", "Sm", "Me", "Po", "Pd")
        or sign in "\ufe0f\u2139\U000e007f"
    )


def _script(sign: str) -> str:
    """The script of a letter, as far as the first word of its name tells it."""
    return unicodedata.name(sign, "").partition(" ")[0] if sign else ""
