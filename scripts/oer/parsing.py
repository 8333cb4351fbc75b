"""Documents read side by side, and only those whose text has changed."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

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
        made = {
            wanted[text.path]: data for text, data in zip(missing, self._new(missing), strict=True)
        }
        known = {key: before.get(key) or made[key] for key in wanted.values()}
        if made:
            self.store.put(memory, known)
        return [unpack(known[wanted[text.path]]) for text in texts]

    def _new(self, texts: Sequence[Text]) -> list[bytes]:
        groups = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
        return [data for group in self.executor.map(read_group, groups) for data in group]


def read_group(texts: Sequence[Text]) -> list[bytes]:
    """The task: some documents, each read and packed."""
    return [pack(document) for document in read_documents(texts)]
