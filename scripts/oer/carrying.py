"""Courses as folders that open from a disk: offered on their pages, made when all pages are there.

A page cannot tell the size of a file that holds the page itself, so that it names none.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from oer import manifest
from oer.manifest import Row
from oer.model import Catalog, Site
from oer.output import Fresh
from oer.website.carried import ENDING, carried
from oer.website.pages import Download

OFFLINE = "offline"
Offered = Mapping[str, Sequence[Download]]


def address(course: str) -> str:
    """Where the file of a course stands, relative to the site."""
    return f"downloads/{course}/{course}{ENDING}"


def with_carried(catalog: Catalog, code: str, offered: Offered) -> dict[str, list[Download]]:
    """What each course offers in a language, and first its folder for a disk."""
    words = catalog.languages[code].words
    made = {id: list(rows) for id, rows in offered.items()}
    for course in catalog.courses.values():
        if code in course.editions:
            row = Download(
                title=words["download.offline"],
                small=words["download.offline_small"],
                address=f"/{address(course.id)}",
                size="",
            )
            made.setdefault(course.id, []).append(row)
    return made


def add_carried(catalog: Catalog, site: Site, fresh: Fresh) -> None:
    """Make the folders of all courses from the finished pages, and list them in the manifest."""
    rows = []
    for course, data in carried(catalog, site.url, dict(fresh.sizes), fresh.read):
        path = address(course.id)
        fresh.add({path: data})
        row = Row(
            path=path,
            format=OFFLINE,
            licence=catalog.licences[course.licence].name,
            course=course.id,
            version=course.version,
        )
        rows.append(row.of(data))
    list_too(fresh, rows)


def list_too(fresh: Fresh, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add packages to the manifest, where there are any."""
    known = manifest.read(fresh.read(manifest.PATH)) if manifest.PATH in fresh.sizes else []
    if packages := [*known, *rows]:
        fresh.add({manifest.PATH: manifest.written(packages)})
