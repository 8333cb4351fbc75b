"""Word: one document per edition that a trainer can change, with our named styles.

Pandoc makes notes, links, tables and headings; what it gets wrong or leaves open for an office
document (Open Packaging, ECMA-376) is set right in its output.
"""

from base64 import b64encode
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from oer import credits
from oer.credits import Work
from oer.formats import archive, rasters, word_finish, word_html, xhtml
from oer.formats.book import Book, Chapter, Layout, book
from oer.formats.manuscript import Manuscript
from oer.formats.pandoc import pandoc
from oer.formats.texts import fill
from oer.formats.word_styles import reference
from oer.render import Shown

LARGEST_WIDTH, LARGEST_HEIGHT = 600, 640
"""Pixels of a picture at 96 dots per inch: the width of the text, and two thirds of a page."""


def make(manuscript: Manuscript) -> bytes:
    """The Word file of an edition."""
    made = book(manuscript, Layout(page=lambda chapter: "", picture=partial(_shown, manuscript)))
    return finished(converted(_html(made, manuscript), made.work), made.work, manuscript.modified)


def finished(converted: bytes, work: Work, modified: str) -> bytes:
    """What pandoc has made, set right."""
    files = archive.unpack(converted)
    changed = {
        "word/document.xml": word_finish.document(files["word/document.xml"]),
        "word/settings.xml": word_finish.settings(files["word/settings.xml"], work.language),
        **_properties(work, modified),
    }
    return archive.pack({**files, **changed})


def _html(made: Book, manuscript: Manuscript) -> str:
    return fill(
        "docx/document.html",
        made.work.language,
        work=made.work,
        summary=manuscript.edition.summary,
        parts=made.parts,
        endings=made.endings,
        chapters=[_restyled(chapter, manuscript) for chapter in made.chapters],
        lessons=len(manuscript.edition.lessons),
        minutes=sum(lesson.minutes for lesson in manuscript.edition.lessons.values()),
    )


def converted(html: str, work: Work) -> bytes:
    """What pandoc makes of a text. It reads the reference document and nothing else."""
    with TemporaryDirectory() as folder:
        styles = Path(folder, "reference.docx")
        styles.write_bytes(reference(work))
        return pandoc(
            (
                *("--from", "html+epub_html_exts", "--to", "docx", "--output", "-"),
                *("--sandbox", "--quiet", f"--reference-doc={styles}"),
            ),
            html.encode(),
        )


def _restyled(chapter: Chapter, manuscript: Manuscript) -> Chapter:
    tree = xhtml.read(chapter.html)
    word_html.restyle(tree, manuscript.locales)
    return replace(chapter, html=xhtml.write(tree))


def _shown(manuscript: Manuscript, path: str) -> Shown:
    """A picture inside the HTML, never wider than the text or higher than most of a page."""
    media = manuscript.course.media[path]
    kind, data = rasters.for_office(media, manuscript.media[path])
    scale = min(1.0, LARGEST_WIDTH / media.width, LARGEST_HEIGHT / media.height)
    address = f"data:{kind};base64,{b64encode(data).decode()}"
    return Shown(address, round(media.width * scale), round(media.height * scale))


def _properties(work: Work, modified: str) -> dict[str, bytes]:
    """Document properties: title, authors, language, and the licence as one of its own."""
    properties = (
        ("rights", credits.attribution(work)),
        ("license", work.licence.url or work.licence.name),
        ("source", work.address),
        ("version", work.version),
        ("translators", ", ".join(credits.translator_names(work))),
    )
    values = {
        "work": work,
        "modified": modified,
        "properties": [(name, value) for name, value in properties if value],
    }
    return {
        f"docProps/{name}": fill(f"docx/{name}", work.language, **values).encode()
        for name in ("app.xml", "core.xml", "custom.xml")
    }
