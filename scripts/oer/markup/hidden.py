"""What a reader of a lesson would not see as it stands in the file: HTML, and signs of no width."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from oer.markup.fragments import Fragments
from oer.model import Defect, Place
from oer.signs import ENTITY, Span, hidden_signs, may_hide

TICKS = re.compile("`+")
SHORT = 40
ESCAPES = 40
"""More backslashes in a row than anybody writes."""
COMMENT = "<!--"


def hidden(text: str, tokens: Sequence[Token], fragments: Fragments) -> Iterator[Defect]:
    """SEC001 for HTML, SEC002 and SEC003 for signs, TRN008 for comments; once for each line."""
    told: set[Place] = set()
    html = _html(tokens, fragments, fragments.first_line) if "<" in text else ()
    for place, tag in html:
        if place not in told:
            told.add(place)
            yield Defect("SEC001", place, {"tag": tag[:SHORT]})
    for token in _all(tokens) if COMMENT in text else ():
        if token.type == "inline" and _is_open(token):
            text_of_it = token.content.partition(COMMENT)[2].strip()
            yield Defect("TRN008", fragments.place(token), {"text": text_of_it[:SHORT]})
    if may_hide(text, ENTITY):
        code = list(code_of(text, tokens))
        yield from hidden_signs(text, fragments.path, fragments.first_line, code, ENTITY)


def _is_open(inline: Token) -> bool:
    """Whether a comment begins here that does not end before the block does."""
    ends = inline.content.rpartition("-->")
    begun = [c for c in inline.children or [] if c.type == "raw_html" and c.content == COMMENT]
    return bool(begun) and inline.content.rfind(COMMENT) > (len(ends[0]) if ends[1] else -1)


def _html(tokens: Sequence[Token], fragments: Fragments, line: int) -> Iterator[tuple[Place, str]]:
    for token in tokens:
        line = fragments.first_line + token.map[0] if token.map else line
        at = line
        for child in token.children or [] if token.type == "inline" else ():
            at += child.type in ("softbreak", "hardbreak")
            inside = child.children or [] if child.type == "image" else [child]
            for html in (one for one in inside if one.type == "raw_html"):
                yield Place(fragments.path, at), html.content
        if token.type == "question":
            yield from _html(token.children or [], fragments, line)


def code_of(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """Where code stands: blocks of it, and spans in a line."""
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    for token in _all(tokens):
        if not token.map:
            continue
        start, end = (starts[min(line, len(starts) - 1)] for line in token.map)
        if token.type in ("fence", "code_block"):
            yield start, end
        elif token.type == "inline" and any(c.type == "code_inline" for c in token.children or ()):
            yield from _code_spans(text, start, end)


def _code_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Code in a line, from backticks to as many backticks (CommonMark §6.1).

    A backslash takes the first of them out of an opening run; before a closing one it is code.
    """
    runs = [found.span() for found in TICKS.finditer(text, start, end)]
    later: dict[int, list[int]] = defaultdict(list)
    for index in reversed(range(len(runs))):
        later[runs[index][1] - runs[index][0]].append(index)
    at = 0
    while at < len(runs):
        opening, close = runs[at]
        opening += _is_escaped(text, opening)
        same = later[close - opening] if close > opening else []
        while same and same[-1] <= at:
            same.pop()
        if same:
            yield opening, runs[same[-1]][1]
        at = same[-1] + 1 if same else at + 1


def _is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before a sign."""
    before = text[max(0, at - ESCAPES) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.type == "question":
            yield from _all(token.children or [])
