"""The edge to the disk: which files there are, and their text, as defects where they are bad."""

import os
import re
import shutil
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile

from oer.model import Defect, Place

FOLDERS = ("courses", "docs", "translations")
MAX_TEXT_BYTES = 300_000
"""A lesson of 600 words has about 10 kB; more than this is no lesson, and costs time to parse."""
MAX_MEDIA_BYTES = 5_000_000
MOST_IN_LESSONS = {"[": 10_000, "|": 8_000, "*": 20_000, "_": 20_000, "\n": 6_000}
MOST_IN_PAGES = {"[": 800, "<": 400, "|": 1_600, "*": 1_500, "_": 1_500, "`": 800, "\n": 1_200}
"""Signs that make a parser look back and forth. More than these would take it over a second for
100 kB; pages of docs/ go to Python-Markdown, where the time grows with the square and the cube."""
AFTER_SLASH = chr(ord("/") + 1)
SHOWN = {"\n": "end of a line"}
NO_ARCHIVE = (
    *(BadZipFile, LargeZipFile, zlib.error, EOFError),
    *(OSError, RuntimeError, NotImplementedError, ValueError),
)
"""What reading a hostile zip file can raise."""
NO_TEXT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file can hold (XML 1.0 §2.2), and so no e-book and no Word file."""


@dataclass(frozen=True)
class Tree:
    """The files of a repository that the house reads."""

    root: Path
    files: frozenset[str]
    """Regular files, relative, with `/`."""
    defects: tuple[Defect, ...]

    def below(self, folder: str, ending: str = "") -> list[str]:
        """Files below a folder, sorted, with a given ending."""
        start = bisect_left(self._sorted, f"{folder}/")
        end = bisect_left(self._sorted, f"{folder}{AFTER_SLASH}", start)
        return [name for name in self._sorted[start:end] if name.endswith(ending)]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.files)

    def folders(self, folder: str) -> list[str]:
        """Names of the folders directly below a folder that hold files, sorted."""
        start = len(folder) + 1
        return sorted({n[start:].split("/")[0] for n in self.below(folder) if "/" in n[start:]})


def scan(root: Path) -> Tree:
    """Walk the content folders. Links are reported and not followed (SRC003)."""
    files: set[str] = set()
    defects: list[Defect] = []
    for folder in FOLDERS:
        for path, entry in _walk(root, folder):
            if entry.is_symlink():
                defects.append(Defect("SRC003", Place(path)))
            elif entry.stat().st_size > (limit := size_limit(path)):
                values = {"size": _megabytes(entry.stat().st_size), "limit": _megabytes(limit)}
                defects.append(Defect("SRC004", Place(path), values))
            else:
                files.add(path)
    return Tree(root, frozenset(files), tuple(sorted(defects, key=lambda d: d.place)))


def _walk(root: Path, folder: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Entries that are not folders, each with its path relative to the root."""
    if not (root / folder).is_dir():
        return
    with os.scandir(root / folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(root, path)
            elif entry.is_symlink() or entry.is_file():
                yield path, entry


def size_limit(path: str) -> int:
    """The most bytes that a file may have."""
    return MAX_TEXT_BYTES if path.endswith((".md", ".yml", ".tsv")) else MAX_MEDIA_BYTES


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def read_bytes(file: str) -> bytes:
    """What a file holds: of thousands, without a `Path` and a buffer for each."""
    with open(file, "rb", buffering=0) as opened:
        return opened.readall()


def read_text(tree: Tree, path: str) -> str | Defect:
    r"""The text of a file with its line ends as `\n`; SRC001, SRC002, SRC013 or SEC007 if bad."""
    raw = read_bytes(f"{tree.root}/{path}")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Defect("SRC001", Place(path, line), {"byte": f"0x{raw[error.start]:02X}"})
    if found := NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        return Defect("SRC013", Place(path, line), {"sign": f"U+{ord(found[0]):04X}"})
    return _too_many(text, path) or (text if text.strip() else Defect("SRC002", Place(path)))


def _too_many(text: str, path: str) -> Defect | None:
    """SEC007 where a text would keep a parser busy, at the first sign that is too much."""
    if not path.endswith(".md"):
        return None
    is_page = path.startswith("docs/") or path.split("/")[2:3] == ["docs"]
    for sign, most in (MOST_IN_PAGES if is_page else MOST_IN_LESSONS).items():
        if (number := text.count(sign)) > most:
            first = next(islice(re.finditer(re.escape(sign), text), most, None)).start()
            values = {"sign": SHOWN.get(sign, sign), "number": str(number), "most": str(most)}
            return Defect("SEC007", Place(path, text.count("\n", 0, first) + 1), values)
    return None


def put(file: Path, data: bytes) -> None:
    """Put a file in the place of the one that is there, whole or not at all, with its rights.

    Its folder is made where there is none. OSError where the disk refuses; nothing is left then.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        if file.exists():
            shutil.copymode(file, fresh)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def lines_of(root: Path) -> Callable[[Place], str]:
    """Tells a line of a file; empty where there is none, or where it cannot be read as text.

    A link is not followed: it may lead to a file that is nobody's business. A file is read once
    for all findings in it that are told one after the other.
    """

    @lru_cache(1)
    def lines(path: str) -> list[str]:
        file = root / path
        try:
            return [] if file.is_symlink() else file.read_text("utf-8").splitlines()
        except (OSError, ValueError):
            return []

    def line(place: Place) -> str:
        there = lines(place.path)
        return there[place.line - 1] if 0 < place.line <= len(there) else ""

    return line
