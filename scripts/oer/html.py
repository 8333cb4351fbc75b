"""The HTML that pages keep: what neither runs nor loads anything, nor leads anywhere else."""

import re

import nh3

TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small"),
    *("span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "u", "ul"),
}
ATTRIBUTES = {
    "*": {"class", "id", "lang", "title"},
    "a": {"href"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
}
SCHEMES = {"https", "mailto", "tel"}
TAG = re.compile(
    r"<!\[CDATA\[|<!DOCTYPE|<\?[a-z]+|<[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>", re.IGNORECASE
)
"""A tag or an instruction in running text; ends of elements tell nothing new."""


KEY = re.compile(r"(?:^|[\s:])(?!lang=)([A-Za-z][\w:-]*)=")
"""What a list of attributes may say of an element beside its language: nothing."""


def attributes_in(text: str) -> str:
    """The first `{: name=value }` that would change more than an id, a class or a language: it
    could lead a link elsewhere than it says. Empty where there is none.
    """
    for part in text.split("}")[:-1]:
        _, brace, inside = part.rpartition("\n")[2].partition("{")
        if brace and KEY.search(inside):
            return f"{{{inside}}}"
    return ""


def left_out(text: str) -> str:
    """The first tag in a text that is not kept as it is; empty where all are."""
    return next((found[0] for found in TAG.finditer(text) if not _is_kept(found[0])), "")


def _is_kept(tag: str) -> bool:
    """An allowed element, with none but allowed attributes and addresses."""
    kept = nh3.clean(tag, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return bool(kept) and kept.count("=") == tag.count("=")
