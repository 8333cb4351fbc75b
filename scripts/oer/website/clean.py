"""The last net: HTML without what could run, by nh3.

Nothing of the kind gets this far: the lesson parser knows no HTML, and our templates escape. But
Python-Markdown lets raw HTML through, and anybody may translate a page of docs/.
"""

import nh3

from oer.html import ATTRIBUTES, SCHEMES, TAGS

FORM_TAGS = {"button", "form", "input", "label", "option", "select"}
FORM_ATTRIBUTES = {
    "*": ATTRIBUTES["*"] | {"hidden", "role"},
    "button": {"type"},
    "input": {"autocomplete", "inputmode", "name", "type", "value"},
    "label": {"for"},
    "option": {"value"},
}
FORM_PREFIXES = {"aria-", "data-"}


def _inside(tag: str, name: str, value: str) -> str | None:
    """A picture comes from the site itself, and no link leads to wherever the page came from."""
    elsewhere = value.lstrip().startswith(("//", "\\", "/\\"))
    return None if elsewhere or (name == "src" and ":" in value) else value


_PAGE = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
    attribute_filter=_inside,
    filter_style_properties={"text-align"},
)
_LESSON = nh3.Cleaner(
    tags=TAGS | FORM_TAGS,
    attributes={**ATTRIBUTES, **FORM_ATTRIBUTES},
    generic_attribute_prefixes=FORM_PREFIXES,
    url_schemes=SCHEMES,
    link_rel=None,
    attribute_filter=_inside,
)


def clean_page(html: str) -> str:
    """The allowed part of a page of docs/."""
    return _PAGE.clean(html)


def clean_lesson(html: str) -> str:
    """The allowed part of a lesson, whose questions are forms."""
    return _LESSON.clean(html)
