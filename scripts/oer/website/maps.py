"""Two pages that show a whole at a glance: skills by lesson, and the law of the four markets."""

from collections.abc import Iterator
from typing import Any

from oer.model import MARKETS, SOURCE_LANGUAGE, Edition, Fact, FactTable, Lesson
from oer.render import Questions, Setting, Trainer, render
from oer.website import addresses
from oer.website.best import best_editions
from oer.website.clean import clean_lesson
from oer.website.pages import Publication, values
from oer.website.staged import Entry, StagedPage

SIGNS = {"verified": "✓", "partly verified": "◐", "unverified": "?"}
"""What stands in the map for how sure a fact is; its words are those of `_kind`."""


def skills_page(made_from: Publication) -> StagedPage:
    """For each course a table: a row for each skill, a column for each lesson."""
    language = made_from.language
    shown = values(made_from, addresses.SKILLS)
    shown["courses"] = [
        _skills(made_from, edition)
        for edition in best_editions(made_from.catalog, made_from.language)
    ]
    contents = (
        Entry(2, one["id"], one["title"], one["lang"] if one["lang"] != language.code else "")
        for one in shown["courses"]
    )
    return StagedPage(
        path="skills.md",
        template="skills.html",
        title=language.words["maps.skills"],
        summary=language.words["maps.skills_text"],
        contents=tuple(contents),
        values=shown,
    )


def _skills(made_from: Publication, edition: Edition) -> dict[str, Any]:
    """A course's lessons, and of each of its skills which lessons teach it."""
    course = made_from.catalog.courses[edition.course]
    source = course.editions[SOURCE_LANGUAGE]
    order = [slug for module in source.modules for slug in module.lessons]
    lessons = [source.lessons[slug] for slug in order if slug in source.lessons]
    codes = dict.fromkeys(code for lesson in lessons for code in lesson.skills)
    known = made_from.catalog.skills
    skills = [known[c] for c in sorted({*codes, *course.skills} & known.keys())]
    return {
        "id": course.id,
        "title": edition.title,
        "lang": edition.language.code,
        "address": addresses.course(course.id),
        "lessons": [_column(edition, lesson) for lesson in lessons],
        "skills": [
            {
                "code": skill.code,
                "name": skill.name,
                "lang": skill.language,
                "taught": [skill.code in lesson.skills for lesson in lessons],
            }
            for skill in (one.said_in(made_from.language.code) for one in skills)
        ],
    }


def _column(edition: Edition, lesson: Lesson) -> dict[str, str]:
    own = edition.lessons.get(lesson.slug, lesson)
    return {
        "title": own.title,
        "lang": own.language,
        "address": addresses.lesson(lesson.course, lesson.slug),
    }


# --- the law of the four markets ----------------------------------------------------------


def compare_page(made_from: Publication) -> StagedPage:
    """A map of what is known, and below it every fact with its sources."""
    language = made_from.language
    editions = [
        edition for edition in best_editions(made_from.catalog, made_from.language) if edition.facts
    ]
    shown = values(made_from, addresses.COMPARE)
    shown["markets"] = [
        {"code": code.upper(), "name": language.words[f"market.{code}"]} for code in MARKETS
    ]
    shown["topics"] = [topic for edition in editions for topic in _topics(made_from, edition)]
    shown["signs"] = [
        {"sign": sign, "word": language.words[_kind(status)]} for status, sign in SIGNS.items()
    ]
    tables = "".join(_tables(made_from, edition) for edition in editions)
    return StagedPage(
        path="compare.md",
        template="compare.html",
        title=language.words["maps.compare"],
        summary=language.words["maps.compare_text"],
        text=clean_lesson(tables),
        values=shown,
    )


def _topics(made_from: Publication, edition: Edition) -> Iterator[dict[str, Any]]:
    for id, topic in edition.topics.items():
        facts = {fact.market: fact for fact in edition.facts if fact.topic == id}
        yield {
            "id": f"facts-{id}",
            "title": topic.title,
            "lang": topic.language,
            "signs": [_sign(made_from, facts.get(market)) for market in MARKETS],
        }


def _sign(made_from: Publication, fact: Fact | None) -> dict[str, str] | None:
    if fact is None:
        return None
    status = fact.status if fact.value else "unverified"
    return {"sign": SIGNS[status], "word": made_from.language.words[_kind(status)]}


def _kind(status: str) -> str:
    """The interface word that says how sure we are."""
    words = {"verified": "maps.verified", "partly verified": "facts.partly"}
    return words.get(status, "maps.unknown")


def _tables(made_from: Publication, edition: Edition) -> str:
    """Every fact of a course, as its lessons show them."""
    place = made_from.catalog.courses[edition.course].place
    setting = Setting(
        language=made_from.language,
        address=str,
        picture=lambda _: None,
        questions=Questions.FORM,
        trainer=Trainer.SHOWN,
        facts=edition.facts,
        topics=edition.topics,
        today=made_from.today,
    )
    return render((FactTable(tuple(edition.topics), place),), setting)
