"""What a text is made of, as rules look at it: headings, links, boxes, passages, tables.

Their words are plain; the finished HTML of the same text is a `body`.
"""

from dataclasses import dataclass

from oer.model.places import Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the number of words that stand under it, deeper headings included."""

    level: int
    id: str
    """Empty where the author gave none."""
    text: str
    words: int
    place: Place
    empty: bool = False
    """Nothing stands between it and the next heading of its level or above."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the author wrote it: relative path, `term:`, `fact:`, `lang:` or an address."""

    target: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the author wrote it."""

    target: str
    description: str
    place: Place


@dataclass(frozen=True, slots=True)
class Box:
    """A marked quotation: `> [!ACTIVITY]`."""

    kind: str
    """One of the kinds of `markup.dialect.BOX_KINDS`, lower case."""
    argument: str
    """What follows the marker on its line: the id of a quiz, the code of a market."""
    minutes: int
    """Time of its own, 0 where none is given."""
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a block of a lesson or question, without code, pictures and footnote marks."""

    kind: str
    """`paragraph`, `heading`, `cell`, `term`, or what a paragraph stands in: `item`,
    `definition`, `quotation`, `note`."""
    text: str
    bold: bool
    """All of it is bold."""
    box: Box | None
    """The outermost box around it."""
    place: Place
    foreign: tuple[str, ...] = ()
    """Words in it that are marked as those of another language."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block with what it holds, as far as it must be the same in every language."""

    kind: str
    """One of the kinds of `markup.parts.KINDS`, `code`, `indented code`, `facts` or `question`."""
    place: Place
    detail: str = ""
    """Level and id of a heading, kind and argument of a box, the text of code, the id of a
    question, the label of a note."""
    parts: tuple["Part", ...] = ()
    words: str = ""
    """Its text, where it holds text itself, without code and words of another language."""
    code: tuple[str, ...] = ()
    """Code in the line."""
    targets: tuple[str, ...] = ()
    """Of links, pictures and marks of footnotes; not where words of another language are marked."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text in a data file or in front matter."""

    key: str
    """`modules.basics`: the keys that lead to it."""
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a lesson or of a question."""

    titles: tuple[str, ...]
    """What stands in the header of each column."""
    blank: bool
    """Nothing stands in any cell below: a sheet to write on."""
    place: Place
