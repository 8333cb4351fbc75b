"""How much work an SVG picture makes for whoever draws it.

A few hundred bytes can ask for ten thousand million shapes, by parts that refer to parts that
refer to parts (`use`, masks, patterns, markers). A browser or a program for e-books then stands
still, and so does the machine that builds for everyone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

MOST = 50_000
"""Shapes that are drawn because others refer to them; a detailed map has a tenth of it."""
LAYER = 100
"""A step of a filter, a mask and a tile of a pattern are pictures of their own: as many shapes."""
LAYERS = ("mask", "pattern")
FARTHEST = 10
"""How far a filter or a tile reaches, in sizes of what it belongs to."""
DEEPEST = 30
REFERENCE = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)")
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
NAME = re.compile(r"[\w-]+")
NUMBER = re.compile(r"\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*(%?)")
AREA = ("x", "y", "width", "height", "dx", "dy", "stdDeviation")
LINKS = ("href", "{http://www.w3.org/1999/xlink}href")


def refuse_endless(root: etree._Element, side: float) -> None:
    """ValueError for a picture that takes too long to draw; `side` is the longer one of it."""
    elements = list(root.iter("{*}*"))
    drawing = _Drawing({id: one for one in elements if (id := one.get("id"))}, list(_rules(root)))
    if drawing.shapes(root, frozenset()) > MOST + len(elements):
        raise ValueError("its parts refer to each other so often that no phone could draw it")
    for element in elements:
        if _name(element) in ("filter", "pattern") or _name(element).startswith("fe"):
            _refuse_far(element, side)


def _refuse_far(element: etree._Element, side: float) -> None:
    for name in AREA:
        for part in (element.get(name) or "").replace(",", " ").split():
            found = NUMBER.fullmatch(part)
            size = abs(float(found[1])) / (100 if found[2] else 1) if found else 0
            if size > FARTHEST and size > FARTHEST * side * (not found or not found[2]):
                raise ValueError(f"{name} of <{_name(element)}> is too large")


@dataclass
class _Drawing:
    """Counts what is drawn; what others refer to is counted once and added each time."""

    named: Mapping[str, etree._Element]
    rules: list[tuple[frozenset[str], list[str]]]
    known: dict[str, int] = field(default_factory=dict)

    def shapes(self, root: etree._Element, above: frozenset[str]) -> int:
        """The shapes of an element and of all that it refers to, up to `MOST` and some."""
        total = 0
        for element in root.iter("{*}*"):
            name = _name(element)
            total += LAYER if name in LAYERS or name.startswith("fe") else 1
            for id in self._references(element):
                if id in self.named:
                    total += _times(element, self.named[id]) * self._part(id, above)
            if above and total > MOST:
                break
        return total

    def _part(self, id: str, above: frozenset[str]) -> int:
        if id in above or len(above) > DEEPEST:
            raise ValueError(f"its part {id[:40]!r} refers to itself, or parts lead on and on")
        if id not in self.known:
            self.known[id] = self.shapes(self.named[id], above | {id})
        return self.known[id]

    def _references(self, element: etree._Element) -> Iterator[str]:
        for name, value in element.items():
            text = str(value)
            if name in LINKS and text.startswith("#") and _name(element) != "a":
                yield unquote(text[1:])
            elif "url(" in text:
                yield from map(unquote, REFERENCE.findall(text))
        if self.rules:
            mine = {_name(element), element.get("id"), *(element.get("class") or "").split()}
            for words, ids in self.rules:
                if "*" in words or not words.isdisjoint(mine):
                    yield from ids


def _rules(root: etree._Element) -> Iterator[tuple[frozenset[str], list[str]]]:
    """Of each rule of the picture's style sheets the words that choose, and the parts it names."""
    for style in root.iter("{*}style"):
        for chooses, does in RULE.findall("".join(map(str, style.itertext()))):
            ids = [unquote(id) for id in REFERENCE.findall(does)]
            if ids:
                any_element = not set("*:[").isdisjoint(chooses)
                yield frozenset(["*"] if any_element else NAME.findall(chooses)), ids


def _times(element: etree._Element, part: etree._Element) -> int:
    """A marker is drawn at each corner of a line."""
    corners = len(element.get("d") or element.get("points") or "") // 3
    return 1 + corners if _name(part) == "marker" else 1


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
