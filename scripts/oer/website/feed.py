"""A feed of changes (Atom, RFC 4287): the dated entries of the page of corrections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oer.model import Catalog, Language, Site
from oer.website import addresses
from oer.website.front import filled

CORRECTIONS = "corrections"
FEED = "feed.xml"
DATED = re.compile(
    r"^#{2,4} (?P<title>.*?) \{#on-(?P<date>\d{4}-\d{2}-\d{2})[^}]*\}$", re.MULTILINE
)
"""A heading whose id says the day."""
NEXT = re.compile(r"^#", re.MULTILINE)
MARKUP = re.compile(r"\]\([^()]*\)|[\[\]*`]")


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the page of corrections."""

    date: str
    title: str
    text: str
    id: str


def feed(catalog: Catalog, language: Language, site: Site) -> bytes | None:
    """The feed of a language; None where it has no dated corrections."""
    pages = (p for p in catalog.pages if (p.name, p.language) == (CORRECTIONS, language.code))
    page = next(pages, None)
    changes = sorted(_changes(page.text), key=lambda one: one.date, reverse=True) if page else []
    if page is None or not changes:
        return None
    home = site.page(language.code)
    return filled(
        "feed.xml",
        language=language,
        title=f"{language.words['site.name']}: {page.title}",
        home=home,
        address=f"{home}{addresses.page(CORRECTIONS)}",
        feed=f"{home}{FEED}",
        updated=changes[0].date,
        changes=changes,
    )


def _changes(text: str) -> Iterator[Change]:
    for heading in DATED.finditer(text):
        rest = text[heading.end() :]
        end = NEXT.search(rest)
        below = rest[: end.start()] if end else rest
        words = " ".join(MARKUP.sub("", below).split())
        yield Change(heading["date"], heading["title"], words, f"on-{heading['date']}")
