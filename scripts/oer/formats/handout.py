"""What a trainer copies for a class: a hand-out without answers, and the answers for herself.

A hand-out is what learners do and keep: boxes to remember, activities, questions with room to
write, and the words of the lesson. It fits on two sheets of A4 printed on both sides, in black on
white; where it would not, its type becomes smaller, and then what was only to be read is left out.
A test of forty questions takes more sheets: no question is left out.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO

import pikepdf
from lxml import etree
from lxml.etree import _Element

from oer.formats import xhtml
from oer.formats.book import Book, Chapter, Part, book, chapter_id, edition_work, media_entry
from oer.formats.manuscript import Manuscript
from oer.formats.paper import with_rights
from oer.formats.pdf import Look, layout, printed
from oer.formats.texts import fill_html
from oer.words import say
from oer.works import MediaCredit, Work

PAGES = 4
"""Two sheets of A4, printed on both sides."""
SIZE = 10
"""Points. Below nine it would be hard to read."""
TO_READ = ("why", "learn")
"""Sections that learners have on the web, in the book or on the screen."""
TO_REMEMBER = ("tip", "important", "warning", "caution")
"""Boxes of these sections that go into the hand-out."""
TRIES: tuple[tuple[float, tuple[str, ...], tuple[str, ...]], ...] = (
    (SIZE, TO_READ, TO_REMEMBER),
    (SIZE, TO_READ, ()),
    (9.5, TO_READ, ()),
    (9, TO_READ, ()),
    (9, (*TO_READ, "keep"), ()),
)
"""Size, sections that are left out, and their boxes that stay: the first that fits is taken, or
the last.
"""
INTRODUCTION = {"summary", "outcomes", "label"}
"""What a hand-out keeps of what stands before the first section, up to the outcomes."""
ENDING = ("answers",)
"""The section of the key, which reaches to the end."""
LINES = 4
"""Lines to write on below an activity that brings no table of its own."""


def make(manuscript: Manuscript) -> bytes:
    """The hand-out of one lesson."""
    made, whole = b"", _chapter(manuscript)
    for size, left_out, boxes in TRIES:
        tree = deepcopy(whole)
        _keep_for_learners(tree, left_out, boxes)
        made = _print(manuscript, tree, "handout", size)
        if _pages(made) <= PAGES:
            break
    return with_rights(made, edition_work(manuscript))


def make_answers(manuscript: Manuscript) -> bytes:
    """The plan, the key and the notes of one lesson."""
    tree = _chapter(manuscript)
    _keep_for_trainers(tree)
    made = _print(manuscript, tree, "answers", SIZE)
    return with_rights(made, edition_work(manuscript))


def _chapter(manuscript: Manuscript) -> _Element:
    made = book(manuscript, layout(manuscript))
    return xhtml.read(made.parts[0].chapters[0].html)


def _print(manuscript: Manuscript, tree: _Element, kind: str, size: float) -> bytes:
    work, language = edition_work(manuscript), manuscript.edition.language
    values = {"work": work, "kind": kind, "shown": _shown_pictures(work, tree)}
    html = fill_html("pdf/sheet.html", language, title=work.title, body=xhtml.write(tree), **values)
    lesson = manuscript.edition.lessons[manuscript.lesson]
    chapter = Chapter(chapter_id(lesson, manuscript.edition), work.title, html)
    made = Book(work, (Part("", (chapter,)),), ())
    name = say(language, f"paper.{kind}")
    return printed(manuscript, made, Look(kind, f"{work.title}. {name}", size))


def _pages(made: bytes) -> int:
    with pikepdf.open(BytesIO(made)) as pdf:
        return len(pdf.pages)


def _shown_pictures(work: Work, tree: _Element) -> list[MediaCredit]:
    shown = {picture.get("src") for picture in tree.iter("img")}
    return [credit for credit in work.pictures if media_entry(credit.path) in shown]


# --- for learners -------------------------------------------------------------------------


def _keep_for_learners(tree: _Element, left_out: Sequence[str], boxes: Sequence[str]) -> None:
    _drop(xhtml.with_class(tree, "div", "box-trainer"))
    _drop(xhtml.with_class(tree, "sup", "noteref"))
    kept = {f"box-{kind}" for kind in boxes}
    introduced = False
    for section, item in list(_by_section(tree)):
        names = set((item.get("class") or "").split())
        if not section:
            stays = bool(names & INTRODUCTION) and not introduced
            introduced = introduced or "outcomes" in names
        elif section in left_out:
            stays = bool(names & kept)
        else:
            stays = section not in ENDING and "notes" not in names
        if not stays:
            xhtml.remove(item)
    for box in xhtml.with_class(tree, "div", "box-activity"):
        if not any(_to_fill_in(table) for table in box.iter("table")):
            box.append(etree.Element("p", {"class": "lines", "count": str(LINES)}))


def _to_fill_in(table: _Element) -> bool:
    return any(not "".join(map(str, cell.itertext())).strip() for cell in table.iter("td"))


# --- for trainers -------------------------------------------------------------------------


def _keep_for_trainers(tree: _Element) -> None:
    for section, item in list(_by_section(tree)):
        plan = "box-trainer" in (item.get("class") or "") or item.get("class") == "notes"
        if not plan and (section not in ENDING or item.get("class") == "credit"):
            xhtml.remove(item)
    for notes in xhtml.with_class(tree, "section", "notes"):
        _as_a_list(notes)


def _as_a_list(notes: _Element) -> None:
    """Notes without the text that calls them: a plain list at the end."""
    notes.tag = "div"
    notes.attrib.clear()
    for back in xhtml.with_class(notes, "span", "back"):
        way = back.getparent()
        xhtml.remove(way if way is not None and way.tag == "a" else back)


# --- sections -----------------------------------------------------------------------------


def _by_section(tree: _Element) -> Iterator[tuple[str, _Element]]:
    """Each block of a chapter with the id of its section; before the first one it is empty."""
    section = ""
    for item in tree:
        if item.tag == "h2":
            section = (item.get("id") or "").rpartition(".")[2] or "other"
        yield section, item


def _drop(items: Sequence[_Element]) -> None:
    for item in items:
        xhtml.remove(item)
