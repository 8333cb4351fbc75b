"""A presentation of our own look: wide slides, three layouts, real titles, an editable master.

python-pptx brings the parts; colours, sizes and places are set here once, on the master and its
layouts, so that a trainer changes them in one place. The face is Segoe UI, as in Word
(`word_styles`): every Windows that runs PowerPoint has it, and it holds all letters.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as Page, SlideLayout
from pptx.text.text import TextFrame
from pptx.util import Emu

from oer.formats.word_styles import FONT

WIDTH, HEIGHT = Emu(12192000), Emu(6858000)
"""16:9, as PowerPoint makes it."""
LEFT, INNER = Emu(640000), Emu(10912000)
INK, GREY, LINK = "14324A", "52606D", "1F5F8B"
TITLE, CONTENT, ALONE = "Title Slide", "Title and Content", "Title Only"
BOXES = {
    TITLE: {0: (LEFT, 2600000, INNER, 1300000), 1: (LEFT, 3950000, INNER, 1500000)},
    CONTENT: {0: (LEFT, 330000, INNER, 900000), 1: (LEFT, 1330000, INNER, 4800000)},
    ALONE: {0: (LEFT, 330000, INNER, 900000)},
}
"""Layout -> placeholder -> left, top, width, height in EMU (914,400 an inch)."""
FOOTER, NUMBER = (LEFT, 6330000, 9300000, 340000), (10552000, 6330000, 1000000, 340000)
FOOTERS = {"ftr": FOOTER, "sldNum": NUMBER}


@dataclass(frozen=True, slots=True)
class Layouts:
    """The three kinds of slides."""

    title: SlideLayout
    content: SlideLayout
    alone: SlideLayout


def presentation() -> tuple[Deck, Layouts]:
    """An empty presentation."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    named = {layout.name: layout for layout in deck.slide_layouts}
    for name, layout in named.items():
        if name not in BOXES:
            deck.slide_layouts.remove(layout)
        else:
            _arrange(layout.placeholders, BOXES[name])
            _top(layout.placeholders, name)
    _arrange(deck.slide_master.placeholders, BOXES[CONTENT])
    _top(deck.slide_master.placeholders, CONTENT)
    _style(deck)
    return deck, Layouts(named[TITLE], named[CONTENT], named[ALONE])


def add_footers(page: Page, words: str) -> None:
    """Credit and number on a slide: python-pptx leaves the places of the layout unfilled."""
    for place in page.slide_layout.placeholders:
        kind = place.element.find(f".//{qn('p:ph')}").get("type")
        if kind not in FOOTERS:
            continue
        copy, tree = deepcopy(place.element), page.shapes._spTree
        copy.nvSpPr.cNvPr.set("id", str(len(tree) + 1))
        tree.append(copy)
        if kind == "ftr":
            TextFrame(copy.txBody, page).text = words


def saved(deck: Deck) -> bytes:
    """The file, whose zip is still to be made ours."""
    made = BytesIO()
    deck.save(made)
    return made.getvalue()


# --- the look -----------------------------------------------------------------------------


def _arrange(places: Sequence[BaseShape], boxes: dict[int, tuple[int, int, int, int]]) -> None:
    for place in list(places):
        kind = place.element.find(f".//{qn('p:ph')}").get("type") or ""
        box = FOOTERS.get(kind) or boxes.get(place.placeholder_format.idx)
        if box:
            place.left, place.top, place.width, place.height = map(Emu, box)
        elif kind == "dt":
            place.element.getparent().remove(place.element)


def _top(places: Sequence[BaseShape], name: str) -> None:
    for place in places:
        if place.placeholder_format.idx == 0:
            place.text_frame.vertical_anchor = (
                MSO_ANCHOR.BOTTOM if name == TITLE else MSO_ANCHOR.MIDDLE
            )


def _style(deck: Deck) -> None:
    """Sizes and colours of the master's three styles of text."""
    styles = deck.slide_master.element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    _look(title, 30, INK, bold=True)
    for level in styles.find(qn("p:bodyStyle")):
        _look(level, 20, "1B242C", bold=False)
        _spaced(level)
    for place in deck.slide_master.placeholders:
        kind = place.element.find(f".//{qn('p:ph')}").get("type")
        if kind in FOOTERS:
            for level in place.element.iter(qn("a:lvl1pPr")):
                level.set("algn", "r" if kind == "sldNum" else "l")
                _look(level, 11, GREY, bold=False)
    for layout in deck.slide_layouts:
        if layout.name == TITLE:
            _flush_left(layout)


def _look(level: etree._Element, size: int, colour: str, *, bold: bool) -> None:
    run = level.find(qn("a:defRPr"))
    if run is None:
        run = etree.SubElement(level, qn("a:defRPr"))
    run.set("sz", str(size * 100))
    run.set("b", "1" if bold else "0")
    for old in run.findall(qn("a:solidFill")):
        run.remove(old)
    fill = etree.Element(qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour)
    run.insert(0, fill)


def _spaced(level: etree._Element) -> None:
    for old in level.findall(qn("a:spcBef")):
        level.remove(old)
    before = etree.Element(qn("a:spcBef"))
    etree.SubElement(before, qn("a:spcPts"), val="700")
    level.insert(0, before)


def _flush_left(layout: SlideLayout) -> None:
    for place in layout.placeholders:
        for level in place.element.iter(qn("a:lvl1pPr")):
            level.set("algn", "l")
            _look(level, 40 if place.placeholder_format.idx == 0 else 20, INK, bold=False)


def themed(theme: bytes) -> bytes:
    """The theme with our face and colours."""
    tree = etree.fromstring(theme)
    for name, colour in (("accent1", LINK), ("hlink", LINK), ("folHlink", GREY), ("dk2", INK)):
        for old in tree.iter(qn(f"a:{name}")):
            old[:] = [etree.Element(qn("a:srgbClr"), val=colour)]
    for latin in tree.iter(qn("a:latin")):
        latin.set("typeface", FONT)
        latin.attrib.pop("panose", "")
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
