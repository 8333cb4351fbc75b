"""FCT: what ages is dated, has a source, and is never told as sure when it is not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from oer.check import Found, Level, Scope, rule
from oer.links import Kind, destination
from oer.model import MARKETS, SOURCE_LANGUAGE, Catalog, Edition, Fact, Place
from oer.rules.every import lessons, source_lesson

AROUND_THE_WORLD = timedelta(days=1)
"""In Almaty it is already tomorrow when a server still has today."""


@rule("FCT001", "A fact should have been checked again", Level.ADVICE)
def overdue(catalog: Catalog) -> Iterator[Found]:
    """Fees, terms and laws change every year. Readers see that it is old, and cannot use it for
    what they came for.

    Read the source again, correct the value, and set `as_of` to today and `review_by` to the day
    on which somebody should look next.
    """
    for fact in _facts(catalog):
        if catalog.today and fact.review_by < catalog.today:
            yield fact.place, {"fact": _name(fact), "date": fact.review_by}


@rule("FCT002", "The dates of a fact cannot be true")
def impossible_dates(catalog: Catalog) -> Iterator[Found]:
    """Readers judge by the date whether they can still rely on a fact. A date that is yet to come
    makes an old fact look new.

    `as_of` is the day on which somebody last read the source; `review_by` comes after it.
    """
    for fact in _facts(catalog):
        later = catalog.today and _day(fact.as_of) > _day(catalog.today) + AROUND_THE_WORLD
        if later or fact.as_of > fact.review_by:
            limit = catalog.today if later else f"review_by, {fact.review_by}"
            yield fact.place, {"fact": _name(fact), "date": fact.as_of, "limit": limit}


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


@rule("FCT003", "A fact that counts as checked has no source")
def no_source(catalog: Catalog) -> Iterator[Found]:
    """A reader who wants to be sure has nowhere to look, and nor has the next person who checks it.

    Add the page on which it was read, under `sources`. If there is none, make the fact a question:
    `status: unverified` with `ask` instead of `value`.
    """
    for fact in _facts(catalog):
        if fact.value and not fact.sources:
            yield fact.place, {"fact": _name(fact), "status": fact.status}


@rule("FCT004", "A text relies on a fact that nobody has verified", scope=Scope.COURSE)
def unverified_in_text(catalog: Catalog) -> Iterator[Found]:
    """The sentence reads as if it were sure. Who follows the link finds a question there, if they
    follow it at all; the others sign a contract.

    Take the link and the claim out of the sentence, or verify the fact. A `facts` fence may show
    it: there it stands as a question.
    """
    for lesson in lessons(catalog):
        edition = catalog.courses[lesson.course].editions[SOURCE_LANGUAGE]
        asked = {_name(fact) for fact in edition.facts if not fact.value}
        source = source_lesson(catalog, lesson.course, lesson.slug) if lesson.translation else None
        told = {link.target for link in source.links} if source else set()
        for link in lesson.links:
            to = destination(link.target, lesson)
            if to.kind is Kind.FACT and to.value in asked and link.target not in told:
                yield link.place, {"fact": to.value, "text": link.text}


@rule("FCT005", "A topic has no fact for a market", Level.ADVICE)
def missing_market(catalog: Catalog) -> Iterator[Found]:
    """The table shows the markets side by side. A reader from the one that is missing cannot tell
    whether nothing applies there or nobody looked.

    Add the fact, or a question for a lawyer: `status: unverified` with `ask`.
    """
    for edition in _source_editions(catalog):
        there = {(fact.topic, fact.market) for fact in edition.facts}
        for topic in edition.topics:
            missing = [market for market in MARKETS if (topic, market) not in there]
            if missing:
                places = (fact.place for fact in edition.facts if fact.topic == topic)
                place = next(places, Place(f"courses/{edition.course}/facts.yml"))
                yield place, {"topic": topic, "markets": ", ".join(missing)}


@rule("FCT006", "A market has two facts on one topic")
def told_twice(catalog: Catalog) -> Iterator[Found]:
    """A reader sees two answers to one question, and a link leads to only one of them. A
    translation has room for only one as well.

    Make one fact of the two, or give the second one a topic of its own.
    """
    for edition in _source_editions(catalog):
        seen = Counter[str]()
        for fact in edition.facts:
            seen[_name(fact)] += 1
            if seen[_name(fact)] > 1:
                yield fact.place, {"fact": _name(fact)}


@rule("FCT007", "A fact counts as verified and its confidence is low", Level.ADVICE)
def doubtful(catalog: Catalog) -> Iterator[Found]:
    """Readers see "verified" and act on it. Whoever wrote "low" knew a reason not to.

    Find a better source, or write `status: partly verified`, or make it a question with `ask`.
    """
    for fact in _facts(catalog):
        if fact.status == "verified" and fact.confidence == "low":
            yield fact.place, {"fact": _name(fact)}


@rule("FCT008", "A fact belongs to no topic of its course")
def unknown_topic(catalog: Catalog) -> Iterator[Found]:
    """No table can show it, so that its market seems to be missing from the topic that was meant.

    Correct the name, or add the topic with its title to `topics`.
    """
    for edition in _source_editions(catalog):
        for fact in edition.facts:
            if fact.topic not in edition.topics:
                yield fact.place, {"fact": _name(fact), "topic": fact.topic}


def _source_editions(catalog: Catalog) -> Iterator[Edition]:
    """Courses in the source language, where facts are dated for all languages."""
    for course in catalog.courses.values():
        if source := course.editions.get(SOURCE_LANGUAGE):
            yield source


def _facts(catalog: Catalog) -> Iterator[Fact]:
    return (fact for edition in _source_editions(catalog) for fact in edition.facts)


def _name(fact: Fact) -> str:
    """As links have it after `fact:`."""
    return f"{fact.market}.{fact.topic}"
