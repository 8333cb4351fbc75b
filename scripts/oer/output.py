"""The finished folder: written beside the old one and swapped in at the end.

A crash or a full disk at any moment leaves the old folder whole.
"""

import fcntl
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):  # noqa: N818 (it says what happened)
    """Another build of the same folder is under way."""


class NotOurs(Exception):  # noqa: N818 (it says what happened)
    """The folder holds what no build made, and a build would replace it."""


MARKS = ("sitemap.xml", "downloads/manifest.json")
"""Every build makes one of these."""


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold a lock for as long as a build runs. Busy where another one holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy("another build is running here; wait for it to end") from error
        yield


def refuse_foreign(to: Path) -> None:
    """NotOurs where there is something that is not the output of a build."""
    empty = not to.exists() or (to.is_dir() and not any(to.iterdir()))
    if not empty and not any((to / mark).is_file() for mark in MARKS):
        raise NotOurs(f"{to} holds files that no build made; empty it or choose another folder")


def mend(to: Path) -> None:
    """Put things right after a build that was killed."""
    fresh, old = _fresh(to), _old(to)
    shutil.rmtree(fresh, ignore_errors=True)
    if old.exists() and not to.exists():
        old.rename(to)
    shutil.rmtree(old, ignore_errors=True)


class Fresh:
    """The folder that is being filled beside the old one; nobody sees it before `swap`."""

    def __init__(self, to: Path) -> None:
        self.sizes: dict[str, int] = {}
        """Bytes of every file, by path."""
        self._to = to
        self._folders: set[Path] = set()
        shutil.rmtree(_fresh(to), ignore_errors=True)

    def add(self, files: Mapping[str, bytes]) -> None:
        """Write some files."""
        for path, data in files.items():
            file = _fresh(self._to) / path
            if file.parent not in self._folders:
                file.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(file.parent)
            file.write_bytes(data)
            self.sizes[path] = len(data)

    def swap(self) -> None:
        """Put the new folder in the place of the old one."""
        fresh, old = _fresh(self._to), _old(self._to)
        if self._to.exists():
            self._to.rename(old)
        fresh.rename(self._to)
        shutil.rmtree(old, ignore_errors=True)


def _fresh(to: Path) -> Path:
    return to.with_name(f"{to.name}.new")


def _old(to: Path) -> Path:
    return to.with_name(f"{to.name}.old")
