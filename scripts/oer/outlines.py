"""What the pages of one course in one language need to know of all the rest.

Of other editions only which lessons there are, with their titles, so that little travels between
processes, and so that a page need not be made again when the text of another one changes.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from oer.model import Catalog, Course, Edition, Language, Lesson


def seen_from(catalog: Catalog, code: str, courses: Collection[str]) -> Catalog:
    """A catalogue that holds some courses of one language whole, and of all others an outline."""
    return replace(
        catalog,
        courses=_seen(catalog.courses, code, courses),
        routes=_seen(catalog.routes, code, courses),
        defects=(),
        files=frozenset(),
        values={},
        data_texts=(),
    )


def _seen(all_: Mapping[str, Course], code: str, whole: Collection[str]) -> dict[str, Course]:
    return {id: _outlined(course, code if id in whole else "") for id, course in all_.items()}


def _outlined(course: Course, whole: str) -> Course:
    editions = {
        code: _shown(edition) if code == whole else outline(edition)
        for code, edition in course.editions.items()
    }
    return replace(course, editions=editions)


def _shown(edition: Edition) -> Edition:
    """Without what only rules read."""
    unread = {"passages": (), "tables": (), "parts": (), "blocks": ()}
    lessons = {s: replace(one, **unread) for s, one in edition.lessons.items()}  # type: ignore[arg-type]
    return replace(edition, lessons=lessons)


def outline(edition: Edition) -> Edition:
    """An edition with its facts, and the titles, times and states of its lessons."""
    lessons = {slug: _title_page(lesson) for slug, lesson in edition.lessons.items()}
    return replace(edition, language=_only_name(edition.language), lessons=lessons, homes={})


def _only_name(language: Language) -> Language:
    return replace(language, words={}, own_words=frozenset(), letters=None)


def _title_page(lesson: Lesson) -> Lesson:
    inside = ("outcomes", "body", "headings", "links", "images", "boxes", "questions")
    checked = ("passages", "tables", "parts", "units", "blocks", "progress", "practice")
    return replace(lesson, **dict.fromkeys((*inside, *checked), ()))  # type: ignore[arg-type]
