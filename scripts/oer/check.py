"""Rules and findings: `check(catalog, rules)` is a pure function of what was read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import cleandoc

from oer.model import Catalog, Place

Found = tuple[Place, Mapping[str, str]]
"""Where it is, and the values that the wording of the code has room for."""
Look = Callable[[Catalog], Iterable[Found]]


class Level(StrEnum):
    """An error stops publication; advice never does."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that would hurt a reader, and how to find it."""

    code: str
    summary: str
    help: str
    """Why it matters to a reader, and what to do: what `oer explain CODE` prints."""
    level: Level
    look: Look


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule found something."""

    place: Place
    code: str
    level: Level
    values: Mapping[str, str] = field(default_factory=dict)


def rule(code: str, summary: str, level: Level = Level.ERROR) -> Callable[[Look], Rule]:
    """Label a function as the rule of a code; its docstring is the help."""

    def label(look: Look) -> Rule:
        return Rule(code, summary, cleandoc(look.__doc__ or ""), level, look)

    return label


def defects(catalog: Catalog, code: str) -> Iterator[Found]:
    """What the readers of files, data and Markdown already found under a code."""
    return ((defect.place, defect.values) for defect in catalog.defects if defect.code == code)


def check(catalog: Catalog, rules: Sequence[Rule]) -> list[Finding]:
    """Every finding of every rule, in the order of the files."""
    found = [
        Finding(place, rule.code, rule.level, values)
        for rule in rules
        for place, values in rule.look(catalog)
    ]
    return sorted(found, key=lambda finding: (finding.place, finding.code))
