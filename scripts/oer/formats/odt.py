"""OpenDocument text: a lesson for LibreOffice, with the styles of the Word file.

Pandoc makes notes, links, tables and headings; what it leaves out or writes against ODF 1.3 is set
right in its output: descriptions of pictures, names of styles, lines of tables.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from lxml import etree
from lxml.etree import _Element

from oer import credits
from oer.formats import archive, office
from oer.formats.docx import Document, document
from oer.formats.manuscript import Manuscript
from oer.formats.odt_styles import COLOURS, encoded, name, styles
from oer.formats.pandoc import converted, pandoc
from oer.formats.texts import fill
from oer.works import Work

STYLE_NAMES = ("text:style-name", "style:name", "style:parent-style-name", "table:style-name")
CONTINUED = name("text:continue-numbering")
MIMETYPE = "mimetype"
MISSING_PARENT = "Formula"
"""Pandoc bases the frames of pictures and formulas on a style that it does not bring."""
MANIFEST = "META-INF/manifest.xml"


def make(manuscript: Manuscript) -> bytes:
    """The OpenDocument file of an edition, or of one lesson of it."""
    return make_all([manuscript])[0]


def make_all(manuscripts: Sequence[Manuscript]) -> list[bytes]:
    """The OpenDocument files of several, for which pandoc starts once."""
    made = [document(manuscript) for manuscript in manuscripts]
    found = converted([one.html.encode() for one in made], "odt")
    modified = [manuscript.modified for manuscript in manuscripts]
    return [_finished(*one) for one in zip(made, found, modified, strict=True)]


def _finished(made: Document, data: bytes, modified: str) -> bytes:
    files, work = made.with_pictures(archive.unpack(data)), made.work
    changed = {
        MIMETYPE: files.pop(MIMETYPE),
        "content.xml": _content(files["content.xml"], made),
        "styles.xml": styles(_reference()["styles.xml"], work),
        "meta.xml": _meta(work, modified),
        MANIFEST: _manifest(files[MANIFEST]),
    }
    return archive.pack({**changed, **_others(files, changed)}, stored=(MIMETYPE,))


def _others(files: dict[str, bytes], changed: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in sorted(files.items()) if path not in changed}


@cache
def _reference() -> dict[str, bytes]:
    return archive.unpack(pandoc(("--print-default-data-file", "reference.odt"), b""))


def _manifest(xml: bytes) -> bytes:
    """The parts of a document are text/xml (ODF 1.3 part 2 §2.2.1, §3.2); pandoc says otherwise."""
    tree = etree.fromstring(xml)
    for entry in tree.iter(name("manifest:file-entry")):
        if entry.get(name("manifest:media-type")) == "application/xml":
            entry.set(name("manifest:media-type"), "text/xml")
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def _meta(work: Work, modified: str) -> bytes:
    values = {"work": work, "modified": modified, "rights": credits.attribution(work)}
    told = office.own_properties(work)
    return fill("odt/meta.xml", work.language, properties=told, **values).encode()


# --- the text -----------------------------------------------------------------------------


def _content(xml: bytes, made: Document) -> bytes:
    tree = etree.fromstring(xml)
    for item in tree.iter(etree.Element):
        for attribute in map(name, STYLE_NAMES):
            if style := item.get(attribute):
                item.set(attribute, encoded(style))
    for known in tree.iter(name("style:style")):
        if known.get(name("style:parent-style-name")) == MISSING_PARENT:
            del known.attrib[name("style:parent-style-name")]
    for table in list(tree.iter(name("table:table"))):
        _take_out_of_lists(table)
    frames = tree.iter(name("draw:frame"))
    for frame, description in zip(frames, made.descriptions, strict=True):
        _describe(frame, description)
    for properties in tree.iter(name("style:table-cell-properties")):
        _lines(properties)
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def _take_out_of_lists(table: _Element) -> None:
    """No item may hold a table (ODF 1.3 part 3 §5.3.3), and LibreOffice shows none: the list ends
    before it and goes on after it.
    """
    while (item := table.getparent()) is not None and item.tag == name("text:list-item"):
        before = item.getparent()
        assert before is not None, "an item stands in a list"
        after = etree.Element(before.tag)
        for key, value in (*before.attrib.items(), (CONTINUED, "true")):
            after.set(key, value)
        if rest := list(table.itersiblings()):
            etree.SubElement(after, name("text:list-header")).extend(rest)
        after.extend(list(item.itersiblings()))
        before.addnext(table)
        if len(after):
            table.addnext(after)


def _describe(frame: _Element, description: str) -> None:
    """What a screen reader says of a picture (ODF 1.3 part 3 §10.3.17)."""
    told = etree.SubElement(frame, name("svg:desc"))
    told.text = description


def _lines(properties: _Element) -> None:
    for attribute, value in _cell():
        properties.set(name(attribute), value)


def _cell() -> Iterator[tuple[str, str]]:
    yield "fo:border", "none"
    yield "fo:border-bottom", f"0.5pt solid #{COLOURS['line']}"
    yield "fo:padding", "3pt"
