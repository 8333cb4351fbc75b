"""How a text stands to its source: its units, their standing, who made and who read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Unit(NamedTuple):
    """The smallest piece of text that is translated, compared and reviewed on its own."""

    id: str
    """`learn/p2`: what stands above it, its kind and its number there; `title` in front matter."""
    text: str
    """Markdown on one line, without what marks the block: `> `, `- [x]`, `{#id}`."""
    prose: str
    """Digest of what it says."""
    full: str
    """Digest of its text, targets of links included."""
    line: int
    """Of the file, where it starts."""
    lines: int = 1
    marked: str = ""
    """`new`, `removed` or `stale`, where a marker names it."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What a translator's comment says of the block below it."""

    kinds: Mapping[str, str]
    """Id of a unit -> `new`, `removed` or `stale`; the id `""` speaks of the whole block."""
    line: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top level of a text."""

    line: int
    """Of the file, where it or its marker starts; it ends where the next one starts."""
    end: int
    """How many parts of the body have come when it is over."""
    shape: str = ""
    """Digest of all in it that is the same in every language: ids, kinds, ticks, code."""
    marker: Marker | None = None


class Standing(StrEnum):
    """How a unit of the source stands in a translation (translation.md, Units and states)."""

    UNTRANSLATED = "untranslated"
    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    """The source has gained it since."""
    ORPHAN = "orphan"
    """The source has lost it; the translation has not."""
    MISALIGNED = "misaligned"
    """The translation does not have the parts that it was made with."""


class Progress(NamedTuple):
    """How one unit of a translation stands."""

    standing: Standing
    source: Unit | None
    """None for an orphan."""
    own: Unit | None
    """None where the translation lacks it."""
    read: frozenset[str] = frozenset()
    """Roles of those who have read the text as it is today: `language`, `law-kz`."""
    outdated_reads: frozenset[str] = frozenset()
    """Roles of those who have read it before it was changed."""


def behind(progress: Iterable[Progress]) -> int:
    """How many units do not say what the source says today."""
    return sum(one.standing is not Standing.CURRENT for one in progress)


class State(StrEnum):
    """How far a text can be trusted."""

    SOURCE = "source"
    MACHINE = "machine"
    DRAFT = "draft"
    REVIEWED = "reviewed"


TRUST = (State.MACHINE, State.DRAFT, State.REVIEWED, State.SOURCE)
"""From the least trusted on."""


def least_trusted(states: Iterable[State]) -> State:
    """What is to be said of texts that are told of together; SOURCE where there are none."""
    return min(states, key=TRUST.index, default=State.SOURCE)


@dataclass(frozen=True, slots=True)
class Review:
    """A named person's word that a text was read."""

    name: str
    role: str
    """`language`, or `law` for a market."""
    date: str
    hash: str = ""
    """Of the text that was read; empty until `oer translate sync` has recorded it."""
    market: str = ""
    parts: tuple[str, ...] = ()
    """Ids of the headings and questions that were read; empty: all of the text."""


@dataclass(frozen=True, slots=True)
class Translation:
    """From what, how and by whom a text was translated."""

    of: str
    state: State
    translators: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    tool: str = ""
