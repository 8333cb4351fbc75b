"""How a translation stands to its source, unit by unit, as a pure function of the files.

Beside a translation stands a sidecar with a row for each unit: what it translates
(`made_from`), and for which text of the source a marker was put in (`marked_for`). Neither
dates nor commits are asked, for they mislead (translation.md, Units and states).
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import NamedTuple

from oer.data import Data, Key
from oer.model import Progress, Standing, Unit

ENDING = ".units.tsv"
TITLES = ("unit", "made_from", "marked_for", "read")
MOST_COMPARED = 40_000
"""Changed units times old rows that are set side by side; a whole new lesson has a quarter."""
NEVER = "-"
"""In `made_from`: it has never been translated."""


def digest(text: str) -> str:
    """48 bits that stand for a text: in NFC, with its spaces folded."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return blake2b(folded.encode(), digest_size=6).hexdigest()


def value_units(data: Data, keys: Mapping[str, Key]) -> Iterator[Unit]:
    """Values of a data file as units, by their ids; a value that is not there is none."""
    for id, key in keys.items():
        if key not in data.lines:
            continue
        text = " ".join(str(data.value_at(key)).split())
        made = digest(text)
        yield Unit(id, text, made, made, data.lines[key], marked=data.marks.get(id, ""))


def head_units(data: Data) -> tuple[Unit, ...]:
    """What readers see of a text's front matter."""
    outcomes = {
        f"outcomes/{number}": ("outcomes", number - 1)
        for number in range(1, 1 + len(data.value.get("outcomes", ())))
    }
    return tuple(value_units(data, {"title": ("title",), "summary": ("summary",), **outcomes}))


def is_of_head(unit: Unit) -> bool:
    """It stands in the front matter."""
    return "/" not in unit.id or unit.id.startswith("outcomes/")


class Row(NamedTuple):
    """A row of a sidecar."""

    unit: str
    """Its id when the row was written."""
    made_from: str
    """Digest of the source's prose that the translation says; `-`: it says nothing yet."""
    marked_for: str
    """Digest of the source's prose when the row was written."""
    read: str = ""
    """What reviewers have read, `language=5f3a… law-kz=…`: digests of the translation's prose."""

    @property
    def reads(self) -> dict[str, str]:
        """Role -> digest of what was read."""
        return dict(one.split("=", 1) for one in self.read.split() if "=" in one)


def sidecar(path: str) -> str:
    """Where the rows of a translation stand."""
    return path.rpartition(".")[0] + ENDING


def read_rows(text: str) -> list[Row]:
    """The rows of a sidecar; ValueError where it is not one."""
    titles, *lines = text.splitlines() or [""]
    if tuple(titles.split("\t")) != TITLES:
        raise ValueError(titles[:60])
    return list(map(_row, lines))


def _row(line: str) -> Row:
    values = line.split("\t")
    if len(values) != len(TITLES):
        raise ValueError(line[:60])
    return Row._make(values)


def write_rows(rows: Iterable[Row]) -> str:
    """A sidecar."""
    return "\n".join((*map("\t".join, (TITLES, *rows)), ""))


# --- states -------------------------------------------------------------------------------


def progress(
    source: Sequence[Unit], own: Sequence[Unit], rows: Sequence[Row]
) -> tuple[Progress, ...]:
    """How every unit of the source stands in a translation, then what else the translation has.

    Without rows nothing is known of how it was made, and what fits is taken for current.
    """
    rows = rows or [Row(unit.id, NEVER, unit.prose) for unit in source]
    row_of, by_id = align(source, rows), {unit.id: unit for unit in own}
    stands = [_stands(unit, row_of.get(unit.id), by_id) for unit in source]
    met, known = {row.unit for row in row_of.values()}, {row.unit for row in rows}
    others = (
        Progress(_without_source(unit, known), None, unit) for unit in own if unit.id not in met
    )
    return (*stands, *others)


def _without_source(own: Unit, known: Set[str]) -> Standing:
    """A unit that the source has lost, or one that nobody has told of."""
    lost = own.marked == "removed" or own.id in known
    return Standing.ORPHAN if lost else Standing.MISALIGNED


def _stands(source: Unit, row: Row | None, by_id: Mapping[str, Unit]) -> Progress:
    if row is None:
        return Progress(Standing.MISSING, source, None)
    own = by_id.get(row.unit)
    if own is None:
        return Progress(Standing.MISALIGNED, source, None)
    standing = _standing(source, own, row)
    if not row.read:
        return Progress(standing, source, own)
    read = frozenset(role for role, prose in row.reads.items() if prose == own.prose)
    return Progress(standing, source, own, read, frozenset(row.reads) - read)


def _standing(source: Unit, own: Unit, row: Row) -> Standing:
    """The table of translation.md: a marker that is gone confirms the text it was put in for."""
    if own.marked == "new":
        return Standing.UNTRANSLATED
    if row.made_from == source.prose:
        return Standing.CURRENT
    confirmed = own.marked != "stale" and row.marked_for == source.prose
    return Standing.CURRENT if confirmed else Standing.STALE


def align(source: Sequence[Unit], rows: Sequence[Row]) -> dict[str, Row]:
    """The row of each unit of the source, by the unit's id: first where the text is the same,
    wherever it has moved to, then in order where it was changed in its place.
    """
    if not rows:
        return {}
    now, then = [unit.prose for unit in source], [row.marked_for for row in rows]
    if now == then:
        return {unit.id: row for unit, row in zip(source, rows, strict=True)}
    found: dict[str, Row] = {}
    changed: list[tuple[Sequence[Unit], Sequence[Row]]] = []
    # difflib takes the cube of what repeats, so in a long text nothing hangs on that (autojunk).
    for tag, a, b, c, d in SequenceMatcher(None, then, now, autojunk=True).get_opcodes():
        if tag == "equal":
            found.update((u.id, row) for u, row in zip(source[c:d], rows[a:b], strict=True))
        else:
            changed.append((source[c:d], rows[a:b]))
    here = {unit.id: unit.prose for units, _ in changed for unit in units}
    found.update(_moved(changed, here))
    taken = {row.unit for row in found.values()}
    for units, old in changed:
        left = [row for row in old if row.unit not in taken]
        found.update(_in_place([unit for unit in units if unit.id not in found], left))
    return found


def _moved(
    changed: Iterable[tuple[Sequence[Unit], Sequence[Row]]], here: Mapping[str, str]
) -> Iterator[tuple[str, Row]]:
    """What has the same text as before, at another place; a unit that is still here, with other
    words, has not moved.
    """
    pairs = list(changed)
    waiting = {
        row.marked_for: row
        for _, rows in pairs
        for row in rows
        if here.get(row.unit, row.marked_for) == row.marked_for
    }
    for units, _ in pairs:
        for unit in units:
            if row := waiting.pop(unit.prose, None):
                yield unit.id, row


def _in_place(units: Sequence[Unit], rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Changed units with their old rows: those of the same name, then those of the same kind."""
    named = {row.unit: row for row in rows}
    left = [unit for unit in units if unit.id not in named]
    for unit in units:
        if unit.id in named:
            yield unit.id, named.pop(unit.id)
    kinds, old = [_kind(unit.id) for unit in left], list(named.values())
    if len(left) * len(old) > MOST_COMPARED:
        yield from _by_kind(left, old)
        return
    for tag, a, b, c, d in SequenceMatcher(
        None, [_kind(row.unit) for row in old], kinds, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield from ((u.id, row) for u, row in zip(left[c:d], old[a:b], strict=True))


def _by_kind(units: Sequence[Unit], rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Units with the rows of the same kind, in order: good enough where a whole text is new."""
    waiting: dict[str, list[Row]] = defaultdict(list)
    for row in reversed(rows):
        waiting[_kind(row.unit)].append(row)
    for unit in units:
        if same := waiting[_kind(unit.id)]:
            yield unit.id, same.pop()


def _kind(id: str) -> str:
    return id.rpartition("/")[2].rstrip("0123456789")
