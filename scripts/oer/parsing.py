"""Documents read side by side, and data files; only those whose text has changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from itertools import chain
from posixpath import dirname

from oer import keys
from oer.documents import DataFile, Document, Text, read_data_file, read_documents
from oer.packing import pack, unpack
from oer.store import Files, Store

TOGETHER = 12
"""Documents that a worker takes at a time."""


class Parsing:
    """Reads on an executor and remembers in a store."""

    def __init__(self, executor: Executor, store: Store) -> None:
        self.executor = executor
        self.store = store
        self._data_before: Files = store.get(_data_shelf()) or {}
        self._data_now: dict[str, bytes] = {}

    def __call__(self, texts: Sequence[Text]) -> list[Document]:
        wanted = {text.path: keys.key(text.path, text.text) for text in texts}
        shelves = {path: _shelf(path) for path in wanted}
        before = {shelf: self.store.get(shelf) or {} for shelf in sorted({*shelves.values()})}
        known = {key: data for shelf in before.values() for key, data in shelf.items()}
        missing = [text for text in texts if wanted[text.path] not in known]
        made = zip((wanted[text.path] for text in missing), self._new(missing), strict=True)
        documents: dict[str, Document] = {}
        # Those that are known are unpacked while workers read the others.
        for key, data in chain([(k, known[k]) for k in wanted.values() if k in known], made):
            known[key], documents[key] = data, unpack(data)
        now: dict[str, dict[str, bytes]] = defaultdict(dict)
        for path, key in wanted.items():
            now[shelves[path]][key] = known[key]
        for shelf, some in now.items():
            if some.keys() != before[shelf].keys():
                self.store.put(shelf, some)
        return [documents[wanted[text.path]] for text in texts]

    def read_data(self, text: str, path: str, schema: str) -> DataFile:
        """A data file, from its text or from memory."""
        key = keys.key(schema, path, text)
        packed = self._data_before.get(key)
        read: DataFile = unpack(packed) if packed else read_data_file(text, path, schema)
        self._data_now[key] = packed or pack(read)
        return read

    def keep_data(self) -> None:
        """Remember the data files that were read; those that are gone are forgotten."""
        if self._data_now.keys() != self._data_before.keys():
            self.store.put(_data_shelf(), self._data_now)

    def _new(self, texts: Sequence[Text]) -> Iterator[bytes]:
        groups = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
        running = self.executor.map(read_group, groups)
        return (data for group in running for data in group)


def _shelf(path: str) -> str:
    """The key under which the documents of a folder are kept: an edit writes no others anew."""
    return keys.key("documents", keys.of_program(), dirname(path))


def _data_shelf() -> str:
    """The key under which all data files are kept."""
    return keys.key("data", keys.of_program())


def read_group(texts: Sequence[Text]) -> list[bytes]:
    """The task: some documents, each read and packed."""
    return [pack(document) for document in read_documents(texts)]
