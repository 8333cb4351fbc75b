"""The lesson dialect: CommonMark, GitHub's tables and notes, and four rules of our own.

Boxes and heading ids are recognised before inline parsing, so that a reference definition such
as `[!QUIZ]: …` elsewhere in the file cannot turn a box marker into a link. Raw HTML stays text.
"""

import re
from functools import cache
from importlib import import_module

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from oer import markers
from oer.markup.firsts import ask_by_first_sign

BOX_KINDS = (
    *("note", "tip", "important", "warning", "caution"),  # GitHub's, with GitHub's meaning
    *("example", "activity", "trainer", "quiz", "market"),  # ours
)
BOX_MARKER = re.compile(r"\[!(\w+)\](?:[ \t]+(.*))?")
BOX_MINUTES = re.compile(r"minutes:[ \t]*(\d{1,4})")
HEADING_ID = re.compile(r"(?<![ \t])[ \t]*\{#([^{}\s]*)\}[ \t]*$")
RAW_HTML = re.compile(
    r"<!--|<\?[a-z]+|<!\[CDATA\[|<!DOCTYPE|</?([a-z][a-z0-9-]*)(?:[\s/][^<>]*)?>", re.IGNORECASE
)
TIMES = re.compile(r"\*+(?=\d)")
HANDLER = re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
ELEMENTS = {
    *("a", "abbr", "address", "article", "aside", "audio", "b", "base", "big", "blink"),
    *("blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col"),
    *("data", "dd", "del", "details", "dialog", "div", "dl", "dt", "em", "embed", "fieldset"),
    *("figcaption", "figure", "font", "footer", "form", "frame", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label"),
    *("li", "link", "main", "map", "mark", "marquee", "math", "menu", "meta", "nav", "noscript"),
    *("object", "ol", "option", "p", "param", "picture", "pre", "q", "s", "samp", "script"),
    *("section", "select", "small", "source", "span", "strike", "strong", "style", "sub"),
    *("summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th"),
    *("thead", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr"),
}
"""Elements of HTML; any other word between < and > is taken for a place to fill in."""
CODE_INDENT = 4
"""Spaces that make a line one of code (CommonMark §4.4)."""
MOST_EMPTY_CELLS = 8_000
"""Cells that rows lack; a table that lacks more ends there, and what follows is text."""
MAX_NESTING = 30
"""Deeper lists and quotations are read as text: no reader needs them, and they cost time."""


@cache
def parser() -> MarkdownIt:
    """The one parser, warmed once in each process."""
    markdown = unhurried_parser()
    ask_by_first_sign(
        markdown,
        block={_note_of_the_lesson: "[", _address_of_a_link: "[", _marker: "<", _box_line: "["},
        inline={_gap: "[", _times: "*", _raw_html: "<"},
    )
    return markdown


def unhurried_parser() -> MarkdownIt:
    """The same, which asks every rule everywhere."""
    options = {"html": False, "linkify": False, "tasklists": True, "maxNesting": MAX_NESTING}
    markdown = MarkdownIt("commonmark", options)
    # The package has a function of the module's name, so that no plain import reaches the module.
    vars(import_module("markdown_it.rules_block.table"))["MAX_AUTOCOMPLETED_CELLS"] = (
        MOST_EMPTY_CELLS
    )
    markdown.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    markdown.use(footnote_plugin, inline=False).use(deflist_plugin)
    markdown.block.ruler.at(
        "footnote_def", _note_of_the_lesson, {"alt": ["paragraph", "reference"]}
    )
    markdown.block.ruler.at("reference", _address_of_a_link)
    markdown.block.ruler.before("fence", "marker", _marker)
    markdown.block.ruler.before("fence", "box_line", _box_line)
    markdown.core.ruler.before("inline", "boxes", _mark_boxes)
    markdown.core.ruler.before("inline", "heading_ids", _take_heading_ids)
    markdown.inline.ruler.before("link", "gap", _gap)
    markdown.inline.ruler.before("emphasis", "times", _times)
    markdown.inline.ruler.after("autolink", "raw_html", _raw_html)
    # Addresses stay as written: what is allowed is for the rules and the renderer to say.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def _note_of_the_lesson(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote stands at the top level: the plugin loses tokens of one inside another block."""
    return (silent or state.level == 0) and footnote_def(state, start, end, silent)


def _address_of_a_link(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[label]: address`; a footnote's text in the wrong place stays visible as text."""
    begin = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", begin) and reference(state, start, end, silent)


def _marker(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A translator's comment, which stands at the top level only and is not printed."""
    begin = state.bMarks[start]
    if state.level or not state.src.startswith("<!--", begin):
        return False
    last = min(end, start + markers.MOST_LINES)
    marker = markers.read(
        [state.src[state.bMarks[i] : state.eMarks[i]] for i in range(start, last)], 0
    )
    if marker is None or silent:
        return marker is not None
    state.line = start + marker.lines
    token = state.push("marker", "", 0)
    token.hidden, token.map, token.meta = True, [start, state.line], {"marker": marker}
    return True


def _box_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The first line of a box, and that of its minutes, as a block: what follows begins anew, so
    that it may be a term with its meaning, or a list from five.

    It is left to the paragraph where the next line only belongs to that (CommonMark §5.1,
    laziness), or would become code by its indent.
    """
    if silent or not state.tokens or state.tokens[-1].type != "blockquote_open":
        return False
    found = BOX_MARKER.fullmatch(_line(state, start))
    if not found or found[1].lower() not in BOX_KINDS:
        return False
    after = start + 1
    if after < end and BOX_MINUTES.fullmatch(_line(state, after)):
        after += 1
    if after < end and not 0 <= state.sCount[after] - state.blkIndent < CODE_INDENT:
        return False
    state.line = after
    state.push("paragraph_open", "p", 1).map = [start, after]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = (
        "\n".join(_line(state, line) for line in range(start, after)),
        [start, after],
        [],
    )
    state.push("paragraph_close", "p", -1)
    return True


def _line(state: StateBlock, line: int) -> str:
    """A line without what the blocks around it put before it."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


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
    _start_later(following, 2 if minutes else 1)
    if not rest.strip():
        for token in following:
            token.type = "dropped"


def _start_later(tokens: list[Token], lines: int) -> None:
    """Let a paragraph begin on the line after the marker that was taken from it."""
    for token in tokens:
        if token.map:
            token.map = [min(token.map[0] + lines, token.map[1] - 1), token.map[1]]


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
    answers = tuple(" ".join(answer.split()) for answer in content.split("|"))
    if "\n" in content or "[" in content or not all(answers):
        return False
    if not silent:
        state.push("gap", "", 0).meta = {"answers": answers}
    state.pos = end + 2
    return True


def _times(state: StateInline, silent: bool) -> bool:
    """A star between digits, which CommonMark would take for emphasis: `3*500 + 2*300` would be
    printed as 3500 + 2300.
    """
    found = TIMES.match(state.src, state.pos)
    if not found or not state.src[state.pos - 1 : state.pos].isdigit():
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _raw_html(state: StateInline, silent: bool) -> bool:
    """HTML, which stays text as its author typed it."""
    found = RAW_HTML.match(state.src, state.pos)
    if not found:
        return False
    name, text = (found[1] or "").lower(), found[0]
    if name and name not in ELEMENTS and not HANDLER.search(text):
        return False
    if not silent:
        state.push("raw_html", "", 0).content = text
    state.pos = found.end()
    return True
