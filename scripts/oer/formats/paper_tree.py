"""A chapter's HTML in the way that the Typst template reads it: simple elements, exact spaces.

Typst gets XML and never markup of ours glued together, so that no word of a lesson can become a
command. What a template cannot know is settled here: which places links may lead to, which level
a heading has, how wide columns are, where a note stands.
"""

import re
from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element

from oer.formats import columns, xhtml

SPACE = re.compile(r"[ \t\r\n]+")
BLOCKS = {
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "div", "section", "blockquote", "pre", "table"),
    *("caption", "thead", "tbody", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
DEEPEST = 6
ALIGNMENTS = ("center", "right")
KEPT_LETTERS, KEPT_BLOCKS = 1500, 20
"""Of a row that no page break cuts: a third of what a page holds, so that it fits surely."""
UNBROKEN, UNBROKEN_IN_CELL = re.compile(r"[^\s/–—-]{40,}"), re.compile(r"[^\s/–—-]{25,}")
"""Words that may be wider than their room, which would be cut off where the page ends."""
PIECE = re.compile(r".{8}(?=.{4})")
"""After so many letters such a word may go on in the next line."""
FACT_COLUMNS = "16 42 26"
"""Country, fact, source."""


def prepare(tree: _Element) -> None:
    """Change a chapter's tree in place, for one file that may hold several chapters."""
    columns.unfold_wide(tree)
    _notes(tree)
    _hide_again(tree)
    for table in tree.iter("table"):
        _measure(table)
    for cell in tree.iter("td", "th"):
        if (alignment := cell.get("class")) in ALIGNMENTS:
            cell.set("align", alignment)
    _one_space(tree)
    _let_break(tree)


def settle_links(trees: Iterable[_Element]) -> None:
    """Links to places that the file does not hold become words: Typst would refuse them."""
    trees = list(trees)
    places = {id for tree in trees for item in tree.iter(etree.Element) if (id := item.get("id"))}
    for link in [link for tree in trees for link in tree.iter("a")]:
        address = link.get("href") or ""
        if address.startswith("#") and address[1:] in places:
            link.set("to", address[1:])
        elif not address or address.startswith("#"):
            link.tag = "span"


def settle_levels(tree: _Element, top: int, listed: int = DEEPEST) -> None:
    """Headings below `top`, none more than one level deeper than the one before (PDF/UA-1 7.4).

    Those deeper than `listed` stand in no table of contents.
    """
    before = top - 1
    for heading in tree.iter(*HEADINGS):
        level = min(int(heading.tag[1]) + top - 1, before + 1, DEEPEST)
        heading.set("level", str(level))
        heading.set("listed", "yes" if level <= listed else "")
        heading.tag, before = "h", level


# --- notes --------------------------------------------------------------------------------


def _notes(tree: _Element) -> None:
    """A note stands where it is first called; a second call leads to the same."""
    notes = {
        item.get("id"): item
        for section in xhtml.with_class(tree, "section", "notes")
        for item in section.iter("li")
    }
    for mark in xhtml.with_class(tree, "sup", "noteref"):
        target = (mark[0].get("href") or "")[1:] if len(mark) else ""
        note = notes.get(target)
        if note is None:
            continue
        mark[:], mark.text, mark.tag = [], None, "note"
        if note.get("used"):
            mark.set("again", target)
            continue
        note.set("used", "yes")
        for back in xhtml.with_class(note, "span", "back"):
            way = back.getparent()
            xhtml.remove(way if way is not None and way.tag == "a" else back)
        mark.set("id", target)
        _hold(mark, note)
    for section in xhtml.with_class(tree, "section", "notes"):
        xhtml.remove(section)


def _hold(mark: _Element, note: _Element) -> None:
    """The note where it is called; its first paragraph begins beside its number."""
    first = note[0] if len(note) and note[0].tag == "p" and not (note.text or "").strip() else None
    if first is None:
        mark.text = note.text
    else:
        mark.text = first.text
        mark.extend(list(first))
        note.remove(first)
    mark.extend(list(note))


def _hide_again(tree: _Element) -> None:
    """Ids inside of links and notes that are gone would be places that nothing shows."""
    for item in tree.iter("note", "sup"):
        if item.get("again") or item.tag == "sup":
            item.attrib.pop("id", "")


# --- tables and spaces --------------------------------------------------------------------


def _measure(table: _Element) -> None:
    facts = table.getparent()
    if facts is not None and facts.get("class") == "facts":
        table.set("columns", FACT_COLUMNS)
    else:
        table.set("columns", " ".join(map(str, columns.weights(table))))
    weights = [int(weight) for weight in (table.get("columns") or "").split()]
    for row in table.iter("tr"):
        if all(
            _fits(cell, weight / sum(weights)) for cell, weight in zip(row, weights, strict=False)
        ):
            row.set("keep", "yes")


def _fits(cell: _Element, share: float) -> bool:
    """Whether a cell, in its share of the width, is surely lower than a page."""
    letters, blocks = len("".join(map(str, cell.itertext()))), sum(1 for _ in cell.iter(*BLOCKS))
    return letters <= KEPT_LETTERS * share and blocks <= KEPT_BLOCKS and not cell.xpath(".//img")


def _one_space(tree: _Element) -> None:
    """Spaces as a browser would show them: none around blocks, one between words."""
    kept = {inner for pre in tree.iter("pre") for inner in pre.iter()}
    for item in tree.iter(etree.Element):
        if item in kept:
            continue
        alone = item.tag in BLOCKS
        item.text = _spaced(item.text, alone, bool(len(item)) and item[0].tag in BLOCKS)
        for child in item:
            after = child.getnext()
            ends = alone if after is None else after.tag in BLOCKS
            child.tail = _spaced(child.tail, child.tag in BLOCKS or child.tag == "br", ends)


def _spaced(text: str | None, begins: bool, ends: bool) -> str:
    spaced = SPACE.sub(" ", text or "")
    spaced = spaced.lstrip(" ") if begins else spaced
    return spaced.rstrip(" ") if ends else spaced


def _let_break(tree: _Element) -> None:
    in_cells = {inner for cell in tree.iter("td", "th") for inner in cell.iter()}
    for item in tree.iter(etree.Element):
        long = UNBROKEN_IN_CELL if item in in_cells else UNBROKEN
        item.text = _breakable(item.text, long)
        for child in item:
            child.tail = _breakable(child.tail, long)


def _breakable(text: str | None, long: re.Pattern[str]) -> str | None:
    return text and long.sub(lambda word: PIECE.sub("\\g<0>\u200b", word[0]), text)
