"""A slide, and how much fits on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

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
