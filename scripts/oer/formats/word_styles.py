"""Our Word reference document: pandoc's own, with the styles, page and footer of the house.

It is made at build time from the templates in `templates/docx`, so that a designer changes XML
that can be read and compared, and not a binary file.

The font is Segoe UI: every Windows that runs Word has it, and it holds all letters of the six
languages, also ғ қ ң ө ұ ү һ ә і, ӣ ӯ ҳ ҷ and the ʻ of Uzbek. Pandoc's Aptos is only in the newest
Office, and Calibri has no ʻ in older ones. Elsewhere (LibreOffice, Google Docs, a Mac) another font
takes its place; we cannot embed it, and no sign of ours depends on it.
"""

from functools import cache
from typing import Any

from lxml import etree
from lxml.etree import _Element

from oer.formats import archive
from oer.formats.pandoc import pandoc
from oer.formats.texts import fill
from oer.works import Work

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
FONT = "Segoe UI"
BOX_INDENT = 284
"""Left edge of the words in a box, in twentieths of a point."""
BOX_SPACE = 10
"""Points between the words of a box and the line beside them."""
LOOK: dict[str, Any] = {
    "font": FONT,
    "ink": "14324A",
    "grey": "52606D",
    "line": "C3CBD3",
    "link": "1F5F8B",
    "warning": "9A5B00",
    "width": 11906 - 2 * 1247,
    "box_indent": BOX_INDENT,
    "box_space": BOX_SPACE,
    "headings": ((1, 44, 0), (2, 30, 400), (3, 24, 280), (4, 21, 240), (5, 21, 240), (6, 21, 240)),
    "boxes": (
        ("note", "Note", "1F5F8B"),
        ("tip", "Tip", "2F6B3A"),
        ("important", "Important", "5B3E96"),
        ("warning", "Warning", "9A5B00"),
        ("caution", "Caution", "A12622"),
        ("example", "Example", "52606D"),
        ("activity", "Activity", "0B6E6E"),
        ("trainer", "Trainer", "6B4E16"),
        ("market", "Market", "3D4F91"),
    ),
}
"""Colours (all at least 4.5:1 on white), sizes in half points, and the boxes by kind."""


def reference(work: Work) -> bytes:
    """The reference document of one edition: its language, and its title in the footer."""
    files = dict(_default())
    files["word/styles.xml"] = _styles(files["word/styles.xml"], work)
    files["word/fontTable.xml"] = _filled("fontTable.xml", work)
    files["word/footer1.xml"] = _filled("footer.xml", work)
    files["word/theme/theme1.xml"] = _theme(files["word/theme/theme1.xml"])
    files["word/document.xml"] = _page(files["word/document.xml"], work)
    files["word/_rels/document.xml.rels"] = _relation(files["word/_rels/document.xml.rels"])
    files["[Content_Types].xml"] = _content_type(files["[Content_Types].xml"])
    return archive.pack(files)


@cache
def _default() -> dict[str, bytes]:
    return archive.unpack(pandoc(("--print-default-data-file", "reference.docx"), b""))


def _filled(template: str, work: Work) -> bytes:
    return fill(f"docx/{template}", work.language, work=work, **LOOK).encode()


def _styles(default: bytes, work: Work) -> bytes:
    """Pandoc's styles without their fonts and colours, then ours in place of those we have."""
    tree = etree.fromstring(default)
    for fonts in list(tree.iter(f"{W}rFonts")):
        _drop(fonts)
    for colour in list(tree.iter(f"{W}color")):
        _drop(colour)
    defaults = tree.find(f"{W}docDefaults")
    assert defaults is not None, "pandoc's reference document has defaults"
    tree.replace(defaults, etree.fromstring(_filled("defaults.xml", work)))
    ours = etree.fromstring(_filled("styles.xml", work))
    own = {style.get(f"{W}styleId"): style for style in ours}
    for style in tree.findall(f"{W}style"):
        if style.get(f"{W}styleId") in own:
            tree.remove(style)
    tree.extend(own.values())
    return _bytes(tree)


def _theme(default: bytes) -> bytes:
    """The theme's own fonts, which Word offers first to whoever changes a style."""
    tree = etree.fromstring(default)
    for latin in tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}latin"):
        latin.set("typeface", FONT)
        if "panose" in latin.attrib:
            del latin.attrib["panose"]
    return _bytes(tree)


def _page(default: bytes, work: Work) -> bytes:
    tree = etree.fromstring(default)
    section = next(tree.iter(f"{W}sectPr"))
    parent = section.getparent()
    assert parent is not None, "a section stands in the body"
    parent.replace(section, etree.fromstring(_filled("section.xml", work)))
    return _bytes(tree)


def _relation(default: bytes) -> bytes:
    tree = etree.fromstring(default)
    values = {"Id": "footer", "Type": f"{OFFICE}/footer", "Target": "footer1.xml"}
    etree.SubElement(tree, f"{RELATIONS}Relationship", values)
    return _bytes(tree)


def _content_type(default: bytes) -> bytes:
    tree = etree.fromstring(default)
    values = {"PartName": "/word/footer1.xml", "ContentType": FOOTER_TYPE}
    etree.SubElement(tree, f"{TYPES}Override", values)
    return _bytes(tree)


def _drop(item: _Element) -> None:
    parent = item.getparent()
    assert parent is not None, "a property stands in a style"
    parent.remove(item)


def _bytes(tree: _Element) -> bytes:
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
