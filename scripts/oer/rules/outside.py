"""Every outside address that a reader can follow, wherever it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from oer.model import SOURCE_LANGUAGE, Catalog, Link, Place
from oer.rules.every import lessons

WEB = ("https:", "http:")


@dataclass(frozen=True, slots=True)
class Outside:
    """An address with the text that leads there; empty where the address itself is shown."""

    address: str
    text: str
    place: Place


def outside(catalog: Catalog) -> Iterator[Outside]:
    """The addresses of lessons, pages, facts and credits."""
    for link in _written(catalog):
        if link.target.lower().startswith((*WEB, "mailto:")):
            yield Outside(link.target, link.text, link.place)
    for course in catalog.courses.values():
        facts = course.editions[SOURCE_LANGUAGE].facts if course.editions else ()
        for fact in facts:
            yield from (Outside(source.url, "", fact.place) for source in fact.sources)
        for credit in course.credits.values():
            if credit.source.startswith(WEB) and " " not in credit.source:
                yield Outside(credit.source, "", credit.place)


def _written(catalog: Catalog) -> Iterator[Link]:
    for lesson in lessons(catalog):
        yield from lesson.links
    for page in catalog.pages:
        yield from page.links
