"""Catalog -> the staged pages of one language: home, project pages and glossary, then courses."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oer import words
from oer.credits import state_sentence, state_short
from oer.formats.statement import with_table
from oer.model import (
    SOURCE_LANGUAGE,
    Catalog,
    Course,
    Language,
    Page,
    Site,
    Standing,
)
from oer.report import Wordings, wording
from oer.status import PageStatus
from oer.website import addresses
from oer.website.addresses import Surroundings
from oer.website.best import best, best_lesson
from oer.website.newer_pages import told
from oer.website.staged import Entry, StagedPage, Text

INDEX = "index"
FILE_LINK = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?s:.*?)(?:^[ \t]*(?P=fence)[ \t]*$|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)[^\n]{1,400}?(?<!`)(?P=tick)(?!`)"
    r"|\]\((?P<path>[^()\s:#]+)(?P<id>#[^()\s]*)?\)",
    re.MULTILINE,
)
"""A link to a file of the repository, with or without a heading of it; or code, where the same
signs lead nowhere.
"""


ALL = ""
"""Stands for a course where a package holds all courses of the language."""


@dataclass(frozen=True, slots=True)
class Download:
    """A package to take away, as the course page offers it."""

    title: str
    small: str
    address: str
    size: str
    lesson: str = ""
    """The lesson that it holds; empty for the whole course."""
    platform: bool = False
    """It is for a learning platform."""
    how: str = ""
    """How one opens it, where it is not opened like the others."""

    @property
    def values(self) -> Mapping[str, str]:
        """What a page shows of it."""
        names = ("title", "small", "address", "size", "how")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Publication:
    """What the pages of one language are made from."""

    catalog: Catalog
    language: Language
    site: Site
    surroundings: Surroundings
    downloads: Mapping[str, Sequence[Download]] = field(default_factory=dict)
    """By course; empty in a preview."""
    wordings: Wordings = field(default_factory=wording)
    """What each rule says, in the language where it is translated."""
    today: str = ""
    """ISO date that facts are compared with; empty: none is marked as old."""
    statuses: Sequence[PageStatus] = ()
    """How far the pages are in all languages."""

    def relative(self, address: str, depth: int) -> str:
        """An address as seen from a page that is `depth` folders below the language's folder."""
        return addresses.relative(address, depth, self.surroundings)


def values(
    made_from: Publication, address: str, existing: Collection[str] | None = None, path: str = ""
) -> dict[str, Any]:
    """What every page shows: its languages, and where its text can be improved.

    `existing` names the languages that have it, all if it is not given; `path` is its file in the
    repository, where it has one.
    """
    existing = made_from.catalog.languages if existing is None else existing
    languages = [
        {
            "code": code,
            "name": language.name,
            "address": addresses.in_language(code, address),
            "exists": code in existing,
        }
        for code, language in made_from.catalog.languages.items()
    ]
    return {
        "languages": languages,
        "edit": addresses.edit(made_from.site, path) if path else "",
        "missing": made_from.language.code not in existing,
    }


def project_pages(made_from: Publication) -> Iterator[StagedPage]:
    """The pages of docs/, and a notice for each one that the language lacks."""
    mine = _pages_of(made_from.catalog, made_from.language.code)
    names = _pages_of(made_from.catalog, SOURCE_LANGUAGE)
    for name in names if INDEX in names else (INDEX, *names):
        existing = {page.language for page in made_from.catalog.pages if page.name == name}
        if name in mine:
            yield _project_page(made_from, mine[name], existing)
        elif name != INDEX:
            titles = _titles(made_from, name)
            yield notice(made_from, f"{name}.md", addresses.page(name), titles, f"docs/{name}.md")
        else:
            yield _home_without_text(made_from)


def _pages_of(catalog: Catalog, language: str) -> dict[str, Page]:
    return {page.name: page for page in catalog.pages if page.language == language}


def _titles(made_from: Publication, name: str) -> dict[str, str]:
    return {page.language: page.title for page in made_from.catalog.pages if page.name == name}


def _project_page(made_from: Publication, page: Page, existing: set[str]) -> StagedPage:
    home = page.name == INDEX
    shown = values(made_from, addresses.page(page.name), existing, page.place.path)
    shown["state"] = state_sentence(made_from.language, page.state, page.behind)
    shown["foreign"] = [
        one.source.id.removesuffix("/h1")
        for one in page.progress
        if one.source and one.standing in (Standing.UNTRANSLATED, Standing.MISSING)
    ]
    if home:
        shown |= _shelf(made_from)
    return StagedPage(
        path=f"{page.name}.md",
        template="home.html" if home else "page.html",
        title=page.title,
        summary=page.summary,
        text=with_table(
            _with_site_links(page, _told(made_from, page), made_from), made_from.language
        ),
        kind=Text.MARKDOWN,
        values=shown,
    )


def _home_without_text(made_from: Publication) -> StagedPage:
    """A language that nobody has written a welcome for still has its courses."""
    shown = {**values(made_from, ""), "state": "", **_shelf(made_from)}
    say = made_from.language.words
    return StagedPage("index.md", "home.html", say["site.name"], say["site.tagline"], values=shown)


def _shelf(made_from: Publication) -> dict[str, Any]:
    """Courses and workshop routes as the home page shows them."""
    catalog = made_from.catalog
    return {
        "courses": list(_cards(made_from, catalog.courses.values())),
        "routes": list(_cards(made_from, catalog.routes.values())),
    }


def _cards(made_from: Publication, found: Iterable[Course]) -> Iterator[dict[str, Any]]:
    """The cards of courses, those that the language lacks at the end."""
    language = made_from.language
    for course in sorted(found, key=lambda course: language.code not in course.editions):
        edition = best(course.editions, language)
        if edition is None:
            continue
        slugs = (slug for module in edition.modules for slug in module.lessons)
        lessons = [lesson for slug in slugs if (lesson := best_lesson(course, slug, language))]
        yield {
            "title": edition.title,
            "summary": edition.summary,
            "lang": edition.language.code,
            "address": addresses.course(course.id),
            "exists": edition.language.code == language.code,
            "level": language.words[f"lesson.level.{course.level}"],
            "lessons": words.count(language, "lesson.lessons", len(lessons)),
            "time": words.duration(language, sum(lesson.minutes for lesson in lessons)),
            "state": state_short(language, edition.state),
        }


def _told(made_from: Publication, page: Page) -> str:
    """The page's text, with what its readers are told of its source."""
    sources = _pages_of(made_from.catalog, SOURCE_LANGUAGE)
    return told(page, sources[page.name], made_from.language) if page.progress else page.text


def _with_site_links(page: Page, text: str, made_from: Publication) -> str:
    """Links to files, written as GitHub resolves them, as addresses of the site."""
    depth = 0 if page.name == "index" else page.name.count("/") + 1

    def replaced(found: re.Match[str]) -> str:
        if not found["path"]:
            return found[0]
        folder = posixpath.join("docs", posixpath.dirname(page.name))
        path = posixpath.normpath(posixpath.join(folder, found["path"]))
        address = made_from.relative(_of_file(path, made_from.site), depth)
        return f"]({address}{found['id'] or ''})"

    return FILE_LINK.sub(replaced, text)


def _of_file(path: str, site: Site) -> str:
    parts = path.removesuffix(".md").split("/")
    if parts[0] == "docs":
        return addresses.page("/".join(parts[1:]))
    if parts[0] == "courses" and len(parts) == 4 and parts[2] == "lessons":
        return addresses.lesson(parts[1], parts[3])
    if parts[:2] == ["overrides", "assets"]:
        return f"/{'/'.join(parts[1:])}"
    return site.file(path)


def glossary(made_from: Publication) -> StagedPage:
    """Every term with its definition, sorted; words of another language carry it."""
    language = made_from.language
    terms = sorted(
        made_from.catalog.terms[language.code].values(), key=lambda term: term.term.casefold()
    )
    shown = values(made_from, addresses.GLOSSARY, path=_glossary_file(language))
    shown["terms"] = [
        {
            "id": term.id,
            "term": term.term,
            "definition": term.definition,
            "lang": "" if term.language == language.code else term.language,
        }
        for term in terms
    ]
    title = language.words["site.glossary"]
    foreign = {term.id: term.language for term in terms if term.language != language.code}
    contents = tuple(Entry(2, term.id, term.term, foreign.get(term.id, "")) for term in terms)
    return StagedPage(
        path="glossary.md",
        template="glossary.html",
        title=title,
        summary=title,
        contents=contents,
        also=" ".join(f"{term.term}: {term.definition}" for term in terms),
        values=shown,
    )


def _glossary_file(language: Language) -> str:
    if language.code == SOURCE_LANGUAGE:
        return "courses/glossary.yml"
    return f"translations/{language.code}/glossary.yml"


def notice(
    made_from: Publication, path: str, address: str, titles: Mapping[str, str], source: str
) -> StagedPage:
    """What stands where a page does not exist in the language: the truth, and where to read it.

    `titles` gives the page's title in each language that has it, `source` its file in English.
    """
    language = made_from.language
    shown = values(made_from, address, titles)
    known = sorted(titles, key=lambda code: _familiarity(code, language))
    shown["others"] = [
        {
            "lang": code,
            "title": titles[code],
            "language": language.words.get(f"languages.{code}", code),
            "address": addresses.in_language(code, address),
        }
        for code in known
    ]
    own_file = f"translations/{language.code}/{source}"
    shown["start"] = addresses.start(made_from.site, own_file)
    own_name = language.words.get(f"languages.{language.code}", language.name)
    title = words.say(language, "site.missing_page", language=own_name)
    return StagedPage(path, "missing.html", title, title, values=shown)


def _familiarity(code: str, language: Language) -> int:
    order = (*language.fallback, SOURCE_LANGUAGE)
    return order.index(code) if code in order else len(order)
