"""What a reader of a translation is told, block by block: where the source is newer, and what it
says today in a language the reader is likelier to know (translation.md, The reader).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
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
    ours = _blocks(source)
    others = [_fallback(other, ours) for other in fallbacks]
    notes = {end: _note(*told, ours, others) for end, told in _places(lesson, ours).items()}
    return replace(lesson, body=tuple(_laid(lesson.body, notes)))


Told = tuple[set[Standing], dict[int, Block]]


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The blocks of a lesson, found by a line of them, and their parts of its body."""

    lesson: Lesson
    lines: Sequence[int]
    starts: Mapping[int, int]
    """Where a part of the body begins, by where it ends."""

    def of(self, unit: Unit) -> Block | None:
        index = bisect_right(self.lines, unit.line) - 1
        return self.lesson.blocks[index] if index >= 0 else None

    def parts(self, blocks: Iterable[Block]) -> list[str | Hole]:
        """The parts of some blocks; all notes of a lesson end together and are taken once."""
        ends = dict.fromkeys(block.end for block in blocks)
        body = self.lesson.body
        return [part for end in ends for part in body[self.starts.get(end, end) : end]]


def _blocks(lesson: Lesson) -> _Blocks:
    ends = sorted({0, *(one.end for one in lesson.blocks)})
    starts = {end: start for start, end in pairwise(ends)}
    return _Blocks(lesson, [block.line for block in lesson.blocks], starts)


@dataclass(frozen=True, slots=True)
class _Fallback:
    """The same lesson in another language, by the blocks of the source."""

    blocks: _Blocks
    current: Mapping[int, Mapping[int, Block]]
    """By the line of a block of the source: their blocks by the number of their units."""
    behind: Set[int]
    """Lines of the blocks of the source that they do not say as it does today."""


def _fallback(other: Lesson, source: _Blocks) -> _Fallback:
    own = _blocks(other)
    current: dict[int, dict[int, Block]] = defaultdict(dict)
    behind = set()
    for number, one in enumerate(other.progress):
        block = source.of(one.source) if one.source else None
        theirs = own.of(one.own) if one.own else None
        if block and theirs and one.standing is Standing.CURRENT:
            current[block.line][number] = theirs
        elif block:
            behind.add(block.line)
    return _Fallback(own, current, behind)


def _places(lesson: Lesson, source: _Blocks) -> dict[int, Told]:
    """Where in the body a note stands, of what kinds, and which blocks of the source it is on."""
    own = _blocks(lesson)
    places: dict[int, Told] = {}
    end = 0
    for one in lesson.progress:
        if one.own and (block := own.of(one.own)):
            end = block.end
        if one.standing in TOLD:
            kinds, blocks = places.setdefault(end, (set(), {}))
            kinds.add(one.standing)
            if one.source and (newer := source.of(one.source)):
                blocks[newer.line] = newer
    return places


def _note(
    kinds: set[Standing],
    blocks: Mapping[int, Block],
    source: _Blocks,
    fallbacks: Sequence[_Fallback],
) -> Newer:
    language = SOURCE_LANGUAGE
    parts = source.parts(blocks.values())
    for other in fallbacks:
        found = _translated(blocks, other)
        if found is not None:
            language, parts = other.blocks.lesson.language, found
            break
    kind = next(kind for kind in TOLD if kind in kinds)
    return Newer(kind.value, language, tuple(parts), any(map(_is_critical, parts)))


def _translated(blocks: Mapping[int, Block], other: _Fallback) -> list[str | Hole] | None:
    """The parts of another language's body for blocks of the source; None if one is not current."""
    if not other.behind.isdisjoint(blocks):
        return None
    theirs = {
        number: block for line in blocks for number, block in other.current.get(line, {}).items()
    }
    made = {theirs[number].line: theirs[number] for number in sorted(theirs)}
    return other.blocks.parts(made.values()) or None


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
