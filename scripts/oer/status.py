"""How far each language is: counted from the units of every lesson and page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oer.data_texts import GLOSSARY
from oer.model import SOURCE_LANGUAGE, Catalog, DataText, Progress, Standing, State, Written

TO_DO = (Standing.UNTRANSLATED, Standing.MISSING, Standing.STALE, Standing.MISALIGNED)
Text = Written | DataText
MISSING = "missing"
"""The state of a page that does not exist in a language; the others are those of `State`."""


@dataclass(frozen=True, slots=True)
class PageStatus:
    """One lesson, page or data file in one language."""

    language: str
    course: str
    """Empty for a page of docs/."""
    name: str
    title: str
    """In the source language."""
    path: str
    """Of the translation, whether it exists or not."""
    state: str
    """`missing`, or a `State`."""
    units: Mapping[str, int]
    """How many units stand how, by `Standing`."""
    read: int
    """Units that a reviewer has read as they are."""
    words: int
    """Words of the source still to be translated or looked at again."""
    line: int = 1
    """Where the first of them stands in the translation."""

    @property
    def total(self) -> int:
        """Units of the source."""
        return sum(self.units.values()) - self.units.get(Standing.ORPHAN, 0)

    @property
    def share(self) -> float:
        """The part that is translated and current, from 0 to 1."""
        return self.units.get(Standing.CURRENT, 0) / self.total if self.total else 0.0


def status(catalog: Catalog) -> list[PageStatus]:
    """Every lesson and page in every language but the source's, in the order of the courses."""
    languages = [code for code in catalog.languages if code != SOURCE_LANGUAGE]
    return [one for code in languages for one in _of_language(catalog, code)]


def _of_language(catalog: Catalog, code: str) -> Iterator[PageStatus]:
    shelves = _data_by_course(catalog, SOURCE_LANGUAGE), _data_by_course(catalog, code)
    for course in catalog.courses.values():
        source = course.editions.get(SOURCE_LANGUAGE)
        own = course.editions.get(code)
        for slug, lesson in (source.lessons if source else {}).items():
            yield _page(code, course.id, slug, lesson, own.lessons.get(slug) if own else None)
        yield from _of_data(code, course.id, *shelves)
    for route in catalog.routes:
        yield from _of_data(code, route, *shelves)
    pages = {(page.language, page.name): page for page in catalog.pages}
    for (language, name), page in pages.items():
        if language == SOURCE_LANGUAGE:
            yield _page(code, "", name, page, pages.get((code, name)))
    yield from _of_data(code, "", *shelves)


Shelf = Mapping[str, Mapping[str, DataText]]
"""Course -> file -> a text; under an empty course those of all courses."""


def _data_by_course(catalog: Catalog, language: str) -> Shelf:
    shelf: dict[str, dict[str, DataText]] = defaultdict(dict)
    for text in catalog.data_texts:
        if text.language == language:
            course, _, file = text.name.removeprefix("courses/").rpartition("/")
            shelf[course][file] = text
    return shelf


def _of_data(code: str, course: str, sources: Shelf, own: Shelf) -> Iterator[PageStatus]:
    """The data files of a course, or those of all courses."""
    for file, source in sources.get(course, {}).items():
        yield _page(code, course, file, source, own.get(course, {}).get(file))


def _page(code: str, course: str, name: str, source: Text, own: Text | None) -> PageStatus:
    stands = own.progress if own else [Progress(Standing.MISSING, u, None) for u in source.units]
    waiting = [one for one in stands if one.standing in TO_DO]
    return PageStatus(
        language=code,
        course=course,
        name=name,
        title=name if isinstance(source, DataText) else source.title,
        path=own.place.path if own else _path(code, source.place.path),
        state=_state(own),
        units=dict(sorted(Counter(one.standing.value for one in stands).items())),
        read=sum("language" in one.read for one in stands),
        words=sum(map(_words, waiting)),
        line=min((one.own.line for one in waiting if one.own), default=1),
    )


def _path(code: str, source: str) -> str:
    """Where a translation would stand; the glossary is one for all courses."""
    name = source.removeprefix("courses/") if source == GLOSSARY else source
    return f"translations/{code}/{name}"


def _state(own: Text | None) -> str:
    """Data files say nothing of how they were translated: what is there counts as a draft."""
    if own is None:
        return MISSING
    return State.DRAFT.value if isinstance(own, DataText) else own.state.value


def _words(one: Progress) -> int:
    return len(one.source.text.split()) if one.source else 0


def to_json(pages: Iterable[PageStatus], names: Mapping[str, str]) -> dict[str, Any]:
    """`status.json`: sums for each language, then every page. `names` by language code."""
    rows = list(pages)
    return {
        "languages": [
            {"language": code, "name": name, **_sums([r for r in rows if r.language == code])}
            for code, name in names.items()
            if code != SOURCE_LANGUAGE
        ],
        "pages": [
            {
                "language": row.language,
                "course": row.course or None,
                "page": row.name,
                "path": row.path,
                "state": row.state,
                "units": dict(row.units),
                "read": row.read,
                "words_to_do": row.words,
            }
            for row in rows
        ],
    }


def _sums(rows: list[PageStatus]) -> dict[str, int]:
    units = sum((Counter(row.units) for row in rows), Counter[str]())
    return {
        "pages": len(rows),
        "existing": sum(row.state != MISSING for row in rows),
        "reviewed": sum(row.state == State.REVIEWED for row in rows),
        "units": sum(row.total for row in rows),
        "current": units[Standing.CURRENT],
        "stale": units[Standing.STALE],
        "read": sum(row.read for row in rows),
        "words_to_do": sum(row.words for row in rows),
    }
