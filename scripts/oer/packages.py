"""The packages of a build: tasks, the manifest, and what the pages offer for download."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import Any

from oer import words
from oer.formats import FORMATS, Format, class_kit, file_name
from oer.formats.manuscript import (
    Manuscript,
    manuscript,
    needed_files,
    only,
    read_files,
    without_sources,
)
from oer.formats.quiz import Way
from oer.inputs import SOURCE, Inputs, Read
from oer.manifest import Row, written
from oer.model import Catalog, Course, Edition, Site
from oer.newer import behind_english
from oer.packing import pack, unpack
from oer.program import program_files
from oer.tasks import Pieces, Task
from oer.website.pages import Download

PARTS = class_kit.PARTS
PACKAGE = "package"
"""The one file of a piece."""


@dataclass(frozen=True, slots=True)
class Package:
    """The packages of one format of one edition, which one task makes."""

    course: Course
    edition: Edition
    format: Format
    task: Task


@dataclass(frozen=True, slots=True)
class Finished:
    """A package that is made."""

    package: Package
    lesson: str
    """The slug of the lesson that it holds; empty for the whole edition."""
    path: str
    """Relative to the site."""
    data: bytes

    @property
    def key(self) -> str:
        """The key of what it is made from."""
        return self.package.task.pieces[self.lesson]


def packages(
    catalog: Catalog,
    site: Site,
    inputs: Inputs,
    languages: Collection[str],
    formats: Collection[str],
) -> Iterator[Package]:
    """Every package of these languages and formats; a class kit brings the formats of its parts."""
    parts = [key for f in FORMATS if f.key in formats and f.make is class_kit.make for key in PARTS]
    wanted = [format for format in FORMATS if format.key in (*formats, *parts)]
    for course in catalog.shelf.values() if wanted else ():
        for code, edition in course.editions.items():
            if code in languages and edition.lessons:
                fit = [format for format in wanted if format.of_routes or not course.is_route]
                yield from _of_edition(catalog, site, inputs, edition, fit)


def _of_edition(
    catalog: Catalog, site: Site, inputs: Inputs, edition: Edition, formats: Sequence[Format]
) -> Iterator[Package]:
    @cache
    def whole() -> Manuscript:
        files = read_files(inputs.root, needed_files(catalog, edition))
        made = manuscript(catalog, edition, site, files, inputs.modified)
        return replace(made, program=read_files(inputs.root, program_files(inputs.root)))

    @cache
    def packed(*, sources: bool) -> bytes:
        return pack(whole() if sources else without_sources(whole()))

    course = catalog.shelf[edition.course]
    for format in formats:
        if keys := _keys(inputs, course, edition, format):
            task = Task(
                name=f"{course.id} {edition.language.code} {format.key}",
                pieces=keys,
                make=make_packages,
                arguments=partial(_arguments, format.key, packed),
            )
            yield Package(course, edition, format, task)


def _keys(inputs: Inputs, course: Course, edition: Edition, format: Format) -> dict[str, str]:
    """Of each package of a format, by the slug of its lesson; a route has none of lessons."""
    courses, language = (course.id, *course.lenders), edition.language
    scopes = [one for one in format.scopes(edition) if not (one and course.is_route)]
    return {
        scope: inputs.of_package(
            courses, language, format.key, scope, _read(edition, format.key, scope)
        )
        for scope in scopes
    }


def _read(edition: Edition, format: str, scope: str) -> Read | None:
    """The lessons that a package is made from; None for the sources, which hold all."""
    if format == SOURCE:
        return None
    lessons = [edition.lessons[scope]] if scope else list(edition.lessons.values())
    held = {f"{lesson.course}/{lesson.slug}" for lesson in lessons}
    return Read(held, behind_english(lessons))


def _arguments(
    format: str, packed: Callable[..., bytes], missing: Sequence[str]
) -> tuple[str, bytes]:
    return format, packed(sources=format == SOURCE)


def make_packages(wanted: Sequence[str], format: str, packed: bytes) -> Pieces:
    """The task: packages of one format of one edition, a piece for each scope."""
    known = next(known for known in FORMATS if known.key == format)
    made_from = [only(_unpacked(packed), scope) for scope in wanted]
    made = known.make_all(made_from) if known.make_all else [known.make(one) for one in made_from]
    return {scope: {PACKAGE: data} for scope, data in zip(wanted, made, strict=True)}


@lru_cache(1)
def _unpacked(packed: bytes) -> Manuscript:
    """A manuscript; a worker makes one format of an edition after the other from it."""
    made: Manuscript = unpack(packed)
    return made


def finished(package: Package, made: Pieces) -> Iterator[Finished]:
    """Packages with their places in the site."""
    folder = f"downloads/{package.course.id}/{package.edition.language.code}"
    for scope in package.task.pieces:
        name = file_name(package.format, package.edition, scope)
        yield Finished(package, scope, f"{folder}/{name}", made[scope][PACKAGE])


def with_borrowed(done: Sequence[Finished]) -> Iterator[Finished]:
    """The same; class kits hold the packages of their lesson, kits of routes those of theirs.

    So nothing is made twice.
    """
    made = {_place(one, one.package.format.key): one.data for one in done}
    kits: dict[tuple[str, ...], bytes] = {}
    for one in done:
        if one.package.format.make is class_kit.make and one.lesson:
            parts = {key: made[_place(one, key)] for key in class_kit.PARTS}
            kits[_place(one, one.package.format.key)] = class_kit.with_files(one.data, parts)
    for one in done:
        yield replace(one, data=_with_kits(one, kits))


def _place(one: Finished, format: str) -> tuple[str, ...]:
    """What tells a package from all others."""
    return one.package.edition.language.code, one.package.course.id, one.lesson, format


def _with_kits(one: Finished, kits: Mapping[tuple[str, ...], bytes]) -> bytes:
    edition, format = one.package.edition, one.package.format
    if format.make is not class_kit.make:
        return one.data
    if one.lesson:
        return kits[_place(one, format.key)]
    code, lessons = edition.language.code, edition.lessons.values()
    held = [kits[code, lesson.course, lesson.slug, format.key] for lesson in lessons]
    return class_kit.with_lessons(one.data, held)


def downloads(done: Sequence[Finished]) -> dict[str, dict[str, list[Download]]]:
    """Language -> course -> what its page offers."""
    offered: dict[str, dict[str, list[Download]]] = {}
    for one in done:
        language, format = one.package.edition.language, one.package.format
        kind = format.lesson_small if one.lesson and format.lesson_small else format.small
        short = bool(one.lesson) and format.is_for_platforms
        download = Download(
            # Beside a lesson it is plain what a platform gets, and the kind of file is enough.
            title=language.words[kind if short else format.title],
            small="" if short else language.words[kind],
            address=f"/{one.path}",
            size=words.size(language, len(one.data)),
            lesson=one.lesson,
            platform=format.is_for_platforms,
        )
        courses = offered.setdefault(language.code, {})
        courses.setdefault(one.package.course.id, []).append(download)
    return offered


def manifest(catalog: Catalog, done: Sequence[Finished]) -> bytes:
    """Every package with what a program needs to offer it."""
    return written([_row(catalog, one) for one in done])


def _row(catalog: Catalog, one: Finished) -> dict[str, Any]:
    course, edition = one.package.course, one.package.edition
    held = edition.lessons[one.lesson] if one.lesson else edition
    row = Row(
        path=one.path,
        format=one.package.format.key,
        licence=catalog.licences[course.licence].name,
        course=course.id,
        lesson=one.lesson or None,
        language=edition.language.code,
        version=course.version,
        state=held.state,
    )
    return row.of(one.data) | ({"questions": _questions(one)} if one.package.format.fit else {})


def _questions(one: Finished) -> dict[str, Any]:
    """How many questions a package asks, and each that it asks otherwise or not at all."""
    edition, fit = one.package.edition, one.package.format.fit
    assert fit is not None, "only formats with question types of their own are asked"
    lessons = [edition.lessons[one.lesson]] if one.lesson else edition.lessons.values()
    fits = [
        (lesson, question, fit(question, edition.language))
        for lesson in lessons
        for question in lesson.questions
    ]
    changed = [
        {
            "lesson": lesson.slug,
            "question": question.id,
            "type": question.type.value,
            "way": found.way.value,
            "as": found.kind or None,
            "why": words.say(edition.language, found.why),
        }
        for lesson, question, found in fits
        if found.way is not Way.KEPT
    ]
    return {"asked": sum(bool(found.kind) for *_, found in fits), "changed": changed}
