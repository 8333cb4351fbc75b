"""Reports of workshops: sums of a group, never a person; read with suspicion and added up.

A report is a CSV file (RFC 4180) of three columns, `field,what,value`: the code of a field, what it
means in the language of the trainer, and what was counted. Nothing of `what` is kept.
"""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import Any

from oer.model import MARKETS

COLUMNS = ("field", "what", "value")
ABOUT = ("date", "country", "place", "language")
GROUPS = {
    "sex": ("women", "men", "sex_not_said"),
    "age": ("age_under_18", "age_18_29", "age_30_49", "age_50_over", "age_not_said"),
    "home": ("town", "village", "home_not_said"),
}
"""Signs that are counted one at a time, never crossed: each group makes up all participants."""
SCORES = ("scored", "before", "after", "highest")
COUNTS = ("participants", *(name for names in GROUPS.values() for name in names), "scored")
FIELDS = (*ABOUT, "participants", *(n for names in GROUPS.values() for n in names), *SCORES)
"""In the order of the sheet."""
MOST_PEOPLE = 1000
FEWEST_SCORED = 5
"""The average of fewer people tells too much about one of them."""
MOST_BYTES = 100_000
PLACE = re.compile(r"[^\W\d_][^\d_@#<>:;/\\|\n]{0,59}")
"""A town or village: no number, no address."""
COUNT = re.compile(r"[0-9]{1,9}")
NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?")
DAY_FIRST = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
"""What spreadsheets make of 2026-05-31 in the countries that we write for."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a report is not taken: an interface word below `report.`, and its values."""

    line: int
    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a workshop came to."""

    date: str
    """ISO."""
    country: str
    """Code of a market."""
    place: str
    """Only to know a report again; no sum shows it."""
    language: str
    counts: Mapping[str, int]
    """By the names in `COUNTS`."""
    before: Fraction = Fraction(0)
    after: Fraction = Fraction(0)
    """Average scores as a part of the highest, of those who have both."""


Cells = Mapping[str, tuple[str, int]]
"""Field -> what stands in it, and its line."""


def read_report(text: str, languages: Collection[str]) -> Report | Sequence[Refusal]:
    """A filled-in sheet, or everything that is wrong with it; no refusal repeats what it holds."""
    cells: dict[str, tuple[str, int]] = {}
    refused = list(_read_cells(text, cells)) or [
        *(Refusal(1, "missing", {"name": name}) for name in FIELDS if name not in cells)
    ]
    refused = refused or [*_misfits(cells, languages)]
    refused = refused or [*_contradictions(cells)]
    return refused or _report(cells)


# --- reading ------------------------------------------------------------------------------


def _read_cells(text: str, cells: dict[str, tuple[str, int]]) -> Iterator[Refusal]:
    rows = _rows(text.removeprefix("\ufeff"))
    if rows is None:
        yield Refusal(1, "columns", {"columns": ", ".join(COLUMNS)})
        return
    for line, row in rows:
        name = row[0]
        if len(row) > len(COLUMNS):
            yield Refusal(line, "columns", {"columns": ", ".join(COLUMNS)})
        elif name not in FIELDS:
            yield Refusal(line, "unknown")
        elif name in cells:
            yield Refusal(line, "twice", {"name": name})
        else:
            cells[name] = (row[2] if len(row) == len(COLUMNS) else "", line)


def _rows(text: str) -> list[tuple[int, list[str]]] | None:
    """Lines below the header, without what is empty; None where the columns are others."""
    for separator in (",", ";", "\t"):
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            rows = [(reader.line_num, _cells(row)) for row in reader]
        except csv.Error:
            continue
        full = [(line, row) for line, row in rows if any(row)]
        if full and tuple(full[0][1]) == COLUMNS:
            return full[1:]
    return None


def _cells(row: Sequence[str]) -> list[str]:
    """Without the empty cells that spreadsheets put at the end."""
    cells = [cell.strip() for cell in row]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


# --- what is refused ----------------------------------------------------------------------


def _misfits(cells: Cells, languages: Collection[str]) -> Iterator[Refusal]:
    """Values that are not of the kind that their field holds."""
    checks = {
        "date": (_date, {}),
        "country": (lambda v: v if v in MARKETS else None, {"codes": ", ".join(MARKETS)}),
        "place": (lambda v: v if not v or PLACE.fullmatch(v) else None, {}),
        "language": (lambda v: v if v in languages else None, {"codes": ", ".join(languages)}),
    }
    for name, (check, values) in checks.items():
        value, line = cells[name]
        if check(value) is None:
            yield Refusal(line, "choice" if values else f"no_{name}", {"name": name, **values})
    for name in COUNTS:
        value, line = cells[name]
        if not (value == "" or (COUNT.fullmatch(value) and int(value) <= MOST_PEOPLE)):
            yield Refusal(line, "no_count", {"name": name, "limit": str(MOST_PEOPLE)})
    for name in SCORES[1:]:
        value, line = cells[name]
        if value and not NUMBER.fullmatch(value):
            yield Refusal(line, "no_score", {"name": name})


def _date(value: str) -> str | None:
    """ISO date of a value, which may be written day first with full stops."""
    found = DAY_FIRST.fullmatch(value)
    iso = f"{found[3]}-{found[2]}-{found[1]}" if found else value
    try:
        return iso if date.fromisoformat(iso).isoformat() == iso else None
    except ValueError:
        return None


def _contradictions(cells: Cells) -> Iterator[Refusal]:
    """Values that cannot all be true, or that would tell about one person."""
    people, line = _count(cells, "participants"), cells["participants"][1]
    if not people:
        yield Refusal(line, "nobody", {"name": "participants"})
    for names in GROUPS.values():
        made = sum(_count(cells, name) for name in names)
        if made != people:
            values = {"names": ", ".join(names), "sum": str(made), "participants": str(people)}
            yield Refusal(cells[names[0]][1], "sums", values)
    scored, line = _count(cells, "scored"), cells["scored"][1]
    given = [name for name in SCORES[1:] if cells[name][0]]
    if 0 < scored < FEWEST_SCORED:
        yield Refusal(line, "too_few", {"number": str(FEWEST_SCORED)})
    elif bool(scored) != bool(given) or (scored and len(given) < len(SCORES) - 1):
        yield Refusal(line, "scores", {"names": ", ".join(SCORES)})
    elif scored > people or (scored and not _possible(cells)):
        yield Refusal(line, "impossible", {"names": ", ".join(SCORES)})


def _possible(cells: Cells) -> bool:
    before, after, highest = (_score(cells, name) for name in SCORES[1:])
    return highest > 0 and max(before, after) <= highest


def _count(cells: Cells, name: str) -> int:
    return int(cells[name][0] or 0)


def _score(cells: Cells, name: str) -> Fraction:
    return Fraction(cells[name][0].replace(",", ".") or 0)


def _report(cells: Cells) -> Report:
    scored = _count(cells, "scored")
    highest = _score(cells, "highest") if scored else Fraction(1)
    return Report(
        date=_date(cells["date"][0]) or "",
        country=cells["country"][0],
        place=cells["place"][0],
        language=cells["language"][0],
        counts={name: _count(cells, name) for name in COUNTS},
        before=_score(cells, "before") / highest if scored else Fraction(0),
        after=_score(cells, "after") / highest if scored else Fraction(0),
    )


# --- adding up ----------------------------------------------------------------------------


def total(reports: Iterable[Report]) -> dict[str, Any]:
    """Sums, and the average scores in per cent; None where nobody was scored."""
    found = list(reports)
    counts = sum((Counter(report.counts) for report in found), Counter[str]())
    scored = counts["scored"]
    return {
        "workshops": len(found),
        **{name: counts[name] for name in COUNTS},
        "before": _percent(sum(r.before * r.counts["scored"] for r in found), scored),
        "after": _percent(sum(r.after * r.counts["scored"] for r in found), scored),
    }


def _percent(score: Fraction | int, people: int) -> int | None:
    return round(100 * score / people) if people else None


def added_up(reports: Sequence[Report]) -> dict[str, Any]:
    """The sums of all, of each country and of each language of teaching."""
    return {
        "total": total(reports),
        "countries": {
            code: total(one for one in reports if one.country == code)
            for code in sorted({one.country for one in reports})
        },
        "languages": {
            code: total(one for one in reports if one.language == code)
            for code in sorted({one.language for one in reports})
        },
        "from": min(one.date for one in reports),
        "to": max(one.date for one in reports),
    }
