"""Markdown files -> documents: front matter as checked values, and one parse of what follows.

A pure function of a file's path and text, so that documents can be read side by side, and need
not be read again while their text is the same.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from oer.data import Data, read_yaml
from oer.markup import Parsed, parse, parse_units
from oer.model import Defect, Place, Unit, Value
from oer.signs import hidden_signs
from oer.units import head_units

LESSON = re.compile(r"(?:translations/[^/]+/)?courses/[^/]+/lessons/[^/]+\.md", re.DOTALL)
PAGE = re.compile(r"(?:translations/[^/]+/)?docs/.+\.md", re.DOTALL)
FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Text:
    """A file that is to be read."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read."""

    defects: tuple[Defect, ...]
    """What is wrong with the front matter."""
    head: Any = None
    """The values of the front matter; None where it is missing or unfit, and so is the rest."""
    parsed: Parsed | None = None
    units: tuple[Unit, ...] = ()
    """What is translated of the front matter."""
    values: tuple[Value, ...] = ()
    """Every text of the front matter."""
    text: str = ""
    """The text of a page, which another parser publishes."""
    first_line: int = 1
    """The line of the file on which the text after the front matter starts."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file that was read."""

    defects: tuple[Defect, ...]
    data: Data | None = None
    """None where it is unfit."""
    values: tuple[Value, ...] = ()
    """Every text in it."""


def read_data_file(text: str, path: str, schema: str) -> DataFile:
    """The text of a data file; SRC005, SRC006, SEC002 and SEC003."""
    hidden, read = tuple(hidden_signs(text, path)), read_yaml(text, path, schema)
    if not isinstance(read, Data):
        return DataFile((*hidden, *read))
    return DataFile(hidden, read, tuple(read.texts()))


def is_document(path: str) -> bool:
    """Whether a path is that of a lesson or of a page."""
    return bool(LESSON.fullmatch(path) or PAGE.fullmatch(path))


def read_documents(texts: Sequence[Text]) -> list[Document]:
    """Read files one after the other."""
    return [read_document(text.path, text.text) for text in texts]


def read_units(texts: Sequence[Text]) -> list[Document]:
    """The same, as far as translations are compared by it: no HTML, and no findings in the text."""
    return [read_document(text.path, text.text, parse_units) for text in texts]


Parse = Callable[[str, str, int], Parsed]


def read_document(path: str, text: str, parse: Parse = parse) -> Document:
    """Front matter and text; SRC005, SRC006, SEC002 and SEC003 of the front matter."""
    head, body, first_line = split(text)
    if not head:
        return Document((Defect("SRC005", Place(path), {"reason": "no front matter"}),))
    hidden = tuple(hidden_signs(head, path, first_line=2))
    data = read_yaml(head, path, schema_of(path), first_line=2)
    if not isinstance(data, Data):
        return Document((*hidden, *data))
    return Document(
        defects=hidden,
        head=data.value,
        parsed=parse(body, path, first_line),
        units=head_units(data),
        values=tuple(data.texts()),
        text=body if PAGE.fullmatch(path) else "",
        first_line=first_line,
    )


def schema_of(path: str) -> str:
    """The schema of a document's front matter."""
    if PAGE.fullmatch(path):
        return "page"
    return "translated-lesson" if path.startswith("translations/") else "lesson"


def split(text: str) -> tuple[str, str, int]:
    """Front matter without its lines, the text after it, and the line on which that starts."""
    head, end, body = text.partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not end:
        return "", text, 1
    return head.removeprefix(FENCE), body, head.count("\n") + 3
