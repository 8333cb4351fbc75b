"""What all courses share: terms of the glossary, skills of published frameworks, needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from oer.model.places import Place


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry in one language."""

    id: str
    term: str
    definition: str
    language: str
    """Language of the words; the source language where no translation exists."""
    place: Place
    status: str = ""
    """Where the translation was seen, as in the schema; empty in the source language."""
    stems: tuple[str, ...] = ()
    """What its forms begin with; empty where the term itself is to serve."""
    avoid: tuple[str, ...] = ()
    """Beginnings of words that would mislead or that nobody says."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A code and name from a published competence framework."""

    code: str
    name: str
    framework: str
    language: str = "en"
    """Of the name; frameworks are named as they name themselves."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The house's own translations of the name, by language."""

    def said_in(self, code: str) -> "Skill":
        """Itself with its name in a language, where there is one."""
        if code not in self.names:
            return self
        return replace(self, name=self.names[code], language=code)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the sector asks for, as research found it."""

    code: str
    need: str
    """In a few words of ours, in the source language."""
    concerns: str
    """`content`, which lessons answer, or `product`."""
    place: Place
    answer: str = ""
    """What answers it besides lessons."""
