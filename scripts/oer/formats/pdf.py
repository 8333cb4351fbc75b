"""PDF for print: a course as a book with a cover and contents, a lesson as a brochure.

Pages are tagged (PDF/UA-1); what they look like stands in templates/pdf, in Typst.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

import segno
from lxml.etree import _Element

from oer.formats import cover, paper_tree, xhtml
from oer.formats.book import Book, Chapter, Layout, book, media_entry
from oer.formats.manuscript import Manuscript
from oer.formats.paper import paper
from oer.formats.paper_tree import DEEPEST
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


def make(manuscript: Manuscript) -> bytes:
    """The PDF of an edition, or of one lesson of it."""
    made = book(manuscript, layout(manuscript))
    top = 1 if manuscript.lesson else 2
    return printed(manuscript, made, kind="lesson" if manuscript.lesson else "course", top=top)


def layout(manuscript: Manuscript) -> Layout:
    """All chapters share the file; pictures stand beside it."""
    return Layout(page=lambda chapter: "", picture=partial(_shown, manuscript))


def printed(
    manuscript: Manuscript, made: Book, kind: str, top: int, title: str = "", size: float = 10
) -> bytes:
    """A book on paper. `top` is the level of its chapters' titles, `size` in points."""
    trees = {chapter.id: xhtml.read(chapter.html) for chapter in made.chapters}
    for name, tree in trees.items():
        ending = any(name == chapter.id for chapter in made.endings)
        prepare(tree, 1 if ending else top, listed=1 if ending else DEEPEST)
    paper_tree.settle_links([*trees.values()])
    edition, work = manuscript.edition, made.work
    text = fill(
        "pdf/document.xml",
        work.language,
        kind=kind,
        title=title or work.title,
        size=size,
        region=work.language.locale.rpartition("-")[2],
        running=f"{edition.title} · {say(work.language, 'lesson.version', version=work.version)}",
        summary=_summary(manuscript),
        keywords=[skill.name for skill in manuscript.skills.values()],
        imprint=fill_html("pdf/imprint.html", work.language, work=work),
        work=work,
        lessons=len(edition.lessons),
        minutes=sum(lesson.minutes for lesson in edition.lessons.values()),
        parts=[
            replace(part, chapters=tuple(_with(chapter, trees) for chapter in part.chapters))
            for part in made.parts
        ],
        endings=[_with(chapter, trees) for chapter in made.endings],
    )
    return paper(text, _pictures(manuscript, work.address), work, manuscript.modified)


def prepare(tree: _Element, top: int, listed: int = DEEPEST) -> None:
    """A chapter's tree for the template."""
    paper_tree.prepare(tree)
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
    own = {media_entry(path): data for path, data in m.media.items()}
    return {**own, **ornaments(m), "scan.svg": scan(address)}


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


def scan(address: str) -> bytes:
    """An address as a QR code (ISO/IEC 18004), drawn as SVG."""
    made = BytesIO()
    segno.make(address, error="m", micro=False).save(
        made, kind="svg", scale=4, border=2, xmldecl=True, svgclass=None, lineclass=None
    )
    return made.getvalue()
