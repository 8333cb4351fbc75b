"""What the checking job hands over to the answering one, as JSON, and reading it with suspicion.

Only codes, places and values pass. The words are put to them by the program of the main branch.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from oer.check import Finding
from oer.data import validator
from oer.model import Place
from oer.report import names, visible, wording
from oer.rules import RULES

MOST_FINDINGS = 1_000
MOST_PAGES = 100
MOST_BYTES = 2_000_000
LONGEST_VALUE = 200
LONGEST_PATH = 300


class Suspect(Exception):  # noqa: N818 (it says what happened)
    """It is not what our check writes; the text says how."""


@dataclass(frozen=True, slots=True)
class Translated:
    """How far a page of a translation is."""

    path: str
    current: int
    total: int


@dataclass(frozen=True, slots=True)
class Handed:
    """What the check found in a contribution."""

    number: int
    """Of the pull request, as the check was told; 0 where it was not. To be verified."""
    language: str
    """In which the contributor should read."""
    findings: tuple[Finding, ...]
    more: int
    """Findings that are left out because there are too many."""
    pages: tuple[Translated, ...]
    """Changed pages of translations."""


def handed(
    number: int, language: str, findings: Sequence[Finding], pages: Sequence[Translated]
) -> Handed:
    """What can be handed over: the first of too many findings and pages."""
    shown = tuple(findings[:MOST_FINDINGS])
    return Handed(number, language, shown, len(findings) - len(shown), tuple(pages[:MOST_PAGES]))


def write(told: Handed) -> str:
    """As JSON; equal findings give equal bytes."""
    rows = [
        {
            "path": _cut(finding.place.path, LONGEST_PATH),
            "line": finding.place.line,
            "code": finding.code,
            "values": {n: _cut(v, LONGEST_VALUE) for n, v in finding.values.items()},
        }
        for finding in told.findings
    ]
    pages = [{"path": p.path, "current": p.current, "total": p.total} for p in told.pages]
    whole = {
        "number": told.number,
        "language": told.language,
        "findings": rows,
        "more": told.more,
        "pages": pages,
    }
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"


def _cut(text: str, most: int) -> str:
    """Text that can be printed and is not too long."""
    shown = visible(text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def read(raw: bytes) -> Handed:
    """What was handed over. Suspect where a byte of it is not as `write` would have it."""
    if len(raw) > MOST_BYTES:
        raise Suspect(f"it has {len(raw)} bytes")
    try:
        data: Any = json.loads(raw)
        wrong = next(validator("handed").iter_errors(data), None)
    except (ValueError, RecursionError) as error:
        raise Suspect("it is no JSON") from error
    if wrong:
        raise Suspect(f"{'/'.join(map(str, wrong.instance_path)) or 'it'} does not fit")
    findings = tuple(_finding(row) for row in data["findings"])
    pages = tuple(Translated(**row) for row in data["pages"])
    _refuse_signs([*(p.path for p in pages), *(f.place.path for f in findings)])
    return Handed(data["number"], data["language"], findings, data["more"], pages)


def _finding(row: Mapping[str, Any]) -> Finding:
    """A finding at the level that our own rule has."""
    code, values = row["code"], row["values"]
    rule = next((rule for rule in RULES if rule.code == code), None)
    if rule is None:
        raise Suspect(f"there is no rule {code}")
    if values.keys() - _names_of()[code]:
        raise Suspect(f"{code} has values that it has no room for")
    _refuse_signs(values.values())
    return Finding(Place(row["path"], row["line"]), code, rule.level, values)


@cache
def _names_of() -> Mapping[str, set[str]]:
    """The values for which the wording of each code has room."""
    return {code: names(words.what) | names(words.fix) for code, words in wording().items()}


def _refuse_signs(texts: Any) -> None:
    for text in texts:
        if visible(text) != text:
            raise Suspect("it holds signs that cannot be seen")
