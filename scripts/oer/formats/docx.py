"""Word: one document per edition that a trainer can change, with our named styles.

Pandoc makes notes, links, tables and headings; what it gets wrong or leaves open for an office
document (Open Packaging, ECMA-376) is set right in its output.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lxml.etree import _Element

from oer.formats import archive, columns, office, qr, rasters, word_finish, word_html, xhtml
from oer.formats.book import CREDITS, Layout, book
from oer.formats.manuscript import Manuscript
from oer.formats.pandoc import converted
from oer.formats.texts import fill, fill_html
from oer.formats.word_styles import reference
from oer.render import Shown
from oer.works import Work

ONE_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LARGEST_WIDTH, LARGEST_HEIGHT = 600, 640
"""Pixels of a picture at 96 dots per inch: the width of the text, and two thirds of a page."""


@dataclass(frozen=True, slots=True)
class Document:
    """A book as one page of HTML for pandoc."""

    work: Work
    html: str
    descriptions: tuple[str, ...]
    """Of its pictures, in the order of reading."""
    pictures: Mapping[bytes, bytes]
    """What stands for a picture while pandoc reads the page -> the picture."""

    def with_pictures(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The parts that pandoc has written, with the pictures in their places."""
        return {name: self.pictures.get(data, data) for name, data in files.items()}


def make(manuscript: Manuscript) -> bytes:
    """The Word file of an edition, or of one lesson of it."""
    return make_all([manuscript])[0]


def make_all(manuscripts: Sequence[Manuscript]) -> list[bytes]:
    """The Word files of several, for which pandoc starts once."""
    made = [document(manuscript) for manuscript in manuscripts]
    return written(made, [manuscript.modified for manuscript in manuscripts])


def written(made: Sequence[Document], modified: Sequence[str]) -> list[bytes]:
    """Documents as Word files, the licence among their properties."""
    pages, styles = [one.html.encode() for one in made], [reference(one.work) for one in made]
    found = converted(pages, "docx", styles)
    return [_finished(*one) for one in zip(made, found, modified, strict=True)]


def _finished(made: Document, data: bytes, modified: str) -> bytes:
    files = made.with_pictures(archive.unpack(data))
    changed = {
        "word/document.xml": word_finish.document(files["word/document.xml"]),
        "word/numbering.xml": word_finish.numbering(files["word/numbering.xml"]),
        "word/settings.xml": word_finish.settings(files["word/settings.xml"], made.work.language),
        **office.properties(made.work, modified),
    }
    return archive.pack({**files, **changed})


def document(manuscript: Manuscript) -> Document:
    """What pandoc reads: the chapters, and before those of a course a title and contents."""
    made = book(manuscript, Layout(page=lambda chapter: "", picture=partial(shown, manuscript)))
    trees = [xhtml.read(chapter.html) for chapter in made.chapters]
    for chapter, tree in zip(made.chapters, trees, strict=True):
        if chapter.id == CREDITS:
            _add_code(tree, made.work)
        word_html.restyle(tree, manuscript.locales)
        columns.fit_pictures(tree, LARGEST_WIDTH)
    html = fill(
        "docx/document.html",
        made.work.language,
        work=made.work,
        summary=manuscript.edition.summary,
        parts=() if manuscript.lesson else made.parts,
        endings=made.endings,
        chapters=[
            replace(chapter, html=xhtml.write(tree))
            for chapter, tree in zip(made.chapters, trees, strict=True)
        ],
        lessons=len(manuscript.edition.lessons),
        minutes=sum(lesson.minutes for lesson in manuscript.edition.lessons.values()),
    )
    pictures = (picture for tree in trees for picture in tree.iter("img"))
    told = tuple(picture.get("alt") or "" for picture in pictures)
    return Document(made.work, html, told, pictures_of(manuscript))


def _add_code(tree: _Element, work: Work) -> None:
    """Below the attribution, the way to the newest version for whoever reads on paper."""
    code = _address(rasters.KINDS[".png"], qr.png(work.address))
    shown = xhtml.read(fill_html("docx/code.html", work.language, work=work, code=code))
    attribution = xhtml.with_class(tree, "p", "attribution")[0]
    for item in reversed(shown):
        attribution.addnext(item)


def pictures_of(manuscript: Manuscript) -> dict[bytes, bytes]:
    """The pictures of a manuscript for Office, by what stands for them."""
    return {
        _stand_in(path): rasters.for_office(manuscript.course.media[path], data)[1]
        for path, data in manuscript.media.items()
    }


def _stand_in(path: str) -> bytes:
    """A picture of one dot that is like no other: pandoc reads long addresses slowly."""
    return ONE_DOT + path.encode()


def shown(manuscript: Manuscript, path: str) -> Shown:
    """A picture inside the HTML, never wider than the text or higher than most of a page."""
    media = manuscript.course.media[path]
    kind, data = rasters.kind_for_office(path), _stand_in(path)
    scale = min(1.0, LARGEST_WIDTH / media.width, LARGEST_HEIGHT / media.height)
    return Shown(_address(kind, data), round(media.width * scale), round(media.height * scale))


def _address(kind: str, data: bytes) -> str:
    """A picture as an address that holds it (RFC 2397)."""
    return f"data:{kind};base64,{b64encode(data).decode()}"
