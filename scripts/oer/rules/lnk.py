"""LNK: links lead somewhere, and only where a reader may safely go."""

from collections.abc import Iterator

from oer.check import Found, rule
from oer.links import Kind, destination
from oer.model import SOURCE_LANGUAGE, Catalog, FactTable, Lesson, Link, Place
from oer.rules.every import lessons, present_files, source_lesson, spoilt_files


def _links(catalog: Catalog) -> Iterator[tuple[Lesson, Link]]:
    return ((lesson, link) for lesson in lessons(catalog) for link in lesson.links)


@rule("LNK001", "A link leads to a file that does not exist")
def dead_file(catalog: Catalog) -> Iterator[Found]:
    """A reader who follows the link stands before an error page, and in a printed or offline
    copy nobody can repair it.

    Correct the path: it is relative to the folder of the lesson, in a translation as in English.
    """
    files = present_files(catalog)
    for lesson, link in _links(catalog):
        to = destination(link.target, lesson)
        if to.kind in (Kind.LESSON, Kind.FILE) and to.value not in files:
            yield link.place, {"target": link.target}


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


@rule("LNK003", "A link names an unknown term or fact")
def unknown_term_or_fact(catalog: Catalog) -> Iterator[Found]:
    """A term explains itself where it stands and a fact shows its date and source. With a
    misspelt name the reader gets neither, and does not know that there is one.

    Use an id from `courses/glossary.yml`, or a market and topic from the course's `facts.yml`.
    """
    known = {lesson.course: _names(catalog, lesson.course) for lesson in lessons(catalog)}
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
