"""What each piece of a build is made from, and its key."""

import os
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from oer import keys
from oer.files import read_bytes, scan
from oer.model import SOURCE_LANGUAGE, Language
from oer.program import program_files
from oer.settings import LICENCE_FILE, date_of_packages, read_site

THEME = "overrides/"
SOURCE = "source"
"""The format that holds the program itself."""
CONFIGURATION = ("mkdocs.yml", LICENCE_FILE)
ADDRESSES = "mkdocs.yml: addresses"
"""Stands beside the files: they can come from the environment."""


@dataclass(frozen=True, slots=True)
class Read:
    """The lessons, as `course/slug`, that a package is made from."""

    held: Collection[str]
    behind: Collection[str]
    """Those that lack what English says: for them languages to lean on are looked into."""


@dataclass(frozen=True)
class Inputs:
    """The digest of every file that a build can depend on, and the date that it was given."""

    root: Path
    digests: Mapping[str, str]
    """By path relative to the root."""
    epoch: str
    """SOURCE_DATE_EPOCH: seconds since 1970, or empty."""

    @property
    def modified(self) -> str:
        """The date that packages state."""
        return date_of_packages(self.epoch)

    @property
    def today(self) -> str:
        """The day that facts are compared with; empty where none was given: no clock is read."""
        return self.modified[:10] if self.epoch else ""

    @cached_property
    def _courses(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """(course, language) -> the digests of what is there of it."""
        found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for path, digest in self.digests.items():
            if place := _course(path):
                found[place][path] = digest
        return found

    @cached_property
    def _languages(self) -> Collection[str]:
        """Those in which there is something of any course."""
        return {code for _, code in self._courses}

    @cached_property
    def _shared(self) -> str:
        """Glossary, skills, the words of every language, and the addresses of the site."""
        return self.key({p: value for p, value in self.digests.items() if _is_shared(p)}, "shared")

    @cached_property
    def _theme(self) -> str:
        """The templates of pages."""
        return self.key({p: v for p, v in self.digests.items() if p.startswith(THEME)}, "theme")

    @cached_property
    def _house(self) -> str:
        """All of the program that a source bundle holds."""
        files = {p: keys.digest((self.root / p).read_bytes()) for p in program_files(self.root)}
        return self.key(files, "house")

    @cached_property
    def _frame(self) -> str:
        """All content that is in no course."""
        content = (p for p in self.digests if not _course(p) and not p.startswith(THEME))
        return self.key({path: self.digests[path] for path in content}, "frame")

    def key(self, digests: Mapping[str, str], *names: str) -> str:
        """A key of files, of the program, and of what else is named."""
        return keys.key(*names, keys.of_program(), self.epoch, keys.of_files(digests, digests))

    def of_all(self, *options: str) -> str:
        """The key of a whole build with its options."""
        return self.key(self.digests, "all", *options)

    def of_findings(self, course: str, language: str) -> str:
        """Made from the course in a language and in English, or in all, and what is in none."""
        codes = {SOURCE_LANGUAGE, language} if language else self._languages
        own = {path: d for code in codes for path, d in self._courses[course, code].items()}
        return self.key(own, "findings", language, self._frame)

    def of_package(
        self,
        courses: Collection[str],
        language: Language,
        format: str,
        lesson: str = "",
        read: Read | None = None,
    ) -> str:
        """Made from the course in its language and those it leans on, and what all share.

        Of lessons those that are `read`, all where that is None. A workshop route is made from
        the courses that it borrows from as well.
        """
        own = self._editions(courses, language)
        if read is not None:
            own = {p: v for p, v in own.items() if _lesson(p) in ("", *read.held)}
            own = _without_foreign(own, language, read.behind)
        around = (self._shared, self._house) if format == SOURCE else (self._shared,)
        return self.key(own, "package", format, language.code, lesson, *around)

    def of_course_pages(
        self, courses: Collection[str], language: Language, seen: str, behind: Collection[str]
    ) -> str:
        """Made from the same, and what is `seen`.

        Lessons of languages to lean on are looked into only for those that are `behind` English,
        as `course/slug`.
        """
        own, around = self._editions(courses, language), (self._shared, self._theme)
        read = _without_foreign(own, language, behind)
        return self.key(read, "course pages", language.code, *around, seen)

    def of_house_pages(self, code: str, seen: str) -> str:
        """Made from all that is in no course, and from what is `seen` of courses."""
        return self.key({}, "house pages", code, self._frame, self._theme, seen)

    def of_kiwix(self, code: str, digests: Mapping[str, str]) -> str:
        """Made from finished pages, and from what courses and the house say of themselves."""
        own = {p: d for p, d in self.digests.items() if "/lessons/" not in p}
        return self.key(digests, "kiwix", code, keys.of_files(own, own))

    def _editions(self, courses: Collection[str], language: Language) -> dict[str, str]:
        codes = (SOURCE_LANGUAGE, *language.fallback, language.code)
        editions = [self._courses[course, code] for course in courses for code in codes]
        return {path: digest for edition in editions for path, digest in edition.items()}


def read_inputs(root: Path) -> Inputs:
    """Look at all files of the repository."""
    tree = scan(root)
    configuration = [path for path in CONFIGURATION if (root / path).is_file()]
    paths = (*sorted(tree.files), *configuration)
    digests = {path: keys.digest(read_bytes(f"{root}/{path}")) for path in paths}
    # A file that is refused unread counts too: that it came, went or changed its fault.
    refused = {f"{one.place.path} {one.code}": repr(one) for one in tree.defects}
    digests |= {name: keys.digest(told.encode()) for name, told in refused.items()}
    theme = keys.of_folder(root / "overrides")
    digests |= {f"{THEME}{path}": value for path, value in theme.items()}
    if "mkdocs.yml" in digests:
        site = read_site(root)
        digests[ADDRESSES] = keys.digest(repr((site.url, site.repository)).encode())
    return Inputs(root, digests, os.environ.get("SOURCE_DATE_EPOCH", ""))


def _without_foreign(
    digests: Mapping[str, str], language: Language, behind: Collection[str]
) -> dict[str, str]:
    """Without lessons of languages to lean on, but for those that are shown where it is behind."""
    foreign = tuple(f"translations/{code}/" for code in language.fallback)
    return {
        path: digest
        for path, digest in digests.items()
        if not path.startswith(foreign) or not (name := _lesson(path)) or name in behind
    }


def _course(path: str) -> tuple[str, str] | None:
    """The course to which a file belongs, and its language; None where it belongs to none."""
    match path.split("/"):
        case ["courses", course, _, *_]:
            return course, SOURCE_LANGUAGE
        case ["translations", code, "courses", course, _, *_]:
            return course, code
    return None


def _lesson(path: str) -> str:
    """The lesson that a file of a course holds, as `course/slug`; empty where it holds none."""
    match path.split("/"):
        case [*_, "courses", course, "lessons", name]:
            return f"{course}/{name.partition('.')[0]}"
    return ""


def _is_shared(path: str) -> bool:
    depth = {"translations": 2, "courses": 1}.get(path.partition("/")[0])
    return path in (*CONFIGURATION, ADDRESSES) or path.count("/") == depth
