"""Dated statements about the law and practice of a market."""

from dataclasses import dataclass

from oer.model.places import Place

MARKETS = ("kz", "kg", "tj", "uz")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What facts of several markets are about."""

    title: str
    language: str
    """Of the title; the source language where no translation exists."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated statement about one market. Without `value` it is a question for a lawyer."""

    market: str
    topic: str
    language: str
    """Language of `value` or `ask`; the source language where no translation exists."""
    value: str
    ask: str
    status: str
    """`verified`, `partly verified` or `unverified`."""
    confidence: str
    """`high`, `medium` or `low`; empty where nobody said."""
    as_of: str
    review_by: str
    """ISO dates; after `review_by` the fact must be checked again."""
    sources: tuple[Source, ...]
    place: Place
    newer: tuple[str, str] | None = None
    """Where the translation is stale: language and text of what it says today."""
