"""Tokens -> the parts of a lesson: its blocks as a tree, to be compared between languages."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from oer.markup.fragments import Fragments
from oer.markup.passages import FOREIGN, foreign, words
from oer.model import Part, Place

KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "numbered list",
    "list_item_open": "item",
    "blockquote_open": "quotation",
    "box_open": "box",
    "table_open": "table",
    "tr_open": "row",
    "th_open": "cell",
    "td_open": "cell",
    "dl_open": "definitions",
    "dt_open": "term",
    "dd_open": "definition",
    "footnote_block_open": "notes",
    "footnote_open": "note",
    "hr": "line",
}
"""What opens a part; other blocks, such as the body of a table, are looked through."""
HOLDERS = ("paragraph_open", "heading_open", "th_open", "td_open", "dt_open")
"""Blocks that hold one text and nothing else."""
CODE = ("fence", "code_block")


def parts(tokens: Sequence[Token], fragments: Fragments) -> tuple[Part, ...]:
    """The blocks of a lesson in the order of reading, each with those inside it."""
    return tuple(_parts(iter(tokens), fragments, Place(fragments.path, fragments.first_line)))


def _parts(tokens: Iterator[Token], fragments: Fragments, around: Place) -> Iterator[Part]:
    """Parts up to the end of the block around them, or of the lesson."""
    depth = 0
    for token in tokens:
        if token.nesting < 0:
            if depth == 0:
                return
            depth -= 1
        elif token.type in KINDS:
            yield _block(token, tokens, fragments, around)
        elif token.type == "question":
            place = fragments.place(token)
            inside = tuple(_parts(iter(token.children or []), fragments, place))
            yield Part("question", place, token.meta["question"].id, inside)
        elif token.type in CODE:
            yield _code(token, fragments.place(token))
        elif token.type == "inline":
            yield _text("text", around, "", token)
        else:
            depth += token.nesting


def _block(token: Token, tokens: Iterator[Token], fragments: Fragments, around: Place) -> Part:
    """A block; one that holds nothing but its text is one part with it."""
    place = fragments.place(token) if token.map else around
    kind, detail = KINDS[token.type], _detail(token)
    if not token.nesting:
        return Part(kind, place, detail)
    if token.type in HOLDERS:
        inline = next(tokens)
        if inline.type == "inline":
            next(tokens)  # its end
            return _text(kind, place, detail, inline)
        return Part(kind, place, detail)  # an empty one has ended already
    return Part(kind, place, detail, tuple(_parts(tokens, fragments, place)))


def _detail(token: Token) -> str:
    if token.type == "heading_open":
        return f"{token.tag} {token.attrGet('id') or ''}".strip()
    if token.type == "box_open":
        box = token.meta["box"]
        minutes = f"minutes: {box.minutes}" if box.minutes else ""
        return " ".join(filter(None, (f"[!{box.kind.upper()}]", box.argument, minutes)))
    if token.type == "footnote_open":
        return str(token.meta.get("label", ""))
    return ""


def _code(token: Token, place: Place) -> Part:
    if token.info.strip() == "facts":
        return Part("facts", place, " ".join(token.content.split()))
    kind = "code" if token.type == "fence" else "indented code"
    return Part(kind, place, "\n".join(line.rstrip() for line in token.content.splitlines()))


def _text(kind: str, place: Place, detail: str, inline: Token) -> Part:
    """A block with its text; of a gap only the answer to show."""
    children = inline.children or []
    if all(child.type in ("text", "softbreak") for child in children):
        return Part(kind, place, detail, words=words(inline))
    shown = [_shown(child) for child in children]
    text = words(Token("inline", "", 0, children=shown))
    for marked in filter(None, foreign(inline)):
        text = text.replace(marked, " ", 1)
    code = tuple(sorted(c.content for c in children if c.type == "code_inline"))
    return Part(kind, place, detail, (), text, code, tuple(sorted(_targets(children))))


def _shown(child: Token) -> Token:
    return Token("text", "", 0, content=child.meta["answers"][0]) if child.type == "gap" else child


def _targets(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type == "link_open":
            href = str(child.attrGet("href") or "")
            if not href.startswith(FOREIGN):
                yield href
        elif child.type == "image":
            yield str(child.attrGet("src") or "")
        elif child.type == "footnote_ref":
            yield f"[^{child.meta.get('label', '')}]"
