"""Yesterday's translation and today's source -> a translation with the source's structure.

Blocks follow the source's order. What is still true stays letter by letter; what has changed
gets a marker; what is new stands in the source's language under a marker; what has gone is
marked and kept. No file is touched here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from oer import markers
from oer.markers import Changed
from oer.model import Block, Progress, Standing, Unit
from oer.translate.targets import retargeted
from oer.translate.writing import rewritten, written_value

NEW = (Standing.UNTRANSLATED, Standing.MISSING)
WAS = re.compile(r"stale: *(\S+)\n(?:[ \t]*# *)?was: *(.*)")
GONE = re.compile(r"^(?:<!-- )?gone: *(.*?)(?: -->)?$", re.MULTILINE)
OUTCOME = "outcomes/"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A lesson or page: its lines and what a parse found in them."""

    lines: Sequence[str]
    units: Sequence[Unit]
    blocks: Sequence[Block]

    @property
    def head(self) -> int:
        """How many lines the front matter has."""
        return self.lines.index("---", 1) + 1

    def spans(self) -> list[range]:
        """The lines of each block, counted from 0, with the marker above it."""
        starts = [block.line - 1 for block in self.blocks]
        return [range(a, b) for a, b in pairwise([*starts, len(self.lines)])]

    def written(self, number: int) -> list[str]:
        """The lines of a block without its marker and the empty ones after it."""
        marker, following = self.blocks[number].marker, self.blocks[number + 1 : number + 2]
        start = self.blocks[number].line - 1 + (marker.lines if marker else 0)
        end = following[0].line - 1 if following else len(self.lines)
        lines = list(self.lines[start:end])
        return _without_empty_end(lines)

    def marker(self, number: int) -> str:
        """The text of the marker above a block; empty where there is none."""
        start, marker = self.blocks[number].line - 1, self.blocks[number].marker
        return "\n".join(self.lines[start : start + marker.lines]) if marker else ""

    def by_block(self) -> list[list[Unit]]:
        """The units of each block."""
        return [[u for u in self.units if u.line - 1 in span] for span in self.spans()]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered: translations of a text by its digest, and what a unit once said."""

    translations: Mapping[str, str] = field(default_factory=dict)
    was: Callable[[Unit, str], str] = lambda unit, own: ""
    """The unit of the source, and the id that it has in the translation."""


def merged(source: TextFile, own: TextFile, stands: Sequence[Progress], memory: Memory) -> str:
    """The translation, with the structure that its source has today, and markers where it lags.

    `stands` tells how each unit stands, those of the front matter included.
    """
    return _Merge(source, own, stands, memory).text()


class _Merge:
    """Goes through the source block by block."""

    def __init__(
        self, source: TextFile, own: TextFile, stands: Sequence[Progress], memory: Memory
    ) -> None:
        self.source, self.own, self.memory = source, own, memory
        self.stands = {one.source.id: one for one in stands if one.source}
        self.lost = {one.own.id: one.own for one in stands if one.own and not one.source}
        self.own_units = own.by_block()
        self.home = {unit.id: i for i, units in enumerate(self.own_units) for unit in units}
        self.was = dict(WAS.findall("\n".join(own.lines)))

    def text(self) -> str:
        blocks: list[tuple[int, list[str]]] = []
        """Each with the number of the own block that it was made from; -1: from none."""
        for number, units in enumerate(self.source.by_block()):
            stands = [self.stands[unit.id] for unit in units]
            blocks.append((self._home(stands), self._block(number, stands)))
        for number, lines in self._removed():
            after = [i for i, (home, _) in enumerate(blocks) if 0 <= home < number]
            blocks.insert(after[-1] + 1 if after else 0, (number, lines))
        body = "\n\n".join("\n".join(lines) for _, lines in blocks)
        return "\n".join([*self._head(), "", body, ""])

    def _home(self, stands: Sequence[Progress]) -> int:
        return max((self.home.get(one.own.id, -1) for one in stands if one.own), default=-1)

    # --- one block

    def _block(self, number: int, stands: Sequence[Progress]) -> list[str]:
        if not stands:
            return self.source.written(number)
        homes = sorted({self.home[one.own.id] for one in stands if one.own})
        if not homes:
            return self._new(number, stands)
        met = [one.own.id for one in stands if one.own]
        whole = len(homes) == 1 and [u.id for u in self.own_units[homes[0]]] == met
        whole = whole and len(met) == len(stands)
        whole = whole and self.own.blocks[homes[0]].shape == self.source.blocks[number].shape
        lines = self._kept(homes[0], stands) if whole else self._composed(number, stands)
        lost = [self.lost[u.id] for h in homes for u in self.own_units[h] if u.id in self.lost]
        before = [text for home in homes for text in GONE.findall(self.own.marker(home))]
        return [*self._marker(stands, [*before, *(unit.text for unit in lost)]), *lines]

    def _kept(self, home: int, stands: Sequence[Progress]) -> list[str]:
        """The translation's own block, with the targets of the source's links."""
        words = {
            one.own: text
            for one in stands
            if one.own and one.source and (text := _targeted(one)) != one.own.text
        }
        if not words:
            return self.own.written(home)
        lines, span = rewritten(self.own.lines, words), self.own.spans()[home]
        marker = self.own.blocks[home].marker
        start = span.start + (marker.lines if marker else 0)
        return _without_empty_end(lines[start : span.stop + len(lines) - len(self.own.lines)])

    def _composed(self, number: int, stands: Sequence[Progress]) -> list[str]:
        """The source's block with the words of the translation where it has them."""
        words = {one.source: _targeted(one) for one in stands if one.source and one.own}
        return self._with_words(number, words)

    def _with_words(self, number: int, words: Mapping[Unit, str]) -> list[str]:
        span, end = self.source.spans()[number], len(self.source.lines)
        lines = rewritten(self.source.lines, words)
        return _without_empty_end(lines[span.start : span.stop + len(lines) - end])

    def _new(self, number: int, stands: Sequence[Progress]) -> list[str]:
        """A block that the translation lacks: from memory, to be confirmed, or as it is."""
        units = [one.source for one in stands if one.source]
        known = {unit: self.memory.translations.get(unit.prose, "") for unit in units}
        if not all(known.values()):
            return [markers.WHOLE_NEW, *self.source.written(number)]
        marker = markers.write([], [Changed(unit.id, "", unit.text) for unit in units])
        return [*marker.split("\n"), *self._with_words(number, known)]

    def _marker(self, stands: Sequence[Progress], gone: Sequence[str]) -> list[str]:
        new = [one.source.id for one in stands if one.source and one.standing in NEW]
        if len(new) == len(stands):
            return [markers.WHOLE_NEW]
        stale = list(self._changed(stands))
        return markers.write(new, stale, gone).split("\n") if new or stale or gone else []

    def _changed(self, stands: Sequence[Progress]) -> Iterator[Changed]:
        for one in stands:
            if one.standing is Standing.STALE and one.source and one.own:
                was = self.was.get(one.own.id) or self.memory.was(one.source, one.own.id)
                yield Changed(one.source.id, was, one.source.text)

    def _removed(self) -> Iterator[tuple[int, list[str]]]:
        """Blocks that the source has lost, each under its marker."""
        for number, units in enumerate(self.own_units):
            if units and all(unit.id in self.lost for unit in units):
                yield number, [markers.WHOLE_REMOVED, *self.own.written(number)]

    # --- front matter

    def _head(self) -> list[str]:
        """The front matter with markers above what has changed, and the source's outcomes."""
        region = self._outcome_lines()
        head = range(self.own.head)
        above = {one.own.line - 1: self._above(one) for one in self._head_stands() if one.own}
        lines: list[str] = []
        for number in head:
            if region and number == region.start:
                lines += self._outcomes(region)
            if number not in region:
                lines += above.get(number, [])
                lines += _without_markers([self.own.lines[number]])
        return lines

    def _head_stands(self) -> list[Progress]:
        body = {unit.id for units in self.source.by_block() for unit in units}
        return [one for id, one in self.stands.items() if id not in body]

    def _above(self, one: Progress) -> list[str]:
        """The marker above a value of the front matter."""
        indent = _indent(self.own.lines[one.own.line - 1]) if one.own else ""
        new = [one.source.id] if one.source and one.standing in NEW else []
        return markers.write_in_yaml(new, list(self._changed([one])), indent).splitlines()

    def _outcome_lines(self) -> range:
        """Where the list of outcomes stands in the front matter."""
        own = [unit.line - 1 for unit in self.own.units if unit.id.startswith(OUTCOME)]
        if not own:
            return range(0)
        end = own[-1] + 1
        while _is_within_item(self.own.lines[end]):
            end += 1
        return range(_marked_from(self.own.lines, own[0]), end)

    def _outcomes(self, region: range) -> Iterator[str]:
        """The outcomes in the source's order."""
        lines = {unit.id: unit.line - 1 for unit in self.own.units if unit.id.startswith(OUTCOME)}
        ends = dict(pairwise([*sorted(lines.values()), region.stop]))
        indent = _indent(self.own.lines[region.stop - 1])
        for one in self._head_stands():
            if not one.source or not one.source.id.startswith(OUTCOME):
                continue
            if one.own:
                yield from self._above(one)
                start = lines[one.own.id]
                yield from _without_markers(self.own.lines[start : ends[start]])
            else:
                yield from markers.write_in_yaml([one.source.id], [], indent).splitlines()
                yield f"{indent}- {written_value(one.source.text)}"
        lost = [unit for id, unit in self.lost.items() if id.startswith(OUTCOME)]
        yield from (f"{indent}# gone: {unit.text}" for unit in lost)


def _is_within_item(line: str) -> bool:
    """Whether a line goes on with the last outcome, or is a comment after it."""
    return line[:1] in (" ", "\t") and not line.lstrip().startswith("- ")


def _marked_from(lines: Sequence[str], start: int) -> int:
    while markers.is_of_yaml(lines[start - 1]):
        start -= 1
    return start


def _without_markers(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not markers.is_of_yaml(line)]


def _targeted(one: Progress) -> str:
    """A unit's words, with the targets of its source's links."""
    if one.own is None or one.source is None:
        return ""
    return retargeted(one.own.text, one.source.text)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _without_empty_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    return lines
