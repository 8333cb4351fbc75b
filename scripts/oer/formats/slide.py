"""A slide, how much fits on it, and how its lists are counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from lxml.etree import _Element

from oer.formats.slide_words import Line, Run

LETTERS = 68
"""Letters in a line of a slide, in the size of its text."""
LINES = 9
"""Lines on a slide."""
SENTENCE = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a slide shows."""

    source: str
    description: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Slide:
    """What is seen, and what the trainer reads."""

    title: str
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Picture | None = None
    table: tuple[tuple[str, ...], ...] = ()


def packed(slide: Slide) -> Iterator[Slide]:
    """As many slides as its lines need, each with the title; the notes stay with the first."""
    page: list[Line] = []
    notes, height = slide.notes, 0
    for line in [part for whole in slide.lines for part in _parts(whole)]:
        need = ceil(len(line.text) / LETTERS) or 1
        if page and height + need > LINES:
            yield replace(slide, lines=tuple(page), notes=notes)
            page, height, notes = [], 0, ()
        page.append(line)
        height += need
    yield replace(slide, lines=tuple(page), notes=notes)


def _parts(line: Line) -> Iterator[Line]:
    """A paragraph longer than a slide, by its sentences."""
    if len(line.text) <= LETTERS * LINES:
        return iter([line])
    return (replace(line, runs=(Run(part),)) for part in SENTENCE.split(line.text))


def pictures(item: _Element, title: str) -> Iterator[Slide]:
    """A slide for each picture of an element."""
    for picture in item.iter("img"):
        size = (int(picture.get("width") or 0), int(picture.get("height") or 0))
        source, description = picture.get("src") or "", picture.get("alt") or ""
        yield Slide(title, picture=Picture(source, description, *size))


class Count(NamedTuple):
    """How the items of a list are counted."""

    start: int
    second: bool = False
    """It follows another list at once."""


def counts(shown: Sequence[Line]) -> list[Count]:
    """For each line how its list is counted on this slide.

    Programs count the paragraphs of a level that begin alike, until another kind of paragraph
    comes; so all of them say where they began (ECMA-376 part 1, §21.1.2.4.1), and a list that
    follows another one at once looks different.
    """
    found: list[Count] = []
    begun: dict[int, tuple[Line, Count]] = {}
    for line in shown:
        begun = {level: one for level, one in begun.items() if level <= line.level}
        count = Count(line.start)
        if (one := begun.get(line.level)) and one[0].kind == line.kind:
            before, its = one
            goes_on = line.start == before.start + 1
            count = its if goes_on else Count(line.start, not its.second)
        begun[line.level] = (line, count)
        found.append(count)
    return found
