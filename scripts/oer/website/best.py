"""What a reader understands best: the own language, those to lean on, then English."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from oer.model import SOURCE_LANGUAGE, Catalog, Course, Edition, Language, Lesson

T = TypeVar("T")


def best(found: Mapping[str, T], language: Language) -> T | None:
    """Of what there is by language, that for a reader of one; None where there is nothing."""
    order = (language.code, *language.fallback, SOURCE_LANGUAGE, *found)
    return next((found[code] for code in order if code in found), None)


def best_lesson(course: Course, slug: str, language: Language) -> Lesson | None:
    """A lesson of a course; None where it is not written yet."""
    found = {c: e.lessons[slug] for c, e in course.editions.items() if slug in e.lessons}
    return best(found, language)


def best_editions(catalog: Catalog, language: Language) -> Iterator[Edition]:
    """An edition of each course."""
    for course in catalog.courses.values():
        if edition := best(course.editions, language):
            yield edition
