"""WGT: what was built is light enough for a weak link and a free host."""

from collections.abc import Iterator, Mapping

from oer.check import Found, Level, rule
from oer.model import Catalog, Place

FIRST, NEXT, SEARCH = 75_000, 10_000, 200_000
"""Bytes as a host sends them (gzip), without pictures."""


def _too_heavy(weighed: Mapping[str, int], limit: int) -> Iterator[Found]:
    for path, size in weighed.items():
        if size > limit:
            yield Place(f"dist/{path}"), {"size": f"{size / 1e3:.1f}", "limit": f"{limit / 1e3:g}"}


@rule("WGT001", "The first lesson that somebody opens costs too much", Level.ERROR)
def first_visit(catalog: Catalog) -> Iterator[Found]:
    """On an old phone with a weak link a reader waits for every kilobyte, and pays for it.

    Shorten the lesson or divide it; if its text is short, look at what `overrides/` sends along.
    """
    if catalog.weights:
        yield from _too_heavy(catalog.weights.first, FIRST)


@rule("WGT002", "Each further lesson costs too much beside its own text", Level.ERROR)
def next_visit(catalog: Catalog) -> Iterator[Found]:
    """What surrounds a lesson comes again with each lesson. It must not grow with their number.

    Look at the menu, the words and the downloads in the page: one of them lists too much.
    """
    if catalog.weights:
        yield from _too_heavy(catalog.weights.next, NEXT)


@rule("WGT003", "The first search costs too much", Level.ERROR)
def first_search(catalog: Catalog) -> Iterator[Found]:
    """Whoever searches on a weak link gives up when nothing comes for a minute.

    Look at `pagefind/` in the site: a part of the index or the text of a page has become large.
    """
    if catalog.weights:
        yield from _too_heavy(
            {f"pagefind/{k}": v for k, v in catalog.weights.search.items()}, SEARCH
        )


@rule("WGT004", "The site is too large for its host", Level.ERROR)
def whole(catalog: Catalog) -> Iterator[Found]:
    """A host of static pages takes a gigabyte, and a copy for a second host must fit on a stick.

    Build fewer formats, or publish the packages as files of a release beside the site. Where the
    host takes more, say so in mkdocs.yml, under `extra`.
    """
    if not catalog.weights:
        return
    pages, all = catalog.weights.most
    weighed = ((catalog.weights.site, pages, ""), (catalog.weights.all, all, "/downloads"))
    for size, limit, folder in weighed:
        if size > limit:
            yield Place(f"dist{folder}"), {"size": f"{size / 1e6:.0f}", "limit": f"{limit / 1e6:g}"}


WEIGHTS = (first_visit, next_visit, first_search, whole)
"""Those that a build asks when it is done, before anybody sees it."""
