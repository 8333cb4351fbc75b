"""The dashboard: how far each language is, as a picture, and where to go on."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from oer import words
from oer.indicators import indicators
from oer.model import SOURCE_LANGUAGE, State
from oer.status import MISSING, PageStatus
from oer.website import addresses
from oer.website.best import best
from oer.website.pages import Publication, values
from oer.website.staged import Entry, StagedPage

BEGINNINGS = 8
"""Pages that are good to begin with."""
WORDS = {"courses": "site", "routes": "site", "lessons": "site"}
"""Indicators that have their word elsewhere in interface.yml."""
SIDE = 20
"""Of a square of the picture, in its own units."""


class Square(NamedTuple):
    """A square that fills from below; the page draws each kind once and shows it many times."""

    state: str
    height: int
    """Of what is filled."""

    @property
    def id(self) -> str:
        return f"{self.state}-{self.height}"

    @property
    def values(self) -> dict[str, Any]:
        top = SIDE - self.height
        return {"id": self.id, "state": self.state, "top": top, "height": self.height}


LEGEND = (Square(MISSING, 0), *(Square(state, SIDE) for state in State if state != State.SOURCE))


def status_page(made_from: Publication) -> StagedPage:
    """Numbers, the picture of all languages, and the shortest pages to go on with in this one."""
    language, catalog = made_from.language, made_from.catalog
    shown = values(made_from, addresses.STATUS)
    codes = [code for code in catalog.languages if code != SOURCE_LANGUAGE]
    shown["columns"] = [
        {"code": code, "name": catalog.languages[code].name, **_sums(made_from, code)}
        for code in codes
    ]
    shown["numbers"] = [
        {"label": language.words[f"{WORDS.get(name, 'status')}.{name}"], "value": value}
        for name, value in indicators(catalog).items()
    ]
    shown["groups"] = list(_groups(made_from))
    squares = sorted({*LEGEND, *map(_square, made_from.statuses)})
    shown["squares"] = [square.values for square in squares]
    shown["legend"] = [square.values for square in LEGEND]
    shown["beginnings"] = [_beginning(made_from, row) for row in _shortest(made_from)]
    parts = [("numbers", True), ("picture", True), ("beginnings", bool(shown["beginnings"]))]
    return StagedPage(
        path="status.md",
        template="status.html",
        title=language.words["status.title"],
        summary=language.words["status.text"],
        contents=tuple(
            Entry(2, id, language.words[f"status.{id}"]) for id, there in parts if there
        ),
        values=shown,
    )


def _sums(made_from: Publication, code: str) -> Mapping[str, Any]:
    rows = [row for row in made_from.statuses if row.language == code]
    current = sum(row.units.get("current", 0) for row in rows)
    total = sum(row.total for row in rows)
    return {
        "share": f"{round(100 * current / total)} %" if total else "",
        "words": words.count(made_from.language, "status.words", sum(row.words for row in rows)),
    }


def _groups(made_from: Publication) -> Iterator[Mapping[str, Any]]:
    """Courses and the pages around them, each with its rows."""
    pages: dict[tuple[str, str], list[PageStatus]] = {}
    for row in made_from.statuses:
        pages.setdefault((row.course, row.name), []).append(row)
    for course, found in groupby(pages.values(), key=lambda rows: rows[0].course):
        title, lang = _course_title(made_from, course)
        lines = [_line(made_from, rows) for rows in found]
        yield {"title": title, "lang": lang, "rows": lines}


def _course_title(made_from: Publication, course: str) -> tuple[str, str]:
    if not course:
        return made_from.language.words["status.around"], ""
    edition = best(made_from.catalog.shelf[course].editions, made_from.language)
    return (edition.title, edition.language.code) if edition else (course, "")


def _line(made_from: Publication, rows: Sequence[PageStatus]) -> Mapping[str, Any]:
    """A page in all languages."""
    title, lang = _title(made_from, rows[0])
    return {"title": title, "lang": lang, "cells": [_cell(made_from, row) for row in rows]}


def _title(made_from: Publication, row: PageStatus) -> tuple[str, str]:
    """As the reader knows it best."""
    catalog = made_from.catalog
    lessons = (
        edition.lessons.get(row.name)
        for edition in (catalog.shelf[row.course].editions.values() if row.course else ())
    )
    pages = (page for page in catalog.pages if page.name == row.name and not row.course)
    titles = {one.language: (one.title, one.language) for one in (*lessons, *pages) if one}
    return best(titles, made_from.language) or (row.title, SOURCE_LANGUAGE)


def _cell(made_from: Publication, row: PageStatus) -> Mapping[str, Any]:
    """A square with what it says in words, and where it leads."""
    state = made_from.language.words[f"state.{row.state}_short"]
    done = {"done": str(row.units.get("current", 0)), "total": str(row.total)}
    counted = words.say(made_from.language, "contribution.progress", **done)
    said = state if row.state == MISSING else f"{state}, {counted}"
    return {
        "square": _square(row).id,
        "said": f"{made_from.catalog.languages[row.language].name}: {said}",
        "address": _edit(made_from, row),
    }


def _square(row: PageStatus) -> Square:
    return Square(row.state, 0 if row.state == MISSING else round(SIDE * row.share))


def _edit(made_from: Publication, row: PageStatus) -> str:
    """Where it is edited: the editor at the first line to do, or a new file of its name."""
    if row.state == MISSING:
        return addresses.start(made_from.site, row.path)
    return f"{addresses.edit(made_from.site, row.path)}#L{row.line}"


def _shortest(made_from: Publication) -> Sequence[PageStatus]:
    """The pages of the language with the fewest words still to do."""
    own = [row for row in made_from.statuses if row.language == made_from.language.code]
    return sorted((row for row in own if row.words), key=lambda row: row.words)[:BEGINNINGS]


def _beginning(made_from: Publication, row: PageStatus) -> Mapping[str, Any]:
    title, lang = _title(made_from, row)
    return {
        "title": title,
        "lang": lang,
        "words": words.count(made_from.language, "status.words", row.words),
        "address": _edit(made_from, row),
        "action": made_from.language.words[
            "status.start" if row.state == MISSING else "status.go_on"
        ],
    }
