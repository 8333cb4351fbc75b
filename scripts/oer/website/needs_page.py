"""The page of needs: what the sector asks for, and the lessons that answer it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from oer.model import SOURCE_LANGUAGE, Lesson, Need
from oer.needs import NEEDS, answered
from oer.website import addresses
from oer.website.best import best_lesson
from oer.website.pages import Publication, values
from oer.website.staged import Entry, StagedPage

PARTS = ("content", "product")


def needs_page(made_from: Publication) -> StagedPage:
    """Every need with its lessons, those about content first; needs are told in English."""
    language, needs = made_from.language, made_from.catalog.needs.values()
    shown = values(made_from, addresses.NEEDS, path=NEEDS)
    lessons = answered(made_from.catalog)
    shown["parts"] = [
        {
            "id": part,
            "title": language.words[f"needs.{part}"],
            "needs": [
                _need(need, _links(made_from, lessons[need.code]))
                for need in needs
                if need.concerns == part
            ],
        }
        for part in PARTS
    ]
    return StagedPage(
        path="needs.md",
        template="needs.html",
        title=language.words["needs.title"],
        summary=language.words["needs.text"],
        contents=tuple(Entry(2, part, language.words[f"needs.{part}"]) for part in PARTS),
        also=" ".join(f"{need.code} {need.need}" for need in needs),
        values=shown,
    )


def _need(need: Need, links: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    return {
        "code": need.code,
        "need": need.need,
        "answer": need.answer,
        "lang": SOURCE_LANGUAGE,
        "lessons": list(links),
    }


def _links(made_from: Publication, lessons: Sequence[Lesson]) -> Iterator[Mapping[str, str]]:
    """Lessons under the titles that the reader understands best."""
    for lesson in lessons:
        course = made_from.catalog.courses[lesson.course]
        shown = best_lesson(course, lesson.slug, made_from.language) or lesson
        address = addresses.lesson(lesson.course, lesson.slug)
        yield {"title": shown.title, "lang": shown.language, "address": address}
