"""What goes to other tools and comes back: units with their source and their translation.

The lesson stays the truth. An exported file that comes back unchanged changes no byte; of a
changed one only those units are written whose words differ.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import yaml

from oer.data import Loader
from oer.documents import read_document, split
from oer.markup import parse_units
from oer.model import Progress, Standing, Unit, Written
from oer.translate.merge import Memory, TextFile, merged
from oer.translate.writing import Unfit, rewritten, written_value
from oer.units import NEVER, Row, align, digest, write_rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as it is given to a translator, or comes back."""

    id: str
    source: str
    """Markdown on one line, as in `Unit.text`."""
    target: str
    """Empty where it is not translated."""
    done: bool
    """The translation says what the source says; False: to be looked at."""
    read: bool = False
    """A reviewer has read it."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The units of one lesson or page."""

    path: str
    """Of the translation, relative to the repository."""
    language: str
    """BCP 47 tag."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A translation and its source, as they are on disk."""

    source: Written
    source_text: str
    own: Written
    text: str
    rows: Sequence[Row]
    """Of the sidecar."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came back: the translation's new text and rows, and what did not fit."""

    text: str
    rows: str
    written: int
    """Units whose words have changed."""
    unknown: tuple[str, ...]
    """Ids that the lesson does not have, or whose words could not be put where they belong."""
    outdated: tuple[str, ...]
    """Ids whose source has changed since the export: taken, and marked as stale."""


def sheet(own: Written, language: str) -> Sheet:
    """The units of a translation for another tool, in the source's order."""
    return Sheet(own.place.path, language, tuple(_entries(own.progress)))


def _entries(stands: Sequence[Progress]) -> Iterator[Entry]:
    for one in stands:
        if one.source and one.own:
            waits = one.standing is Standing.UNTRANSLATED
            yield Entry(
                id=one.source.id,
                source=one.source.text,
                target="" if waits else one.own.text,
                done=one.standing is Standing.CURRENT,
                read="language" in one.read,
            )


def take(pair: Pair, came: Sheet) -> Taken:
    """Lay what came back over a translation."""
    own = pair.own
    stands = {one.source.id: one for one in own.progress if one.source and one.own}
    entries = {entry.id: entry for entry in came.entries if entry.target.strip()}
    known = {id: entry for id, entry in entries.items() if id in stands}
    words = {id: entry.target for id, entry in known.items() if _differs(entry, stands[id])}
    made, refused = _fitting(pair, stands, words)
    outdated = frozenset(id for id, entry in known.items() if _is_outdated(entry, stands[id]))
    taken = {id: entry for id, entry in known.items() if id not in refused}
    file = _file(own, made)
    units = {unit.id: unit for unit in file.units}
    now = [_after(one, taken, outdated, units) for one in own.progress]
    changed = bool(words) or now != list(own.progress)
    source = TextFile(pair.source_text.split("\n"), pair.source.units, pair.source.blocks)
    return Taken(
        text=merged(source, file, now, Memory()) if changed else pair.text,
        rows=write_rows(_rows(pair, now)),
        written=len(words) - len(refused),
        unknown=(*(id for id in entries if id not in stands), *refused),
        outdated=tuple(sorted(outdated)),
    )


def _differs(entry: Entry, one: Progress) -> bool:
    target = " ".join(entry.target.split())
    return one.own is not None and (target != one.own.text or one.standing is Standing.UNTRANSLATED)


def _is_outdated(entry: Entry, one: Progress) -> bool:
    return one.source is not None and digest(entry.source) != one.source.full


def _after(
    one: Progress, taken: Mapping[str, Entry], outdated: Set[str], units: Mapping[str, Unit]
) -> Progress:
    """How a unit stands once its words are in."""
    if one.source is None or one.own is None or one.source.id not in taken:
        return one
    id, own = one.source.id, units.get(one.own.id, one.own)
    if taken[id].done and id not in outdated:
        return one._replace(own=own, standing=Standing.CURRENT)
    waits = one.standing is Standing.UNTRANSLATED or id in outdated
    return one._replace(own=own, standing=Standing.STALE if waits else one.standing)


def _rows(pair: Pair, stands: Sequence[Progress]) -> Iterator[Row]:
    row_of = align(pair.source.units, pair.rows)
    for one in stands:
        if one.source:
            row = row_of.get(one.source.id)
            before = row.made_from if row else NEVER
            made_from = one.source.prose if one.standing is Standing.CURRENT else before
            yield Row(one.source.id, made_from, one.source.prose, row.read if row else "")


# --- writing ------------------------------------------------------------------------------


def _fitting(
    pair: Pair, stands: Mapping[str, Progress], words: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The same as `_with_words`, without those words that would break other units: the mark of a
    footnote that is gone, or a line that becomes a heading or a block of code.
    """
    made, refused = _with_words(pair, stands, words)
    if _same_units(pair.own, made):
        return made, refused
    alone = {id: _with_words(pair, stands, {id: said})[0] for id, said in words.items()}
    spoil = [id for id, text in alone.items() if not _same_units(pair.own, text)]
    kept = {id: said for id, said in words.items() if id not in spoil}
    made, refused = _with_words(pair, stands, kept)
    if not spoil or not _same_units(pair.own, made):
        raise Unfit("the words that came would change its blocks")
    return made, [*refused, *spoil]


def _same_units(own: Written, text: str) -> bool:
    document = read_document(own.place.path, text, parse_units)
    if document.parsed is None:
        return False
    ids = [unit.id for unit in (*document.units, *document.parsed.units)]
    return ids == [unit.id for unit in own.units]


def _with_words(
    pair: Pair, stands: Mapping[str, Progress], words: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The text with other words for some units, and the ids for which that could not be done."""
    refused: list[str] = []
    lines = pair.text.split("\n")
    in_body: dict[Unit, str] = {}
    for id, said in words.items():
        unit = stands[id].own
        if unit is None or "/" not in id or id.startswith("outcomes/"):
            continue
        try:
            rewritten(lines, {unit: said})
            in_body[unit] = said
        except Unfit:
            refused.append(id)
    body = "\n".join(rewritten(lines, in_body))
    in_head = {id: said for id, said in words.items() if _key(id)}
    return _with_values(body, in_head), refused


def _key(id: str) -> tuple[str | int, ...]:
    """Where a unit of the front matter stands; empty for a unit of the text."""
    name, _, number = id.partition("/")
    if name == "outcomes":
        return name, int(number) - 1
    return () if number else (name,)


def _with_values(text: str, words: Mapping[str, str]) -> str:
    """The text with other values in its front matter, written over the old ones."""
    head = split(text)[0]
    spans = [
        (_span(yaml.compose(head, Loader=Loader), _key(id)), said) for id, said in words.items()
    ]
    for (start, end), said in sorted(spans, reverse=True):
        tail = "\n" if head[start:end].endswith("\n") else ""
        head = head[:start] + written_value(" ".join(said.split())) + tail + head[end:]
    return text.replace(split(text)[0], head, 1) if words else text


def _span(node: Any, key: Sequence[str | int]) -> tuple[int, int]:
    """Where a value starts and ends in a YAML text."""
    for part in key:
        if isinstance(part, int):
            node = node.value[part]
        else:
            node = next(value for name, value in node.value if name.value == part)
    return node.start_mark.index, node.end_mark.index


def _file(own: Written, text: str) -> TextFile:
    """A text with its units and blocks where they stand now."""
    document = read_document(own.place.path, text, parse_units)
    if document.parsed is None:
        raise Unfit("its front matter could not be read with the words that came")
    units = (*document.units, *document.parsed.units)
    return TextFile(text.split("\n"), units, document.parsed.blocks)
