"""HTML of the project's pages without what could run.

Python-Markdown lets raw HTML through, and anybody may translate a page. What is not listed here
is left out; elements that change how a browser reads on (`style`, `svg`, `noscript`) are not
listed, so that the browser sees the same tree as we do.
"""

import re
from html import escape

from lxml import html

TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small"),
    *("span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "u", "ul"),
}
ATTRIBUTES = {
    *("alt", "class", "colspan", "height", "href", "id", "lang", "open", "rowspan", "scope"),
    *("src", "start", "style", "title", "width"),
}
VALUES = {
    **dict.fromkeys(("href", "src"), re.compile(r"https:|mailto:|tel:|[^:]*$|[^:]*[/?#]")),
    "style": re.compile(r"text-align: (?:left|right|center);$"),
}
"""What the value of an attribute must start with."""


def clean(text: str) -> str:
    """The allowed part of a piece of HTML."""
    whole = html.fragment_fromstring(text, create_parent="div")
    for element in list(whole.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag not in TAGS:
            element.drop_tree()
            continue
        for name, value in element.items():
            if name not in ATTRIBUTES or not _fits(value, VALUES.get(name)):
                del element.attrib[name]
    inner = (html.tostring(child, encoding="unicode") for child in whole)
    return escape(whole.text or "", quote=False) + "".join(inner)


def _fits(value: str, start: re.Pattern[str] | None) -> bool:
    """Browsers pass over control characters in an address, and so do we."""
    return start is None or bool(start.match(re.sub(r"[\x00-\x1f]+", "", value).strip()))
