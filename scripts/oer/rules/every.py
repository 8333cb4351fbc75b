"""Walks that the rules share."""

import re
from collections.abc import Iterator
from html import unescape

from oer.model import SOURCE_LANGUAGE, Body, Catalog, Lesson, Phrases, Picture, Written

TAG = re.compile(r"<[^>]*>")


def lessons(catalog: Catalog) -> Iterator[Lesson]:
    """Every lesson in every language."""
    for course in catalog.courses.values():
        for edition in course.editions.values():
            yield from edition.lessons.values()


def texts(catalog: Catalog) -> Iterator[Written]:
    """Every lesson and every page of docs/ in every language."""
    yield from lessons(catalog)
    yield from catalog.pages


def source_lessons(catalog: Catalog) -> Iterator[Lesson]:
    """Every lesson in the source language: what is to be mended there is told only once."""
    return (lesson for lesson in lessons(catalog) if lesson.translation is None)


def source_lesson(catalog: Catalog, course: str, slug: str) -> Lesson | None:
    """A lesson in the source language, where it could be read."""
    found = catalog.courses.get(course)
    source = found.editions.get(SOURCE_LANGUAGE) if found else None
    return source.lessons.get(slug) if source else None


def translated_lessons(catalog: Catalog) -> Iterator[tuple[Lesson, Lesson]]:
    """Every translated lesson with its source, the source first."""
    for lesson in lessons(catalog):
        source = source_lesson(catalog, lesson.course, lesson.slug)
        if source and lesson.translation:
            yield source, lesson


def present_files(catalog: Catalog) -> frozenset[str]:
    """Files that are there, even those that SRC003 and SRC004 refuse: one mistake, one finding."""
    refused = (d.place.path for d in catalog.defects if d.code in ("SRC003", "SRC004"))
    return catalog.files.union(refused)


def spoilt_files(catalog: Catalog) -> frozenset[str]:
    """Files with a defect. What they would have said is unknown, so nothing is missed in them.

    What SEC notes in a text does not keep it from being read, but for SEC007.
    """
    noted = ("SEC001", "SEC002", "SEC003")
    return frozenset(one.place.path for one in catalog.defects if one.code not in noted)


def text_of(body: Body) -> str:
    """The words of a body on one line; a picture is told by its file and its description."""
    parts = (
        unescape(TAG.sub("", part))
        if isinstance(part, str)
        else f" {part.target} {part.description} "
        if isinstance(part, Picture)
        else ""
        for part in body
    )
    return " ".join("".join(parts).split())


def phrases(catalog: Catalog, language: str) -> list[Phrases]:
    """Words that say nothing, in a language and in English."""
    languages = dict.fromkeys((language, SOURCE_LANGUAGE))
    return [catalog.phrases[code] for code in languages if code in catalog.phrases]
