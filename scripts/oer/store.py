"""What was made before, by key, in a folder that may be deleted at any time.

A file begins with the digest of the rest: what a full disk or another program has spoilt is not
read, and so it is made again.
"""

import os
import pickle
from collections.abc import Mapping
from pathlib import Path

from oer.keys import SIZE, digest

DIGEST = 2 * SIZE
"""Letters of a digest."""
Files = Mapping[str, bytes]
"""Paths with what they hold."""


class Store:
    """Made things on disk. A file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(self, key: str) -> Files | None:
        """What was made under a key; None where nothing was, or where it is spoilt."""
        self._used.add(key)
        try:
            data = memoryview((self._folder / key).read_bytes())
        except OSError:
            return None
        if bytes(data[:DIGEST]) != digest(data[DIGEST:]).encode():
            return None
        made: Files = pickle.loads(data[DIGEST:])  # noqa: S301 (our own, and as we wrote it)
        return made

    def put(self, key: str, made: Files) -> None:
        """Keep what was made under a key."""
        self._used.add(key)
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"{key}.{os.getpid()}"
        data = pickle.dumps(dict(made), pickle.HIGHEST_PROTOCOL)
        try:
            unfinished.write_bytes(digest(data).encode() + data)
            unfinished.replace(self._folder / key)
        finally:
            unfinished.unlink(missing_ok=True)

    def forget_unused(self) -> None:
        """Remove what this build did not ask for."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in self._used:
                    file.unlink()
