"""What is credited: a course or a lesson with its authors, licence, pictures and facts.

`credits` says in words what stands here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oer import provenance
from oer.links import destination
from oer.model import (
    Course,
    Credit,
    Edition,
    Fact,
    FactTable,
    Language,
    Lesson,
    Licence,
    Media,
    Site,
    State,
    Translation,
)
from oer.provenance import Provenance

UNCHANGED = "none"
"""What `changes` of a credit says where nothing was changed."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a credit is about: a course edition, or one lesson of it."""

    language: Language
    title: str
    authors: tuple[str, ...]
    version: str
    address: str
    licence: Licence
    state: State
    translations: tuple[Translation, ...]
    """How its texts were translated; empty where they are the original."""
    pictures: tuple["MediaCredit", ...]
    """Credits of the pictures that it shows, in the order of reading."""
    facts: tuple[Fact, ...]
    """The dated facts that it shows."""
    behind: int = 0
    """How many units of its translation do not say what the source says today."""
    provenance: Provenance | None = None
    """Of a remix: what it is based on."""


@dataclass(frozen=True, slots=True)
class MediaCredit:
    """The credit of a picture with its licence looked up."""

    path: str
    title: str
    author: str
    source: str
    licence: Licence
    changes: str
    """Empty where nothing was changed."""


def edition_work(
    course: Course, edition: Edition, licences: Mapping[str, Licence], site: Site
) -> Work:
    """A whole edition as something to credit."""
    lessons = tuple(edition.lessons.values())
    translations = (edition.translation, *(lesson.translation for lesson in lessons))
    return Work(
        language=edition.language,
        title=edition.title,
        authors=_unique(a for one in (course, *course.lenders.values()) for a in one.authors),
        version=course.version,
        address=site.page(edition.language.code, edition.course),
        licence=_licence(course.licence, licences),
        state=edition.state,
        translations=tuple(translation for translation in translations if translation),
        behind=sum(lesson.behind for lesson in lessons),
        pictures=_pictures(course, lessons, licences),
        facts=_facts(edition, lessons),
        provenance=provenance.of_edition(edition),
    )


def lesson_work(
    course: Course, edition: Edition, lesson: Lesson, licences: Mapping[str, Licence], site: Site
) -> Work:
    """One lesson as something to credit, also when it is taken out of its course."""
    home = course.home(lesson)
    return Work(
        language=edition.language,
        title=lesson.title,
        authors=provenance.authors_of_added(edition, lesson) or home.authors,
        version=home.version,
        address=site.page(lesson.language, lesson.course, lesson.slug),
        licence=_licence(home.licence, licences),
        state=lesson.state,
        translations=(lesson.translation,) if lesson.translation else (),
        behind=lesson.behind,
        pictures=_pictures(course, (lesson,), licences),
        facts=_facts(edition, (lesson,)),
        provenance=provenance.of_lesson(edition, lesson),
    )


def shown_media(course: Course, lessons: Iterable[Lesson]) -> tuple[Media, ...]:
    """The media files that lessons show, each once, in the order of reading."""
    paths = (
        destination(image.target, lesson).value for lesson in lessons for image in lesson.images
    )
    return tuple(course.media[path] for path in dict.fromkeys(paths) if path in course.media)


def _pictures(
    course: Course, lessons: Iterable[Lesson], licences: Mapping[str, Licence]
) -> tuple[MediaCredit, ...]:
    return tuple(
        _media_credit(media.path, media.credit, licences)
        for media in shown_media(course, lessons)
        if media.credit
    )


def _licence(id: str, licences: Mapping[str, Licence]) -> Licence:
    """A row of the table. An unknown id is a finding; a preview shows it as it is written."""
    return licences.get(id) or Licence(id, id, "", "reject", "reject", "")


def _media_credit(path: str, credit: Credit, licences: Mapping[str, Licence]) -> MediaCredit:
    return MediaCredit(
        path=path,
        title=credit.title,
        author=credit.author,
        source=credit.source,
        licence=_licence(credit.licence, licences),
        changes="" if credit.changes.strip().lower() == UNCHANGED else credit.changes,
    )


def facts_for(edition: Edition, lesson: Lesson) -> tuple[Fact, ...]:
    """The facts that a lesson may show: of all markets, or of the one that it is for."""
    known = edition.home(lesson).facts
    return tuple(fact for fact in known if not lesson.market or fact.market == lesson.market)


def _facts(edition: Edition, lessons: Iterable[Lesson]) -> tuple[Fact, ...]:
    """The facts that lessons show, each once, in the order of reading."""
    shown = (
        fact
        for lesson in lessons
        for table in lesson.body
        if isinstance(table, FactTable)
        for fact in facts_for(edition, lesson)
        if fact.topic in table.topics
    )
    return tuple(dict.fromkeys(shown))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
