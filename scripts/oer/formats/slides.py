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
from oer.formats.slide import SENTENCE, Slide, packed, pictures
from oer.formats.slide_questions import question
from oer.formats.slide_words import HEADINGS, Line, cells, lines, words

LARGEST_TABLE = (5, 9)
"""Columns and rows that can be read from the last row of a room."""
CELL = 60
"""Letters in a cell of such a table."""
ELSEWHERE = {"notes", "credit", "key", "summary", "place", "state", "label", "outcomes"}
"""Classes of what other slides show, or the notes."""


def slides(tree: _Element, right: Mapping[str, Sequence[bool]], answer: str) -> list[Slide]:
    """The slides of a chapter (templates/book/lesson.html), without title and credits.

    `right` tells of each question with choices which are right; `answer` is the word for it.
    """
    columns.unfold_wide(tree)
    notes = _footnotes(tree)
    keys = dict(zip_longest(_asked(tree), xhtml.with_class(tree, "div", "key")))
    talk = _Talk(notes, keys, right, answer)
    for item in tree:
        talk.take(item)
    talk.flush()
    return talk.made


# --- part after part ----------------------------------------------------------------------


@dataclass(slots=True)
class _Talk:
    """The slides so far, and what was gathered since the last of them."""

    footnotes: Mapping[str, str]
    keys: Mapping[str, _Element]
    """What is right, by the id of a question."""
    right: Mapping[str, Sequence[bool]]
    answer: str
    made: list[Slide] = field(default_factory=list)
    title: str = ""
    above: tuple[str, ...] = ()
    """Headings that have no slide of their own yet."""
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, item: _Element) -> None:
        """The next part of the chapter."""
        names = set((item.get("class") or "").split())
        if names & ELSEWHERE:
            return
        if item.tag in ("h1", *HEADINGS):
            self.begin(item)
        elif "box-trainer" in names:
            self.advise(item)
        elif "quiz" in names:
            self.ask(item)
        elif "facts" in names or "box" in names or item.tag == "table":
            self.show_whole(item)
        else:
            self.tell(item)

    def begin(self, heading: _Element) -> None:
        self.flush()
        self.title = words(heading)
        self.above += (self.title,) if heading.tag != "h1" else ()

    def advise(self, box: _Element) -> None:
        """What is for the trainer only, in the notes of the slide before."""
        self.flush()
        before = self.made.pop() if self.made else Slide(self.title)
        self.made.append(replace(before, notes=(*before.notes, *_told(box, self.footnotes))))

    def ask(self, quiz: _Element) -> None:
        self.flush()
        id = quiz.get("id") or ""
        right = self.right.get(id.removeprefix("quiz-"), ())
        self.add(question(quiz, self.keys.get(id), right, self.answer))

    def show_whole(self, item: _Element) -> None:
        self.flush()
        self.add(_shown_whole(item, self.title, self.footnotes))

    def tell(self, item: _Element) -> None:
        """Running text: a few of its lines are seen, all of it is for the trainer."""
        self.add(pictures(item, self.title))
        self.lines += _brief(item)
        self.notes += _told(item, self.footnotes)

    def flush(self) -> None:
        """What was gathered, as slides."""
        gathered = Slide(self.title, tuple(self.lines), tuple(self.notes))
        self.lines, self.notes = [], []
        if gathered.lines or gathered.notes:
            self.add(packed(gathered))

    def add(self, slides: Iterable[Slide]) -> None:
        """Keep some slides. The first tells the headings above it that no slide has told yet."""
        for slide in slides:
            above = [title for title in self.above if title != slide.title]
            self.above = ()
            self.made.append(replace(slide, title=". ".join((*above, slide.title))))


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


# --- notes --------------------------------------------------------------------------------


def _told(item: _Element, notes: Mapping[str, str]) -> Iterator[str]:
    yield from (line.text for line in lines(item))
    yield from _called(item, notes)


def _called(item: _Element, notes: Mapping[str, str]) -> Iterator[str]:
    """The footnotes that an element calls."""
    for link in item.iter("a"):
        if note := notes.get((link.get("href") or "")[1:]):
            yield note


def _asked(tree: _Element) -> Iterator[str]:
    """Ids of the questions in their order, those that a newer text repeats left out."""
    quizzes = (item for item in tree if "quiz" in (item.get("class") or "").split())
    return (item.get("id") or "" for item in quizzes)


def _footnotes(tree: _Element) -> dict[str, str]:
    for back in xhtml.with_class(tree, "span", "back"):
        xhtml.remove(back)
    sections = xhtml.with_class(tree, "section", "notes")
    items: Iterable[_Element] = (item for part in sections for item in part.iter("li"))
    numbered = enumerate((item for item in items if item.get("id")), 1)
    return {item.get("id") or "": f"[{number}] {words(item)}" for number, item in numbered}
