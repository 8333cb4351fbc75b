"""Where something stands in the repository, and what could not be read there."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the repository, and a line counted from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that could not be read, under the code of the rule that reports it."""

    code: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    """What the wording of the code needs: names, numbers, the offending text."""
