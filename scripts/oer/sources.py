"""Files as text, data and parsed lessons. What cannot be read is noted as a defect."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from oer.data import Data, Key, read_yaml
from oer.files import Tree, read_text
from oer.markup import LessonText, Parsed
from oer.model import Defect, Place, Value
from oer.signs import hidden_signs

PARSED = re.compile(
    r"(?:translations/[^/]+/)?(?:courses/[^/]+/lessons/[^/]+|docs/.+)\.md", re.DOTALL
)
"""Lessons, and pages of docs/, of which only links, headings and hidden signs are wanted."""
FENCE = "---\n"
SIGNS = ("SEC002", "SEC003", "TRN008")
ParseAll = Callable[[Sequence[LessonText]], Sequence[Parsed]]
"""Parses many lessons, in the order given; a build does it side by side."""


class Sources:
    """Collects defects while it reads, so that no reader has to stop at the first one."""

    def __init__(self, tree: Tree, parse_all: ParseAll) -> None:
        self.tree = tree
        self.defects = list(tree.defects)
        self.values: dict[str, tuple[Value, ...]] = {}
        self._texts: dict[str, str | Defect] = {}
        self._data: dict[str, Data | None] = {}
        self._parsed = self._parse_lessons(parse_all)

    def text(self, path: str) -> str | None:
        """The text of a file."""
        text = self._read(path)
        if isinstance(text, Defect):
            self.defects.append(text)
            return None
        return text

    def yaml(self, path: str, schema: str) -> Data | None:
        """A data file, or None where it is missing or unfit."""
        text = self.text(path) if path in self.tree.files else None
        if text is None:
            return None
        self.defects.extend(hidden_signs(text, path))
        data = self._keep(read_yaml(text, path, schema))
        self._data[path] = data
        return data

    def known_data(self, path: str) -> Data | None:
        """A data file that was read before."""
        return self._data.get(path)

    def front_matter(self, path: str, schema: str) -> tuple[Data, str] | None:
        """Front matter and the text after it."""
        text = self.text(path)
        if text is None:
            return None
        head, body, _ = split(text)
        if not head:
            self.defects.append(Defect("SRC005", Place(path), {"reason": "no front matter"}))
            return None
        self.defects.extend(hidden_signs(head, path, first_line=2))
        data = self._keep(read_yaml(head, path, schema, first_line=2))
        return (data, body) if data else None

    def lesson(self, path: str, schema: str) -> tuple[Data, Parsed] | None:
        """A lesson's front matter and its parsed text."""
        read = self.front_matter(path, schema)
        if read is None:
            return None
        parsed = self._parsed[path]
        self.defects.extend(parsed.defects)
        return read[0], parsed

    def first_line(self, path: str) -> int:
        """The line on which the text after the front matter starts."""
        text = self._read(path)
        return split(text)[2] if isinstance(text, str) else 1

    def page(self, path: str) -> tuple[Data, str, Parsed] | None:
        """A page's front matter, its text, and what a parse of it finds.

        Pages are published by another parser, which knows no boxes and questions of ours.
        """
        read = self.front_matter(path, "page")
        if read is None:
            return None
        parsed = self._parsed[path]
        self.defects.extend(one for one in parsed.defects if one.code in SIGNS)
        return *read, parsed

    def _parse_lessons(self, parse_all: ParseAll) -> dict[str, Parsed]:
        """Every text is parsed once, before anything is known of the courses."""
        texts = [
            LessonText(path, body, first_line)
            for path in sorted(filter(PARSED.fullmatch, self.tree.files))
            if isinstance(text := self._read(path), str)
            for _, body, first_line in [split(text)]
        ]
        return {text.path: parsed for text, parsed in zip(texts, parse_all(texts), strict=True)}

    def _read(self, path: str) -> str | Defect:
        if path not in self._texts:
            self._texts[path] = read_text(self.tree, path)
        return self._texts[path]

    def _keep(self, read: Data | list[Defect]) -> Data | None:
        if isinstance(read, Data):
            self.values[read.path] = tuple(_values(read))
            return read
        self.defects.extend(read)
        return None


def _values(data: Data) -> Iterator[Value]:
    """Every text in a file, in the order of its lines."""
    yield from _texts(data, data.value, ())


def _texts(data: Data, value: Any, key: Key) -> Iterator[Value]:
    if isinstance(value, str):
        yield Value(".".join(map(str, key)), value, data.place(*key))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(data, inner, (*key, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(data, inner, (*key, index))


def split(text: str) -> tuple[str, str, int]:
    """Front matter without its lines, the text after it, and the line on which that starts."""
    head, end, body = text.partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not end:
        return "", text, 1
    return head.removeprefix(FENCE), body, head.count("\n") + 3
