"""The lessons of a course, as its page and the menu beside its lessons list them."""

from collections.abc import Iterator, Mapping
from typing import Any

from oer import words
from oer.credits import state_short
from oer.model import Course, Edition, Lesson
from oer.website import addresses
from oer.website.best import best, best_lesson
from oer.website.pages import Publication


def listed(made_from: Publication, course: Course, edition: Edition) -> Iterator[Mapping[str, Any]]:
    """The parts of a course, each with its lessons and the time that they take together."""
    language = made_from.language
    for module in edition.modules:
        rows = [row for slug in module.lessons if (row := _row(made_from, course, edition, slug))]
        minutes = sum(row["minutes"] for row in rows)
        time = words.duration(language, minutes)
        yield {"title": module.title, "lessons": rows, "time": time}


def _row(
    made_from: Publication, course: Course, edition: Edition, slug: str
) -> Mapping[str, Any] | None:
    """A lesson in a list; in its reader's next language where it is not translated."""
    lesson = best_lesson(course, slug, made_from.language)
    if lesson is None:
        return None
    return {
        "slug": slug,
        "title": lesson.title,
        "summary": lesson.summary,
        "lang": lesson.language,
        "exists": slug in edition.lessons,
        "address": addresses.lesson(lesson.course, lesson.slug),
        "home": _home(made_from, lesson) if course.is_route else None,
        "minutes": lesson.minutes,
        "time": words.count(made_from.language, "lesson.minutes", lesson.minutes),
        "state": state_short(made_from.language, lesson.state),
    }


def _home(made_from: Publication, lesson: Lesson) -> Mapping[str, Any]:
    """The course that a workshop route borrows a lesson from."""
    edition = best(made_from.catalog.courses[lesson.course].editions, made_from.language)
    assert edition is not None, "where there is a lesson there is an edition"
    return {
        "title": edition.title,
        "lang": edition.language.code,
        "address": addresses.course(lesson.course),
    }
