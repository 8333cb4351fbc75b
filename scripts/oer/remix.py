"""Where a course comes from: the record that a source bundle brings, held against the files.

A bundle has a record for each language beside its course.yml: the works that it was made from, and
a digest of every file. What a file is today is compared with it, so that whoever changes a lesson
need not write down that she did, and nobody can forget it (CC BY 4.0 §3(a)(1)(B)).
"""

from collections.abc import Mapping
from typing import Any

from oer import keys
from oer.model import Origin, Remix
from oer.sources import Sources

RECORD = "based_on.yml"
OWN_FILES = (RECORD, ".units.tsv")
"""Ends of files that the program writes."""


def read_remix(sources: Sources, folder: str) -> Remix | None:
    """The record of an edition's folder beside what stands there; None for an original."""
    path = f"{folder}/{RECORD}"
    data = sources.yaml(path, "based-on")
    if data is None:
        return None
    root, then = sources.tree.root, data.value["files"]
    now = {name: digest((root / name).read_bytes()) for name in sources.tree.below(folder)}
    now = of_people(now)
    return Remix(
        place=data.place(),
        changed_by=tuple(data.value["changed_by"]),
        origins=tuple(map(_origin, data.value["works"])),
        changed=frozenset(name for name in now.keys() & then.keys() if now[name] != then[name]),
        added=frozenset(now.keys() - then.keys()),
        removed=frozenset(then.keys() - now.keys()),
    )


def digest(data: bytes) -> str:
    """The digest of a file; a text that an editor has only given other line ends is the same."""
    return keys.digest(data.replace(b"\r\n", b"\n"))


def of_people(files: Mapping[str, Any]) -> dict[str, Any]:
    """The files that people write, by path."""
    return {path: value for path, value in files.items() if not path.endswith(OWN_FILES)}


def _origin(row: Mapping[str, Any]) -> Origin:
    lists = {name: tuple(row.get(name, ())) for name in ("authors", "changed_by")}
    return Origin(**{**row, **lists})
