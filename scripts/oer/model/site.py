"""The site: where it is published, what it weighs, what the addresses that it names answer."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site and its source are published, as mkdocs.yml says it for the whole house."""

    url: str
    """Absolute, with `/` at its end; the languages are folders below it."""
    repository: str
    """Absolute, without `/` at its end."""
    largest_pages: int = 300
    """Megabytes that its host takes without packages."""
    largest: int = 900
    """Megabytes that its host takes."""

    def page(self, language: str, *path: str) -> str:
        """The address of a page: of a language, of a course in it, of a lesson of the course."""
        return "/".join((f"{self.url}{language}", *path, ""))

    def file(self, path: str) -> str:
        """The address of a file of the repository, to be looked at."""
        return f"{self.repository}/blob/main/{path}"


@dataclass(frozen=True, slots=True)
class Weights:
    """What a built site costs its readers, in bytes: packed as hosts send them, no pictures."""

    first: Mapping[str, int]
    """The first visit, by path of the heaviest lesson of each language."""
    next: Mapping[str, int]
    """Every further page without a lesson's own text, by the same paths."""
    search: Mapping[str, int]
    """The first search, by language."""
    site: int
    """All files but the downloads, as they lie there."""
    all: int
    most: tuple[int, int]
    """What of both the host takes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an outside address answered when it was asked."""

    status: int
    """Of HTTP (RFC 9110 §15), after redirections; 0 where nothing answered."""
    reason: str
    asked: str
    """ISO date and time."""
