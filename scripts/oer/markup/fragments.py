"""Tokens -> Body: finished HTML with holes.

The HTML is also well-formed XML, since EPUB wants it so. While markdown-it's renderer runs, a
hole is a number between two NUL characters; the parser replaces NUL in its input (CommonMark
§2.3), so no text can forge one.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from oer.model import (
    Anchor,
    Body,
    Box,
    BoxEnd,
    BoxStart,
    FactTable,
    Gap,
    Hole,
    LinkEnd,
    Picture,
    Place,
    QuestionPlace,
    Target,
    Word,
)

_RUN_END: Any = object()
"""Stands among the parts of a body while it is made, where a top-level run of tokens ends."""
_MARK = re.compile("\0(\\d+)\0")
_Tokens = Sequence[Token]


class Fragments:
    """Renders runs of tokens of one file to bodies."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self._holes: list[Hole] = []
        self._renderer = RendererHTML()
        self._renderer.rules.update(
            {name.removeprefix("_draw_"): getattr(self, name) for name in _DRAWN}
        )

    def place(self, token: Token) -> Place:
        """Where a token stands in the file."""
        return Place(self.path, self.first_line + (token.map[0] if token.map else 0))

    def body(self, tokens: _Tokens) -> Body:
        """Block tokens to a body."""
        return self._split(self._renderer.render(tokens, _OPTIONS, {}).strip())

    def document(self, tokens: _Tokens) -> tuple[Body, list[int]]:
        """All block tokens to a body, and how many of its parts each top-level run ends with."""
        marked: list[Token] = []
        depth = 0
        for token in tokens:
            marked.append(token)
            depth += token.nesting
            if depth == 0:
                marked.append(Token("run_end", "", 0))
        parts = self.body(marked)
        ends = [i for i, part in enumerate(parts) if part is _RUN_END]
        body = tuple(part for part in parts if part is not _RUN_END)
        return body, [end - count for count, end in enumerate(ends)]

    def inline(self, tokens: _Tokens) -> Body:
        """The children of an inline token to a body."""
        return self._split(self._renderer.renderInline(tokens, _OPTIONS, {}).strip())

    def _split(self, html: str) -> Body:
        parts = _MARK.split(html)
        return tuple(
            self._holes[int(part)] if index % 2 else part
            for index, part in enumerate(parts)
            if part
        )

    def _hole(self, hole: Hole) -> str:
        self._holes.append(hole)
        return f"\0{len(self._holes) - 1}\0"

    # Each of these draws one kind of token; `_DRAWN` lists them.

    def _draw_heading_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        token = tokens[index]
        anchor = str(token.attrGet("id") or "")
        attribute = f' id="{self._hole(Anchor(anchor))}"' if anchor else ""
        return f"<{token.tag}{attribute}>"

    def _draw_link_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return self._hole(Target(str(tokens[index].attrGet("href") or "")))

    def _draw_link_close(self, *_: Any) -> str:
        return self._hole(LinkEnd())

    def _draw_image(self, tokens: _Tokens, index: int, *_: Any) -> str:
        token = tokens[index]
        return self._hole(Picture(str(token.attrGet("src") or ""), plain_text(token)))

    def _draw_fence(self, tokens: _Tokens, index: int, *_: Any) -> str:
        token = tokens[index]
        if token.info.strip() == "facts":
            topics = tuple(dict.fromkeys(token.content.split()))
            return self._hole(FactTable(topics, self.place(token)))
        return f"<pre><code>{escape(token.content, quote=False)}</code></pre>\n"

    def _draw_code_inline(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return f"<code>{escape(tokens[index].content, quote=False)}</code>"

    def _draw_raw_html(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return escape(tokens[index].content, quote=False)

    def _draw_gap(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return self._hole(Gap(tokens[index].meta["answers"]))

    def _draw_question(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return self._hole(QuestionPlace(tokens[index].meta["question"])) + "\n"

    def _draw_box_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        token = tokens[index]
        token.meta["box"] = Box(**_box_fields(token), place=self.place(token))
        return self._hole(BoxStart(token.meta["box"])) + "\n"

    def _draw_box_close(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return self._hole(BoxEnd(tokens[index].meta["box"])) + "\n"

    def _draw_list_item_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        meta = tokens[index].meta or {}
        if "checked" not in meta:
            return "<li>"
        sign = "\N{BALLOT BOX WITH CHECK}" if meta["checked"] else "\N{BALLOT BOX}"
        return f'<li class="task"><span aria-hidden="true">{sign} </span>'

    def _draw_bullet_list_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        tasks = "contains-task-list" in str(tokens[index].attrGet("class") or "")
        return '<ul class="tasks">\n' if tasks else "<ul>\n"

    def _draw_th_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        # An empty cell heads nothing; as a heading, screen readers would stop at it for no word.
        start = '<th scope="col"' if tokens[index + 1].content else "<td"
        return f"{start}{_alignment(tokens[index])}>"

    def _draw_th_close(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return "</th>\n" if tokens[index - 1].content else "</td>\n"

    def _draw_td_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return f"<td{_alignment(tokens[index])}>"

    def _draw_foreign_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        return f'<span lang="{tokens[index].meta["language"]}">'

    def _draw_foreign_close(self, *_: Any) -> str:
        return "</span>"

    def _draw_run_end(self, *_: Any) -> str:
        return self._hole(_RUN_END)

    def _draw_softbreak(self, *_: Any) -> str:
        return "\n"

    def _draw_footnote_ref(self, tokens: _Tokens, index: int, *_: Any) -> str:
        number, again = tokens[index].meta["id"] + 1, tokens[index].meta.get("subId", 0)
        anchor = self._hole(Anchor(f"noteref-{number}-{again}" if again else f"noteref-{number}"))
        start = self._hole(Target(f"#note-{number}"))
        return f'<sup class="noteref" id="{anchor}">{start}{number}{self._hole(LinkEnd())}</sup>'

    def _draw_footnote_block_open(self, *_: Any) -> str:
        title = self._hole(Word("lesson.footnotes"))
        return f'<section class="notes"><h2>{title}</h2><ol>\n'

    def _draw_footnote_block_close(self, *_: Any) -> str:
        return "</ol></section>\n"

    def _draw_footnote_open(self, tokens: _Tokens, index: int, *_: Any) -> str:
        anchor = self._hole(Anchor(f"note-{tokens[index].meta['id'] + 1}"))
        return f'<li id="{anchor}">'

    def _draw_footnote_close(self, *_: Any) -> str:
        return "</li>\n"

    def _draw_footnote_anchor(self, tokens: _Tokens, index: int, *_: Any) -> str:
        number, again = tokens[index].meta["id"] + 1, tokens[index].meta.get("subId", 0)
        target = f"#noteref-{number}-{again}" if again else f"#noteref-{number}"
        word = self._hole(Word("lesson.back_to_text"))
        return (
            f' {self._hole(Target(target))}<span class="back">{word}</span>{self._hole(LinkEnd())}'
        )


_AS_XML: Any = {"xhtmlOut": True, "breaks": False, "langPrefix": ""}
_OPTIONS = OptionsDict(_AS_XML)
_DRAWN = tuple(name for name in vars(Fragments) if name.startswith("_draw_"))


def plain_text(token: Token) -> str:
    """The words of an inline token: link texts, code and picture descriptions included."""
    children = token.children or []
    if len(children) == 1 and children[0].type == "text":
        return children[0].content.strip()
    return "".join(
        plain_text(child)
        if child.type == "image"
        else " "
        if child.type in ("softbreak", "hardbreak")
        else child.content
        for child in children
    ).strip()


def _box_fields(token: Token) -> dict[str, Any]:
    return {key: token.meta[key] for key in ("kind", "argument", "minutes")}


def _alignment(token: Token) -> str:
    style = str(token.attrGet("style") or "")
    return f' class="{style.removeprefix("text-align:")}"' if style else ""
