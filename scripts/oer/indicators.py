"""The house in numbers, counted from its files and from those of its releases.

No reader is counted: the site knows none.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from oer.model import SOURCE_LANGUAGE, Catalog, State

OTHER = "other"
"""Where a file's name tells no language or no format."""


def indicators(catalog: Catalog) -> Mapping[str, int]:
    """What there is, by the name of the indicator, in the order in which it is read."""
    courses = catalog.courses.values()
    editions = [one for course in courses for one in course.editions.values() if one.lessons]
    lessons = [lesson for edition in editions for lesson in edition.lessons.values()]
    translated = [lesson for lesson in lessons if lesson.language != SOURCE_LANGUAGE]
    return {
        "languages": len({edition.language.code for edition in editions}),
        "courses": len(catalog.courses),
        "routes": len(catalog.routes),
        "lessons": len(lessons) - len(translated),
        "editions": len(editions),
        "translated": len(translated),
        "reviewed": sum(lesson.state is State.REVIEWED for lesson in translated),
    }


def downloads(
    releases: Iterable[Mapping[str, Any]], languages: Collection[str], endings: Mapping[str, str]
) -> Mapping[str, Any]:
    """How often the files of releases were fetched.

    `releases` as GitHub lists them (REST API, "List releases"); KeyError and TypeError where they
    are something else. `endings`: end of a file's name -> format.
    """
    if not isinstance(releases, list):
        raise TypeError("not a list")
    by_language: Counter[str] = Counter()
    by_format: Counter[str] = Counter()
    for release in releases:
        for asset in release["assets"]:
            count = int(asset["download_count"])
            language, format = _told(asset["name"], languages, endings)
            by_language[language] += count
            by_format[format] += count
    return {
        "total": by_format.total(),
        "languages": dict(sorted(by_language.items())),
        "formats": dict(sorted(by_format.items())),
    }


def _told(name: str, languages: Collection[str], endings: Mapping[str, str]) -> tuple[str, str]:
    """Language and format of a package, by its name: `copyright-kk.epub`."""
    ending = max(filter(name.endswith, endings), key=len, default="")
    code = name.removesuffix(ending).rpartition("-")[2]
    return code if code in languages else OTHER, endings.get(ending, OTHER)
