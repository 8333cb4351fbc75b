"""Questions on slides: to think about, and then with the answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from lxml.etree import _Element

from oer.formats import xhtml
from oer.formats.slide import Slide, packed, pictures
from oer.formats.slide_words import Line, Run, cells, lines, words

BOX = "☐ "
PAIRS = "data-pairs"
"""Marks the table of a question whose rows are to be matched; another one is asked about."""


def question(
    item: _Element, key: _Element | None, right: Sequence[bool], answer: str
) -> Iterator[Slide]:
    """What is to be seen, the question, and the question with its answer.

    `right` tells which options are; `answer` is the word for it.
    """
    title = next(iter(xhtml.with_class(item, "p", "quiz-title")), None)
    number = words(title[0]) if title is not None and len(title) else ""
    yield from _seen(item, number)
    shown = _counted(line for child in item if child is not title for line in _options(child))
    kind = words(title[1]) if title is not None and len(title) > 1 else ""
    thinking = Line((Run(kind, italic=True),)) if kind else None
    yield from packed(Slide(number, (*([thinking] if thinking else []), *shown)))
    if key is None:
        return
    _describe(key)
    feedback = xhtml.with_class(key, "ul", "feedback")
    told = [line for child in list(key)[1:] if child not in feedback for line in lines(child)]
    if right:
        options = [line for line in shown if line.kind == "letter"]
        marked = [_marked(line, good) for line, good in zip(options, right, strict=False)]
        told = [*marked, *told[sum(right) :]]
    notes = [line.text for item in feedback for line in lines(item)]
    yield from packed(Slide(f"{number}. {answer}", tuple(told), tuple(notes)))


def _seen(item: _Element, number: str) -> Iterator[Slide]:
    """Pictures, on slides of their own; one that is an answer is called by its description."""
    answers = [*xhtml.with_class(item, "ul", "options"), *item.iterfind(f"table[@{PAIRS}]")]
    among = {picture for part in answers for picture in part.iter("img")}
    for slide, picture in zip(pictures(item, number), list(item.iter("img")), strict=True):
        called = f"{number}. {picture.get('alt') or ''}" if picture in among else number
        yield replace(slide, title=called)
    for part in answers:
        _describe(part)


def _describe(part: _Element) -> None:
    """The descriptions of pictures in their places."""
    for picture in list(part.iter("img")):
        picture.tag, picture.text = "span", f"[{picture.get('alt') or ''}]"


def _options(item: _Element) -> Iterator[Line]:
    """Of pairs, first what stands on the left, with numbers, then the others, with letters."""
    if item.get(PAIRS) is None:
        yield from map(_lettered, lines(item))
        return
    (*titles,), *rows = cells(item)
    yield Line((Run(" – ".join(titles), bold=True),))
    for number, row in enumerate(rows, 1):
        yield Line((Run(row[0].partition(". ")[2]),), "number", start=number)
    for row in rows:
        yield _lettered(Line((Run(row[-1]),)))


def _counted(shown: Iterable[Line]) -> list[Line]:
    """Letters go on where a slide ends."""
    letters = count(1)
    return [replace(x, start=next(letters)) if x.kind == "letter" else x for x in shown]


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
