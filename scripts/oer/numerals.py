"""Numbers as six languages write them, so that they can be compared."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)")
"""10 000: groups of three after a space, of whatever width."""
WITH_COMMAS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)")
"""10,000: in English only; elsewhere the comma is the decimal sign."""
IN_ENGLISH, ELSEWHERE = (SPACED, WITH_COMMAS), (SPACED,)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
ROMAN = re.compile(r"\b[IVXLC]+\b")
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
SPELT = 12
"""Numbers up to here are often written in words, in one language or the other."""


def numbers(text: str, groups: Iterable[re.Pattern[str]]) -> Counter[str]:
    """Every number of a text, without its way of writing: 10,000 and 10 000 are the same.

    `groups`: how thousands are written, `IN_ENGLISH` or `ELSEWHERE`.

    A hyphen ends a number, so that ordinals and ranges need no more: `3-сабақ`, `15-й`, `20th`,
    `1041–1073`. `CC BY 4.0` keeps its point in every language, and 12.5 is 12,5 in others.
    """
    text = DATE.sub(r"\1 / \2 / \3", text)
    for group in groups:
        text = group.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    return Counter(_plain(found[0]) for found in NUMBER.finditer(text))


def _plain(written: str) -> str:
    value = Decimal(written.replace(",", "."))
    return f"{value.normalize():f}"


def unequal(source: str, text: str) -> tuple[list[str], list[str]]:
    """Numbers that a translation lacks, and those that its English source lacks.

    A small number that only one of the two has in figures proves nothing, nor does one that the
    other has in Roman figures; two different ones do.
    """
    ours, theirs = numbers(source, IN_ENGLISH), numbers(text, ELSEWHERE)
    if ours == theirs:
        return [], []
    missing, extra = ours - theirs, theirs - ours
    missing -= Counter(_roman(text))
    extra -= Counter(_roman(source))
    if not (missing and extra):
        missing, extra = _not_small(missing), _not_small(extra)
    return sorted(missing.elements()), sorted(extra.elements())


def _not_small(found: Counter[str]) -> Counter[str]:
    return Counter({n: times for n, times in found.items() if Decimal(n) > SPELT or "." in n})


def _roman(text: str) -> list[str]:
    return [str(_value(found[0])) for found in ROMAN.finditer(text)]


def _value(roman: str) -> int:
    values = [VALUES[sign] for sign in roman]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
