"""Rules of markdown-it asked only where they could begin: the same tokens in half the time.

A rule that begins with a certain sign is not asked where another one stands, and a text without
any sign that an inline rule begins with is one token at once.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_ref

Rule = TypeVar("Rule", bound=Callable[..., bool])
Starts = Mapping[Callable[..., bool], str]
"""The signs that a rule can begin with; a rule that is not listed is asked everywhere."""
BLOCK: Starts = {
    rules_block.fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*+-0123456789",
    rules_block.heading: "#",
}
"""Of a line (CommonMark §4.1, §4.2, §4.5, §5.1, §5.2)."""
INLINE: Starts = {
    rules_inline.newline: "\n",
    rules_inline.escape: "\\",
    rules_inline.backtick: "`",
    rules_inline.strikethrough.tokenize: "~",
    rules_inline.emphasis.tokenize: "*_",
    rules_inline.link: "[",
    rules_inline.image: "!",
    rules_inline.autolink: "<",
    rules_inline.entity: "&",
    footnote_ref: "[",
}
"""Within a text (CommonMark §2.4, §2.5, §6)."""
UNDERLINE = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
"""What makes the lines above it a heading; a quotation may stand around both."""
ENDS = "]"
"""What ends something that a rule has begun."""


def ask_by_first_sign(markdown: MarkdownIt, block: Starts, inline: Starts) -> None:
    """Let a finished parser ask fewer rules; `block` and `inline` tell of those that are ours."""
    within = {**INLINE, **inline}
    markdown.block.ruler = _Asked(markdown.block.ruler, {**BLOCK, **block}, _of_lines)
    markdown.inline.ruler = _Asked(markdown.inline.ruler, within, _of_texts)
    signs = "".join(sorted({*ENDS, *"".join(within.values())}))
    markdown.inline.terminator_re = re.compile(f"[{re.escape(signs)}]")
    markdown.block.ruler.at("lheading", _underlined, {"alt": []})
    markdown.core.ruler.at("inline", _read_inline)


class _Asked(Ruler[Any]):
    """The rules of another ruler, each chain of them as one that asks those that can match."""

    def __init__(self, ruler: Ruler[Any], starts: Starts, ask: Callable[..., Any]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._starts, self._ask = starts, ask
        self._chains: dict[str, list[Any]] = {}

    def getRules(self, chainName: str = "") -> list[Any]:  # noqa: N802, N803 (its names)
        if chainName not in self._chains:
            rules = super().getRules(chainName)
            by_sign = {sign: self._rules(rules, sign) for sign in "".join(self._starts.values())}
            self._chains[chainName] = [self._ask(by_sign, self._rules(rules, ""))]
        return self._chains[chainName]

    def _rules(self, rules: Sequence[Rule], sign: str) -> list[Rule]:
        """The rules that a sign can begin, in their order; without one, those that any can."""
        return [
            rule
            for rule in rules
            if rule not in self._starts or (sign and sign in self._starts[rule])
        ]


def _of_lines(by_sign: Mapping[str, Sequence[Rule]], others: Sequence[Rule]) -> Rule:
    def ask(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = state.bMarks[start] + state.tShift[start]
        for rule in by_sign.get(state.src[first : first + 1], others):
            if rule(state, start, end, silent):
                return True
        return False

    return ask  # type: ignore[return-value]


def _of_texts(by_sign: Mapping[str, Sequence[Rule]], others: Sequence[Rule]) -> Rule:
    def ask(state: StateInline, silent: bool) -> bool:
        return any(rule(state, silent) for rule in by_sign.get(state.src[state.pos], others))

    return ask  # type: ignore[return-value]


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading with a line below it, asked for in a text that has such a line (§4.3)."""
    if "underlined" not in state.env:
        state.env["underlined"] = bool(UNDERLINE.search(state.src))
    return state.env["underlined"] and rules_block.lheading(state, start, end, silent)


def _read_inline(state: StateCore) -> None:
    """The children of each run of text; a plain one is its only child."""
    inline = state.md.inline
    is_special = inline.terminator_re.search
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if is_special(token.content):
                inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))
