"""What was made before, by key, in a folder that may be deleted at any time."""

import os
import pickle
from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, bytes]
"""Paths with what they hold."""


class Store:
    """Made things on disk. A file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(self, key: str) -> Files | None:
        """What was made under a key; None where nothing was, or where it cannot be read."""
        self._used.add(key)
        try:
            made: Files = pickle.loads((self._folder / key).read_bytes())  # noqa: S301 (our own file)
        except Exception:  # spoilt bytes can make a pickle raise anything
            return None
        return made

    def put(self, key: str, made: Files) -> None:
        """Keep what was made under a key."""
        self._used.add(key)
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"{key}.{os.getpid()}"
        unfinished.write_bytes(pickle.dumps(dict(made)))
        unfinished.replace(self._folder / key)

    def forget_unused(self) -> None:
        """Remove what this build did not ask for."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in self._used:
                    file.unlink()
