"""What looks like ours and stands at the wrong place: markers, gaps, options, notes, cells,
meanings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from oer.markup.dialect import BOX_KINDS
from oer.markup.fragments import Fragments, plain_text
from oer.model import MARKETS, Defect, Place

MARKER_LINE = re.compile(r"^[ \t]*(\[!(\w+)\])(?:[ \t].*)?$", re.MULTILINE)
NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:")
CODE = ("fence", "code_block")
LINE_END = re.compile(r"\r\n|\r|\n")
ASKS = re.compile(r"[?？؟]\W*$")
MARKER = re.compile(r"\[!QUIZ\]", re.IGNORECASE)
STROKE = re.compile(r"(?<!\\)\|")
BEFORE_ROW = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])?[\s>]*")
"""What blocks around a table put before its rows."""
UNREAD_MEANING = re.compile(r"^:[ \t]+\w.*", re.MULTILINE)
UNREAD_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")


def strays(text: str, tokens: Sequence[Token], fragments: Fragments) -> Iterator[Defect]:
    """Unknown boxes, gaps outside a question, options outside one, footnotes inside one, cells
    beside their table, meanings without their term.
    """
    for token in tokens:
        if unknown := _unknown(token):
            yield Defect("STR004", fragments.place(token), {"kind": unknown})
        if "[[" in token.content and any(c.type == "gap" for c in token.children or []):
            yield Defect("QUZ003", fragments.place(token), {"text": token.content[:60]})
        if token.type == "question":
            yield from _notes(token, fragments)
    yield from _slipped(tokens, fragments)
    lines = LINE_END.split(text)
    yield from _beside(lines, tokens, fragments)
    yield from _half_notes(lines, tokens, fragments)


def _beside(
    lines: Sequence[str], tokens: Sequence[Token], fragments: Fragments
) -> Iterator[Defect]:
    """Cells that no column is there for (GFM 0.29 §4.10 drops them), and lines that begin with a
    colon and were not read as a meaning.
    """
    columns = 0
    for number, token in enumerate(tokens):
        if token.type == "question":
            yield from _beside(lines, token.children or [], fragments)
        elif token.type == "tr_open" and token.map:
            if tokens[number - 1].type == "thead_open":
                columns = len(_cells(lines[token.map[0]]))
            elif lost := " | ".join(filter(None, _cells(lines[token.map[0]])[columns:])):
                values = {"columns": str(columns), "lost": lost[:60]}
                yield Defect("STR021", fragments.place(token), values)
        elif token.type == "inline" and (found := UNREAD_MEANING.search(token.content)):
            yield Defect("STR018", fragments.place(token), {"text": found[0][:60]})
        if token.type == "inline" and (marker := _marker_within(token.content)):
            place = fragments.place(token)
            below = token.content.count("\n", 0, marker.end())
            yield Defect("STR019", replace(place, line=place.line + below), {"marker": marker[1]})


def _marker_within(content: str) -> re.Match[str] | None:
    """A line that would begin a box if it stood alone; of questions without `>` others tell."""
    if MARKER.match(content):
        return None
    lines = MARKER_LINE.finditer(content)
    return next((line for line in lines if line[2].lower() in BOX_KINDS), None)


def _half_notes(
    lines: Sequence[str], tokens: Sequence[Token], fragments: Fragments
) -> Iterator[Defect]:
    """Marks without a note, which are printed, and notes without a mark, which are not."""
    there = {token.meta.get("label") for token in tokens if token.type == "footnote_open"}
    code = {n for t in tokens if t.type in CODE and t.map for n in range(*t.map)}
    for number, line in enumerate(lines):
        if number not in code and (note := NOTE.match(line)) and note[1] not in there:
            place = Place(fragments.path, fragments.first_line + number)
            yield Defect("STR020", place, {"mark": f"[^{note[1]}]"})
    for token in tokens:
        for child in token.children or [] if token.type == "inline" else ():
            mark = UNREAD_NOTE.search(child.content) if child.type == "text" else None
            if mark and f"\\{mark[0]}" not in token.content:
                yield Defect("STR020", fragments.place(token), {"mark": mark[0]})


def _cells(line: str) -> list[str]:
    """The cells of a row as it stands in the file."""
    cells = [cell.strip() for cell in STROKE.split(line)]
    start = 1 if BEFORE_ROW.fullmatch(cells[0]) else 0
    return cells[start:] if cells[-1] else cells[start:-1]


def _unknown(token: Token) -> str:
    """The kind of a box that is none, or of one for a market that is none."""
    if token.type == "blockquote_open":
        return str((token.meta or {}).get("unknown", ""))
    of_market = token.type == "box_open" and token.meta["kind"] == "market"
    argument = token.meta["argument"] if of_market else ""
    return f"MARKET {argument}".strip() if of_market and argument not in MARKETS else ""


def _notes(question: Token, fragments: Fragments) -> Iterator[Defect]:
    """Footnote marks in a question: one that leads to its note, or one that leads nowhere."""
    line = fragments.place(question)
    for token in question.children or []:
        line = fragments.place(token) if token.map else line
        for child in token.children or []:
            unread = UNREAD_NOTE.search(child.content) if child.type == "text" else None
            if child.type == "footnote_ref" or unread:
                mark = unread[0] if unread else f"[^{child.meta.get('label', '')}]"
                values = {"id": question.meta["question"].id, "mark": mark}
                yield Defect("QUZ006", line, values)


def _slipped(tokens: Sequence[Token], fragments: Fragments) -> Iterator[Defect]:
    """Markers without their quotation, and options that are no honest list of things to do.

    A list is none if it is ticked and stands in the section Check or after a question mark, or if
    it follows a question at once. After a marker the rest of its question is not told as well.
    """
    section, text, marked, opened = "", "", False, list[Token]()
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            section = str(token.attrGet("id") or "")
        marked = marked and token.type not in ("heading_open", "question")
        if _is_checklist(token) and not marked and not any(map(_holds_lists, opened)):
            asked = section == "check" or bool(ASKS.search(text))
            first, ticked = _options(tokens, index)
            if text == QUESTION or (asked and ticked):
                yield Defect("QUZ005", fragments.place(token), {"text": first[:60]})
        if token.nesting > 0:
            opened.append(token)
        elif token.nesting < 0:
            opened.pop()
        elif token.type == "inline":
            text = "" if opened[-1].type == "heading_open" else token.content[-60:]
            if MARKER.match(token.content) and not any(map(_is_unknown, opened)):
                marked = True
                yield Defect("QUZ005", fragments.place(token), {"text": token.content[:60]})
        else:
            text = QUESTION if token.type == "question" else ""


QUESTION = "\0"
"""Stands for a question where text is remembered; no text holds it."""


def _is_checklist(token: Token) -> bool:
    return token.type == "bullet_list_open" and "task-list" in str(token.attrGet("class") or "")


def _holds_lists(opened: Token) -> bool:
    """Boxes, lists and notes may; so may a box of an unknown kind, which is a finding itself."""
    return _is_unknown(opened) or opened.type in ("box_open", "list_item_open", "footnote_open")


def _is_unknown(opened: Token) -> bool:
    return opened.type == "blockquote_open" and bool((opened.meta or {}).get("unknown"))


def _options(tokens: Sequence[Token], start: int) -> tuple[str, bool]:
    """The first option of the list that starts here, and whether one has an [x]."""
    first, ticked, level = "", False, tokens[start].level
    for token in (tokens[index] for index in range(start, len(tokens))):
        if token.type == "bullet_list_close" and token.level == level:
            break
        ticked = ticked or bool((token.meta or {}).get("checked"))
        first = first or (plain_text(token) if token.type == "inline" else "")
    return first, ticked
