"""What a contribution brings: findings that were not there before, or stand in what it changes."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from oer.check import Finding, Level, check
from oer.contribution.handed import Translated
from oer.contribution.taken import changed, take
from oer.files import FOLDERS
from oer.load import load
from oer.model import SOURCE_LANGUAGE, Catalog, Course
from oer.rules import RULES
from oer.status import MISSING, status
from oer.translate.sync import sync, write


@dataclass(frozen=True, slots=True)
class Looked:
    """A contribution, checked."""

    catalog: Catalog
    language: str
    """In which the contributor should read."""
    findings: tuple[Finding, ...]
    pages: tuple[Translated, ...]
    has_program: bool
    """Whether it also changes what is not content, which was not tried."""

    @property
    def has_errors(self) -> bool:
        return any(finding.level is Level.ERROR for finding in self.findings)


def look(root: Path, repository: Path, today: str) -> Looked:
    """Check what is at `root`, lay the newest commit of a repository over it, and check again.

    Refused where it cannot be taken.
    """
    paths = changed(repository)
    base = load(root, today=today)
    before = check(base, RULES)
    take(root, repository)
    followed = follow(root, paths, today)
    catalog = allowing_no_more(load(root, today=today), base)
    after = [one for one in check(catalog, RULES) if one.place.path not in followed]
    return Looked(
        catalog=catalog,
        language=language_of(paths, catalog),
        findings=tuple(brought(before, after, paths)),
        pages=tuple(_pages(catalog, paths)),
        has_program=any(not is_content(path) for path in paths),
    )


def allowing_no_more(catalog: Catalog, base: Catalog) -> Catalog:
    """The catalogue with the allowances of the base: no contribution can settle its own findings,
    and whoever merges it with one sees what it settles.
    """
    known = {(id, one.code) for id, course in base.shelf.items() for one in course.allowances}

    def allowed(courses: Mapping[str, Course]) -> dict[str, Course]:
        return {
            id: replace(
                course, allowances=tuple(a for a in course.allowances if (id, a.code) in known)
            )
            for id, course in courses.items()
        }

    return replace(catalog, courses=allowed(catalog.courses), routes=allowed(catalog.routes))


def follow(root: Path, paths: Sequence[str], today: str) -> Collection[str]:
    """Do what `oer translate sync` does after a merge: translations follow the English.

    Those that the contribution brings stay as they are. Whatever is wrong in the others, whose
    paths come back, is wrong in the English, or not the contributor's to mend.
    """
    made = sync(root, load(root, today=today))
    followed = {path: text for path, text in made.files.items() if path not in paths}
    write(root, followed)
    return followed.keys()


def is_content(path: str) -> bool:
    """Whether a file is taken as data; all others are the program's."""
    return path.startswith(tuple(f"{folder}/" for folder in FOLDERS))


def language_of(paths: Sequence[str], catalog: Catalog) -> str:
    """The language whose files were changed, if it is only one; else the source's."""
    parts = [path.split("/") for path in paths if path.startswith("translations/")]
    codes = {part[1] for part in parts if part[1] in catalog.languages}
    return codes.pop() if len(codes) == 1 else SOURCE_LANGUAGE


def brought(
    before: Sequence[Finding], after: Sequence[Finding], paths: Sequence[str]
) -> Iterator[Finding]:
    """Findings in changed files, and those elsewhere that were not there before."""
    known = Counter(map(_sign, before))
    for finding in after:
        sign = _sign(finding)
        known[sign] -= 1
        is_new = known[sign] < 0 or finding.place.path in paths
        if is_new and finding.level is not Level.ALLOWED:
            yield finding


def _sign(finding: Finding) -> tuple[str, ...]:
    """What makes a finding the same one, on whatever line it stands now."""
    return finding.place.path, finding.code, *sorted(finding.values.values())


def _pages(catalog: Catalog, paths: Sequence[str]) -> Iterator[Translated]:
    for page in status(catalog):
        if page.path in paths and page.state != MISSING:
            yield Translated(page.path, page.units.get("current", 0), page.total)
