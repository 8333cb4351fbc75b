"""Walks that the rules share."""

from collections.abc import Iterator

from oer.model import SOURCE_LANGUAGE, Catalog, Lesson


def lessons(catalog: Catalog) -> Iterator[Lesson]:
    """Every lesson in every language."""
    for course in catalog.courses.values():
        for edition in course.editions.values():
            yield from edition.lessons.values()


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
    """Files with a defect. What they would have said is unknown, so nothing is missed in them."""
    return frozenset(defect.place.path for defect in catalog.defects)
