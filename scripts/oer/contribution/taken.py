"""The content of a commit laid over a copy of the house, file by file, as data.

Git's objects are read without checking anything out: no link is made that leads somewhere, no
filter or hook of a repository runs, and nothing outside of the content folders is taken.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oer.files import FOLDERS, size_limit

MOST_FILES = 20_000
MOST_BYTES = 500_000_000
"""Two hundred lessons in six languages with their pictures have about a tenth of it."""
LONGEST_NAME = 255
"""Bytes in a part of a path: what Linux, Windows and macOS all can."""
FILES, LINK = ("100644", "100755"), "120000"
NOWHERE = "a link, which is not followed"
"""Where every link is made to lead: to no file, so that the check finds it (SRC003)."""


class Refused(Exception):  # noqa: N818 (it says what happened)
    """The contribution is not taken at all; the text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit."""

    mode: str
    object: str
    size: int
    path: str

    @property
    def is_too_large(self) -> bool:
        return self.size > size_limit(self.path)


def take(root: Path, repository: Path, commit: str = "HEAD") -> None:
    """Put the content folders of a commit in the place of those at `root`.

    A link leads nowhere afterwards, and a file above its limit is as long and empty: the check
    reports both. Refused where the whole cannot be taken, or where `root` is somebody's work.
    """
    if (root / ".git").exists():
        raise Refused(f"{root} is a repository; give a copy made with `git archive` instead")
    entries = _entries(repository, commit)
    _refuse(entries)
    for folder in FOLDERS:
        shutil.rmtree(root / folder, ignore_errors=True)
    whole = [one for one in entries if one.mode in FILES and not one.is_too_large]
    for entry, data in _contents(repository, whole):
        _made(root / entry.path).write_bytes(data)
    for entry in entries:
        if entry.mode == LINK:
            _made(root / entry.path).symlink_to(NOWHERE)
        elif entry.mode in FILES and entry.is_too_large:
            _made(root / entry.path).touch()
            os.truncate(root / entry.path, size_limit(entry.path) + 1)


def changed(repository: Path, commit: str = "HEAD") -> list[str]:
    """The paths in which a merge differs from the branch that it goes into."""
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
    told = _git(repository, "diff", *options, f"{commit}^1", commit)
    return [os.fsdecode(path) for path in told.split(b"\0") if path]


def _made(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _entries(repository: Path, commit: str) -> list[Entry]:
    told = _git(repository, "ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", *FOLDERS)
    return [_entry(row) for row in told.split(b"\0") if row]


def _entry(row: bytes) -> Entry:
    """A row of `git ls-tree --long`: mode, type, object, size; a tab; the path."""
    about, _, path = row.partition(b"\t")
    mode, _, object, size = about.decode("ascii").split()
    return Entry(mode, object, 0 if size == "-" else int(size), os.fsdecode(path))


def _refuse(entries: Sequence[Entry]) -> None:
    if len(entries) > MOST_FILES:
        raise Refused(f"it has {len(entries)} files; {MOST_FILES} are the most")
    total = sum(one.size for one in entries if not one.is_too_large)
    if total > MOST_BYTES:
        raise Refused(f"it has {total // 1_000_000} MB; {MOST_BYTES // 1_000_000} are the most")
    paths = [one.path for one in entries]
    for path in paths:
        if not _is_good(path.split("/")):
            raise Refused(f"the path {path!a} is no path that can be written")
    files = set(paths)
    folders = {str(folder) for path in paths for folder in Path(path).parents}
    if len(files) < len(paths) or files & folders:
        raise Refused("a path is in it twice")


def _is_good(parts: Sequence[str]) -> bool:
    """Git itself writes no such names; a commit made by another program can have them."""
    names = (part.encode(errors="surrogateescape") for part in parts)
    fits = all(0 < len(name) <= LONGEST_NAME for name in names)
    return fits and parts[0] in FOLDERS and not {".", "..", ".git"} & {p.lower() for p in parts}


def _contents(repository: Path, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
    """What each file holds, from one process of Git that is asked for one after the other."""
    command = ("git", "-C", str(repository), "cat-file", "--batch")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as git:
        assert git.stdin, git.stdout
        for entry in entries:
            git.stdin.write(f"{entry.object}\n".encode())
            git.stdin.flush()
            yield entry, _content(git, entry)
        git.stdin.close()


def _content(git: "subprocess.Popen[bytes]", entry: Entry) -> bytes:
    """`<object> blob <size>`, a line end, the bytes, a line end (git-cat-file, BATCH OUTPUT)."""
    assert git.stdout
    told = git.stdout.readline().decode("ascii", "replace").split()
    if told[1:] != ["blob", str(entry.size)]:
        raise Refused(f"Git does not have the file {entry.path!a}")
    return git.stdout.read(entry.size + 1)[:-1]


def _git(repository: Path, *arguments: str) -> bytes:
    command = ("git", "-C", str(repository), *arguments)
    environment: Mapping[str, str] = {**os.environ, "GIT_LITERAL_PATHSPECS": "1"}
    ran = subprocess.run(command, capture_output=True, check=False, env=environment)
    if ran.returncode:
        raise Refused(ran.stderr.decode("utf-8", "replace").strip())
    return ran.stdout
