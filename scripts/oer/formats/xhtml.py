"""Finished HTML as a tree, for what a format has to say in its own way."""

from lxml import etree
from lxml.etree import _Element
from markupsafe import Markup

from oer.formats.archive import CannotMake

EPUB = "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{EPUB}}}type"


def read(html: Markup) -> _Element:
    """The tree of a chapter, under one `div` of its own."""
    wrapped = Markup('<div xmlns:epub="{}">{}</div>').format(EPUB, html)
    try:
        tree = etree.fromstring(wrapped)
    except etree.XMLSyntaxError as error:
        raise CannotMake(f"a chapter is not well-formed XML: {error}") from error
    _drop_repeated_ids(tree)
    return tree


def write(tree: _Element) -> Markup:
    """The tree as markup, to be put into a template."""
    return Markup(etree.tostring(tree, encoding="unicode"))  # noqa: S704 (written by lxml)


def with_class(tree: _Element, tag: str, name: str) -> list[_Element]:
    """Elements of a class, in reading order."""
    return [item for item in tree.iter(tag) if name in (item.get("class") or "").split()]


def move_content(item: _Element, tag: str) -> _Element:
    """Put all that an element holds into one new element inside it."""
    inner = etree.Element(tag)
    inner.text, item.text = item.text, None
    inner.extend(list(item))
    item.append(inner)
    return inner


def remove(item: _Element) -> None:
    """Take an element out and leave the words after it."""
    parent = item.getparent()
    assert parent is not None, "the root of a chapter is never removed"
    before = item.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (item.tail or "")
    else:
        parent.text = (parent.text or "") + (item.tail or "")
    parent.remove(item)


def _drop_repeated_ids(tree: _Element) -> None:
    """An id stands once: a table of facts that is shown twice keeps its first."""
    seen: set[str] = set()
    for item in tree.iter(etree.Element):
        if (id := item.get("id")) in seen and id:
            del item.attrib["id"]
        elif id:
            seen.add(id)
