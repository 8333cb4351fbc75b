"""PDF for print: a course as a book with a cover and contents, a lesson as a brochure.

Pages are tagged (PDF/UA-1); what they look like stands in templates/pdf, in Typst.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lxml.etree import _Element

from oer.formats import columns, cover, paper_tree, qr, xhtml
from oer.formats.book import Book, Chapter, Layout, book, media_entry
from oer.formats.manuscript import Manuscript
from oer.formats.paper import paper, with_rights
from oer.formats.paper_tree import DEEPEST
from oer.formats.rasters import without_programs
from oer.formats.texts import fill, fill_html
from oer.render import Shown
from oer.words import say

WIDTH, HEIGHT = 440.0, 420.0
"""The largest picture, in points: the width of the text, and a good half of a page."""
POINTS = 0.75
"""Points in a CSS pixel."""
SHORT = 700
"""Signs of a question that is kept on one page."""
COVER_LINES, BAND_TILES = 5, 12


@dataclass(frozen=True, slots=True)
class Look:
    """What kind of paper it is."""

    kind: str
    """`course`, `lesson`, `handout` or `answers`."""
    title: str = ""
    """Of the document, where it is another than that of the work."""
    size: float = 10
    """Of its type, in points."""


def make(manuscript: Manuscript) -> bytes:
    """The PDF of an edition, or of one lesson of it."""
    made = book(manuscript, layout(manuscript))
    look = Look("lesson" if manuscript.lesson else "course")
    return with_rights(printed(manuscript, made, look), made.work)


def layout(manuscript: Manuscript) -> Layout:
    """All chapters share the file; pictures stand beside it."""
    return Layout(page=lambda chapter: "", picture=partial(_shown, manuscript))


def printed(manuscript: Manuscript, made: Book, look: Look) -> bytes:
    """A book on paper, to be finished by `with_rights`."""
    trees = {chapter.id: xhtml.read(chapter.html) for chapter in made.chapters}
    lesson_level, listed = (2 if look.kind == "course" else 1), 1
    for chapter in made.endings:
        prepare(trees[chapter.id], 1, listed)
    for part in made.parts:
        for chapter in part.chapters:
            prepare(trees[chapter.id], lesson_level)
    paper_tree.settle_links(trees.values())
    work = made.work
    text = fill("pdf/document.xml", work.language, **_values(manuscript, made, look, trees))
    return paper(text, _pictures(manuscript, work.address), manuscript.modified)


def _values(
    manuscript: Manuscript, made: Book, look: Look, trees: Mapping[str, _Element]
) -> dict[str, Any]:
    edition, work = manuscript.edition, made.work
    version = say(work.language, "lesson.version", version=work.version)
    return {
        "look": look,
        "title": look.title or work.title,
        "region": work.language.locale.rpartition("-")[2],
        "running": f"{edition.title} · {version}",
        "summary": _summary(manuscript),
        "keywords": [skill.name for skill in manuscript.skills.values()],
        "imprint": fill_html("pdf/imprint.html", work.language, work=work),
        "work": work,
        "lessons": len(edition.lessons),
        "minutes": sum(lesson.minutes for lesson in edition.lessons.values()),
        "parts": [
            replace(part, chapters=tuple(_with(chapter, trees) for chapter in part.chapters))
            for part in made.parts
        ],
        "endings": [_with(chapter, trees) for chapter in made.endings],
    }


def prepare(tree: _Element, top: int, listed: int = DEEPEST) -> None:
    """A chapter's tree for the template."""
    paper_tree.prepare(tree)
    columns.fit_pictures(tree, WIDTH)
    paper_tree.settle_levels(tree, top, listed)
    for picture in tree.iter("img"):
        picture.set("file", picture.get("file") or picture.get("src") or "")
    for box in xhtml.with_class(tree, "div", "box"):
        kind = (box.get("class") or "").split("box-")[-1]
        box.set("box", kind)
        for title in xhtml.with_class(box, "p", "box-title"):
            title.set("hue", kind)
    for asked in (*xhtml.with_class(tree, "div", "quiz"), *xhtml.with_class(tree, "div", "key")):
        if len("".join(map(str, asked.itertext()))) < SHORT and asked.find(".//img") is None:
            asked.set("keep", "yes")


def _with(chapter: Chapter, trees: Mapping[str, _Element]) -> Chapter:
    return replace(chapter, html=xhtml.write(trees[chapter.id]))


def _summary(manuscript: Manuscript) -> str:
    edition = manuscript.edition
    return edition.lessons[manuscript.lesson].summary if manuscript.lesson else edition.summary


# --- pictures -----------------------------------------------------------------------------


def _shown(manuscript: Manuscript, path: str) -> Shown:
    media = manuscript.course.media[path]
    width, height = media.width * POINTS or WIDTH, media.height * POINTS or HEIGHT
    scale = min(1.0, WIDTH / width, HEIGHT / height)
    return Shown(media_entry(path), round(width * scale), round(height * scale))


def _pictures(manuscript: Manuscript, address: str) -> dict[str, bytes]:
    """The lessons' own, the course's ornament, and the address as a code to scan."""
    m = manuscript
    own = {media_entry(path): without_programs(path, data) for path, data in m.media.items()}
    return {**own, **ornaments(m), "scan.svg": qr.svg(address)}


def ornaments(manuscript: Manuscript) -> dict[str, bytes]:
    """The tiles of a course as its cover, and as a band."""
    tiles = [*cover.tiles(manuscript.course.id)]
    shown: Sequence[Any] = [tile for tile in tiles if tile.y < COVER_LINES * cover.SIDE]
    first = [tile for tile in tiles if tile.y == 0]
    band = [*first, *(replace(tile, x=tile.x + cover.COLUMNS * cover.SIDE) for tile in first)]
    sizes = {"cover.svg": (cover.COLUMNS, COVER_LINES, shown), "band.svg": (BAND_TILES, 1, band)}
    return {
        name: fill(
            "pdf/band.svg",
            manuscript.edition.language,
            width=columns * cover.SIDE,
            height=lines * cover.SIDE,
            ground=cover.ground(manuscript.course.id),
            tiles=tiles_shown,
        ).encode()
        for name, (columns, lines, tiles_shown) in sizes.items()
    }
