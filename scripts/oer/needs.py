"""Needs of the sector, and the lessons that answer them."""

from collections.abc import Mapping, Sequence

from oer.model import Catalog, Lesson, Need
from oer.sources import Sources

NEEDS = "courses/needs.yml"


def read_needs(sources: Sources) -> dict[str, Need]:
    """The needs by code, in the order of the file."""
    data = sources.yaml(NEEDS, "needs")
    rows = enumerate(data.value if data else ())
    return {row["code"]: Need(**row, place=data.place(index)) for index, row in rows if data}


def answered(catalog: Catalog) -> Mapping[str, Sequence[Lesson]]:
    """Code -> the lessons, in the source language, that answer the need. Known needs only."""
    courses = catalog.courses.values()
    lessons = [lesson for course in courses for lesson in course.source_lessons.values()]
    return {code: [one for one in lessons if code in one.needs] for code in catalog.needs}
