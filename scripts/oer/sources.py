"""Files as text, data and documents. What cannot be read is noted as a defect."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from oer.data import Data
from oer.documents import DataFile, Document, Text, is_document
from oer.files import Tree, read_text
from oer.model import Defect, Value

SIGNS = ("SEC002", "SEC003", "TRN008")
ReadAll = Callable[[Sequence[Text]], Iterable[Document]]
"""Reads many documents, in the order given; a build does it side by side. It may begin at once and
give what it has read later, while other files are read.
"""


ReadData = Callable[[str, str, str], DataFile]
"""Reads the text of a data file by its path and schema, or remembers how it was read."""


class Sources:
    """Collects defects while it reads, so that no reader has to stop at the first one."""

    def __init__(self, tree: Tree, read_all: ReadAll, read_data: ReadData) -> None:
        self.tree = tree
        self._read_data = read_data
        self.defects = list(tree.defects)
        self.values: dict[str, tuple[Value, ...]] = {}
        self._data: dict[str, Data] = {}
        paths = sorted(filter(is_document, tree.files))
        self._texts = {path: read_text(tree, path) for path in paths}
        self._good = [Text(p, text) for p, text in self._texts.items() if isinstance(text, str)]
        self._reading = read_all(self._good)

    def text(self, path: str) -> str | None:
        """The text of a file."""
        text = read_text(self.tree, path)
        if isinstance(text, Defect):
            self.defects.append(text)
            return None
        return text

    def yaml(self, path: str, schema: str) -> Data | None:
        """A data file, or None where it is missing or unfit."""
        text = self.text(path) if path in self.tree.files else None
        if text is None:
            return None
        read = self._read_data(text, path, schema)
        self.defects.extend(read.defects)
        if read.data:
            self.values[path], self._data[path] = read.values, read.data
        return read.data

    def known_data(self, path: str) -> Data | None:
        """A data file that was read before."""
        return self._data.get(path)

    def lesson(self, path: str) -> Document | None:
        """A lesson, or None where it is unfit."""
        document = self._document(path)
        self.defects.extend(document.defects)
        self.defects.extend(document.parsed.defects if document.parsed else ())
        return document if document.parsed else None

    def page(self, path: str) -> Document | None:
        """A page, or None where it is unfit.

        Pages are published by another parser, which knows no boxes and questions of ours.
        """
        document = self._document(path)
        found = document.parsed.defects if document.parsed else ()
        self.defects.extend(document.defects)
        self.defects.extend(one for one in found if one.code in SIGNS)
        return document if document.parsed else None

    def _document(self, path: str) -> Document:
        document = self._documents[path]
        self.values[path] = document.values
        return document

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        """Every document is read once, before anything is known of the courses."""
        spoilt = {p: Document((t,)) for p, t in self._texts.items() if isinstance(t, Defect)}
        read = zip(self._good, self._reading, strict=True)
        return {**spoilt, **{text.path: document for text, document in read}}
