"""Walks that the rules share."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import NamedTuple, TypeVar

from oer.model import (
    SOURCE_LANGUAGE,
    Body,
    Catalog,
    Edition,
    Language,
    Lesson,
    Media,
    Page,
    Passage,
    Phrases,
    Picture,
    Place,
    Standing,
    Value,
)

T = TypeVar("T")
SOME = 8
"""Names that a finding lists."""
TAG = re.compile(r"<[^>]*>")


def lessons(catalog: Catalog) -> Iterator[Lesson]:
    """Every lesson in every language that is asked for."""
    for course in catalog.courses.values():
        for code, edition in course.editions.items():
            if is_asked(catalog, code):
                yield from edition.lessons.values()


def pages(catalog: Catalog) -> Iterator[Page]:
    """Every page of docs/ in every language that is asked for."""
    return (page for page in catalog.pages if is_asked(catalog, page.language))


def is_asked(catalog: Catalog, code: str) -> bool:
    """Whether the texts of a language are looked at."""
    return catalog.asked in ("", code)


def running_texts(catalog: Catalog) -> Iterator[Lesson | Page]:
    """Every lesson and every page of docs/."""
    yield from lessons(catalog)
    yield from pages(catalog)


def source_lessons(catalog: Catalog) -> Iterator[Lesson]:
    """Every lesson in the source language: what is to be mended there is told only once."""
    return (lesson for lesson in lessons(catalog) if lesson.translation is None)


def source_lesson(catalog: Catalog, course: str, slug: str) -> Lesson | None:
    """A lesson in the source language, where it could be read."""
    found = catalog.courses.get(course)
    return found.source_lessons.get(slug) if found else None


def translated_lessons(catalog: Catalog) -> Iterator[tuple[Lesson, Lesson]]:
    """Every translated lesson with its source, the source first."""
    for lesson in lessons(catalog):
        source = source_lesson(catalog, lesson.course, lesson.slug)
        if source and lesson.translation:
            yield source, lesson


def translated_pages(catalog: Catalog) -> Iterator[tuple[Page, Page]]:
    """Every translated page of docs/ with its source, the source first."""
    sources = {page.name: page for page in catalog.pages if page.language == SOURCE_LANGUAGE}
    for page in pages(catalog):
        if page.language != SOURCE_LANGUAGE and page.name in sources:
            yield sources[page.name], page


def texts_of(edition: Edition) -> dict[str, str]:
    """The texts of a course and of its facts, by the keys that a translation gives them."""
    facts = {f"facts.{f.market}.{f.topic}": f.value or f.ask for f in edition.facts}
    topics = {f"topics.{id}": topic.title for id, topic in edition.topics.items()}
    modules = {f"modules.{one.id}": one.title for one in edition.modules}
    return {"title": edition.title, "summary": edition.summary, **facts, **topics, **modules}


def media(catalog: Catalog) -> Iterator[Media]:
    """Every picture and other medium, of courses, pages and translations."""
    for course in catalog.courses.values():
        yield from course.media.values()
    yield from catalog.media.values()


def changed_in_english(text: Lesson | Page) -> dict[str, bool]:
    """Sections and questions that English has changed since a translation was last brought up to
    date, each with whether blocks came, went or moved.
    """
    found: dict[str, bool] = {}
    for one in text.progress:
        ids = {unit.id for unit in (one.source, one.own) if unit}
        shape = one.standing in (Standing.MISSING, Standing.ORPHAN) or len(ids) > 1
        if shape or one.standing is Standing.STALE:
            for section in {id.partition("/")[0] for id in ids}:
                found[section] = found.get(section, False) or shape
    return found


def present_files(catalog: Catalog) -> frozenset[str]:
    """Files that are there, even those that SRC003 and SRC004 refuse: one mistake, one finding."""
    refused = (d.place.path for d in catalog.defects if d.code in ("SRC003", "SRC004"))
    return catalog.files.union(refused)


def spoilt_files(catalog: Catalog) -> frozenset[str]:
    """Files with a defect. What they would have said is unknown, so nothing is missed in them.

    What SEC notes in a text does not keep it from being read, but for SEC007; nor do a cell, a
    meaning or a note that is lost.
    """
    noted = ("SEC001", "SEC002", "SEC003", "STR018", "STR020", "STR021")
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


def some(names: Sequence[str]) -> str:
    """A few names, enough to begin with."""
    return ", ".join(names[:SOME]) + (", …" if len(names) > SOME else "")


def once(compute: Callable[[Catalog], T]) -> Callable[[Catalog], T]:
    """What several rules share is computed once; the last catalog is remembered with its result."""
    last: list[tuple[Catalog, T]] = []

    def remembered(catalog: Catalog) -> T:
        if not last or last[0][0] is not catalog:
            last[:] = [(catalog, compute(catalog))]
        return last[0][1]

    return remembered


# --- everything that is written in a language ---------------------------------------------

NOT_PROSE = {
    *("source", "note", "url", "tool", "translators", "name", "hash", "id", "stems", "avoid"),
    *("alphabet", "apostrophe", "after", "separator", "sources", "authors"),
    *("reviews", "licence", "version", "skills", "fix", "what"),
}
"""Keys under which no words of the file's own language stand, or none in sentences."""
NOT_READ = ("credits.yml", "skills.yml", "language.yml", "/notes.yml", "/rules.yml")
"""Files of names and titles in whatever language, and of words about words."""


class Written(NamedTuple):
    """A text in a language, wherever it stands."""

    language: Language
    text: str
    place: Place
    running: bool = False
    """It is a paragraph or the like; no title, cell or field, no option with its feedback."""


@once
def written(catalog: Catalog) -> list[Written]:
    """Every text in every language, but for code, words marked as those of another language, and
    what a marker says is still English.
    """
    found = (*_in_lessons(catalog), *_in_pages(catalog), *_in_data(catalog))
    english = waiting(catalog)
    return [one for one in found if one.place not in english]


@once
def waiting(catalog: Catalog) -> frozenset[Place]:
    """Where a marker says that a text is still English: TRN051 tells of that."""
    return frozenset(
        Place(one.place.path, unit.line + line)
        for one in running_texts(catalog)
        for unit in one.units
        if unit.marked == "new"
        for line in range(unit.lines)
    )


def data(catalog: Catalog) -> Iterator[tuple[str, Language, Sequence[Value]]]:
    """The texts of data files and of front matter, by path, in every language that is asked for."""
    for path, values in catalog.values.items():
        language = language_of(path, catalog)
        if language and is_asked(catalog, language.code):
            yield path, language, values


def language_of(path: str, catalog: Catalog) -> Language | None:
    """The language of a file by its path."""
    parts = path.split("/")
    return catalog.languages.get(parts[1] if parts[0] == "translations" else SOURCE_LANGUAGE)


def _in_lessons(catalog: Catalog) -> Iterator[Written]:
    for lesson in lessons(catalog):
        language = catalog.languages[lesson.language]
        yield from _passages(language, lesson)
        yield from (Written(language, one.description, one.place) for one in lesson.images)


def _in_pages(catalog: Catalog) -> Iterator[Written]:
    for page in pages(catalog):
        yield from _passages(catalog.languages[page.language], page)


def _passages(language: Language, holder: Lesson | Page) -> Iterator[Written]:
    for one in holder.passages:
        option = one.kind == "item" and one.box is not None and one.box.kind == "quiz"
        running = one.kind in RUNNING and not option
        yield Written(language, without_foreign(one), one.place, running)


RUNNING = ("paragraph", "item", "definition", "quotation", "note")


def without_foreign(passage: Passage) -> str:
    """The words of a passage without those that are marked as another language's."""
    text = passage.text
    for marked in passage.foreign:
        text = text.replace(marked, " ", 1)
    return text


def _in_data(catalog: Catalog) -> Iterator[Written]:
    for path, language, values in data(catalog):
        for value in () if path.endswith(NOT_READ) else values:
            if NOT_PROSE.isdisjoint(value.key.split(".")):
                yield Written(language, value.text, value.place)
