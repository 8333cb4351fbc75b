"""What all pages of a language have in common: its words, and what their head and foot show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oer.model import SOURCE_LANGUAGE, Catalog, Language, Site
from oer.website import addresses
from oer.website.addresses import Surroundings
from oer.website.feed import feed

LICENCE = "cc-by-4.0"
"""The licence of all that the house writes itself."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Values for head and foot."""

    language: Language
    surroundings: Surroundings
    site: Site
    pages: Sequence[Mapping[str, str]]
    """The pages of docs/ that the language has, in the order of the English ones, then ours."""
    licence: Mapping[str, str]
    has_feed: bool = False


def frame(catalog: Catalog, language: Language, site: Site, surroundings: Surroundings) -> Frame:
    """What surrounds the pages of a language."""
    mine = {page.name: page for page in catalog.pages if page.language == language.code}
    order = [page.name for page in catalog.pages if page.language == SOURCE_LANGUAGE]
    pages = tuple(
        {"title": mine[name].title, "address": addresses.page(name)}
        for name in order
        if name in mine and name != "index"
    )
    pages += ({"title": language.words["report.title"], "address": addresses.REPORT},)
    if catalog.needs:
        pages += ({"title": language.words["needs.title"], "address": addresses.NEEDS},)
    licence = catalog.licences[LICENCE]
    return Frame(
        language,
        surroundings,
        site,
        pages,
        {"name": licence.name, "address": licence.url},
        has_feed=feed(catalog, language, site) is not None,
    )
