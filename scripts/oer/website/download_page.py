"""The download centre: every file of the language in one place, by what one wants to do with it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from oer.model import Course, Edition
from oer.website import addresses
from oer.website.pages import ALL, Download, Publication, values
from oer.website.staged import Entry, StagedPage

WAYS = ("phone", "computer", "room")
"""Where files are opened, each with a title and a text of its own."""


def download_page(made_from: Publication) -> StagedPage:
    """The courses of the language with their files, then how to open them."""
    language = made_from.language
    shown = values(made_from, addresses.DOWNLOADS)
    shown["courses"] = list(_courses(made_from))
    shown["all"] = [file.values for file in made_from.downloads.get(ALL, ())]
    shown["ways"] = [
        {"title": language.words[f"download.{way}"], "text": language.words[f"download.{way}_text"]}
        for way in WAYS
    ]
    courses = [Entry(2, course["id"], course["title"]) for course in shown["courses"]]
    together = [Entry(2, "all", language.words["download.all"])] if shown["all"] else []
    return StagedPage(
        path="downloads.md",
        template="downloads.html",
        title=language.words["site.downloads"],
        summary=language.words["download.choose"],
        contents=(*courses, *together, Entry(2, "open", language.words["download.open"])),
        values=shown,
    )


def _courses(made_from: Publication) -> Iterator[Mapping[str, Any]]:
    for course in made_from.catalog.shelf.values():
        edition = course.editions.get(made_from.language.code)
        files = made_from.downloads.get(course.id, ())
        if edition and files:
            yield _course(course, edition, files)


def _course(course: Course, edition: Edition, files: Sequence[Download]) -> Mapping[str, Any]:
    whole = [file for file in files if not file.lesson]
    return {
        "id": course.id,
        "title": edition.title,
        "address": addresses.course(course.id),
        "files": [file.values for file in whole if not file.platform],
        "platforms": [file.values for file in whole if file.platform],
        "lessons": [
            {
                "title": lesson.title,
                "files": [f.values for f in files if f.lesson == slug and not f.platform],
            }
            for slug, lesson in edition.lessons.items()
        ],
    }
