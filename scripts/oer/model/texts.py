"""What is read and translated: a lesson, a page of docs/, the words of a data file."""

from dataclasses import dataclass

from oer.model.body import Body, FactTable, Question
from oer.model.parts import Box, Heading, Image, Link, Part, Passage, Table
from oer.model.places import Place
from oer.model.translation import Block, Progress, State, Translation, Unit, behind


@dataclass(frozen=True, slots=True)
class Practice:
    """How one outcome of a lesson is reached."""

    activities: tuple[int, ...]
    """Numbers of the lesson's activities that exercise it, the first being 1."""
    questions: tuple[str, ...]
    """Ids of the questions that test it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson in one language, parsed."""

    course: str
    slug: str
    language: str
    place: Place
    title: str
    summary: str
    minutes: int
    outcomes: tuple[str, ...]
    skills: tuple[str, ...]
    market: str
    """Market code where the lesson is for one market only, else empty."""
    translation: Translation | None
    """None for the source language."""
    body: Body
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    boxes: tuple[Box, ...]
    questions: tuple[Question, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    practice: tuple[Practice, ...] = ()
    """One for each outcome, where the author says so."""
    needs: tuple[str, ...] = ()
    """Codes of the sector's needs that it answers."""
    units: tuple[Unit, ...] = ()
    blocks: tuple[Block, ...] = ()
    progress: tuple[Progress, ...] = ()
    """Of a translation: how each of its units stands."""
    parts: tuple[Part, ...] = ()

    @property
    def state(self) -> State:
        return self.translation.state if self.translation else State.SOURCE

    @property
    def behind(self) -> int:
        """How many of its units do not say what the source says today."""
        return behind(self.progress)

    @property
    def topics(self) -> frozenset[str]:
        """Those whose facts it shows."""
        tables = (hole for hole in self.body if isinstance(hole, FactTable))
        return frozenset(topic for table in tables for topic in table.topics)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of docs/ in one language, Markdown as written."""

    name: str
    language: str
    place: Place
    title: str
    summary: str
    text: str
    first_line: int = 1
    """The line of the file on which the text starts."""
    translation: Translation | None = None
    """None for the source language."""
    links: tuple[Link, ...] = ()
    """Links and pictures, written as GitHub resolves them from the English page."""
    headings: tuple[Heading, ...] = ()
    units: tuple[Unit, ...] = ()
    blocks: tuple[Block, ...] = ()
    progress: tuple[Progress, ...] = ()
    """Of a translation: how each of its units stands."""
    passages: tuple[Passage, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def state(self) -> State:
        return self.translation.state if self.translation else State.SOURCE

    @property
    def behind(self) -> int:
        """How many of its units do not say what the source says today."""
        return behind(self.progress)


Written = Lesson | Page
"""What is translated as running text."""


@dataclass(frozen=True, slots=True)
class DataText:
    """A data file with words for readers, in one language: facts, a course's titles, terms."""

    name: str
    """Path of the source: `courses/copyright/facts.yml`."""
    language: str
    place: Place
    units: tuple[Unit, ...]
    progress: tuple[Progress, ...] = ()
    """Of a translation: how each of its units stands."""


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt about a passage of a translation, for its reviewer."""

    language: str
    page: str
    """The file, below the folder of the language."""
    passage: str
    source: str
    doubt: str
    """In the language of the translation."""
    first: bool
    """Among the twenty that a native editor should read first."""
    unit: Unit | None
    """Where the passage stands; None where the text no longer has it."""
    place: Place
