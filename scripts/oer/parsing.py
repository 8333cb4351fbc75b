"""Documents read side by side, and only those whose text has changed."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import chain

from oer import keys
from oer.documents import Document, Text, read_documents
from oer.packing import pack, unpack
from oer.store import Store

TOGETHER = 12
"""Documents that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Parsing:
    """Reads on an executor and remembers in a store."""

    executor: Executor
    store: Store

    def __call__(self, texts: Sequence[Text]) -> list[Document]:
        memory = keys.key("documents", keys.of_program())
        before = self.store.get(memory) or {}
        wanted = {text.path: keys.key(text.path, text.text) for text in texts}
        missing = [text for text in texts if wanted[text.path] not in before]
        made = zip((wanted[text.path] for text in missing), self._new(missing), strict=True)
        known: dict[str, bytes] = {}
        documents: dict[str, Document] = {}
        # Those that are known are unpacked while workers read the others.
        for key, data in chain(((k, before[k]) for k in wanted.values() if k in before), made):
            known[key], documents[key] = data, unpack(data)
        if missing:
            self.store.put(memory, known)
        return [documents[wanted[text.path]] for text in texts]

    def _new(self, texts: Sequence[Text]) -> Iterator[bytes]:
        groups = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
        running = self.executor.map(read_group, groups)
        return (data for group in running for data in group)


def read_group(texts: Sequence[Text]) -> list[bytes]:
    """The task: some documents, each read and packed."""
    return [pack(document) for document in read_documents(texts)]
