"""The templates of the packages: everything written in XML, HTML or plain text is filled here."""

from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from oer import credits, words
from oer.compiled import compiled
from oer.model import SOURCE_LANGUAGE, Language

PLAIN = ("txt", "css", "js")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("oer.formats"),
        autoescape=select_autoescape(disabled_extensions=PLAIN, default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled("packages"),
    )


def fill(template: str, language: Language, **values: Any) -> str:
    """A template's text. It can `say` words, `count` and speak of `credits` in the language."""
    say, count = partial(words.say, language), partial(words.count, language)
    made = _environment().get_template(template)
    foreign = "" if language.code == SOURCE_LANGUAGE else SOURCE_LANGUAGE
    return made.render(
        say=say, count=count, credits=credits, language=language, source_lang=foreign, **values
    )


def fill_html(template: str, language: Language, **values: Any) -> Markup:
    """The same for a part of a page: it is markup, to be put into another template as it is."""
    return Markup(fill(template, language, **values).strip())  # noqa: S704 (it was filled with escaping)
