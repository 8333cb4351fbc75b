"""A lesson as slides: an idea each, with all that was written in the notes of the speaker.

Slides are for looking at, so that of running text they show the first sentence of a paragraph and
the points of a list; the trainer finds the whole text below, and her own boxes too. Questions come
twice: to think, and with the answer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, zip_longest
from math import ceil

from lxml.etree import _Element

from oer.formats import columns, xhtml
from oer.formats.slide_words import HEADINGS, Line, Run, cells, lines, words

LETTERS = 68
"""Letters in a line of a slide, in the size of its text."""
LINES = 9
"""Lines on a slide."""
SENTENCE = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=\S)")
LARGEST_TABLE = (5, 9)
"""Columns and rows that can be read from the last row of a room."""
CELL = 60
"""Letters in a cell of such a table."""
BOX = "☐ "
ELSEWHERE = {"notes", "credit", "key", "summary", "place", "state", "label", "outcomes"}
"""Classes of what other slides show, or the notes."""


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


@dataclass(slots=True)
class Gathered:
    """What is under a heading, until the next one."""

    title: str = ""
    above: tuple[str, ...] = ()
    """Headings that have no slide of their own yet."""
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def slides(tree: _Element, right: Mapping[str, Sequence[bool]], answer: str) -> list[Slide]:
    """The slides of a chapter (templates/book/lesson.html), without title and credits.

    `right` tells of each question with choices which are right; `answer` is the word for it.
    """
    columns.unfold_wide(tree)
    made: list[Slide] = []
    notes = _footnotes(tree)
    keys = dict(zip_longest(_asked(tree), xhtml.with_class(tree, "div", "key")))
    gathered = Gathered()
    for item in tree:
        names = set((item.get("class") or "").split())
        if names & ELSEWHERE:
            continue
        if item.tag in ("h1", *HEADINGS):
            made += _flushed(gathered)
            gathered = Gathered(words(item), gathered.above)
            gathered.above += (gathered.title,) if item.tag != "h1" else ()
        elif "box-trainer" in names:
            made += _flushed(gathered)
            before = made.pop() if made else Slide(gathered.title)
            made.append(replace(before, notes=(*before.notes, *_told(item, notes))))
        elif "quiz" in names:
            made += _flushed(gathered)
            id = item.get("id") or ""
            asked = _question(item, keys.get(id), right.get(id.removeprefix("quiz-"), ()), answer)
            made += _headed(asked, gathered)
        elif "facts" in names or "box" in names or item.tag == "table":
            made += _flushed(gathered)
            made += _headed(_shown_whole(item, gathered.title, notes), gathered)
        else:
            made += _headed(_pictures(item, gathered.title), gathered)
            gathered.lines += _brief(item)
            gathered.notes += _told(item, notes)
    return [*made, *_flushed(gathered)]


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


# --- under a heading ----------------------------------------------------------------------


def _flushed(gathered: Gathered) -> Iterator[Slide]:
    shown, told = tuple(gathered.lines), tuple(gathered.notes)
    gathered.lines, gathered.notes = [], []
    if shown or told:
        yield from _headed(packed(Slide(gathered.title, shown, told)), gathered)


def _headed(made: Iterable[Slide], gathered: Gathered) -> Iterator[Slide]:
    """The first of some slides tells the headings above it that no slide has told yet."""
    for slide in made:
        above = [title for title in gathered.above if title != slide.title]
        gathered.above = ()
        yield replace(slide, title=". ".join((*above, slide.title)))


def _brief(item: _Element) -> Iterator[Line]:
    """The first sentence of a paragraph, and every point of a list."""
    if item.tag == "p" and not item.get("class"):
        yield from (_first_sentence(line) for line in lines(item))
    elif item.tag == "p":
        yield from ()
    else:
        yield from lines(item)


def _first_sentence(line: Line) -> Line:
    first = SENTENCE.split(line.text)[0]
    kept, length = [], 0
    for run in line.runs:
        part = run.text[: max(0, len(first) - length)]
        length += len(run.text)
        kept += [replace(run, text=part)] if part else []
    return replace(line, runs=tuple(kept))


def _pictures(item: _Element, title: str) -> Iterator[Slide]:
    for picture in item.iter("img"):
        size = (int(picture.get("width") or 0), int(picture.get("height") or 0))
        source, description = picture.get("src") or "", picture.get("alt") or ""
        yield Slide(title, picture=Picture(source, description, *size))


def _shown_whole(item: _Element, title: str, notes: Mapping[str, str]) -> Iterator[Slide]:
    """A box, a table or facts: all of it on slides of its own."""
    heading = next(iter(xhtml.with_class(item, "p", "box-title")), None)
    heading = item.find(".//caption") if heading is None else heading
    title = title if heading is None else words(heading)
    rest = Slide(title, notes=tuple(_called(item, notes)))
    tables = [item] if item.tag == "table" else item.findall("table")
    shown = [table for table in tables if _is_small(table)]
    told = [*_first_notes(item), *(part for part in _parts_of(item) if part is not heading)]
    shown_lines = [line for child in told if child not in shown for line in lines(child)]
    if shown_lines:
        yield from packed(replace(rest, lines=tuple(shown_lines)))
        rest = Slide(title)
    for table in shown:
        yield replace(rest, table=cells(table))
        rest = Slide(title)
    yield from _pictures(item, title)


def _parts_of(item: _Element) -> list[_Element]:
    if item.tag == "table":
        return [item]
    return [part for part in item if part.get("class") != "fact-note"]


def _first_notes(item: _Element) -> list[_Element]:
    """What is to be known of facts before they are read; their titles are known by then."""
    for table in item.iter("table"):
        if item.get("class") == "facts" and len(table) > 1 and table[1].tag == "thead":
            table.remove(table[1])
    return [part for part in item if part.get("class") == "fact-note"]


def _is_small(table: _Element) -> bool:
    rows = cells(table)
    widest, longest = max(map(len, rows), default=0), len(rows)
    fits = all(len(cell) <= CELL for row in rows for cell in row)
    return fits and widest <= LARGEST_TABLE[0] and longest <= LARGEST_TABLE[1]


# --- questions ----------------------------------------------------------------------------


def _question(
    item: _Element, key: _Element | None, right: Sequence[bool], answer: str
) -> Iterator[Slide]:
    title = next(iter(xhtml.with_class(item, "p", "quiz-title")), None)
    number = words(title[0]) if title is not None and len(title) else ""
    asked = _counted(line for child in item if child is not title for line in _options(child))
    kind = words(title[1]) if title is not None and len(title) > 1 else ""
    thinking = Line((Run(kind, italic=True),)) if kind else None
    yield from packed(Slide(number, (*([thinking] if thinking else []), *asked)))
    if key is None:
        return
    feedback = xhtml.with_class(key, "ul", "feedback")
    told = [line for child in list(key)[1:] if child not in feedback for line in lines(child)]
    if right:
        options = [line for line in asked if line.kind == "letter"]
        marked = [_marked(line, good) for line, good in zip(options, right, strict=False)]
        told = [*marked, *told[sum(right) :]]
    notes = [line.text for item in feedback for line in lines(item)]
    yield from packed(Slide(f"{number}. {answer}", tuple(told), tuple(notes)))


def _options(item: _Element) -> Iterator[Line]:
    """Of pairs, first what stands on the left, with numbers, then the others, with letters."""
    if item.tag != "table":
        yield from map(_lettered, lines(item))
        return
    (*titles,), *rows = cells(item)
    yield Line((Run(" – ".join(titles), bold=True),))
    for number, row in enumerate(rows, 1):
        yield Line((Run(row[0].partition(". ")[2]),), "number", start=number)
    for row in rows:
        yield _lettered(Line((Run(row[-1]),)))


def _counted(asked: Iterable[Line]) -> list[Line]:
    """Letters go on where a slide ends."""
    letters = count(1)
    return [replace(x, start=next(letters)) if x.kind == "letter" else x for x in asked]


def _lettered(line: Line) -> Line:
    """A square to tick becomes a letter, which a class can say aloud."""
    if not line.text.startswith(BOX):
        return line
    first = replace(line.runs[0], text=line.runs[0].text.removeprefix(BOX))
    return replace(line, runs=(first, *line.runs[1:]), kind="letter")


def _marked(line: Line, right: bool) -> Line:
    if not right:
        return replace(line, faint=True)
    return replace(line, runs=tuple(replace(run, bold=True) for run in line.runs))


def _asked(tree: _Element) -> Iterator[str]:
    """Ids of the questions in their order, those that a newer text repeats left out."""
    quizzes = (item for item in tree if "quiz" in (item.get("class") or "").split())
    return (item.get("id") or "" for item in quizzes)


# --- notes --------------------------------------------------------------------------------


def _told(item: _Element, notes: Mapping[str, str]) -> Iterator[str]:
    yield from (line.text for line in lines(item))
    yield from _called(item, notes)


def _called(item: _Element, notes: Mapping[str, str]) -> Iterator[str]:
    """The footnotes that an element calls."""
    for link in item.iter("a"):
        if note := notes.get((link.get("href") or "")[1:]):
            yield note


def _footnotes(tree: _Element) -> dict[str, str]:
    for back in xhtml.with_class(tree, "span", "back"):
        xhtml.remove(back)
    sections = xhtml.with_class(tree, "section", "notes")
    items: Iterable[_Element] = (item for part in sections for item in part.iter("li"))
    numbered = enumerate((item for item in items if item.get("id")), 1)
    return {item.get("id") or "": f"[{number}] {words(item)}" for number, item in numbered}
