"""A course, and its edition in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oer.model.facts import Fact, Topic
from oer.model.languages import SOURCE_LANGUAGE, Language
from oer.model.places import Place
from oer.model.texts import Lesson
from oer.model.translation import State, Translation, least_trusted
from oer.model.works import Credit, Media, Remix


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a course."""

    id: str
    title: str
    lessons: tuple[str, ...]
    """Slugs in teaching order."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A code that the check leaves in peace in one course, and why."""

    code: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Edition:
    """One course in one language: what we check, export and credit.

    Only lessons that exist in the language are in it.
    """

    course: str
    language: Language
    place: Place
    title: str
    summary: str
    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]
    facts: tuple[Fact, ...]
    topics: Mapping[str, Topic]
    """What facts are about, by id."""
    translation: Translation | None
    remix: Remix | None = None
    """Where it was made from another house's source bundle."""
    homes: Mapping[str, "Edition"] = field(default_factory=dict)
    """Of a workshop route: the editions, without their lessons, that its lessons live in, by
    course. The lessons of a route stand under `course/slug`."""

    def find(self, course: str, slug: str) -> Lesson | None:
        """A lesson of a course, where it is in this edition."""
        return self.lessons.get(slug if course == self.course else f"{course}/{slug}")

    def home(self, lesson: Lesson) -> "Edition":
        """The edition that has the facts which a lesson shows."""
        return self.homes.get(lesson.course, self)

    def key_of(self, lesson: Lesson) -> str:
        """Under which it stands in `lessons`."""
        borrowed = lesson.course != self.course
        return f"{lesson.course}/{lesson.slug}" if borrowed else lesson.slug

    def name_of(self, lesson: Lesson) -> str:
        """A name that it shares with no other lesson here; no slug holds the line between the two.

        ASCII letters, digits, hyphens and one underscore, so that it can be part of an XML id.
        """
        return self.key_of(lesson).replace("/", "_")

    @property
    def state(self) -> State:
        """The least trusted state of its lessons."""
        return least_trusted(lesson.state for lesson in self.lessons.values())


@dataclass(frozen=True, slots=True)
class Course:
    """A course, the same in every language."""

    id: str
    place: Place
    level: str
    licence: str
    version: str
    authors: tuple[str, ...]
    modules: tuple[Module, ...]
    lesson_places: Mapping[str, Place]
    """Where `course.yml` lists each slug."""
    media: Mapping[str, Media]
    """By path relative to the repository."""
    credits: Mapping[str, Credit]
    """By file name, credited or not in use."""
    editions: Mapping[str, Edition]
    """By language code; a language without a lesson of the course has none."""
    skills: tuple[str, ...] = ()
    """Codes of the skills that it teaches as a whole."""
    allowances: tuple[Allowance, ...] = ()
    lenders: Mapping[str, "Course"] = field(default_factory=dict)
    """Of a workshop route: the courses that its lessons live in, without editions and media."""

    @property
    def is_route(self) -> bool:
        """It lists lessons of other courses."""
        return any("/" in slug for slug in self.lesson_places)

    @property
    def source_lessons(self) -> Mapping[str, Lesson]:
        """Its lessons in the source language, by slug; none where none could be read."""
        source = self.editions.get(SOURCE_LANGUAGE)
        return source.lessons if source else {}

    def home(self, lesson: Lesson) -> "Course":
        """The course whose authors wrote a lesson."""
        return self.lenders.get(lesson.course, self)
