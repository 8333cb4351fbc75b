"""What a reader of a translation is told, block by block: where the source is newer, and what it
says today in a language the reader is likelier to know (translation.md, The reader).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from oer.model import (
    SOURCE_LANGUAGE,
    Block,
    Body,
    BoxStart,
    Hole,
    Lesson,
    Newer,
    QuestionPlace,
    Standing,
    Unit,
)

CRITICAL = ("market", "warning", "caution", "important")
"""Boxes on law, money and safety: their newer text is shown unfolded, as that of questions is."""
TOLD = (Standing.STALE, Standing.MISSING, Standing.ORPHAN)


def with_newer(lesson: Lesson, source: Lesson, fallbacks: Sequence[Lesson]) -> Lesson:
    """The lesson with a note after each block whose source is newer, gone or not yet here.

    `fallbacks` are the same lesson in other languages, the best known first, without the source.
    """
    if not any(one.standing in TOLD for one in lesson.progress):
        return lesson
    places = _places(lesson, source)
    notes = {end: _note(*told, source, fallbacks) for end, told in places.items()}
    return replace(lesson, body=tuple(_laid(lesson.body, notes)))


Told = tuple[set[Standing], dict[int, Block]]


def _places(lesson: Lesson, source: Lesson) -> dict[int, Told]:
    """Where in the body a note stands, of what kinds, and which blocks of the source it is on."""
    own_blocks, source_blocks = _by_line(lesson.blocks), _by_line(source.blocks)
    places: dict[int, Told] = {}
    end = 0
    for one in lesson.progress:
        if one.own and (block := _block(own_blocks, one.own)):
            end = block.end
        if one.standing in TOLD:
            kinds, blocks = places.setdefault(end, (set(), {}))
            kinds.add(one.standing)
            if one.source and (newer := _block(source_blocks, one.source)):
                blocks[newer.line] = newer
    return places


def _by_line(blocks: Sequence[Block]) -> list[tuple[range, Block]]:
    lines = [*(block.line for block in blocks), 10**9]
    return [(range(a, b), block) for (a, b), block in zip(pairwise(lines), blocks, strict=True)]


def _block(blocks: Sequence[tuple[range, Block]], unit: Unit) -> Block | None:
    return next((block for lines, block in blocks if unit.line in lines), None)


def _note(
    kinds: set[Standing], blocks: Mapping[int, Block], source: Lesson, fallbacks: Sequence[Lesson]
) -> Newer:
    language = SOURCE_LANGUAGE
    parts = [part for block in blocks.values() for part in _part(source, block)]
    for other in fallbacks:
        found = _translated(blocks, source, other)
        if found is not None:
            language, parts = other.language, found
            break
    kind = next(kind for kind in TOLD if kind in kinds)
    return Newer(kind.value, language, tuple(parts), any(map(_is_critical, parts)))


def _translated(
    blocks: Mapping[int, Block], source: Lesson, other: Lesson
) -> list[str | Hole] | None:
    """The parts of another language's body for blocks of the source; None if one is not current."""
    lines, own = _by_line(source.blocks), _by_line(other.blocks)
    made: dict[int, Block] = {}
    for one in other.progress:
        block = _block(lines, one.source) if one.source else None
        if block is None or block.line not in blocks:
            continue
        theirs = _block(own, one.own) if one.own else None
        if one.standing is not Standing.CURRENT or theirs is None:
            return None
        made[theirs.line] = theirs
    return [part for block in made.values() for part in _part(other, block)] or None


def _part(lesson: Lesson, block: Block) -> Body:
    """The parts of the body that belong to a block."""
    ends = sorted({0, *(one.end for one in lesson.blocks)})
    return lesson.body[ends[ends.index(block.end) - 1] : block.end]


def _is_critical(part: str | Hole) -> bool:
    box = isinstance(part, BoxStart) and part.box.kind in CRITICAL
    return box or isinstance(part, QuestionPlace)


def _laid(body: Body, notes: Mapping[int, Newer]) -> Iterator[str | Hole]:
    """The body with each note after as many parts as its key says."""
    for index, part in enumerate(body):
        if note := notes.get(index):
            yield note
        yield part
    if note := notes.get(len(body)):
        yield note


def behind_english(lessons: Iterable[Lesson]) -> set[str]:
    """Those of the lessons that lack what English says, as `course/slug`."""
    return {
        f"{one.course}/{one.slug}"
        for one in lessons
        if any(unit.standing in TOLD for unit in one.progress)
    }
