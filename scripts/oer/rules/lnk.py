"""LNK: links lead somewhere, and only where a reader may safely go."""

import re
from collections.abc import Iterator

from oer.check import Found, Level, Scope, rule
from oer.hosts import BARE
from oer.links import Destination, Kind, destination, from_page
from oer.model import SOURCE_LANGUAGE, Answer, Catalog, FactTable, Lesson, Link, Page, Place
from oer.rules.every import lessons, phrases, present_files, source_lesson, spoilt_files
from oer.rules.outside import outside

AROUND = re.compile(r"^[\W_]+|[\W_]+$")
GONE = (404, 410)
TOLD = (Kind.LESSON, Kind.FILE, Kind.ANCHOR, Kind.OUTSIDE)
"""What a link's text has to tell apart; terms and facts show themselves where they stand."""


def _links(catalog: Catalog) -> Iterator[tuple[Lesson, Link]]:
    return ((lesson, link) for lesson in lessons(catalog) for link in lesson.links)


def _page_links(catalog: Catalog) -> Iterator[tuple[Page, Link]]:
    return ((page, link) for page in catalog.pages for link in page.links)


@rule("LNK001", "A link leads to a file that does not exist")
def dead_file(catalog: Catalog) -> Iterator[Found]:
    """A reader who follows the link stands before an error page, and in a printed or offline
    copy nobody can repair it.

    Correct the path: it is relative to the folder of the lesson or page, and in a translation it
    is the same as in English.
    """
    files = present_files(catalog)
    for lesson, link in _links(catalog):
        to = destination(link.target, lesson)
        if to.kind in (Kind.LESSON, Kind.FILE) and to.value not in files:
            yield link.place, {"target": link.target}
    there = files | catalog.linked | _folders(files)
    for page, link in _page_links(catalog):
        path = from_page(link.target, page).path
        if path and path not in there:
            yield link.place, {"target": link.target}


def _folders(files: frozenset[str]) -> set[str]:
    """Every folder that holds a file: GitHub shows it."""
    parts = (path.split("/") for path in files)
    return {"/".join(names[:depth]) for names in parts for depth in range(1, len(names))}


@rule("LNK002", "A link leads to a heading that does not exist")
def dead_anchor(catalog: Catalog) -> Iterator[Found]:
    """The reader lands at the top of a long page and has to search for what was promised; in a
    PDF or an e-book the link does nothing at all.

    Use the id that stands in braces after the heading of the English lesson, as in `{#learn}`.
    It is the same in every language.
    """
    for lesson, link in _links(catalog):
        to = destination(link.target, lesson)
        names_heading = to.kind is Kind.ANCHOR or (to.kind is Kind.LESSON and to.anchor)
        target = source_lesson(catalog, to.course, to.slug) if names_heading else None
        if target and to.anchor not in {heading.id for heading in target.headings if heading.id}:
            yield link.place, {"target": link.target, "lesson": target.place.path}
    pages = {page.place.path: page for page in catalog.pages}
    for page, link in _page_links(catalog):
        there = from_page(link.target, page)
        aim = pages.get(there.path) if there.anchor else None
        # A heading without an id gets one from its words, which is for the site to make.
        if aim and all(one.id for one in aim.headings) and there.anchor not in _ids(aim):
            yield link.place, {"target": link.target, "lesson": aim.place.path}


def _ids(page: Page) -> set[str]:
    return {heading.id for heading in page.headings}


@rule("LNK003", "A link names an unknown term or fact", scope=Scope.COURSE)
def unknown_term_or_fact(catalog: Catalog) -> Iterator[Found]:
    """A term explains itself where it stands and a fact shows its date and source. With a
    misspelt name the reader gets neither, and does not know that there is one.

    Use an id from `courses/glossary.yml`, or a market and topic from the course's `facts.yml`.
    """
    known = {id: _names(catalog, id) for id in {lesson.course for lesson in lessons(catalog)}}
    spoilt = spoilt_files(catalog)
    for lesson in lessons(catalog):
        facts = f"courses/{lesson.course}/facts.yml"
        sources = {"term": "courses/glossary.yml", "fact": facts, "topic": facts}
        for kind, name, place in _named(lesson):
            source = sources[kind]
            if source not in spoilt and (kind, name) not in known[lesson.course]:
                yield place, {"kind": kind, "name": name, "source": source}


def _names(catalog: Catalog, course: str) -> set[tuple[str, str]]:
    """What a lesson of a course can name, each with its kind."""
    edition = catalog.courses[course].editions[SOURCE_LANGUAGE]
    return {
        *(("term", id) for id in catalog.terms[SOURCE_LANGUAGE]),
        *(("fact", f"{fact.market}.{fact.topic}") for fact in edition.facts),
        *(("topic", id) for id in edition.topics),
    }


def _named(lesson: Lesson) -> Iterator[tuple[str, str, Place]]:
    """Terms, facts and topics that a lesson names: links, and fences of facts."""
    for link in lesson.links:
        to = destination(link.target, lesson)
        if to.kind in (Kind.TERM, Kind.FACT):
            yield to.kind.value, to.value, link.place
    for part in lesson.body:
        if isinstance(part, FactTable):
            for topic in part.topics:
                yield "topic", topic, part.place


@rule("LNK004", "A link's address is of a kind that we do not publish")
def refused_address(catalog: Catalog) -> Iterator[Found]:
    """An address that runs a script, an address without encryption and a path from the root of
    one website all betray a reader: the first two to strangers, the last one when offline.

    Write `https:`, `mailto:` or `tel:`, a path relative to the lesson, `term:ID` or
    `fact:MARKET.TOPIC` with kz, kg, tj or uz as the market.
    """
    for lesson, link in _links(catalog):
        if destination(link.target, lesson).kind is Kind.REFUSED:
            yield link.place, {"target": link.target}


@rule("LNK005", "A link's text does not say where it leads", Level.ADVICE, scope=Scope.COURSE)
def empty_text(catalog: Catalog) -> Iterator[Found]:
    """Blind readers let the links of a page be read out one after the other: "here, here, more".
    And whoever prints the page learns nothing of what was there.

    Let the text name what the reader finds: `the law of 1996` in place of `here`. An address in
    full is no text either.
    """
    for lesson, link in _links(catalog):
        known = {one for words in phrases(catalog, lesson.language) for one in words.empty_links}
        text = " ".join(AROUND.sub("", link.text.casefold()).split())
        kind = destination(link.target, lesson).kind
        if kind in TOLD and (text in known or BARE.fullmatch(link.text.strip())):
            yield link.place, {"text": link.text}


@rule("LNK006", "The same text leads to different places", Level.ADVICE, scope=Scope.COURSE)
def same_text(catalog: Catalog) -> Iterator[Found]:
    """In a list of links, as screen readers show it, the two cannot be told apart, and a reader
    who was at the first one thinks to know the second.

    Say in the text what is different: the year, the country, the author.
    """
    for lesson in lessons(catalog):
        first: dict[str, Link] = {}
        for link in lesson.links:
            text, to = " ".join(link.text.casefold().split()), destination(link.target, lesson)
            if not text or to.kind not in TOLD:
                continue
            before = first.setdefault(text, link)
            if _where(destination(before.target, lesson)) != _where(to):
                yield link.place, {"text": link.text, "line": str(before.place.line)}


def _where(to: Destination) -> tuple[str, ...]:
    """A lesson can be named in two ways by its own links."""
    return (to.course, to.slug, to.anchor) if to.slug else (to.value, to.anchor)


@rule("LNK007", "An outside address is gone", Level.ADVICE)
def gone(catalog: Catalog) -> Iterator[Found]:
    """The reader stands before an error page, and a source that nobody can read proves nothing.
    Only `oer check --external` asks.

    Look for the new address on the website. If it is gone for good, link to a copy in an archive
    or to something else.
    """
    for place, address, answer in _answers(catalog):
        if answer.status in GONE:
            yield place, {"address": address, "answer": _said(answer)}


@rule("LNK008", "An outside address does not answer", Level.ADVICE)
def silent(catalog: Catalog) -> Iterator[Found]:
    """It may be down today, or for ever; readers with a weak link wait for it in vain. Only
    `oer check --external` asks.

    Open it in a browser, and ask again tomorrow. If it stays silent, look for another source.
    """
    for place, address, answer in _answers(catalog):
        if answer.status == 0 or answer.status >= 500:
            yield place, {"address": address, "answer": _said(answer)}


def _answers(catalog: Catalog) -> Iterator[tuple[Place, str, Answer]]:
    for one in outside(catalog):
        address = one.address.partition("#")[0]
        if address in catalog.answers:
            yield one.place, address, catalog.answers[address]


def _said(answer: Answer) -> str:
    return f"{answer.status} {answer.reason}".removeprefix("0 ").strip()


@rule("LNK009", "A page's link is of a kind that is left out", Level.ADVICE)
def left_out(catalog: Catalog) -> Iterator[Found]:
    """A page of docs/ keeps only links that are safe for readers. Of any other kind, such as a
    script, an address without encryption, or one of our `term:` links, just the text stays.

    Write `https:`, `mailto:` or `tel:`, or a path relative to the English page.
    """
    for page, link in _page_links(catalog):
        if from_page(link.target, page).refused:
            yield link.place, {"target": link.target}
