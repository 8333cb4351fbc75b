"""Packages of a language: all its courses in one file, for Kiwix and for Kolibri.

A channel for Kolibri is made from manuscripts, like the packages of a course. A file for Kiwix is
made from the finished pages, so that these cannot tell its size.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oer import keys, words
from oer.carrying import Offered, list_too
from oer.formats import kolibri
from oer.formats.manuscript import Manuscript, manuscript, needed_files, read_files
from oer.inputs import Inputs
from oer.manifest import Row
from oer.model import Catalog, Language, Site, least_trusted
from oer.output import Fresh
from oer.packages import PACKAGE
from oer.tasks import Pieces, Task
from oer.website.carried import language_paths
from oer.website.kiwix import Pages, kiwix, pages
from oer.website.pages import ALL, Download

ZIM, KOLIBRI = "zim", "kolibri"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of package that holds all courses of a language."""

    ending: str
    """End of the file name, with its full stop."""
    title: str
    """Interface word: what one does with it."""
    small: str
    """Interface word: what kind of file it is."""
    how: str
    """Interface word: how one opens it."""


KINDS = {
    ZIM: Kind(".zim", "download.zim", "download.zim_small", "download.zim_how"),
    KOLIBRI: Kind(
        ".kolibri.zip", "download.kolibri", "download.kolibri_small", "download.kolibri_how"
    ),
}


@dataclass(frozen=True, slots=True)
class Collected:
    """A package of a language that is made."""

    format: str
    language: Language
    key: str
    path: str
    data: bytes


def address(site: Site, language: Language, format: str) -> str:
    """Where a package stands, relative to the site: it has the name of the house's repository."""
    name = site.repository.rpartition("/")[2]
    return f"downloads/all/{language.code}/{name}-{language.code}{KINDS[format].ending}"


def taught(catalog: Catalog, codes: Collection[str]) -> list[str]:
    """The languages that have a lesson: the others have nothing to collect."""
    return [
        code
        for code in codes
        if any(
            code in course.editions and course.editions[code].lessons
            for course in catalog.courses.values()
        )
    ]


def with_collected(
    catalog: Catalog, site: Site, code: str, formats: Collection[str], sizes: Mapping[str, int]
) -> Offered:
    """What the pages of a language offer of these; `sizes` in bytes, of those that are made."""
    language = catalog.languages[code]
    if code not in taught(catalog, [code]):
        return {}
    rows = [
        Download(
            title=language.words[kind.title],
            small=language.words[kind.small],
            address=f"/{path}",
            size=words.size(language, sizes[path]) if path in sizes else "",
            how=language.words[kind.how],
        )
        for format, kind in KINDS.items()
        if format in formats
        for path in (address(site, language, format),)
    ]
    return {ALL: rows} if rows else {}


def add_collected(
    fresh: Fresh, catalog: Catalog, site: Site, done: Iterable[tuple[Task, Pieces]]
) -> None:
    """Add what tasks of this module have made, and list it in the manifest."""
    made = [
        Collected(format, language, key, address(site, language, format), pieces[format][PACKAGE])
        for task, pieces in done
        for format, key in task.pieces.items()
        for language in [catalog.languages[task.language]]
    ]
    made.sort(key=lambda one: one.path)
    for one in made:
        fresh.add_piece(one.key, {one.path: one.data})
    list_too(fresh, list(_rows(catalog, made)))


def _rows(catalog: Catalog, done: Sequence[Collected]) -> Iterator[dict[str, Any]]:
    """Their rows in the manifest: a package of no one course, and of no one version."""
    for one in done:
        code = one.language.code
        courses = [course for course in catalog.courses.values() if code in course.editions]
        licences = sorted({catalog.licences[course.licence].name for course in courses})
        row = Row(
            path=one.path,
            format=one.format,
            licence=", ".join(licences),
            language=code,
            state=least_trusted(course.editions[code].state for course in courses),
        )
        yield row.of(one.data)


# --- Kolibri ------------------------------------------------------------------------------


def channel_task(catalog: Catalog, site: Site, inputs: Inputs, code: str) -> Task:
    """The task that makes the channel of a language."""
    language = catalog.languages[code]

    def arguments(_: Sequence[str]) -> tuple[list[Manuscript]]:
        editions = [c.editions[code] for c in catalog.courses.values() if code in c.editions]
        return (
            [
                manuscript(
                    catalog,
                    edition,
                    site,
                    read_files(inputs.root, needed_files(catalog, edition)),
                    inputs.modified,
                )
                for edition in editions
                if edition.lessons
            ],
        )

    key = inputs.of_package(sorted(catalog.courses), language, KOLIBRI)
    return Task(f"{code} {KOLIBRI}", {KOLIBRI: key}, make_channel, arguments, code)


def make_channel(wanted: Sequence[str], made_from: Sequence[Manuscript]) -> Pieces:
    """The task: the zip file of a channel."""
    return {KOLIBRI: {PACKAGE: kolibri.make(made_from)}}


# --- Kiwix --------------------------------------------------------------------------------


def kiwix_task(catalog: Catalog, site: Site, inputs: Inputs, fresh: Fresh, code: str) -> Task:
    """The task that makes the file of a language for Kiwix from the finished pages."""
    paths = sorted(language_paths(catalog, code, fresh.sizes))

    def arguments(_: Sequence[str]) -> tuple[Pages]:
        made = {path: fresh.read(path) for path in paths}
        return (pages(catalog, site, code, inputs.modified, made),)

    digests = {path: keys.digest(fresh.read(path)) for path in paths}
    key = inputs.of_kiwix(code, digests)
    return Task(f"{code} {ZIM}", {ZIM: key}, make_kiwix, arguments, code)


def make_kiwix(wanted: Sequence[str], made_from: Pages) -> Pieces:
    """The task: the ZIM file of a language."""
    return {ZIM: {PACKAGE: kiwix(made_from)}}
