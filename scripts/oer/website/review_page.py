"""The page for experts with an hour: what we are least sure of, made from the data itself."""

from collections.abc import Iterator
from typing import Any

from oer.model import SOURCE_LANGUAGE, Edition, Fact, Topic
from oer.website import addresses
from oer.website.best import best_editions
from oer.website.pages import Publication, values
from oer.website.staged import Entry, StagedPage

SURE_TERMS = ("attested_law", "attested_official")


def review_page(made_from: Publication) -> StagedPage:
    """Facts for a lawyer, then the terms of the language for a native editor."""
    language = made_from.language
    shown = values(made_from, addresses.REVIEW)
    shown["markets"] = list(_markets(made_from))
    shown["terms"] = list(_terms(made_from))
    shown["passages"] = list(_passages(made_from))
    parts = [("facts", shown["markets"]), ("passages", shown["passages"])]
    parts.append(("terms", shown["terms"]))
    return StagedPage(
        path="review.md",
        template="review.html",
        title=language.words["review.title"],
        summary=language.words["review.text"],
        contents=tuple(Entry(2, id, language.words[f"review.{id}"]) for id, rows in parts if rows),
        values=shown,
    )


def _markets(made_from: Publication) -> Iterator[dict[str, Any]]:
    """Per market the facts that are not verified, or verified with low confidence."""
    facts = [
        fact
        for edition in best_editions(made_from.catalog, made_from.language)
        for fact in _unsure(edition)
    ]
    for market in dict.fromkeys(fact["market"] for fact in facts):
        yield {
            "market": made_from.language.words[f"market.{market}"],
            "facts": [fact for fact in facts if fact["market"] == market],
        }


def _unsure(edition: Edition) -> Iterator[dict[str, Any]]:
    for fact in edition.facts:
        if fact.status != "verified" or fact.confidence == "low":
            topic = edition.topics.get(fact.topic, Topic(fact.topic, SOURCE_LANGUAGE))
            yield {
                "market": fact.market,
                "topic": topic.title,
                "topic_lang": topic.language,
                "text": fact.value or fact.ask,
                "lang": fact.language,
                "kind": _kind(fact),
                "sources": [{"title": one.title, "url": one.url} for one in fact.sources],
            }


def _kind(fact: Fact) -> str:
    """The interface word that says how sure we are."""
    return "facts.partly" if fact.value else "facts.ask_lawyer"


def _terms(made_from: Publication) -> Iterator[dict[str, str]]:
    terms = made_from.catalog.terms
    for id, term in terms[made_from.language.code].items():
        if term.status and term.status not in SURE_TERMS:
            yield {
                "term": term.term,
                "english": terms[SOURCE_LANGUAGE][id].term,
                "address": f"{addresses.GLOSSARY}#{id}",
                "status": made_from.language.words[f"review.{term.status}"],
            }


def _passages(made_from: Publication) -> Iterator[dict[str, str]]:
    """What the makers of the translation were unsure of: what to read first."""
    language, site = made_from.language, made_from.site
    for note in made_from.catalog.notes:
        if note.language == language.code and note.first and note.unit:
            path = f"translations/{note.language}/{note.page}"
            yield {
                "passage": note.passage,
                "source": note.source,
                "doubt": note.doubt,
                "page": note.page,
                "edit": f"{addresses.edit(site, path)}#L{note.unit.line}",
            }
