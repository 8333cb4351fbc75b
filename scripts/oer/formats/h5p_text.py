"""Finished HTML as the blocks that H5P knows: text, tables and pictures, each a content of its own.

H5P takes away every element that a content type does not list, without a word. So everything else
is turned here into what it keeps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree
from lxml.etree import _Element
from markupsafe import Markup

from oer.formats import xhtml

KEPT = frozenset(
    {"p", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "pre", "code", "br", "sub"}
)
KEPT_BLOCKS = frozenset({"p", "ul", "ol", "pre"})
TABLE = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
RENAMED = {"b": "strong", "i": "em", "s": "del", "h4": "h3", "h5": "h3", "h6": "h3", "dd": "p"}
BOXES = frozenset({"div", "section", "details", "blockquote", "dl", "form"})
"""Elements of which only what is inside is kept."""
PLACE = "data-question"


@dataclass(frozen=True, slots=True)
class Text:
    """Running text, for H5P.AdvancedText."""

    html: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, for H5P.Table."""

    html: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its description, for H5P.Image."""

    path: str
    description: str


@dataclass(frozen=True, slots=True)
class Asking:
    """The place of a question, which is a content of its own."""

    id: str


Block = Text | Table | Picture | Asking


def place(id: str) -> str:
    """The sign that stands for a question until the text is taken apart."""
    return f'<p {PLACE}="{id}"></p>'


def blocks(html: Markup) -> list[Block]:
    """The blocks of a text in reading order; text that stands together is one block."""
    together: list[Block] = []
    for block in _of(_read(html)):
        last = together[-1] if together else None
        if isinstance(block, Text) and isinstance(last, Text):
            together[-1] = Text(f"{last.html}\n{block.html}")
        else:
            together.append(block)
    return together


def text(html: Markup) -> str:
    """A text without pictures, where only text can stand: a row of a table is a line of it."""
    return "\n".join(filter(None, map(_as_text, blocks(html))))


def _as_text(block: Block) -> str:
    if isinstance(block, Table):
        rows = etree.fromstring(block.html, etree.HTMLParser()).iter("tr")
        lines = (" – ".join(filter(None, (_inner(cell).strip() for cell in row))) for row in rows)
        return "\n".join(f"<p>{line}</p>" for line in lines if line)
    return block.html if isinstance(block, Text) else ""


def plain(words: str) -> str:
    """Plain words as H5P stores them: with the signs of HTML escaped, and no others."""
    return escape(words, quote=False)


def inline(html: Markup) -> str:
    """A piece of a line: an option, an item."""
    tree = _read(html)
    _clean(tree)
    return _inner(tree)


def _read(html: Markup) -> _Element:
    tree = xhtml.read(html)
    etree.cleanup_namespaces(tree)
    for back in xhtml.with_class(tree, "span", "back"):
        back.text = ""
    return tree


def _of(box: _Element) -> Iterator[Block]:
    for item in list(box):
        if not isinstance(item.tag, str):
            continue
        if id := item.get(PLACE):
            yield Asking(id)
        elif item.tag == "table":
            yield from _table(item)
        elif item.tag == "img":
            yield _picture(item)
        elif item.tag in BOXES or (
            item.tag == "dd" and any(one.tag in KEPT_BLOCKS for one in item)
        ):
            yield from _of(item)
        else:
            yield from _simple(item)


def _table(item: _Element) -> Iterator[Block]:
    caption = item.find("caption")
    if caption is not None:
        item.remove(caption)
        caption.tag = "strong"
        yield from _simple(_wrapped("p", caption))
    pictures = _take_out(item, "img")
    for cell in item.iter("td", "th"):
        _clean(cell)
    for part in item.iter(etree.Element):
        if part.tag in TABLE:
            part.attrib.clear()
    item.tail = None
    yield Table(_html(item))
    yield from map(_picture, pictures)


def _simple(item: _Element) -> Iterator[Block]:
    """A paragraph, a heading or a list; tables and pictures in it stand after it."""
    pictures, tables = _take_out(item, "img"), _take_out(item, "table")
    heading = "".join(map(str, item.itertext())).strip()
    if item.tag == "dt" or "box-title" in (item.get("class") or ""):
        for minutes in xhtml.with_class(item, "span", "box-minutes"):
            minutes.text = f"· {minutes.text}"
        item.tag = "strong"
        item = _wrapped("p", item)
    else:
        tag = RENAMED.get(str(item.tag), str(item.tag))
        item.tag = tag if tag in KEPT else "p"
    _clean(item)
    item.attrib.clear()
    item.tail = None
    if heading:
        yield Text(_html(item))
    for table in tables:
        yield from _table(table)
    yield from map(_picture, pictures)


def _clean(tree: _Element) -> None:
    """Leave inside an element only what H5P keeps."""
    for item in list(tree.iterdescendants()):
        if not isinstance(item.tag, str):
            continue
        if item.tag == "sup":
            item.text = f"[{''.join(map(str, item.itertext()))}]"
            for child in list(item):
                item.remove(child)
        tag = RENAMED.get(item.tag, item.tag)
        address = item.get("href") if tag == "a" else None
        item.attrib.clear()
        if address and not address.startswith("#"):
            item.set("href", address)
        item.tag = tag if tag in KEPT and (tag != "a" or address) else "span"
        if tag in ("div", "dt", "section", "blockquote"):
            item.tag = "p"
    etree.strip_tags(tree, "span")


def _take_out(tree: _Element, tag: str) -> list[_Element]:
    """Elements of a name, outermost first, no longer in the tree; the words after them stay."""
    found = [
        item for item in tree.iter(tag) if not any(one.tag == tag for one in item.iterancestors())
    ]
    for item in found:
        parent, before = item.getparent(), item.getprevious()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (item.tail or "")
        else:
            parent.text = (parent.text or "") + (item.tail or "")
        item.tail = None
        parent.remove(item)
    return found


def _picture(item: _Element) -> Picture:
    return Picture(item.get("src") or "", item.get("alt") or "")


def _wrapped(tag: str, item: _Element) -> _Element:
    item.tail = None
    frame = etree.Element(tag)
    frame.append(item)
    return frame


def _inner(tree: _Element) -> str:
    """What stands inside an element, as text."""
    whole = _html(tree)
    return whole[whole.index(">") + 1 : whole.rindex("<")] if "</" in whole else ""


def _html(tree: _Element) -> str:
    return etree.tostring(tree, encoding="unicode", method="html")
