"""Files as text, data and parsed lessons. What cannot be read is noted as a defect."""

import re
from collections.abc import Callable, Sequence

from oer.data import Data, read_yaml
from oer.files import Tree, read_text
from oer.markup import LessonText, Parsed
from oer.model import Defect, Place

LESSON = re.compile(r"(?:translations/[^/]+/)?courses/[^/]+/lessons/[^/]+\.md")
FENCE = "---\n"
ParseAll = Callable[[Sequence[LessonText]], Sequence[Parsed]]
"""Parses many lessons, in the order given; a build does it side by side."""


class Sources:
    """Collects defects while it reads, so that no reader has to stop at the first one."""

    def __init__(self, tree: Tree, parse_all: ParseAll) -> None:
        self.tree = tree
        self.defects = list(tree.defects)
        self._texts: dict[str, str | Defect] = {}
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
        return self._keep(read_yaml(text, path, schema)) if text else None

    def front_matter(self, path: str, schema: str) -> tuple[Data, str] | None:
        """Front matter and the text after it."""
        text = self.text(path)
        if text is None:
            return None
        head, body, _ = _split(text)
        if not head:
            self.defects.append(Defect("SRC005", Place(path), {"reason": "no front matter"}))
            return None
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

    def _parse_lessons(self, parse_all: ParseAll) -> dict[str, Parsed]:
        """Every lesson's text is parsed once, before anything is known of the courses."""
        texts = [
            LessonText(path, body, first_line)
            for path in sorted(filter(LESSON.fullmatch, self.tree.files))
            if isinstance(text := self._read(path), str)
            for _, body, first_line in [_split(text)]
        ]
        return {text.path: parsed for text, parsed in zip(texts, parse_all(texts), strict=True)}

    def _read(self, path: str) -> str | Defect:
        if path not in self._texts:
            self._texts[path] = read_text(self.tree, path)
        return self._texts[path]

    def _keep(self, read: Data | list[Defect]) -> Data | None:
        if isinstance(read, Data):
            return read
        self.defects.extend(read)
        return None


def _split(text: str) -> tuple[str, str, int]:
    """Front matter without its lines, the text after it, and the line on which that starts."""
    head, end, body = text.partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not end:
        return "", text, 1
    return head.removeprefix(FENCE), body, head.count("\n") + 3
