"""The words of a lesson as lines of a slide: runs of one look, with what stands before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

SPACE = re.compile(r"\s+")
INDENT = re.compile(r"^ +|  +")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
BLOCKS = ("p", "ul", "ol", "dl", "div", "table", "blockquote", "pre", *HEADINGS)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    address: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a slide."""

    runs: tuple[Run, ...]
    kind: str = "text"
    """`text`, `point`, `number` or `letter`: what stands before it."""
    level: int = 0
    start: int = 1
    """Of numbers."""
    faint: bool = False
    """What is not the right answer."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def lines(item: _Element, kind: str = "text", level: int = 0) -> Iterator[Line]:
    """All paragraphs of an element."""
    match item.tag:
        case "ul" | "ol":
            below = "number" if item.tag == "ol" else "point"
            for number, child in enumerate(item, int(item.get("start") or 1)):
                parts = list(lines(child, below, level))
                yield from (replace(line, start=number) for line in parts[:1])
                yield from parts[1:]
        case "dl":
            yield from _terms(item)
        case "pre":
            for text in "".join(map(str, item.itertext())).rstrip("\n").split("\n"):
                yield Line((Run(_kept(text), code=True),), "text", level)
        case "table":
            for row in item.iter("tr"):
                yield _row(row)
        case _:
            yield from _paragraphs(item, kind, level)


def _kept(code: str) -> str:
    """A line of code whose spaces no program folds; an empty one is as high as the others."""
    return INDENT.sub(lambda found: "\u00a0" * len(found[0]), code.expandtabs(4)) or "\u00a0"


def _paragraphs(item: _Element, kind: str, level: int) -> Iterator[Line]:
    runs: list[Run] = list(_runs_of_text(item.text, Run("")))
    first = True

    def line() -> Iterator[Line]:
        if "".join(run.text for run in runs).strip():
            yield Line(_trimmed(runs), kind if first else "text", level)

    for child in item:
        if child.tag in BLOCKS:
            for made in line():
                yield made
                first = False
            runs = []
            inner = level + 1 if child.tag in ("ul", "ol") and kind != "text" else level
            for made in lines(child, kind if first else "text", inner):
                yield made
                first = False
        else:
            runs += _runs(child, Run(""))
        runs += _runs_of_text(child.tail, Run(""))
    yield from line()


def _terms(item: _Element) -> Iterator[Line]:
    term: tuple[Run, ...] = ()
    for child in item:
        told = list(lines(child))
        if child.tag == "dt":
            term = tuple(replace(run, bold=True) for line in told for run in line.runs)
        else:
            for line in told[:1]:
                yield Line((*term, Run(": "), *line.runs), "point")
            yield from told[1:]


def _row(row: _Element) -> Line:
    """A row as one line: what it is about, then the rest."""
    first, *rest = map(words, row.iter("td", "th"))
    told = " · ".join(cell for cell in rest if cell)
    return Line((Run(first, bold=True), *([Run(f" · {told}")] if told else [])), "point")


BOLD, ITALIC = ("strong", "b", "th"), ("em", "i")


def _runs(item: _Element, look: Run) -> Iterator[Run]:
    if item.tag in ("img", "note") or "noteref" in (item.get("class") or ""):
        return
    if item.tag == "br":
        yield replace(look, text=" ")
    address = item.get("href") or ""
    look = replace(
        look,
        language=item.get("lang") or look.language,
        address=address if address.startswith(("https://", "http://", "mailto:")) else look.address,
        bold=look.bold or item.tag in BOLD,
        italic=look.italic or item.tag in ITALIC,
    )
    yield from _runs_of_text(item.text, look)
    for child in item:
        yield from _runs(child, look)
        yield from _runs_of_text(child.tail, look)


def _runs_of_text(text: str | None, look: Run) -> Iterator[Run]:
    if text:
        yield replace(look, text=SPACE.sub(" ", text))


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    kept = [run for run in runs if run.text]
    kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(run for run in kept if run.text)


def words(item: _Element) -> str:
    """All words of an element, those of its paragraphs apart."""
    return SPACE.sub(" ", "".join(_pieces(item))).strip()


def _pieces(item: _Element) -> Iterator[str]:
    yield item.text or ""
    for child in item:
        yield from (" ", *_pieces(child), " ") if child.tag in BLOCKS else _pieces(child)
        yield child.tail or ""


def cells(table: _Element) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(words, row.iter("td", "th"))) for row in table.iter("tr"))
