"""EPUB 3.3: one book per edition, for phones and reading devices.

The metadata says what is true of the file and claims no conformance that a person has not
checked (EPUB Accessibility 1.1 §4).
"""

import posixpath
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from lxml.etree import _Element

from oer.formats import archive, cover, xhtml
from oer.formats.archive import CannotMake
from oer.formats.book import (
    CREDITS,
    GLOSSARY,
    Book,
    Chapter,
    Layout,
    book,
    media_entry,
    shown_media,
)
from oer.formats.manuscript import Manuscript
from oer.formats.rasters import without_programs
from oer.formats.texts import fill
from oer.model import Language

KINDS = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
"""Core media types of EPUB 3.3 §3.2 that lessons may show."""
ENDINGS = {GLOSSARY: ("glossary", "doc-glossary"), CREDITS: ("copyright-page", "")}
"""What the chapters that are no lessons are called in `epub:type` and `role`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the book."""

    address: str
    kind: str


def make(manuscript: Manuscript) -> bytes:
    """The EPUB file of an edition."""
    made = book(manuscript, Layout(page=_page, picture=partial(shown_media, manuscript)))
    values = _values(manuscript, made)
    entries = {
        "mimetype": b"application/epub+zip",
        **_frame(made, values),
        **{f"EPUB/{_page(chapter.id)}": _chapter(chapter, values) for chapter in made.chapters},
        **{
            f"EPUB/{media_entry(path)}": without_programs(path, data)
            for path, data in manuscript.media.items()
        },
    }
    return archive.pack(entries, stored=("mimetype",))


def _values(manuscript: Manuscript, made: Book) -> dict[str, Any]:
    """What the templates of the book say."""
    lessons = manuscript.edition.lessons.values()
    return {
        "work": made.work,
        "summary": manuscript.edition.summary,
        "tag": book_language(made.work.language),
        "identifier": f"urn:uuid:{uuid5(NAMESPACE_URL, made.work.address)}",
        "modified": manuscript.modified,
        "chapters": made.chapters,
        "parts": made.parts,
        "endings": made.endings,
        "lessons": len(lessons),
        "minutes": sum(lesson.minutes for lesson in lessons),
        "pictures": [Picture(_address(path), _kind(path)) for path in manuscript.media],
        "features": _features(manuscript),
        "hazard": _hazard(manuscript),
        "ground": cover.ground(manuscript.course.id),
        "tiles": list(cover.tiles(manuscript.course.id)),
    }


def book_language(language: Language) -> str:
    """The language as readers' devices know it: with its script and without a region."""
    subtags = language.locale.split("-")
    return "-".join(part for part in subtags if not (len(part) == 2 and part.isupper()))


def _frame(made: Book, values: dict[str, Any]) -> dict[str, bytes]:
    """Everything but chapters and pictures, in the order of reading."""
    language, say = made.work.language, made.work.language.words.__getitem__
    title_of = {
        "cover.xhtml": say("book.cover"),
        "title.xhtml": made.work.title,
        "nav.xhtml": say("book.contents"),
    }
    names = ("package.opf", "style.css", "cover.svg", *title_of)
    filled = {
        f"EPUB/{name}": fill(
            f"epub/{name}", language, title=title_of.get(name, made.work.title), **values
        )
        for name in names
    }
    container = fill("epub/container.xml", language)
    return {
        name: text.encode()
        for name, text in {"META-INF/container.xml": container, **filled}.items()
    }


def _chapter(chapter: Chapter, values: dict[str, Any]) -> bytes:
    tree = xhtml.read(chapter.html)
    _name_notes(tree)
    kind, role = ENDINGS.get(chapter.id, ("chapter", "doc-chapter"))
    text = fill(
        "epub/page.xhtml",
        values["work"].language,
        tag=values["tag"],
        title=chapter.title,
        id=chapter.id,
        kind=kind,
        role=role,
        html=xhtml.write(tree),
    )
    return text.encode()


def _name_notes(tree: _Element) -> None:
    """Footnotes under the names that reading systems know, so that they can open in place."""
    for mark in xhtml.with_class(tree, "sup", "noteref"):
        for link in mark.iter("a"):
            link.set(xhtml.EPUB_TYPE, "noteref")
            link.set("role", "doc-noteref")
    for section in xhtml.with_class(tree, "section", "notes"):
        section.set(xhtml.EPUB_TYPE, "endnotes")
        section.set("role", "doc-endnotes")
        for item in [item for item in section.iter("li") if item.get("id")]:
            note = xhtml.move_content(item, "div")
            note.set("id", item.attrib.pop("id"))
            note.set(xhtml.EPUB_TYPE, "footnote")
            note.set("role", "doc-footnote")
    for back in xhtml.with_class(tree, "span", "back"):
        way_back = back.getparent()
        if way_back is not None and way_back.tag == "a":
            way_back.set("role", "doc-backlink")


# --- pictures -----------------------------------------------------------------------------


def _page(chapter: str) -> str:
    return f"{chapter}.xhtml"


def _address(path: str) -> str:
    return quote(media_entry(path))


def _kind(path: str) -> str:
    ending = posixpath.splitext(path)[1].lower()
    if ending not in KINDS:
        raise CannotMake(f"{path}: an e-book shows {', '.join(KINDS)} and no other pictures")
    return KINDS[ending]


# --- what the metadata may claim ----------------------------------------------------------


def _features(manuscript: Manuscript) -> list[str]:
    """Accessibility features (schema.org) that every book has by the way it is made."""
    described = ["alternativeText"] if manuscript.media else []
    return [
        "tableOfContents",
        "structuralNavigation",
        "readingOrder",
        "displayTransformability",
        *described,
    ]


def _hazard(manuscript: Manuscript) -> str:
    """Still pictures harm nobody; of a moving one only a person could say so."""
    moving = any(mark in data for data in manuscript.media.values() for mark in MOVING)
    return "unknown" if moving else "none"


MOVING = (b"<animate", b"<set ", b"@keyframes", b"ANMF", b"acTL")
"""Signs of animation in SVG, WebP and PNG."""
