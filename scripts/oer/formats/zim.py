"""A ZIM file: pages that Kiwix shows and searches, in one file for a phone or a class's server.

The openZIM file format, https://wiki.openzim.org/wiki/ZIM_file_format, written by libzim. What
libzim makes up anew each time, the identifiers of the file and of its two search indexes, is
replaced by values made from the file's name, and the checksum at the end is made again.
"""

import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import NAMESPACE_URL, uuid5

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider

TITLE, DESCRIPTION = 30, 80
"""Characters that the metadata `Title` and `Description` may have."""
ILLUSTRATION = 48
"""Pixels of a side of the picture in Kiwix's library."""
OPEN_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OTHER = "application/octet-stream"
KINDS = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".docx": f"{OPEN_XML}.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".odp": f"{OPEN_DOCUMENT}.presentation",
    ".ods": f"{OPEN_DOCUMENT}.spreadsheet",
    ".odt": f"{OPEN_DOCUMENT}.text",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": f"{OPEN_XML}.presentationml.presentation",
    ".srt": "text/plain",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": f"{OPEN_XML}.spreadsheetml.sheet",
}
"""What files are called. Python would ask the machine, so that two could make other bytes."""
HEADER = struct.Struct("<IHH16sIIQQQQIIQ")
"""Magic, version, UUID, counts of entries and clusters, places of entries by path, of titles, of
clusters and of kinds, numbers of the main and the layout page, place of the checksum."""
ENTRY = struct.Struct("<HBcIII")
"""Number of the kind, length of parameters, namespace, revision, numbers of cluster and blob."""
INDEXES = (b"fulltext/xapian", b"title/xapian")
"""The search indexes, in the namespace X."""
REDIRECT = 0xFFFF
PLAIN = 1
"""A cluster that is not compressed, which those of indexes never are."""
WIDE = 0x10
"""A cluster whose places have eight bytes."""
GLASS = b"\x0f\rXapian Glass"
"""What a Xapian index starts with; two bytes of its version and 16 of its UUID follow."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What Kiwix finds a page by."""

    title: str
    content: str
    keywords: str
    """Words that are not shown."""


NOT_SEARCHED = Searched("", "", "")


@dataclass(frozen=True, slots=True)
class Zim:
    """What goes into a ZIM file."""

    metadata: Mapping[str, str]
    """As openZIM names it; `Language` (ISO 639-3) also chooses the stemmer of the index."""
    illustration: bytes
    """PNG, ILLUSTRATION pixels wide and high."""
    main: str
    """Path of the page that is shown first."""
    files: Mapping[str, bytes]
    """By path; links between them are relative."""
    pages: Mapping[str, Searched]
    """Those of the files that are listed by title and searched."""


def make(zim: Zim) -> bytes:
    """The ZIM file, the same for the same input: see `_settled`."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "made.zim"
        with _silence(), _creator(file, zim) as creator:
            for path, data in sorted(zim.files.items()):
                creator.add_item(_File(path, data, zim.pages.get(path)))
        return _settled(file.read_bytes(), zim.metadata["Name"])


@contextmanager
def _silence() -> Iterator[None]:
    """Standard output is not ours to write on, and libzim tells its steps there."""
    out = os.dup(1)
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(out, 1)
        os.close(out)


@contextmanager
def _creator(file: Path, zim: Zim) -> Iterator[Creator]:
    creator = Creator(file).config_nbworkers(1)
    creator.config_indexing(True, zim.metadata["Language"])
    creator.set_mainpath(zim.main)
    with creator:
        creator.add_illustration(ILLUSTRATION, zim.illustration)
        for name, value in sorted(zim.metadata.items()):
            creator.add_metadata(name, value.encode(), "text/plain;charset=utf-8")
        yield creator


class _File(Item):
    """A file as libzim asks for it."""

    def __init__(self, path: str, data: bytes, searched: Searched | None) -> None:
        super().__init__()
        self._path, self._data, self._searched = path, data, searched

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return self._searched.title if self._searched else ""

    def get_mimetype(self) -> str:
        ending = Path(self._path).suffix
        return KINDS.get(ending, OTHER)

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._data)

    def get_indexdata(self) -> IndexData:
        return _Words(self._searched or NOT_SEARCHED)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: bool(self._searched)}  # type: ignore[misc]  # an enum


class _Words(IndexData):
    """The words of a page as libzim asks for them."""

    def __init__(self, searched: Searched) -> None:
        super().__init__()
        self._searched = searched

    def has_indexdata(self) -> bool:
        return self._searched is not NOT_SEARCHED

    def get_title(self) -> str:
        return self._searched.title

    def get_content(self) -> str:
        return self._searched.content

    def get_keywords(self) -> str:
        return self._searched.keywords

    def get_wordcount(self) -> int:
        return len(self._searched.content.split())

    def get_geoposition(self) -> None:
        """Nothing here is anywhere."""


# --- the same bytes each time -------------------------------------------------------------


def _settled(data: bytes, name: str) -> bytes:
    """A ZIM file with identifiers made from a name, and the checksum that fits them."""
    made = bytearray(data)
    made[8:24] = uuid5(NAMESPACE_URL, name).bytes
    for index, start in _indexes(data):
        at = start + len(GLASS) + 2
        if data[start : start + len(GLASS)] != GLASS:
            raise ValueError("libzim has written an index that is no Xapian Glass file")
        made[at : at + 16] = uuid5(NAMESPACE_URL, f"{name} {index.decode()}").bytes
    end = HEADER.unpack_from(data)[-1]
    made[end:] = md5(made[:end], usedforsecurity=False).digest()
    return bytes(made)


def _indexes(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Each search index and where it starts."""
    entries, paths, clusters = (HEADER.unpack_from(data)[at] for at in (4, 6, 8))
    for (at,) in struct.iter_unpack("<Q", data[paths : paths + 8 * entries]):
        kind, _, space, _, cluster, blob = ENTRY.unpack_from(data, at)
        path = data[at + ENTRY.size : data.index(b"\0", at + ENTRY.size)]
        if kind != REDIRECT and space == b"X" and path in INDEXES:
            (start,) = struct.unpack_from("<Q", data, clusters + 8 * cluster)
            yield path, _blob(data, start, blob)


def _blob(data: bytes, cluster: int, number: int) -> int:
    """Where a blob of a plain cluster starts."""
    kind, places = data[cluster], cluster + 1
    if kind & 0xF != PLAIN:
        raise ValueError("libzim has compressed an index")
    place = struct.Struct("<Q" if kind & WIDE else "<I")
    start: int = place.unpack_from(data, places + place.size * number)[0]
    return places + start
