"""The theme's style sheets without what no page of ours shows.

A browser draws nothing before it has read them all, so that on a weak link every kilobyte here is
waited for. Left out are rules for parts of the theme that our templates do not use, for writing
from right to left, and colours and pictures that nothing names any more. What is not understood
is kept.
"""

import re
from collections.abc import Iterable, Iterator

PARTS_UNUSED = (
    "arithmatex|critic|emojione|gemoji|giscus|grid|highlighttable|key|keys|linenodiv|linenos"
    "|md-annotation|md-author|md-banner|md-clipboard|md-code|md-consent|md-copyright|md-dialog"
    "|md-draft|md-feedback|md-input|md-logo|md-meta|md-option|md-pagination|md-path|md-pin|md-post"
    "|md-profile|md-progress|md-search|md-select|md-social|md-source|md-status|md-tabs|md-tag"
    "|md-tooltip|md-tooltip2|md-top|md-version|mermaid|tabbed|twemoji"
)
"""Parts of Material: a class that is so named, or begins so before a hyphen or an underscore."""
UNUSED = re.compile(
    rf"\.(?:{PARTS_UNUSED})(?![a-z0-9])|dir=rtl"
    r"|data-md-color-(?:primary|accent)=(?!custom)"
)
STRING = r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^'\\]|\\.)*'"
TOKEN = re.compile(rf"{STRING}|[{{}};]")
NESTED = re.compile(r"\([^()]*\)")
COMMA = re.compile(rf"{STRING}|[(),]")
NESTING = ("@media", "@supports", "@layer", "@container")
USE = re.compile(r"var\(\s*(--[\w-]+)")
DEFINITION = re.compile(rf"(?<=[{{;])(--[\w-]+)\s*:(?:{STRING}|[^;}}\"'])*(?:;|(?=}}))")


def lean(sheet: str, *others: str) -> str:
    """A style sheet without what is unused; `others` are those beside it, which may use its names.

    CSS Syntax 3 §5: strings, blocks and statements are told apart, and nothing within them.
    """
    return _without_names("".join(_rules(sheet)), others)


def _rules(sheet: str) -> Iterator[str]:
    for head, body in _blocks(sheet):
        if body is None:
            yield head
        elif head.startswith(NESTING):
            inside = "".join(_rules(body))
            yield f"{head}{{{inside}}}" if inside else ""
        elif selectors := ",".join(part for part in _split(head) if _is_used(part)):
            yield f"{selectors}{{{body}}}"


def _blocks(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Each head with what stands in its braces; a statement such as @charset has no braces."""
    depth = start = opened = 0
    for token in TOKEN.finditer(sheet):
        sign = token.group()
        if sign == "{":
            opened = token.end() if depth == 0 else opened
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield sheet[start : opened - 1], sheet[opened : token.start()]
                start = token.end()
        elif sign == ";" and depth == 0:
            yield sheet[start : token.end()], None
            start = token.end()


def _split(selectors: str) -> Iterator[str]:
    """The parts of a list of selectors; commas within brackets belong to a part."""
    depth = start = 0
    for token in COMMA.finditer(selectors):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if token.group() == "," and depth == 0:
            yield selectors[start : token.start()]
            start = token.end()
    yield selectors[start:]


def _is_used(selector: str) -> bool:
    """Whether a page of ours can have what a selector names outside of `:is(…)` and `:not(…)`."""
    while (shorter := NESTED.sub("", selector)) != selector:
        selector = shorter
    return not UNUSED.search(selector)


def _without_names(sheet: str, others: Iterable[str]) -> str:
    """Without the custom properties that nothing uses, and those that only these used."""
    used_elsewhere = {name for other in others for name in USE.findall(other)}
    while (shorter := _shorter(sheet, used_elsewhere.union(USE.findall(sheet)))) != sheet:
        sheet = shorter
    return sheet


def _shorter(sheet: str, used: set[str]) -> str:
    return DEFINITION.sub(lambda found: found.group() if found.group(1) in used else "", sheet)
