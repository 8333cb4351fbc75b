"""Zip files with identical bytes for identical input.

EPUB, Word and the source bundle are zip files, and a zip file remembers the clock, the user's
permissions and the order of the folder. Here all of that is fixed.
"""

from collections.abc import Collection, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file can hold."""
PERMISSIONS = 0o100644 << 16
UNIX = 3
LEVEL = 9


class CannotMake(Exception):  # noqa: N818 (it says what happened)
    """A package that would be broken or untrue, so that none is made; the text says why."""


def pack(entries: Mapping[str, bytes], stored: Collection[str] = ()) -> bytes:
    """A zip file of entries in the given order; `stored` names those that are not compressed."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in entries.items():
            archive.writestr(_entry(name), data, _method(name, stored), LEVEL)
    return made.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a zip file in its order, without its folders."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return {
                entry.filename: archive.read(entry)
                for entry in archive.infolist()
                if not entry.is_dir()
            }
    except BadZipFile as error:
        raise CannotMake(f"not a zip file: {error}") from error


def repacked(data: bytes) -> bytes:
    """A zip file of another maker, as we make it."""
    return pack(unpack(data))


def _entry(name: str) -> ZipInfo:
    if not name or name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise CannotMake(f"a package cannot hold a file named {name!r}")
    entry = ZipInfo(name, BEGINNING)
    entry.external_attr = PERMISSIONS
    entry.create_system = UNIX
    return entry


def _method(name: str, stored: Collection[str]) -> int:
    return ZIP_STORED if name in stored else ZIP_DEFLATED
