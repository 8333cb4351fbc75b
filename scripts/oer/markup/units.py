"""Tokens -> units and blocks, which translations are compared by.

A unit's id is the id of the heading or question above it, its kind and its number there:
`learn/p2`, `who-owns/option1`. Ids are the same in every language as long as the structure is.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from oer.model import SOURCE_LANGUAGE, Block, Marker, Unit
from oer.units import digest

WITHIN = {"list_item_open": "li", "dt_open": "dt", "dd_open": "dd", "heading_open": "h"}
"""What opens a block, and the kind of the paragraphs in it."""
BREAKS = ("softbreak", "hardbreak")
SHAPING = ("kind", "argument", "minutes", "checked", "label")
GONE = "gone"
UNSAID = ("footnote_ref", "footnote_anchor", "foreign_open", "foreign_close")


@dataclass(frozen=True, slots=True)
class Found:
    """A unit and where its text is: inline tokens, and which of their children."""

    unit: Unit
    parts: tuple[tuple[Token, slice], ...]


def find(tokens: Sequence[Token], first_line: int) -> list[Found]:
    """Every unit of a text, in the order of its lines.

    What a marker says has gone from the source is counted apart, so that it moves no other id.
    """
    spans = list(_spans(tokens))
    gone = [below for marker, below in spans if marker.kinds.get("") == "removed"]
    found = sorted(_Walk(first_line, gone).units(tokens), key=lambda one: one.unit.line)
    if not spans:
        return found
    return [replace(one, unit=_marked(one.unit, spans, first_line)) for one in found]


def show_language(found: Sequence[Found]) -> None:
    """Mark the text that waits for its translator as what it is: text of the source language."""
    for one in reversed(found):
        if one.unit.marked == "new":
            for token, part in reversed(one.parts):
                children = token.children or []
                children[part] = [
                    Token("foreign_open", "", 0, meta={"language": SOURCE_LANGUAGE}),
                    *children[part],
                    Token("foreign_close", "", 0),
                ]


def blocks(tokens: Sequence[Token], first_line: int) -> Iterator[tuple[Block, int]]:
    """Top-level blocks in the order of their lines, each with the number of its run of tokens."""
    waiting, shapes = _markers(tokens), _shapes(tokens)
    for line, number in sorted(_starts(tokens)):
        above = [marker for marker in waiting if marker.line < line]
        waiting = [marker for marker in waiting if marker.line > line]
        begin = above[0].line if above else line
        marker = above[-1] if above else None
        yield Block(begin + first_line, 0, shapes[number], marker), number


def _starts(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Line, counted from 0, and number of each top-level run of tokens that has one.

    Footnotes stand together at the end of the tokens; each starts where its author wrote it.
    """
    number = depth = 0
    note = False
    for token in tokens:
        begins = depth == 0 and token.nesting >= 0 and token.type != "marker"
        if token.map and (begins or note):
            yield token.map[0], number
            note = False
        note = note or token.type == "footnote_open"
        depth += token.nesting
        number += depth == 0


def _shapes(tokens: Sequence[Token]) -> dict[int, str]:
    """By its number, what is the same in every language of each top-level run of tokens."""
    shapes: dict[int, str] = {}
    run: list[str] = []
    depth = 0
    for token in tokens:
        if token.type != "inline":
            run.append(_shape(token))
        depth += token.nesting
        if depth == 0:
            shapes[len(shapes)] = digest(" ".join(run))
            run = []
    return shapes


def _shape(token: Token) -> str:
    if not (token.content or token.meta or token.attrs or token.info):
        return token.type + token.tag
    meta = {key: value for key, value in (token.meta or {}).items() if key in SHAPING}
    id = token.attrGet("id") or ""
    return f"{token.type}{token.tag}{id}{token.info}{sorted(meta.items())}{token.content}"


def _markers(tokens: Sequence[Token]) -> list[Marker]:
    """The markers of a text, with their lines counted from 0."""
    return [
        replace(token.meta["marker"], line=(token.map or [0])[0])
        for token in tokens
        if token.type == "marker"
    ]


def _spans(tokens: Sequence[Token]) -> Iterator[tuple[Marker, range]]:
    """Each marker and the lines of the block below it, counted from 0."""
    given = _markers(tokens)
    begins = sorted({line for line, _ in _starts(tokens)}) if given else []
    for marker in given:
        below = [line for line in begins if line >= marker.line]
        if below:
            yield marker, range(below[0], below[1] if below[1:] else sys.maxsize)


def _marked(unit: Unit, spans: Sequence[tuple[Marker, range]], first_line: int) -> Unit:
    said = (m.kinds for m, below in spans if unit.line - first_line in below)
    kind = next((kinds.get(unit.id, kinds.get("", "")) for kinds in said), "")
    return unit._replace(marked=kind)


@dataclass
class _Walk:
    """Goes through the tokens and counts the units below each heading and question."""

    first_line: int
    gone: Sequence[range]
    anchor: str = "top"
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def units(self, tokens: Sequence[Token]) -> Iterator[Found]:
        kinds, outside = [""], [self.anchor]
        """Of the blocks around: the kind of their paragraphs, and the anchor to return to."""
        cells: list[Token] = []
        for token in tokens:
            if token.nesting > 0:
                kinds.append(_kind(token, kinds[-1]))
                outside.append(self.anchor)
                gone = self.gone and self._goes(token.map)
                self.anchor = gone or _anchor(token) or self.anchor
                cells = [] if token.type == "tr_open" else cells
            elif token.nesting < 0:
                if token.type == "tr_close":
                    yield self._row(cells)
                kinds.pop()
                back = outside.pop()
                left = token.type == "box_close" or self.anchor == GONE
                self.anchor = back if left else self.anchor
            elif token.type == "inline" and kinds[-1] == "cell":
                cells.append(token)
            elif token.type == "inline" and token.content.strip():
                yield from self._inline(token, kinds[-1])
                if kinds[-1] == "option":
                    kinds[-2] = "feedback"

    def _goes(self, lines: list[int] | None) -> str:
        """The anchor of what has gone from the source."""
        return GONE if lines and any(lines[0] in below for below in self.gone) else ""

    def _row(self, cells: Sequence[Token]) -> Found:
        text = " | ".join(cell.content for cell in cells)
        prose = " | ".join(said(cell.children or []) for cell in cells)
        line = (cells[0].map or [0])[0] if cells else 0
        return Found(
            self._unit("row", text, prose, line, 1), tuple((c, slice(None)) for c in cells)
        )

    def _inline(self, token: Token, kind: str) -> Iterator[Found]:
        lines, (first, last) = token.content.split("\n"), token.map or [0, 0]
        start = max(last, first + 1) - len(lines)
        children = token.children or []
        cut = _first_break(children) if kind == "option" else len(children)
        if cut == len(children):
            unit = self._unit(kind or "p", token.content, said(children), start, len(lines))
            yield Found(unit, ((token, slice(None)),))
            return
        unit = self._unit("option", lines[0], said(children[:cut]), start, 1)
        yield Found(unit, ((token, slice(0, cut)),))
        text, prose = "\n".join(lines[1:]), said(children[cut:])
        unit = self._unit("feedback", text, prose, start + 1, len(lines) - 1)
        yield Found(unit, ((token, slice(cut + 1, len(children))),))

    def _unit(self, kind: str, text: str, prose: str, line: int, lines: int) -> Unit:
        self.counted[self.anchor, kind] = number = self.counted[self.anchor, kind] + 1
        text = " ".join(text.split())
        full = digest(text)
        return Unit(
            id=f"{self.anchor}/{kind}{number}",
            text=text,
            prose=full if prose == text else digest(prose),
            full=full,
            line=line + self.first_line,
            lines=lines,
        )


def _first_break(children: Sequence[Token]) -> int:
    """Where the first line ends."""
    return next((i for i, c in enumerate(children) if c.type in BREAKS), len(children))


def _kind(token: Token, around: str) -> str:
    """The kind of the text in a block; a paragraph has that of what it stands in."""
    if token.type == "list_item_open" and "checked" in (token.meta or {}):
        return "option"
    if token.type in ("th_open", "td_open"):
        return "cell"
    return around if token.type == "paragraph_open" else WITHIN.get(token.type, "")


def _anchor(token: Token) -> str:
    """What the units below are counted from, where a heading, a note or a question starts."""
    if token.type == "heading_open":
        return str(token.attrGet("id") or "")
    if token.type == "footnote_open":
        return f"note-{token.meta['label']}"
    if token.type == "box_open" and token.meta["kind"] == "quiz":
        return str(token.meta["argument"]).partition(" ")[0]
    return ""


def said(children: Sequence[Token]) -> str:
    """What inline tokens say, without emphasis and the targets of links: a change of either
    leaves a translation true.
    """
    if len(children) == 1 and children[0].type == "text":
        return " ".join(children[0].content.split())
    parts = (
        said(child.children or [])
        if child.type == "image"
        else " "
        if child.type in BREAKS
        else ""
        if child.type in UNSAID
        else "|".join(child.meta["answers"])
        if child.type == "gap"
        else child.content
        for child in children
    )
    return " ".join("".join(parts).split())
