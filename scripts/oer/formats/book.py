"""An edition as a book: its lessons, glossary and credits as finished HTML.

EPUB puts every chapter in a file of its own, Word puts all of them in one; a `Layout` knows
which, and where pictures stand.
"""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from oer import links, works
from oer.formats.archive import CannotMake
from oer.formats.manuscript import Manuscript
from oer.formats.texts import fill_html
from oer.links import Destination, Kind
from oer.model import Anchor, Edition, Lesson, Module
from oer.render import Questions, Setting, Shown, Trainer, answer_key, render
from oer.works import Work

GLOSSARY = "glossary"
CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the chapters and pictures of a book stand in its file."""

    page: Callable[[str], str]
    """Chapter -> the file that holds it; empty where all chapters share one."""
    picture: Callable[[str], Shown]
    """Path of a picture of the manuscript -> what to show."""
    questions: Questions = Questions.SHEET
    """Sheets have their answers at the end of the lesson; forms mark themselves."""
    trainer: Trainer = Trainer.SHOWN

    def link(self, chapter: str, anchor: str = "") -> str:
        """The address of a chapter or of a place in it."""
        page = self.page(chapter)
        if page and not anchor:
            return page
        return f"{page}#{place_id(chapter, anchor)}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; its id is unique in the book and begins the ids of all places in it."""

    id: str
    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Part:
    """A module of the course with those of its lessons that the edition has."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole edition in reading order."""

    work: Work
    parts: tuple[Part, ...]
    endings: tuple[Chapter, ...]
    """Glossary (where lessons link to terms) and credits."""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return (*(chapter for part in self.parts for chapter in part.chapters), *self.endings)


def place_id(chapter: str, anchor: str) -> str:
    """The id of a place; no slug holds a full stop, so that no two places can share one."""
    return f"{chapter}.{anchor}" if anchor else chapter


def chapter_id(lesson: Lesson, book: Edition) -> str:
    """The id of a lesson's chapter, which can never be that of the glossary."""
    return f"lesson-{book.name_of(lesson)}"


def media_entry(path: str) -> str:
    """Where a picture stands in a package: `courses/x/media/y.svg` -> `media/x/y.svg`."""
    _, course, _, *rest = path.split("/")
    return posixpath.join("media", course, *rest)


def shown_media(manuscript: Manuscript, path: str) -> Shown:
    """A picture of the manuscript under its address in a package."""
    media = manuscript.course.media[path]
    return Shown(quote(media_entry(path)), media.width, media.height)


def book(manuscript: Manuscript, layout: Layout) -> Book:
    """The chapters of an edition. CannotMake where it has no lesson or lacks a picture."""
    if not manuscript.edition.lessons:
        raise CannotMake(f"{manuscript.edition.place} has no lesson, so there is no book to make")
    work = edition_work(manuscript)
    endings = (
        *([_glossary(manuscript)] if manuscript.terms else []),
        Chapter(
            CREDITS,
            work.language.words["licence.title"],
            fill_html("book/credits.html", work.language, work=work),
        ),
    )
    return Book(work, tuple(_parts(manuscript, layout)), endings)


def edition_work(manuscript: Manuscript) -> Work:
    """What a manuscript holds as something to credit: the whole edition, or one lesson of it."""
    m = manuscript
    if m.lesson:
        lesson = m.edition.lessons[m.lesson]
        return works.lesson_work(m.course, m.edition, lesson, m.licences, m.site)
    return works.edition_work(m.course, m.edition, m.licences, m.site)


def _parts(manuscript: Manuscript, layout: Layout) -> Iterator[Part]:
    lessons = manuscript.edition.lessons
    for module in manuscript.edition.modules:
        chapters = tuple(
            _lesson(manuscript, layout, lessons[slug], module)
            for slug in module.lessons
            if slug in lessons
        )
        if chapters:
            yield Part(module.title, chapters)


def _lesson(manuscript: Manuscript, layout: Layout, lesson: Lesson, module: Module) -> Chapter:
    m, chapter = manuscript, chapter_id(lesson, manuscript.edition)
    setting = Setting(
        language=m.edition.language,
        address=_Addresses(m, layout, lesson).address,
        picture=partial(_picture, m, layout, lesson),
        questions=layout.questions,
        trainer=layout.trainer,
        facts=works.facts_for(m.edition, lesson),
        topics=m.edition.home(lesson).topics,
        prefix=place_id(chapter, "") + ".",
    )
    key = lesson.questions and layout.questions is Questions.SHEET
    html = fill_html(
        "book/lesson.html",
        m.edition.language,
        lesson=lesson,
        module=module,
        work=works.lesson_work(m.course, m.edition, lesson, m.licences, m.site),
        skills=[m.skills[code] for code in lesson.skills if code in m.skills],
        body=render(lesson.body, setting),
        answers=answer_key(lesson.questions, setting) if key else "",
        answers_id=place_id(chapter, "answers"),
    )
    return Chapter(chapter, lesson.title, html)


def _glossary(manuscript: Manuscript) -> Chapter:
    language = manuscript.edition.language
    terms = sorted(manuscript.terms.values(), key=lambda term: term.term.casefold())
    ids = {term.id: place_id(GLOSSARY, term.id) for term in terms}
    html = fill_html("book/glossary.html", language, terms=terms, ids=ids)
    return Chapter(GLOSSARY, language.words["book.glossary"], html)


def _picture(manuscript: Manuscript, layout: Layout, lesson: Lesson, target: str) -> Shown:
    path = links.destination(target, lesson).value
    if path not in manuscript.media:
        raise CannotMake(f"{lesson.place.path} shows {target}, which is no picture of its course")
    return layout.picture(path)


@dataclass(frozen=True, slots=True)
class _Addresses:
    """Where the links of one lesson lead: inside the book if they can, else to the site."""

    manuscript: Manuscript
    layout: Layout
    lesson: Lesson

    def address(self, target: str) -> str | None:
        to = links.destination(target, self.lesson)
        match to.kind:
            case Kind.ANCHOR | Kind.LESSON:
                return self.lesson_address(to)
            case Kind.TERM:
                known = to.value in self.manuscript.terms
                return self.layout.link(GLOSSARY, to.value) if known else None
            case Kind.FACT:
                return self.fact_address(to.value.partition(".")[2])
            case Kind.FILE:
                return self.manuscript.site.file(to.value)
            case Kind.OUTSIDE:
                return to.value
        return None

    def lesson_address(self, to: Destination) -> str:
        edition = self.manuscript.edition
        lesson = edition.find(to.course, to.slug)
        if lesson is None:
            anchor = f"#{to.anchor}" if to.anchor else ""
            page = self.manuscript.site.page(edition.language.code, to.course, to.slug)
            return f"{page}{anchor}"
        anchor = to.anchor if to.anchor in _ids(lesson) else ""
        return self.layout.link(chapter_id(lesson, edition), anchor)

    def fact_address(self, topic: str) -> str:
        """The table of the fact: in this lesson, in another one of the book, or on the site."""
        edition = self.manuscript.edition
        home = edition.home(self.lesson)
        beside = (one for one in edition.lessons.values() if one.course == home.course)
        for lesson in (self.lesson, *beside):
            if topic in lesson.topics & home.topics.keys():
                return self.layout.link(chapter_id(lesson, edition), f"facts-{topic}")
        return self.manuscript.site.page(home.language.code, home.course)


def _ids(lesson: Lesson) -> set[str]:
    return {hole.id for hole in lesson.body if isinstance(hole, Anchor)}
