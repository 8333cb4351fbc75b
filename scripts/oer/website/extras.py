"""What stands beside the pages of a language and is no page: pictures of links, feed, manifest."""

from collections.abc import Iterator

from oer.website import offline
from oer.website.cards import course_card, home_card
from oer.website.feed import FEED, feed
from oer.website.linked_data import CARD
from oer.website.pages import Publication

MANIFEST = "manifest.webmanifest"


def of_course(made_from: Publication, course: str) -> Iterator[tuple[str, bytes]]:
    """What a course has in one language, by path below the language's folder."""
    edition = made_from.catalog.shelf[course].editions.get(made_from.language.code)
    if edition:
        yield f"{course}/{CARD}", course_card(course, edition.title, made_from.language)


def of_house(made_from: Publication) -> Iterator[tuple[str, bytes]]:
    """What a language has once, by path below its folder."""
    yield CARD, home_card(made_from.language)
    yield MANIFEST, offline.manifest(made_from.language)
    if changes := feed(made_from.catalog, made_from.language, made_from.site):
        yield FEED, changes
