"""The finished folder: written beside the old one and swapped in at the end.

A crash or a full disk at any moment leaves the old folder whole. What has not changed is not
written again: the new folder gets another name for the old file (a hard link).
"""

import fcntl
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
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


@contextmanager
def fresh(to: Path, before: Collection[str] = ()) -> "Iterator[Fresh]":
    """A folder beside the old one. Unless it was swapped in, nothing is left of it in the end."""
    made = Fresh(to, before)
    try:
        yield made
    finally:
        shutil.rmtree(_fresh(to), ignore_errors=True)


class Fresh:
    """The folder that is being filled beside the old one; nobody sees it before `swap`."""

    def __init__(self, to: Path, before: Collection[str] = ()) -> None:
        """`before`: the keys of pieces that the old folder holds as they were made."""
        self.sizes: dict[str, int] = {}
        """Bytes of every file, by path."""
        self.pieces: set[str] = set()
        """The keys of all pieces that were added."""
        self._to = to
        self._before = before
        self._folders: set[Path] = set()
        shutil.rmtree(_fresh(to), ignore_errors=True)
        _fresh(to).mkdir(parents=True)  # where that cannot be, nothing needs to be made

    def add(self, files: Mapping[str, bytes]) -> None:
        """Write some files."""
        for path, data in files.items():
            self._room_for(path, data).write_bytes(data)

    def add_piece(self, key: str, files: Mapping[str, bytes]) -> None:
        """The files of a piece, which are kept where they were there before."""
        self.pieces.add(key)
        if key not in self._before:
            self.add(files)
            return
        for path, data in files.items():
            new = self._room_for(path, data)
            if not _linked(self._to / path, new):
                new.write_bytes(data)

    def read(self, path: str) -> bytes:
        """A file that was added."""
        return (_fresh(self._to) / path).read_bytes()

    def _room_for(self, path: str, data: bytes) -> Path:
        """Where a file goes. Nothing stands there, so that nothing is written through a link."""
        file = _fresh(self._to) / path
        if path in self.sizes:
            file.unlink()
        elif file.parent not in self._folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(file.parent)
        self.sizes[path] = len(data)
        return file

    def swap(self) -> None:
        """Put the new folder in the place of the old one."""
        fresh, old = _fresh(self._to), _old(self._to)
        if self._to.exists():
            self._to.rename(old)
        fresh.rename(self._to)
        shutil.rmtree(old, ignore_errors=True)


def _linked(old: Path, new: Path) -> bool:
    """Whether a file has got a second name; not every disk can do that."""
    with suppress(OSError):
        os.link(old, new)
        return True
    return False


def listing(folder: Path) -> Iterator[str]:
    """Name, size and time of every file, sorted: they show whether somebody touched the folder."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from listing(Path(entry.path))
            else:
                stat = entry.stat(follow_symlinks=False)
                yield f"{entry.path}\0{stat.st_size}\0{stat.st_mtime_ns}"


def _fresh(to: Path) -> Path:
    return to.with_name(f"{to.name}.new")


def _old(to: Path) -> Path:
    return to.with_name(f"{to.name}.old")
