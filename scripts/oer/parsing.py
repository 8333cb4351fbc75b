"""Lessons parsed side by side, and only those whose text has changed."""

import pickle
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from oer import keys
from oer.markup import LessonText, Parsed, parse_all
from oer.store import Store

TOGETHER = 12
"""Lessons that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Parsing:
    """Parses on an executor and remembers in a store."""

    executor: Executor
    store: Store

    def __call__(self, texts: Sequence[LessonText]) -> list[Parsed]:
        memory = keys.key("parsed", keys.of_program())
        before = self.store.get(memory) or {}
        wanted = {text.path: _key(text) for text in texts}
        missing = [text for text in texts if wanted[text.path] not in before]
        made = {
            wanted[text.path]: data for text, data in zip(missing, self._new(missing), strict=True)
        }
        known = {key: before.get(key) or made[key] for key in wanted.values()}
        if made:
            self.store.put(memory, known)
        return [pickle.loads(known[wanted[text.path]]) for text in texts]  # noqa: S301 (our own)

    def _new(self, texts: Sequence[LessonText]) -> list[bytes]:
        groups = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
        return [data for group in self.executor.map(parse_group, groups) for data in group]


def parse_group(texts: Sequence[LessonText]) -> list[bytes]:
    """The task: some lessons, each parsed and pickled."""
    return [pickle.dumps(parsed) for parsed in parse_all(texts)]


def _key(text: LessonText) -> str:
    return keys.key(text.path, str(text.first_line), text.text)
