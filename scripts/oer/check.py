"""Rules and findings: `check(catalog, rules)` is a pure function of what was read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from inspect import cleandoc

from oer.model import Catalog, Checked, Defect, Place, Value
from oer.packed import closed_again

Found = tuple[Place, Mapping[str, str]]
"""Where it is, and the values that the wording of the code has room for."""
Look = Callable[[Catalog], Iterable[Found]]


LAST = "ALW"
"""The family of rules about allowances."""
NEVER_ALLOWED = ("SEC", "LIC", "SRC", "LNK004", "IMG002", "IMG003", "IMG007", "IMG008")
"""How codes begin whose errors no course can allow: they would harm others than its own readers."""


class Level(StrEnum):
    """An error stops publication; advice never does. What a course allows is only counted."""

    ERROR = "error"
    ADVICE = "advice"
    ALLOWED = "allowed"


class Scope(StrEnum):
    """How much a rule looks at before it can tell."""

    CATALOG = "catalog"
    """All courses, pages and files together."""
    COURSE = "course"
    """Each course by itself, in all its languages, with what all courses share."""
    TEXT = "text"
    """The same language by language, and then what is written in no course."""


NO_COURSE = ""
"""Stands for all that is in no course."""
EVERY_LANGUAGE = ""
"""Stands for a course in all its languages."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that would hurt a reader, and how to find it."""

    code: str
    summary: str
    help: str
    """Why it matters to a reader, and what to do: what `oer explain CODE` prints."""
    level: Level
    look: Look
    scope: Scope = Scope.CATALOG


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule found something."""

    place: Place
    code: str
    level: Level
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    """Why the course allows it, where it does."""


Remember = Callable[[str, str, Callable[[], list[Finding]]], list[Finding]]
"""What was found before in a course, or in what is in none, in a language; or what a look finds
now.
"""


def afresh(course: str, language: str, look: Callable[[], list[Finding]]) -> list[Finding]:
    """Remember nothing."""
    return look()


def rule(
    code: str, summary: str, level: Level = Level.ERROR, scope: Scope = Scope.CATALOG
) -> Callable[[Look], Rule]:
    """Label a function as the rule of a code; its docstring is the help."""

    def label(look: Look) -> Rule:
        return Rule(code, summary, cleandoc(look.__doc__ or ""), level, look, scope)

    return label


def defects(catalog: Catalog, code: str) -> Iterator[Found]:
    """What the readers of files, data and Markdown already found under a code."""
    return ((defect.place, defect.values) for defect in catalog.defects if defect.code == code)


def check(catalog: Catalog, rules: Sequence[Rule], remember: Remember = afresh) -> list[Finding]:
    """Every finding of every rule, in the order of the files.

    Rules that look at a course or its texts need not look again where nothing has changed.

    `allow` in a course.yml lowers what it names to the level `allowed`. The rules about that come
    last, since they look at what the others found.
    """
    first = [rule for rule in rules if not rule.code.startswith(LAST)]
    last = [rule for rule in rules if rule.code.startswith(LAST)]
    wide = [rule for rule in first if rule.scope is Scope.CATALOG]
    found = [*_look(catalog, wide), *_look_by_course(catalog, first, remember)]
    known = replace(catalog, checked=_checked(found, rules)) if last else catalog
    settled = [_allowed(finding, catalog) for finding in found]
    findings = [*settled, *_look(known, last)]
    return sorted(findings, key=lambda finding: (finding.place, finding.code))


def _look(catalog: Catalog, rules: Sequence[Rule]) -> list[Finding]:
    return [
        Finding(place, rule.code, rule.level, values)
        for rule in rules
        for place, values in rule.look(catalog)
    ]


def _look_by_course(
    catalog: Catalog, rules: Sequence[Rule], remember: Remember
) -> Iterator[Finding]:
    narrow = [rule for rule in rules if rule.scope is Scope.COURSE]
    texts = [rule for rule in rules if rule.scope is Scope.TEXT]
    for id, part in _parts(catalog):
        with closed_again():
            if narrow and id in catalog.courses:
                alone = replace(catalog, courses=part.courses)
                yield from remember(id, EVERY_LANGUAGE, partial(_look, alone, narrow))
            for one in _by_language(part) if texts else ():
                yield from remember(id, one.asked, partial(_look, one, texts))


def written_in(catalog: Catalog) -> list[Catalog]:
    """What rules about texts look at, one after the other: each course, and what is in none."""
    return [one for _, part in _parts(catalog) for one in _by_language(part)]


def _by_language(part: Catalog) -> Iterator[Catalog]:
    return (replace(part, asked=code) for code in part.languages)


def _parts(catalog: Catalog) -> Iterator[tuple[str, Catalog]]:
    values: dict[str, dict[str, tuple[Value, ...]]] = defaultdict(dict)
    defects: dict[str, list[Defect]] = defaultdict(list)
    for path, some in catalog.values.items():
        values[course_of(path)][path] = some
    for one in catalog.defects:
        defects[course_of(one.place.path)].append(one)
    for id in (*sorted({*catalog.shelf, *values, *defects} - {NO_COURSE}), NO_COURSE):
        part = replace(
            catalog,
            courses={id: catalog.courses[id]} if id in catalog.courses else {},
            routes={id: catalog.routes[id]} if id in catalog.routes else {},
            pages=() if id else catalog.pages,
            values=values[id],
            defects=tuple(defects[id]),
        )
        yield id, part


def _checked(found: Sequence[Finding], rules: Sequence[Rule]) -> Checked:
    return Checked(
        errors=frozenset(rule.code for rule in rules if rule.level is Level.ERROR),
        advice=frozenset(rule.code for rule in rules if rule.level is Level.ADVICE),
        found=frozenset((course_of(finding.place.path), finding.code) for finding in found),
    )


def _allowed(finding: Finding, catalog: Catalog) -> Finding:
    course = catalog.shelf.get(course_of(finding.place.path))
    reasons = {one.code: one.reason for one in course.allowances} if course else {}
    never = finding.level is Level.ERROR and finding.code.startswith(NEVER_ALLOWED)
    if never or finding.code not in reasons:
        return finding
    return replace(finding, level=Level.ALLOWED, reason=reasons[finding.code])


def course_of(path: str) -> str:
    """The course to which a file belongs, in whatever language; empty where it is of none."""
    parts = path.split("/")
    inside = parts[2:] if parts[0] == "translations" else parts
    return inside[1] if len(inside) > 2 and inside[0] == "courses" else ""
