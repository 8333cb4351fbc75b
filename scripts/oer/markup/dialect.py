"""The lesson dialect: CommonMark, GitHub's tables and notes, and four rules of our own.

Boxes and heading ids are recognised before inline parsing, so that a reference definition such
as `[!QUIZ]: …` elsewhere in the file cannot turn a box marker into a link. Raw HTML is off.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

BOX_KINDS = (
    *("note", "tip", "important", "warning", "caution"),  # GitHub's, with GitHub's meaning
    *("example", "activity", "trainer", "quiz", "market"),  # ours
)
BOX_MARKER = re.compile(r"\[!(\w+)\](?:[ \t]+(.*))?")
BOX_MINUTES = re.compile(r"minutes:[ \t]*(\d{1,4})")
HEADING_ID = re.compile(r"[ \t]*\{#([^{}\s]*)\}[ \t]*$")
MAX_NESTING = 30
"""Deeper lists and quotations are read as text: no reader needs them, and they cost time."""


@cache
def parser() -> MarkdownIt:
    """The one parser, warmed once in each process."""
    options = {"html": False, "linkify": False, "tasklists": True, "maxNesting": MAX_NESTING}
    markdown = MarkdownIt("commonmark", options)
    markdown.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    markdown.use(footnote_plugin, inline=False).use(deflist_plugin)
    markdown.block.ruler.at(
        "footnote_def", _note_of_the_lesson, {"alt": ["paragraph", "reference"]}
    )
    markdown.core.ruler.before("inline", "boxes", _mark_boxes)
    markdown.core.ruler.before("inline", "heading_ids", _take_heading_ids)
    markdown.inline.ruler.before("link", "gap", _gap)
    # Addresses stay as written: what is allowed is for the rules and the renderer to say.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def _note_of_the_lesson(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote stands at the top level: the plugin loses tokens of one inside another block."""
    return state.level == 0 and footnote_def(state, start, end, silent)


def _mark_boxes(state: StateCore) -> None:
    """Turn quotations that start with a marker into boxes; unknown markers stay quotations."""
    opened: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            _mark_box(state.tokens, index)
            opened.append(token)
        elif token.type == "blockquote_close":
            opening = opened.pop()
            if opening.type == "box_open":
                token.type, token.meta = "box_close", opening.meta
    state.tokens = [token for token in state.tokens if token.type != "dropped"]


def _mark_box(tokens: list[Token], index: int) -> None:
    opening, following = tokens[index], tokens[index + 1 : index + 4]
    if [token.type for token in following] != ["paragraph_open", "inline", "paragraph_close"]:
        return
    inline = following[1]
    first, _, rest = inline.content.partition("\n")
    marker = BOX_MARKER.fullmatch(first.strip())
    if not marker or marker[1].lower() not in BOX_KINDS:
        opening.meta = {"unknown": marker[1] if marker else ""}
        return
    minutes = BOX_MINUTES.fullmatch(rest.partition("\n")[0].strip())
    if minutes:
        rest = rest.partition("\n")[2]
    opening.type = "box_open"
    opening.meta = {
        "kind": marker[1].lower(),
        "argument": (marker[2] or "").strip(),
        "minutes": int(minutes[1]) if minutes else 0,
    }
    inline.content = rest
    if not rest.strip():
        for token in following:
            token.type = "dropped"


def _take_heading_ids(state: StateCore) -> None:
    """`## Title {#id}`: the id becomes an attribute."""
    for token, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "heading_open" and (found := HEADING_ID.search(inline.content)):
            token.attrSet("id", found[1])
            inline.content = inline.content[: found.start()]


def _gap(state: StateInline, silent: bool) -> bool:
    """`[[answer|also right]]`: a gap to fill in."""
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2, state.pos + 400)
    content = state.src[state.pos + 2 : end] if end > 0 else ""
    answers = tuple(answer.strip() for answer in content.split("|"))
    if "\n" in content or "[" in content or not all(answers):
        return False
    if not silent:
        state.push("gap", "", 0).meta = {"answers": answers}
    state.pos = end + 2
    return True
