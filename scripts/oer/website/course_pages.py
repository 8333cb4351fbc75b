"""The pages of courses in one language: a course, its lessons, and notices for what it lacks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from oer import credits, links, words, works
from oer.credits import state_note
from oer.model import SOURCE_LANGUAGE, Course, Edition, Lesson
from oer.render import Questions, Setting, Shown, Trainer, render
from oer.website import addresses, linked_data
from oer.website.clean import clean_lesson
from oer.website.course_list import listed
from oer.website.lesson_words import lesson_words
from oer.website.pages import Publication, notice, values
from oer.website.staged import Entry, StagedPage
from oer.works import Work

LESSON_DEPTH = 2
"""A lesson stands two folders below its language: course and lesson."""
CONTENTS_LEVELS = (2, 3)
HELP = "lms"
"""The page of docs/ that says how to use packages for platforms."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One course in one language, and what its pages have in common."""

    made_from: Publication
    course: Course
    edition: Edition
    modules: Sequence[Mapping[str, Any]]
    """The parts with their lessons, for the course page and the menu beside a lesson."""


def course_pages(made_from: Publication, course: Course) -> Iterator[StagedPage]:
    """The pages of a course; where the language lacks it, notices in their place."""
    edition = course.editions.get(made_from.language.code)
    if edition is None:
        yield from _missing_course(made_from, course)
        return
    modules = tuple(listed(made_from, course, edition))
    shelf = _Shelf(made_from, course, edition, modules)
    yield _course_page(shelf)
    if not course.is_route:
        yield from _lesson_pages(shelf)
        yield from _missing_lessons(made_from, course)


def _missing_course(made_from: Publication, course: Course) -> Iterator[StagedPage]:
    titles = {code: edition.title for code, edition in course.editions.items()}
    path, source = f"{course.id}/index.md", f"courses/{course.id}/course.yml"
    yield notice(made_from, path, addresses.course(course.id), titles, source)
    if not course.is_route:
        yield from _missing_lessons(made_from, course)


def _missing_lessons(made_from: Publication, course: Course) -> Iterator[StagedPage]:
    own = course.editions.get(made_from.language.code)
    for slug in course.lesson_places:
        titles = {
            code: edition.lessons[slug].title
            for code, edition in course.editions.items()
            if slug in edition.lessons
        }
        if titles and (own is None or slug not in own.lessons):
            path, address = f"{course.id}/{slug}.md", addresses.lesson(course.id, slug)
            source = f"courses/{course.id}/lessons/{slug}.md"
            yield notice(made_from, path, address, titles, source)


# --- a course -----------------------------------------------------------------------------


def _course_page(shelf: _Shelf) -> StagedPage:
    made_from, course, edition = shelf.made_from, shelf.course, shelf.edition
    language, catalog = made_from.language, made_from.catalog
    work = works.edition_work(course, edition, catalog.licences, made_from.site)
    lessons = [row for module in shelf.modules for row in module["lessons"]]
    shown = {
        **values(made_from, addresses.course(course.id), set(course.editions), edition.place.path),
        "id": course.id,
        "is_route": course.is_route,
        **linked_data.values(linked_data.of_course(course, edition, catalog, made_from.site)),
        "course": _menu(shelf),
        "modules": shelf.modules,
        "level": language.words[f"lesson.level.{course.level}"],
        "version": words.say(language, "lesson.version", version=course.version),
        "lessons": words.count(language, "lesson.lessons", len(lessons)),
        "time": words.duration(language, sum(row["minutes"] for row in lessons)),
        "start": next((row["address"] for row in lessons if row["exists"]), ""),
        "state": state_note(work),
        **_downloads(made_from, course.id),
        **_credit_values(work),
    }
    return StagedPage(
        path=f"{course.id}/index.md",
        template="course.html",
        title=edition.title,
        summary=edition.summary,
        also=" ".join(f"{row['title']}. {row['summary']}" for row in lessons if row["exists"]),
        values=shown,
    )


def _downloads(made_from: Publication, course: str, lesson: str = "") -> Mapping[str, Any]:
    """The packages of a course, or of one lesson: to read and change, and for platforms."""
    found = [one for one in made_from.downloads.get(course, ()) if one.lesson == lesson]
    pages = {page.name for page in made_from.catalog.pages}
    return {
        "downloads": [one.values for one in found if not one.platform],
        "platforms": [one.values for one in found if one.platform],
        "platforms_help": addresses.page(HELP) if HELP in pages else "",
    }


def _menu(shelf: _Shelf) -> Mapping[str, Any]:
    """The course as the menu beside a page shows it."""
    return {
        "title": shelf.edition.title,
        "address": addresses.course(shelf.course.id),
        "modules": [
            {
                "title": module["title"],
                "lessons": [
                    {key: row[key] for key in ("title", "lang", "exists", "address")}
                    for row in module["lessons"]
                ],
            }
            for module in shelf.modules
        ],
    }


def _credit_values(work: Work) -> Mapping[str, Any]:
    """What the panel "Reuse this" and its credits show."""
    return {
        "attribution": str(credits.attribution_html(work)),
        "licence": {"name": work.licence.name, "address": work.licence.url},
        "credits": [
            {"label": row.label, "text": row.text, "address": row.url, "relation": row.relation}
            for row in credits.rows(work)
        ],
        "pictures": [str(credits.media_sentence_html(work, picture)) for picture in work.pictures],
        "facts_note": credits.facts_note(work),
    }


# --- lessons ------------------------------------------------------------------------------


def _lesson_pages(shelf: _Shelf) -> Iterator[StagedPage]:
    order = [slug for module in shelf.edition.modules for slug in module.lessons]
    lessons = [shelf.edition.lessons[slug] for slug in order if slug in shelf.edition.lessons]
    menu = _menu(shelf)
    for index, lesson in enumerate(lessons):
        shown = _lesson_values(shelf, lesson)
        shown["course"] = menu
        shown["number"] = words.say(
            shelf.made_from.language,
            "lesson.number",
            number=str(order.index(lesson.slug) + 1),
            count=str(len(order)),
        )
        shown["previous"] = _neighbour(lessons[index - 1]) if index else None
        shown["next"] = _neighbour(lessons[index + 1]) if index + 1 < len(lessons) else None
        yield StagedPage(
            path=f"{lesson.course}/{lesson.slug}.md",
            template="lesson.html",
            title=lesson.title,
            summary=lesson.summary,
            text=clean_lesson(render(lesson.body, _setting(shelf, lesson))),
            contents=tuple(_contents(lesson)),
            also=" ".join(lesson.outcomes),
            values=shown,
        )


def _neighbour(lesson: Lesson) -> Mapping[str, str]:
    return {
        "title": lesson.title,
        "address": addresses.lesson(lesson.course, lesson.slug),
    }


def _contents(lesson: Lesson) -> Iterator[Entry]:
    waiting = {unit.id for unit in lesson.units if unit.marked == "new"}
    for heading in lesson.headings:
        if heading.id and heading.level in CONTENTS_LEVELS:
            lang = SOURCE_LANGUAGE if f"{heading.id}/h1" in waiting else ""
            yield Entry(heading.level, heading.id, heading.text, lang)


def _lesson_values(shelf: _Shelf, lesson: Lesson) -> dict[str, Any]:
    made_from = shelf.made_from
    language, catalog = made_from.language, made_from.catalog
    existing = {
        code for code, edition in shelf.course.editions.items() if lesson.slug in edition.lessons
    }
    work = works.lesson_work(shelf.course, shelf.edition, lesson, catalog.licences, made_from.site)
    known = catalog.skills
    found = [known[code].said_in(language.code) for code in lesson.skills if code in known]
    address = addresses.lesson(lesson.course, lesson.slug)
    return {
        **values(made_from, address, existing, lesson.place.path),
        "summary": lesson.summary,
        "time": words.count(language, "lesson.minutes", lesson.minutes),
        "outcomes": lesson.outcomes,
        "skills": [{"code": one.code, "name": one.name, "lang": one.language} for one in found],
        "market": language.words[f"market.{lesson.market}"] if lesson.market else "",
        "state": state_note(work),
        "source": _source_address(lesson),
        "id": lesson.course,
        **linked_data.values(
            linked_data.of_lesson(shelf.course, shelf.edition, lesson, catalog, made_from.site)
        ),
        "slug": lesson.slug,
        "words": lesson_words(catalog, language, lesson),
        **_downloads(made_from, lesson.course, lesson.slug),
        **_credit_values(work),
    }


def _source_address(lesson: Lesson) -> Mapping[str, str] | None:
    """The page that a translation was made from."""
    if lesson.translation is None:
        return None
    address = addresses.lesson(lesson.course, lesson.slug)
    of = lesson.translation.of
    return {"lang": of, "address": addresses.in_language(of, address)}


def _setting(shelf: _Shelf, lesson: Lesson) -> Setting:
    made_from = shelf.made_from
    return Setting(
        language=made_from.language,
        address=partial(_link, made_from, lesson),
        picture=partial(_picture, shelf, lesson),
        questions=Questions.FORM,
        trainer=Trainer.FOLDED,
        facts=works.facts_for(shelf.edition, lesson),
        topics=shelf.edition.topics,
        today=made_from.today,
    )


def _link(made_from: Publication, lesson: Lesson, target: str) -> str | None:
    address = addresses.of_link(target, lesson, made_from.catalog, made_from.site)
    own = addresses.lesson(lesson.course, lesson.slug)
    if address is None:
        return None
    if address.startswith(f"{own}#"):
        return address.removeprefix(own)
    return made_from.relative(address, LESSON_DEPTH)


def _picture(shelf: _Shelf, lesson: Lesson, target: str) -> Shown | None:
    media = shelf.course.media.get(links.destination(target, lesson).value)
    if media is None:
        return None
    source = shelf.made_from.relative(addresses.media(media.path), LESSON_DEPTH)
    return Shown(source, media.width, media.height)
