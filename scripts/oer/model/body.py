"""A lesson's finished HTML with its holes, and its questions.

They stand together because they hold each other: a question is a hole in the body of its lesson,
and what it asks and answers are such bodies themselves.
"""

from dataclasses import dataclass
from enum import StrEnum

from oer.model.parts import Box
from oer.model.places import Place


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hole: an id in the lesson, to be made unique where lessons share a file."""

    id: str


@dataclass(frozen=True, slots=True)
class Target:
    """Hole: the address of a link, which depends on where the lesson goes."""

    target: str


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """Hole: the end of a link, empty where the link could not be kept."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Hole: a picture with its description, whose size is known from its file."""

    target: str
    description: str


@dataclass(frozen=True, slots=True)
class BoxStart:
    """Hole: the start of a box, whose title is an interface word."""

    box: Box


@dataclass(frozen=True, slots=True)
class BoxEnd:
    """Hole: the end of a box."""

    box: Box


@dataclass(frozen=True, slots=True)
class Gap:
    """Hole: a place to write in a fill-in-the-blank question."""

    answers: tuple[str, ...]
    """What is right, the first being the one to show."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """Hole: facts of the four markets side by side."""

    topics: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Word:
    """Hole: an interface word by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """Hole: the place of a question in the body."""

    question: "Question"


@dataclass(frozen=True, slots=True)
class Newer:
    """Hole: what the source says today, after a block of a translation that does not say it."""

    kind: str
    """`stale`, `missing` or `orphan`: a `Standing`."""
    language: str
    """Of the body."""
    body: "Body"
    """Empty where the source has lost the block."""
    critical: bool
    """On law, money or safety, or a question: to be shown unfolded."""


Inside = Anchor | Target | LinkEnd | Picture | Gap | Word


Hole = Inside | BoxStart | BoxEnd | FactTable | QuestionPlace | Newer


Body = tuple[str | Hole, ...]
"""Finished HTML (which is also XML) with holes for whatever depends on where the lesson goes."""


class QuestionType(StrEnum):
    """The seven types; the answer part of a quiz box decides which (lesson-format, Questions)."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    BLANK = "blank"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question."""

    text: Body
    right: bool
    feedback: Body
    """Empty where the author gave none."""
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a matching question: what stands on the left goes with what stands on the right."""

    left: Body
    right: Body


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz box. Only the fields of its type are filled."""

    id: str
    type: QuestionType
    stem: Body
    explanation: Body
    place: Place
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    """Matching: the rows as written are the key."""
    columns: tuple[Body, ...] = ()
    """Matching: the two column titles."""
    items: tuple[Body, ...] = ()
    """Ordering: as written is the key."""
    text: Body = ()
    """Blank: the text with its gaps."""
    number: str = ""
    """Number: the value as written, a decimal with a point."""
    tolerance: str = "0"
