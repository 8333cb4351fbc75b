"""A lesson as slides: an idea each, with all that was written in the notes of the speaker.

Slides are for looking at, so that of running text they show the first sentence of a paragraph and
the points of a list; the trainer finds the whole text below, and her own boxes too. Questions come
twice: to think, and with the answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from lxml.etree import _Element

from oer.formats import columns, xhtml
from oer.formats.slide_pages import SENTENCE, Slide, packed, pictures
from oer.formats.slide_questions import asked
from oer.formats.slide_words import HEADINGS, Line, cells, lines, words

LARGEST_TABLE = (5, 9)
"""Columns and rows that can be read from the last row of a room."""
CELL = 60
"""Letters in a cell of such a table."""
ELSEWHERE = {"notes", "credit", "key", "summary", "place", "state", "label", "outcomes"}
"""Classes of what other slides show, or the notes."""


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
            key, good = keys.get(id), right.get(id.removeprefix("quiz-"), ())
            made += _headed(asked(item, key, good, answer), gathered)
        elif "facts" in names or "box" in names or item.tag == "table":
            made += _flushed(gathered)
            made += _headed(_shown_whole(item, gathered.title, notes), gathered)
        else:
            made += _headed(pictures(item, gathered.title), gathered)
            gathered.lines += _brief(item)
            gathered.notes += _told(item, notes)
    return [*made, *_flushed(gathered)]


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
    yield from pictures(item, title)


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
