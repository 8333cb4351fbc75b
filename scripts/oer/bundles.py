"""A source bundle as a file of somebody else: its records are taken over, and nothing more."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

from oer.files import MAX_TEXT_BYTES, NO_ARCHIVE
from oer.remix import RECORD

RECORDS = re.compile(
    rf"[^/]+/((?:translations/[a-z]+/)?courses/[a-z0-9]+(?:-[a-z0-9]+)*/){re.escape(RECORD)}"
)


class NoBundle(Exception):  # noqa: N818 (it says what happened)
    """The file holds no record for what is here."""


def take_records(root: Path, bundle: Path) -> Sequence[str]:
    """Put the records of a bundle beside each course.yml that is here; the paths of the new files.

    NoBundle where none fits. A record that is here already stays, with the names in it.
    """
    try:
        with ZipFile(bundle) as held:
            found = dict(_records(held))
    except NO_ARCHIVE as error:
        raise NoBundle(f"{bundle.name} cannot be read: {error}") from error
    fitting = {
        f"{folder}{RECORD}": data
        for folder, data in found.items()
        if (root / folder / "course.yml").is_file()
    }
    if not fitting:
        raise NoBundle(f"{bundle.name} has no {RECORD} for a course that is here")
    new = {path: data for path, data in fitting.items() if not (root / path).exists()}
    for path, data in new.items():
        (root / path).write_bytes(data)
    return sorted(new)


def _records(held: ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in held.infolist():
        if (found := RECORDS.fullmatch(entry.filename)) and entry.file_size <= MAX_TEXT_BYTES:
            yield found[1], held.read(entry)
