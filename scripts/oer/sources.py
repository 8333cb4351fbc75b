"""Files as text, data and documents. What cannot be read is noted as a defect."""

from collections.abc import Callable, Sequence

from oer.data import Data, read_yaml
from oer.documents import Document, Text, is_document
from oer.files import Tree, read_text
from oer.model import Defect
from oer.signs import hidden_signs

SIGNS = ("SEC002", "SEC003")
ReadAll = Callable[[Sequence[Text]], Sequence[Document]]
"""Reads many documents, in the order given; a build does it side by side."""


class Sources:
    """Collects defects while it reads, so that no reader has to stop at the first one."""

    def __init__(self, tree: Tree, read_all: ReadAll) -> None:
        self.tree = tree
        self.defects = list(tree.defects)
        self._documents = self._read_documents(read_all)

    def yaml(self, path: str, schema: str) -> Data | None:
        """A data file, or None where it is missing or unfit."""
        text = read_text(self.tree, path) if path in self.tree.files else None
        if not isinstance(text, str):
            self.defects.extend([text] if text else [])
            return None
        self.defects.extend(hidden_signs(text, path))
        read = read_yaml(text, path, schema)
        if isinstance(read, Data):
            return read
        self.defects.extend(read)
        return None

    def lesson(self, path: str) -> Document | None:
        """A lesson, or None where it is unfit."""
        document = self._documents[path]
        self.defects.extend(document.defects)
        self.defects.extend(document.parsed.defects if document.parsed else ())
        return document if document.parsed else None

    def page(self, path: str) -> Document | None:
        """A page, or None where it is unfit.

        Pages are published by another parser, which knows no boxes and questions of ours.
        """
        document = self._documents[path]
        found = document.parsed.defects if document.parsed else ()
        self.defects.extend(document.defects)
        self.defects.extend(one for one in found if one.code in SIGNS)
        return document if document.parsed else None

    def _read_documents(self, read_all: ReadAll) -> dict[str, Document]:
        """Every document is read once, before anything is known of the courses."""
        paths = sorted(filter(is_document, self.tree.files))
        texts = {path: read_text(self.tree, path) for path in paths}
        good = [Text(path, text) for path, text in texts.items() if isinstance(text, str)]
        spoilt = {p: Document((text,)) for p, text in texts.items() if isinstance(text, Defect)}
        return {**spoilt, **{t.path: d for t, d in zip(good, read_all(good), strict=True)}}
