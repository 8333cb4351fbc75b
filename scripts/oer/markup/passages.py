"""Tokens -> what the rules read: passages of text and tables, questions included."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from oer.markup.fragments import Fragments
from oer.model import Box, Passage, Place, Table

KINDS = {
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "dt_open": "term",
    "list_item_open": "item",
    "dd_open": "definition",
    "blockquote_open": "quotation",
    "footnote_open": "note",
}
"""What opens a block, and the kind of the passage in it; the innermost one decides."""
FOREIGN = "lang:"
UNREAD = frozenset(
    ("code_inline", "image", "footnote_ref", "footnote_anchor", "softbreak", "hardbreak")
)


def passages(tokens: Sequence[Token], fragments: Fragments) -> Iterator[Passage]:
    """The words of every block, in the order of reading."""
    yield from _passages(tokens, fragments, None, fragments.first_line)


def _passages(
    tokens: Sequence[Token], fragments: Fragments, around: Box | None, line: int
) -> Iterator[Passage]:
    opened = [("paragraph", around)]
    """Of the blocks around: the kind of their passages, and the outermost box."""
    for token in tokens:
        line = fragments.first_line + token.map[0] if token.map else line
        kind, box = opened[-1]
        if token.type == "question":
            quiz = Box("quiz", token.meta["question"].id, 0, Place(fragments.path, line))
            yield from _passages(token.children or [], fragments, around or quiz, line)
        elif token.nesting > 0:
            opens = token.meta["box"] if token.type == "box_open" else None
            opened.append((KINDS.get(token.type, kind), box or opens))
        elif token.nesting < 0:
            opened.pop()
        elif token.type == "inline" and (text := words(token)):
            place = Place(fragments.path, line)
            yield Passage(kind, text, _is_bold(token), box, place, foreign(token))


def words(inline: Token) -> str:
    """The text of a block; code, pictures and marks of footnotes become a space."""
    children = inline.children or []
    if len(children) == 1 and children[0].type == "text":
        return " ".join(children[0].content.split())
    return " ".join("".join(map(_said, children)).split())


def _said(child: Token) -> str:
    if child.type == "gap":
        return " / ".join(child.meta["answers"])
    return " " if child.type in UNREAD else child.content


def foreign(inline: Token) -> tuple[str, ...]:
    """The words between `[` and `](lang:…)`."""
    children = inline.children or []
    found: list[str] = []
    for index, child in enumerate(children):
        if child.type == "link_open" and str(child.attrGet("href") or "").startswith(FOREIGN):
            end = next(i for i in range(index, len(children)) if children[i].type == "link_close")
            found.append(words(Token("inline", "", 0, children=children[index:end])))
    return tuple(found)


def _is_bold(inline: Token) -> bool:
    depth = 0
    for child in inline.children or []:
        if child.type in ("strong_open", "strong_close"):
            depth += child.nesting
        elif depth == 0 and (child.type == "image" or child.content.strip()):
            return False
    return True


def tables(tokens: Sequence[Token], fragments: Fragments) -> Iterator[Table]:
    """Every table with the titles of its columns."""
    titles: list[str] = []
    cells: list[str] = []
    place = Place(fragments.path, fragments.first_line)
    for before, token in zip((None, *tokens), tokens, strict=False):
        if token.type == "question":
            yield from tables(token.children or [], fragments)
        elif token.type == "table_open":
            titles, cells, place = [], [], fragments.place(token)
        elif token.type == "table_close":
            yield Table(tuple(titles), not any(cells), place)
        elif before and before.type in ("th_open", "td_open"):
            (titles if before.type == "th_open" else cells).append(token.content.strip())
