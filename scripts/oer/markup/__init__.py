"""Lesson Markdown -> one parse: body, headings, links, pictures, boxes, questions.

What is checked and what is published come from the same tokens (lesson-format.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from markdown_it.token import Token

from oer.markup.dialect import parser
from oer.markup.fragments import Fragments, plain_text
from oer.markup.hidden import hidden
from oer.markup.parts import parts
from oer.markup.passages import passages, tables
from oer.markup.questions import read_question
from oer.markup.strays import strays
from oer.markup.units import blocks, find, show_language
from oer.model import (
    Block,
    Body,
    Box,
    Defect,
    Heading,
    Image,
    Link,
    Part,
    Passage,
    Place,
    Question,
    Table,
    Unit,
)

HEADING = ("heading_open", "inline", "heading_close")
"""The tokens that make up a heading."""
WORD = re.compile(r"\w+(?:['’ʻʼ-]\w+)*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one lesson's text holds."""

    body: Body
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    boxes: tuple[Box, ...]
    questions: tuple[Question, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    units: tuple[Unit, ...]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    defects: tuple[Defect, ...]


def parse_units(text: str, _path: str, first_line: int = 1) -> Parsed:
    """Only what translations are compared by: units, blocks and markers. Called like `parse`."""
    tokens = parser().parse(text)
    found = find(tokens, first_line)
    nothing = ((),) * 8
    units, runs = (one.unit for one in found), blocks(tokens, first_line)
    return Parsed(*nothing, tuple(units), tuple(block for block, _ in runs), (), ())


def parse(text: str, path: str, first_line: int = 1) -> Parsed:
    """Parse a lesson's text; `first_line` is the line of the file on which it starts."""
    tokens = parser().parse(text)
    fragments = Fragments(path, first_line)
    units = find(tokens, first_line)
    show_language(units)
    runs = list(blocks(tokens, first_line))
    tokens, found = _gather_questions(tokens, fragments)
    body, ends = fragments.document(tokens)
    placed = list(_placed(tokens, fragments))
    return Parsed(
        body=body,
        headings=tuple(_headings(tokens, fragments)),
        links=tuple(_links(placed)),
        images=tuple(_images(placed)),
        boxes=tuple(token.meta["box"] for token in tokens if token.type == "box_open"),
        questions=tuple(item for item in found if isinstance(item, Question)),
        passages=tuple(passages(tokens, fragments)),
        tables=tuple(tables(tokens, fragments)),
        units=tuple(one.unit for one in units),
        blocks=tuple(replace(block, end=ends[run]) for block, run in runs),
        parts=parts(tokens, fragments),
        defects=(
            *(item for item in found if isinstance(item, Defect)),
            *strays(text, tokens, fragments),
            *hidden(text, tokens, fragments),
        ),
    )


def _gather_questions(
    tokens: list[Token], fragments: Fragments
) -> tuple[list[Token], list[Question | Defect]]:
    """Replace every quiz box by one token that carries its question."""
    kept: list[Token] = []
    found: list[Question | Defect] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type != "box_open" or token.meta["kind"] != "quiz":
            kept.append(token)
            index += 1
            continue
        end = next(
            i
            for i in range(index, len(tokens))
            if tokens[i].type == "box_close" and tokens[i].level == token.level
        )
        item = read_question(token, tokens[index + 1 : end], fragments)
        found.append(item)
        if isinstance(item, Question):
            inner = tokens[index + 1 : end]
            kept.append(
                Token("question", "", 0, map=token.map, meta={"question": item}, children=inner)
            )
        else:
            kept.append(Token("no_question", "", 0, hidden=True))
        index = end + 1
    return kept, found


Placed = tuple[Token, Place]


def _placed(tokens: Sequence[Token], fragments: Fragments) -> Iterator[Placed]:
    """Every inline run with the place of the block it stands in, questions included."""
    line = fragments.first_line
    for token in tokens:
        if token.type == "question":
            yield from _placed(token.children or [], fragments)
            continue
        if token.map:
            line = fragments.first_line + token.map[0]
        if token.type == "inline":
            yield token, Place(fragments.path, line)


def _links(placed: Sequence[Placed]) -> Iterator[Link]:
    for inline, start in placed:
        children = inline.children or []
        line = start.line
        for index, child in enumerate(children):
            line += child.type in ("softbreak", "hardbreak")
            if child.type == "link_open":
                inside = children[index : _closing(children, index)]
                text = plain_text(Token("inline", "", 0, children=inside))
                yield Link(str(child.attrGet("href") or ""), text, Place(start.path, line))


def _closing(children: Sequence[Token], index: int) -> int:
    return next(i for i in range(index, len(children)) if children[i].type == "link_close")


def _images(placed: Sequence[Placed]) -> Iterator[Image]:
    for inline, start in placed:
        line = start.line
        for child in inline.children or []:
            line += child.type in ("softbreak", "hardbreak")
            if child.type == "image":
                target = str(child.attrGet("src") or "")
                yield Image(target, plain_text(child), Place(start.path, line))


def _headings(tokens: Sequence[Token], fragments: Fragments) -> Iterator[Heading]:
    found = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    notes = (i for i, token in enumerate(tokens) if token.type == "footnote_block_open")
    last = next(notes, len(tokens))
    words = list(accumulate(map(_words, tokens), initial=0))
    for number, index in enumerate(found, 1):
        token = tokens[index]
        level = int(token.tag[1])
        later = (found[i] for i in range(number, len(found)))
        end = next((i for i in later if int(tokens[i].tag[1]) <= level), last)
        start = index + len(HEADING)
        text, id = plain_text(tokens[index + 1]), str(token.attrGet("id") or "")
        empty = not any(map(_says_something, tokens[start:end]))
        yield Heading(level, id, text, words[end] - words[start], fragments.place(token), empty)


def _words(token: Token) -> int:
    return len(WORD.findall(plain_text(token))) if token.type == "inline" else 0


def _says_something(token: Token) -> bool:
    """Whether a reader finds anything here: text, a deeper heading, facts, code or a question."""
    said = token.type in ("heading_open", "fence", "code_block", "question")
    return said or (token.type == "inline" and bool(token.content.strip()))
