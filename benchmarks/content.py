"""Lessons as plain values, before they are written in a dialect.

The shape of a lesson (how many rows, which option is right) is drawn once for all languages; only
the words differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.words import Voice, draws, phrase, sentence, sentences, title, voice

LESSONS_A_COURSE = 12
LESSONS_A_MODULE = 3
TERMS = 8
PICTURE = "figure.svg"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the id that all languages share."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Inline Markdown that both dialects read alike; a term is linked as `term:ID`."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list: bullets where the marker is `-`, steps where it is `1.`."""

    marker: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A fence, the same in every language."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of the course."""

    description: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """The text that `[^label]` stands for."""

    label: str
    text: str


Plain = Heading | Paragraph | Items | Table | Code | Picture | Footnote
"""What both dialects write alike."""


@dataclass(frozen=True, slots=True)
class Box:
    """A coloured box."""

    kind: str
    minutes: int
    """Time of its own, 0 where it has none."""
    blocks: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose, with what its reader is told."""

    text: str
    feedback: str
    right: bool


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with options."""

    id: str
    stem: str
    options: tuple[Option, ...]
    explanation: str


Block = Plain | Box | Quiz


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson in one language."""

    slug: str
    title: str
    summary: str
    minutes: int
    outcomes: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a course."""

    id: str
    title: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course in one language."""

    id: str
    title: str
    summary: str
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    id: str
    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class Library:
    """Everything in one language."""

    language: str
    title: str
    courses: tuple[Course, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Pen:
    """What it takes to write one lesson."""

    slug: str
    neighbours: tuple[str, ...]
    shape: Random
    """Draws that all languages share."""
    voice: Voice


def library(language: str, lessons: int, seed: int) -> Library:
    """`lessons` lessons in courses of twelve, the last course being shorter."""
    slugs = [f"lesson-{number:04}" for number in range(1, lessons + 1)]
    starts = range(0, lessons, LESSONS_A_COURSE)
    return Library(
        language,
        title(voice(language, seed, "library"), 3),
        tuple(
            _course(f"course-{number:03}", slugs[start : start + LESSONS_A_COURSE], language, seed)
            for number, start in enumerate(starts, 1)
        ),
        tuple(_term(f"term-{number}", language, seed) for number in range(1, TERMS + 1)),
    )


def _term(id: str, language: str, seed: int) -> Term:
    words = voice(language, seed, id)
    return Term(id, phrase(words, 2), sentence(words))


def _course(id: str, slugs: list[str], language: str, seed: int) -> Course:
    words = voice(language, seed, id)
    starts = range(0, len(slugs), LESSONS_A_MODULE)
    written = [_lesson(_pen(slugs, index, language, seed)) for index in range(len(slugs))]
    modules = tuple(
        Module(f"part-{number}", title(words, 3), tuple(written[start : start + LESSONS_A_MODULE]))
        for number, start in enumerate(starts, 1)
    )
    return Course(id, title(words, 4), sentences(words, 2), modules)


def _pen(slugs: list[str], index: int, language: str, seed: int) -> Pen:
    slug = slugs[index]
    neighbours = (*slugs[max(0, index - 1) : index], *slugs[index + 1 : index + 2])
    return Pen(slug, neighbours, draws(seed, slug), voice(language, seed, slug))


def _lesson(pen: Pen) -> Lesson:
    words = pen.voice
    blocks = (*_why(pen), *_learn(pen), *_do(pen), *_check(pen), *_keep(pen))
    return Lesson(
        slug=pen.slug,
        title=title(words, pen.shape.randint(3, 6)),
        summary=sentence(words),
        minutes=pen.shape.choice((60, 75, 90)),
        outcomes=tuple(title(words, 8) for _ in range(3)),
        blocks=blocks,
    )


def _why(pen: Pen) -> Iterator[Block]:
    yield Heading(2, "why", title(pen.voice, 3))
    yield _paragraph(pen)
    yield _paragraph(pen)


def _learn(pen: Pen) -> Iterator[Block]:
    """About 450 words: what is taught, with a term, a picture, a table and two boxes."""
    words = pen.voice
    yield Heading(2, "learn", title(words, 2))
    yield Paragraph(f"{sentences(words, 2)} {_term_link(pen)}.[^source]")
    yield Picture(sentence(words))
    yield from _part(pen, "learn-first")
    yield Items("-", tuple(f"**{title(words, 2)}**: {phrase(words, 7)}" for _ in range(4)))
    yield Box("note", 0, (_paragraph(pen),))
    yield from _part(pen, "learn-second")
    yield _table(pen)
    yield Box("example", 0, (_paragraph(pen), _paragraph(pen)))
    yield _code(pen)
    yield Footnote("source", sentence(words))


def _part(pen: Pen, id: str) -> Iterator[Block]:
    yield Heading(3, id, title(pen.voice, 4))
    yield _paragraph(pen)


def _do(pen: Pen) -> Iterator[Block]:
    words = pen.voice
    yield Heading(2, "do", title(words, 2))
    steps = Items("1.", tuple(sentence(words) for _ in range(pen.shape.randint(3, 4))))
    yield Box("activity", 30, (Paragraph(sentence(words)), steps))


def _check(pen: Pen) -> Iterator[Block]:
    yield Heading(2, "check", title(pen.voice, 2))
    yield _quiz(pen, f"{pen.slug}-first", right=1)
    yield _quiz(pen, f"{pen.slug}-second", right=2)


def _keep(pen: Pen) -> Iterator[Block]:
    words = pen.voice
    yield Heading(2, "keep", title(words, 2))
    yield from _links(pen)
    yield Paragraph(f"{sentence(words)} {_term_link(pen)}.")


def _links(pen: Pen) -> Iterator[Block]:
    """To the lesson before and the one after, where the course has them."""
    if pen.neighbours:
        links = (f"[{title(pen.voice, 4)}]({slug}.md#learn)" for slug in pen.neighbours)
        yield Items("-", tuple(links))


def _paragraph(pen: Pen) -> Paragraph:
    """Three to five sentences, with emphasis as authors use it."""
    words = pen.voice
    rest = sentences(words, pen.shape.randint(2, 4))
    return Paragraph(f"{title(words, 3)} **{phrase(words, 2)}** {phrase(words, 4)}. {rest}")


def _term_link(pen: Pen) -> str:
    words, number = pen.voice, pen.shape.randint(1, TERMS)
    return f"{title(words, 2)} [{phrase(words, 1)}](term:term-{number}) {phrase(words, 3)}"


def _table(pen: Pen) -> Table:
    words, rows = pen.voice, pen.shape.randint(4, 5)
    return Table(tuple(tuple(title(words, 2) for _ in range(3)) for _ in range(rows)))


def _code(pen: Pen) -> Code:
    """Lines without words of any language, so that every edition can have the same."""
    numbers = (pen.shape.randint(100, 999) for _ in range(4))
    return Code("\n".join(f"row-{line} = {number}" for line, number in enumerate(numbers, 1)))


def _quiz(pen: Pen, id: str, *, right: int) -> Quiz:
    """Three options, of which `right` are right."""
    words, keys = pen.voice, pen.shape.sample(range(3), right)
    options = tuple(Option(title(words, 5), title(words, 6), number in keys) for number in range(3))
    return Quiz(id, f"{title(words, 9)}?", options, sentence(words))
