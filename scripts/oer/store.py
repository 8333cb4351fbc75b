"""What was made before, by key, in a folder that may be deleted at any time.

A file begins with a signature of the rest: what a full disk has spoilt, or somebody else has put
there, is not read, and so it is made again. The folder lies in the repository, and to read a
pickle is to run it: without the user's own secret a pull request could bring one along.
"""

import os
import pickle
import secrets
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from oer.files import put

SIZE = 20
"""Bytes of a signature."""
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
        if not secrets.compare_digest(bytes(data[:SIZE]), _signature(data[SIZE:])):
            return None
        made: Files = pickle.loads(data[SIZE:])  # noqa: S301 (our own, and as we wrote it)
        return made

    def put(self, key: str, made: Files) -> None:
        """Keep what was made under a key."""
        self._used.add(key)
        data = pickle.dumps(dict(made), pickle.HIGHEST_PROTOCOL)
        put(self._folder / key, _signature(data) + data)

    def forget_unused(self) -> None:
        """Remove what this build did not ask for."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in self._used:
                    file.unlink()


def forget_oldest(files: Iterable[Path], most: int) -> None:
    """Remove all but the newest of some files; another build may do the same meanwhile."""
    there = {file: file.stat().st_mtime for file in files}
    for file in sorted(there, key=there.__getitem__)[:-most]:
        file.unlink(missing_ok=True)


def users_folder() -> Path:
    """The program's folder among the user's caches (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "oer"


def _signature(data: bytes | memoryview) -> bytes:
    return blake2b(data, key=_secret(users_folder()), digest_size=SIZE).digest()


@lru_cache(1)
def _secret(folder: Path) -> bytes:
    """32 bytes that only this user knows; where none can be kept, nothing is read a second time."""
    file, fresh = folder / "secret", secrets.token_bytes(32)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(fresh)
    except FileExistsError:
        known = file.read_bytes()
        return known if len(known) == len(fresh) else fresh
    except OSError:
        return fresh
    return fresh
