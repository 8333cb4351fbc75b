"""What pandoc leaves open in a Word document: descriptions, lists in boxes, room around blocks."""

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree
from lxml.etree import _Element

from oer.formats.texts import fill
from oer.formats.word_styles import BOX_INDENT, BOX_SPACE, LOOK, W
from oer.model import Language

PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LIST_STEP = 360
"""How far a list is moved in for each level, in twentieths of a point."""
LARGEST_SPACE = 31
"""Points that Word allows between a border and its words (ECMA-376 part 1, §17.3.4)."""
POINTS = ("•", "–")
"""Before the items of a list, by turns as it goes deeper."""
ROOM = "200"
"""Room before and after a table or a box, in twentieths of a point."""
COLOURS = {f"Box{name}": colour for _, name, colour in LOOK["boxes"]}
BEFORE_SPACING = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr")
"""What stands before `spacing` in a paragraph's properties (the schema has an order)."""


def document(xml: bytes) -> bytes:
    """The main part, set right."""
    tree = etree.fromstring(xml)
    for drawing in tree.iter(f"{DRAWING}inline"):
        _describe(drawing)
    for paragraph in tree.iter(f"{W}p"):
        _align_list_in_box(paragraph)
    for row in tree.iter(f"{W}tr"):
        _keep_together(row)
    for before, after in list(_neighbours(tree)):
        _make_room(before, after)
    return to_bytes(tree)


def numbering(xml: bytes) -> bytes:
    """Points of lists as signs that every face has: pandoc takes some from Windows' Wingdings."""
    tree = etree.fromstring(xml)
    for level in tree.iter(f"{W}lvl"):
        kind, sign = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
        if kind is None or sign is None or kind.get(f"{W}val") != "bullet":
            continue
        if (sign.get(f"{W}val") or "").strip():
            deep = int(level.get(f"{W}ilvl") or 0)
            sign.set(f"{W}val", POINTS[deep % len(POINTS)])
        for look in level.findall(f"{W}rPr"):
            level.remove(look)
    return to_bytes(tree)


def settings(xml: bytes, language: Language) -> bytes:
    """Word of today and not of 2007, and the theme's language."""
    tree = etree.fromstring(xml)
    compatibility = etree.fromstring(fill("docx/compatibility.xml", language))
    next(tree.iter(f"{W}rsids")).addprevious(compatibility)
    for theme in tree.iter(f"{W}themeFontLang"):
        theme.set(f"{W}val", language.locale)
    return to_bytes(tree)


def to_bytes(tree: _Element) -> bytes:
    """An XML part as Office writes it."""
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)


def _keep_together(row: _Element) -> None:
    """No page break cuts a row that a page could hold (ECMA-376 part 1, §17.4.6)."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        row.insert(0, properties)
    properties.insert(0, etree.Element(f"{W}cantSplit"))


# --- pictures -----------------------------------------------------------------------------


def _describe(drawing: _Element) -> None:
    """The author's description stands alone, where pandoc repeats the picture's address."""
    frame = drawing.find(f"{DRAWING}docPr")
    assert frame is not None, "a picture has properties"
    for inner in drawing.iter(f"{PICTURE}cNvPr"):
        inner.set("descr", frame.get("descr") or "")
    for side in ("distT", "distB", "distL", "distR"):
        drawing.set(side, "0")


# --- boxes --------------------------------------------------------------------------------


def _align_list_in_box(paragraph: _Element) -> None:
    """A list in a box keeps the box's left edge, so that the line beside it stays straight."""
    colour, numbers = COLOURS.get(_style(paragraph)), paragraph.find(f"{W}pPr/{W}numPr")
    if colour is None or numbers is None:
        return
    level = numbers.find(f"{W}ilvl")
    depth = int(level.get(f"{W}val") or 0) if level is not None else 0
    left = BOX_INDENT + LIST_STEP * (depth + 1)
    indent = {f"{W}left": str(left), f"{W}hanging": str(LIST_STEP)}
    numbers.addnext(etree.Element(f"{W}ind", indent))
    if depth:
        numbers.addnext(_border(colour, min(BOX_SPACE + LIST_STEP * depth // 20, LARGEST_SPACE)))


def _border(colour: str, space: int) -> _Element:
    borders = etree.Element(f"{W}pBdr")
    values = {"val": "single", "sz": "24", "space": str(space), "color": colour}
    etree.SubElement(borders, f"{W}left", {f"{W}{name}": value for name, value in values.items()})
    return borders


# --- room ---------------------------------------------------------------------------------


def _neighbours(tree: _Element) -> Iterator[tuple[_Element, _Element]]:
    """Blocks of the text and those that follow them, without bookmarks between."""
    blocks = [item for item in tree[0] if item.tag in (f"{W}p", f"{W}tbl")]
    yield from pairwise(blocks)


def _make_room(before: _Element, after: _Element) -> None:
    """A style cannot know what follows it: tables and boxes would stick to the next paragraph."""
    if after.tag == f"{W}tbl" and _style(before) != "TableCaption":
        _space(before, "after")
    if before.tag == f"{W}tbl" and _style(after) != "FactNote":
        _space(after, "before")
    if _style(before).startswith("Box") and not _style(after).startswith("Box"):
        _space(before, "after")


def _space(block: _Element, side: str) -> None:
    if block.tag != f"{W}p":
        return
    properties = block.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        block.insert(0, properties)
    spacing = properties.find(f"{W}spacing")
    if spacing is None:
        spacing = etree.Element(f"{W}spacing")
        earlier = {f"{W}{name}" for name in BEFORE_SPACING}
        properties.insert(sum(item.tag in earlier for item in properties), spacing)
    spacing.set(f"{W}{side}", ROOM)


def _style(block: _Element) -> str:
    style = block.find(f"{W}pPr/{W}pStyle")
    return (style.get(f"{W}val") or "") if style is not None else ""
