"""`oer translate sync`: after the source has changed, every translation gets its markers.

What it changes is a pure function of the files; Git is asked only for what the source once
said, which a marker quotes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from oer.documents import split
from oer.files import put
from oer.markers import Changed, is_of_yaml, write_in_yaml
from oer.markup import parse_units
from oer.model import SOURCE_LANGUAGE, Catalog, DataText, Progress, Standing, Unit, Written
from oer.translate.history import History
from oer.translate.memory import data_pairs, memories, pairs
from oer.translate.merge import NEW, Memory, TextFile, merged
from oer.translate.renames import renames
from oer.translate.reviews import recorded, with_hashes
from oer.translate.targets import retargeted
from oer.translate.writing import Unfit
from oer.units import NEVER, Row, align, is_of_head, progress, read_rows, sidecar, write_rows

Text = Written | DataText
Read = Callable[[str], str]
"""The text of a file by its path; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync writes, and what it could not do."""

    files: Mapping[str, str] = field(default_factory=dict)
    """New text by path; only of files that change."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Path -> why a translation was left as it is."""


def follow(root: Path, catalog: Catalog) -> Mapping[str, str]:
    """Move translations whose source has another name now; old path -> new path."""
    moves = renames(root, catalog)
    for old, new in moves.items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)
    return moves


def sync(root: Path, catalog: Catalog) -> Synced:
    """The markers and sidecars that bring every translation up to today's source."""
    history, known, read = History(root), memories(catalog), cache(partial(_text, root))
    files: dict[str, str] = {}
    refused: dict[str, str] = {}
    for source, before in pairs(catalog):
        path = before.place.path
        beside = rows_beside(read, path)
        rows = _adopted(source, before, beside, rows_beside(read, _model(before)))
        stands = before.progress if rows == beside else progress(source.units, before.units, rows)
        own = replace(before, progress=stands)
        memory = Memory(known[own.language], _was(history, source, rows))
        text, source_text = read(path), read(source.place.path)
        try:
            made = (
                text
                if _is_done(source, own, text)
                else _merged(source, source_text, own, text, memory)
            )
        except Unfit as error:
            refused[path] = str(error)
            continue
        after = write_rows(recorded(own, _rows_after(source, own, rows)))
        files |= {path: with_hashes(own, made), sidecar(path): after}
    for data, translated in data_pairs(catalog):
        files |= _synced_data(read, data, translated)
    changed = {path: text for path, text in files.items() if text != read(path)}
    return Synced(files=changed, refused=refused)


def _synced_data(read: Read, source: DataText, own: DataText) -> dict[str, str]:
    """A data file gets its markers as comments; what it lacks, readers see in English."""
    path = own.place.path
    rows = _adopted(source, own, rows_beside(read, path), ())
    stands = progress(source.units, own.units, rows)
    lines = read(path).split("\n")
    markers = {one.own.line - 1: _comment(one, lines) for one in stands if one.own}
    made: list[str] = []
    for number, line in enumerate(lines):
        made += markers.get(number, [])
        made += [] if is_of_yaml(line) else [line]
    after = _rows_after(source, replace(own, progress=stands), rows)
    return {path: "\n".join(made), sidecar(path): write_rows(after)}


def _comment(one: Progress, lines: Sequence[str]) -> list[str]:
    """The marker above a value whose source has changed."""
    if one.standing is not Standing.STALE or one.source is None or one.own is None:
        return []
    line = lines[one.own.line - 1]
    indent = line[: len(line) - len(line.lstrip())]
    return write_in_yaml([], [Changed(one.source.id, "", one.source.text)], indent).splitlines()


def _is_done(source: Written, own: Written, text: str) -> bool:
    """Nothing in the text has to be written, moved or cleared away."""
    same = [unit.id for unit in own.units] == [unit.id for unit in source.units]
    marked = any(block.marker for block in own.blocks) or "# now: " in text
    return same and not marked and all(map(_is_whole, own.progress))


def _is_whole(one: Progress) -> bool:
    """A unit that is current, and whose links lead where the source's do."""
    if one.standing is not Standing.CURRENT or one.source is None or one.own is None:
        return False
    return retargeted(one.own.text, one.source.text) == one.own.text


def rows_beside(read: Read, path: str) -> list[Row]:
    """The rows of a translation's sidecar; none where there is no good one."""
    try:
        return read_rows(read(sidecar(path)))
    except ValueError:
        return []


def _text(root: Path, path: str) -> str:
    file = root / path
    return file.read_text("utf-8-sig") if file.is_file() else ""


def _was(history: History, source: Written, rows: Sequence[Row]) -> Callable[[Unit, str], str]:
    made_from = {row.unit: row.made_from for row in rows}

    def was(_: Unit, own: str) -> str:
        return history.text(source.place.path, made_from.get(own, NEVER))

    return was


def _model(own: Written) -> str:
    """The path of the translation that this one was made from; that of none if from the source."""
    of = own.translation.of if own.translation else SOURCE_LANGUAGE
    return own.place.path.replace(f"translations/{own.language}/", f"translations/{of}/", 1)


def _merged(source: Written, source_text: str, own: Written, text: str, memory: Memory) -> str:
    """The new text, looked at once more before anybody trusts it."""
    misfits = [one for one in own.progress if one.standing is Standing.MISALIGNED]
    if misfits:
        ids = ", ".join((one.source or one.own).id for one in misfits[:5])  # type: ignore[union-attr]
        raise Unfit(f"its parts are not those of the source: {ids}")
    made = merged(
        TextFile(source_text.split("\n"), source.units, source.blocks),
        TextFile(text.split("\n"), own.units, own.blocks),
        own.progress,
        memory,
    )
    _, body, first_line = split(made)
    found = [unit.id for unit in parse_units(body, own.place.path, first_line).units]
    wanted = [unit.id for unit in source.units if "/" in unit.id and not is_of_head(unit)]
    if [id for id in found if not id.startswith("gone/")] != wanted:
        raise Unfit("put together with the source it would not have the source's parts")
    return made


def _adopted(source: Text, own: Text, rows: Sequence[Row], model: Sequence[Row]) -> Sequence[Row]:
    """The rows, where what was made from another translation says what that one says."""
    says = {id: row.made_from for id, row in align(source.units, model).items()}
    waiting = {unit.id for unit in own.units if unit.marked in ("new", "stale")}
    before = rows or [Row(unit.id, NEVER, unit.prose) for unit in source.units]
    return [row if row.unit in waiting else _said(row, says) for row in before]


def _said(row: Row, says: Mapping[str, str]) -> Row:
    """A row whose unit has just been translated: from what its reader saw at that time."""
    text = says.get(row.unit, row.marked_for)
    new = row.made_from == NEVER and text != NEVER
    return row._replace(made_from=text, marked_for=text) if new else row


def _rows_after(source: Text, own: Text, rows: Sequence[Row]) -> Iterator[Row]:
    """What the sidecar says once the markers are in."""
    row_of = align(source.units, rows)
    for one in own.progress:
        if one.source:
            row = row_of.get(one.source.id)
            yield Row(
                one.source.id, _made_from(one, row), one.source.prose, row.read if row else ""
            )


def _made_from(one: Progress, row: Row | None) -> str:
    """The source's text that a unit says."""
    if one.source is None or one.standing in NEW:
        return NEVER
    return row.made_from if one.standing is Standing.STALE and row else one.source.prose


def write(root: Path, files: Mapping[str, str]) -> None:
    """Put the new texts in place, each in one step."""
    for path, text in sorted(files.items()):
        put(root / path, text.encode())
