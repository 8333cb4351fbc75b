"""What stands once above all languages: the root page, 404, sitemap and robots.txt."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from oer.compiled import compiled
from oer.indicators import indicators
from oer.model import Catalog, Site
from oer.status import PageStatus, to_json
from oer.website import addresses, linked_data


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("oer.website"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled("front"),
    )


def front_files(catalog: Catalog, site: Site, statuses: Sequence[PageStatus]) -> dict[str, bytes]:
    """The files, by path relative to the site."""
    languages = tuple(catalog.languages.values())
    return {
        "index.html": filled("index.html", languages=languages, site=site),
        "404.html": filled("404.html", languages=languages, site=site, base=_base(site)),
        "sitemap.xml": filled("sitemap.xml", pages=_addresses(catalog, site)),
        "catalog.json": _json(linked_data.catalogue(catalog, site)),
        "robots.txt": filled("robots.txt", site=site),
        "status.json": _status(catalog, statuses),
    }


def _status(catalog: Catalog, statuses: Sequence[PageStatus]) -> bytes:
    names = {code: language.name for code, language in catalog.languages.items()}
    made = {"indicators": indicators(catalog), **to_json(statuses, names)}
    return f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()


def filled(template: str, **values: Any) -> bytes:
    """A template of this package, filled."""
    return _environment().get_template(template).render(**values).encode()


def script_files(catalog: Catalog) -> dict[str, bytes]:
    """The rules for the other script of each language that has one."""
    defaults: dict[str, Any] = {"first": {}, "vowels": "", "words": {}, "keep": []}
    return {
        f"assets/script.{code}.json": _json({**defaults, **language.script})
        for code, language in catalog.languages.items()
        if language.script
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _base(site: Site) -> str:
    """The path of the site on its host: an error page stands at any depth."""
    return "/" + site.url.split("://", 1)[1].partition("/")[2]


def _addresses(catalog: Catalog, site: Site) -> list[dict[str, str]]:
    """Of each page, language code -> absolute address."""
    return [
        {code: f"{site.url}{code}/{address}" for code in sorted(codes)}
        for address, codes in sorted(_existing(catalog))
    ]


def _existing(catalog: Catalog) -> Iterator[tuple[str, frozenset[str]]]:
    """Every page with the languages that have it: a notice is no page."""
    everywhere = frozenset(catalog.languages)
    yield "", everywhere
    for address in addresses.MADE:
        yield address, everywhere
    if catalog.needs:
        yield addresses.NEEDS, everywhere
    for name in {page.name for page in catalog.pages} - {"index"}:
        codes = (page.language for page in catalog.pages if page.name == name)
        yield addresses.page(name), frozenset(codes)
    for course in catalog.shelf.values():
        yield addresses.course(course.id), frozenset(course.editions)
    for course in catalog.courses.values():
        for slug in course.lesson_places:
            editions = course.editions.items()
            codes = (code for code, edition in editions if slug in edition.lessons)
            if found := frozenset(codes):
                yield addresses.lesson(course.id, slug), found
