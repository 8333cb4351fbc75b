"""Everything that one edition's packages are made from.

A manuscript can be pickled and sent to another process or machine; nothing in it is read from
disk later, and its parts are what the key of a cached package is made of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from oer.formats.archive import CannotMake
from oer.links import Kind, destination
from oer.model import (
    SOURCE_LANGUAGE,
    Catalog,
    Course,
    Edition,
    Lesson,
    Licence,
    Site,
    Skill,
    Term,
)
from oer.settings import LICENCE_FILE, MODIFIED
from oer.works import shown_media

LANGUAGE_FILES = (
    *("language.yml", "interface.yml", "lms.yml", "messages.yml", "rules.yml", "glossary.yml"),
    *("glossary.units.tsv", "skills.yml", "style.md"),
)
SHARED_FILES = ("courses/glossary.yml", "courses/needs.yml", "courses/skills.yml")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One edition with all that its lessons need, and the bytes of its files."""

    course: Course
    """Without its editions, so that another language's words never change this one's packages."""
    edition: Edition
    terms: Mapping[str, Term]
    """The glossary entries that its lessons link to, in the order of the glossary."""
    skills: Mapping[str, Skill]
    """The skills that its lessons name."""
    licences: Mapping[str, Licence]
    locales: Mapping[str, str]
    """Language code -> tag with script and region, of every language of the house."""
    site: Site
    modified: str
    """Date and time in UTC as packages state it: `2026-01-01T00:00:00Z`."""
    media: Mapping[str, bytes]
    """The pictures that its lessons show, by path relative to the repository."""
    sources: Mapping[str, bytes]
    """The files that it can be rebuilt from, by path relative to the repository."""
    program: Mapping[str, bytes] = field(default_factory=dict)
    """The program that builds them, by path; empty where the repository does not hold it."""
    lesson: str = ""
    """The slug of the lesson that is taken out of the edition alone; empty for all of it."""


def manuscript(
    catalog: Catalog,
    edition: Edition,
    site: Site,
    files: Mapping[str, bytes],
    modified: str = MODIFIED,
) -> Manuscript:
    """Pick what belongs to an edition. `files` holds at least the bytes of `needed_files`."""
    course, lessons = catalog.shelf[edition.course], tuple(edition.lessons.values())
    skills = {code for lesson in lessons for code in lesson.skills}
    terms = set(linked_terms(lessons))
    return Manuscript(
        course=replace(course, editions={}),
        edition=edition,
        terms={
            id: term for id, term in catalog.terms[edition.language.code].items() if id in terms
        },
        skills={
            code: skill.said_in(edition.language.code)
            for code, skill in catalog.skills.items()
            if code in skills
        },
        licences=catalog.licences,
        locales={code: known.locale for code, known in catalog.languages.items()},
        site=site,
        modified=modified,
        media={path: files[path] for path in _media_files(course, edition)},
        sources={path: files[path] for path in _source_files(catalog, edition)},
    )


def only(made_from: Manuscript, slug: str) -> Manuscript:
    """The manuscript of one lesson of an edition; of all of it where the slug is empty."""
    if not slug:
        return made_from
    edition = made_from.edition
    lesson = edition.lessons[slug]
    terms = set(linked_terms((lesson,)))
    alone = replace(edition, lessons={slug: lesson})
    return replace(
        made_from,
        edition=alone,
        terms={id: term for id, term in made_from.terms.items() if id in terms},
        skills={code: skill for code, skill in made_from.skills.items() if code in lesson.skills},
        media={path: made_from.media[path] for path in _media_files(made_from.course, alone)},
        sources={},
        lesson=slug,
    )


def without_sources(made_from: Manuscript) -> Manuscript:
    """The same for a format that shows what the lessons say and not how they are written."""
    return replace(made_from, sources={}, program={})


def needed_files(catalog: Catalog, edition: Edition) -> list[str]:
    """The files whose bytes a manuscript holds, relative to the repository."""
    media = _media_files(catalog.shelf[edition.course], edition)
    return sorted({*media, *_source_files(catalog, edition)})


def read_files(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """The bytes of files below `root`; links are not followed out of the repository."""
    return {path: _read(root, path) for path in paths}


def _read(root: Path, path: str) -> bytes:
    file = root / path
    if file.is_symlink() or not file.is_file():
        raise CannotMake(f"{path} is needed for a package and is not there")
    return file.read_bytes()


def linked_terms(lessons: Iterable[Lesson]) -> Iterator[str]:
    """The ids of the glossary entries that lessons link to, as often as they do."""
    links = (destination(link.target, lesson) for lesson in lessons for link in lesson.links)
    return (link.value for link in links if link.kind is Kind.TERM)


def _media_files(course: Course, edition: Edition) -> list[str]:
    return [media.path for media in shown_media(course, edition.lessons.values())]


def _source_files(catalog: Catalog, edition: Edition) -> list[str]:
    """The course in the source language, its translation, and what both of them need."""
    languages, course = {SOURCE_LANGUAGE, edition.language.code}, f"courses/{edition.course}"
    folders = (f"{course}/", *(f"translations/{code}/{course}/" for code in languages))
    shared = (
        *SHARED_FILES,
        *(f"translations/{code}/{name}" for code in languages for name in LANGUAGE_FILES),
    )
    found = {path for path in catalog.files if path.startswith(folders)}
    return [*sorted(found | (catalog.files & set(shared))), LICENCE_FILE]
