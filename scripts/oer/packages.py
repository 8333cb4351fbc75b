"""The packages of a build: tasks, the manifest, and what the pages offer for download."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from oer import words
from oer.formats import FORMATS, Format, file_name
from oer.formats.manuscript import Manuscript, manuscript, needed_files, read_files
from oer.inputs import Inputs
from oer.model import Catalog, Course, Edition, Site
from oer.tasks import Pieces, Task
from oer.website.pages import Download

MANIFEST = "downloads/manifest.json"


@dataclass(frozen=True, slots=True)
class Package:
    """A package to be made, with its task."""

    course: Course
    edition: Edition
    format: Format
    task: Task


@dataclass(frozen=True, slots=True)
class Finished:
    """A package that is made."""

    package: Package
    path: str
    """Relative to the site."""
    data: bytes

    @property
    def key(self) -> str:
        """The key of what it is made from."""
        return self.package.task.pieces[self.package.format.key]


def packages(
    catalog: Catalog,
    site: Site,
    inputs: Inputs,
    languages: Collection[str],
    formats: Collection[str],
) -> Iterator[Package]:
    """Every package of these languages and formats."""
    wanted = [format for format in FORMATS if format.key in formats]
    for course in catalog.courses.values() if wanted else ():
        for code, edition in course.editions.items():
            if code in languages and edition.lessons:
                yield from _of_edition(catalog, site, inputs, edition, wanted)


def _of_edition(
    catalog: Catalog, site: Site, inputs: Inputs, edition: Edition, formats: Sequence[Format]
) -> Iterator[Package]:
    @cache
    def made_from() -> Manuscript:
        files = read_files(inputs.root, needed_files(catalog, edition))
        return manuscript(catalog, edition, site, files, inputs.modified)

    for format in formats:
        task = Task(
            name=f"{edition.course} {edition.language.code} {format.key}",
            pieces={format.key: inputs.of_package(edition.course, edition.language, format.key)},
            make=make_packages,
            arguments=lambda _: (made_from(),),
        )
        yield Package(catalog.courses[edition.course], edition, format, task)


def make_packages(wanted: Sequence[str], made_from: Manuscript) -> Pieces:
    """The task: files of one edition, by the keys of their formats."""
    return {
        format.key: {format.key: format.make(made_from)}
        for format in FORMATS
        if format.key in wanted
    }


def finished(package: Package, made: Pieces) -> Finished:
    """A package with its place in the site."""
    name = file_name(package.format, package.edition)
    path = f"downloads/{package.course.id}/{package.edition.language.code}/{name}"
    format = package.format.key
    return Finished(package, path, made[format][format])


def downloads(done: Sequence[Finished]) -> dict[str, dict[str, list[Download]]]:
    """Language -> course -> what its page offers."""
    offered: dict[str, dict[str, list[Download]]] = {}
    for one in done:
        language, format = one.package.edition.language, one.package.format
        download = Download(
            title=language.words[format.title],
            small=language.words[format.small],
            address=f"/{one.path}",
            size=words.size(language, len(one.data)),
        )
        courses = offered.setdefault(language.code, {})
        courses.setdefault(one.package.course.id, []).append(download)
    return offered


def manifest(catalog: Catalog, done: Sequence[Finished]) -> bytes:
    """Every package with what a program needs to offer it (outputs.md)."""
    rows = [
        {
            "path": one.path,
            "course": one.package.course.id,
            "lesson": None,
            "language": one.package.edition.language.code,
            "format": one.package.format.key,
            "bytes": len(one.data),
            "sha256": sha256(one.data).hexdigest(),
            "licence": catalog.licences[one.package.course.licence].name,
            "version": one.package.course.version,
            "state": one.package.edition.state.value,
        }
        for one in done
    ]
    text = json.dumps({"packages": rows}, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()
