"""What each node of a build is made from, and its key."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oer import keys
from oer.files import scan
from oer.formats.manuscript import LICENCE_FILE, date_of_packages
from oer.model import Edition
from oer.settings import read_site

CONFIGURATION = ("mkdocs.yml", LICENCE_FILE)
ADDRESSES = "mkdocs.yml: addresses"
"""Stands beside the files: they can come from the environment."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The digest of every file that a build can depend on, and the date that it was given."""

    root: Path
    digests: Mapping[str, str]
    """By path relative to the root."""
    epoch: str
    """SOURCE_DATE_EPOCH: seconds since 1970, or empty."""

    @property
    def modified(self) -> str:
        """The date that packages state."""
        return date_of_packages(self.epoch)

    @property
    def today(self) -> str:
        """The day that facts are compared with; empty where none was given: no clock is read."""
        return self.modified[:10] if self.epoch else ""


def read_inputs(root: Path) -> Inputs:
    """Look at all files of the repository."""
    content = sorted(scan(root).files)
    files = {path: root / path for path in (*content, *CONFIGURATION)}
    digests = {p: keys.digest(f.read_bytes()) for p, f in files.items() if f.is_file()}
    theme = keys.of_folder(root / "overrides")
    digests |= {f"overrides/{path}": value for path, value in theme.items()}
    if "mkdocs.yml" in digests:
        digests[ADDRESSES] = keys.digest(repr(read_site(root)).encode())
    return Inputs(root, digests, os.environ.get("SOURCE_DATE_EPOCH", ""))


def key_of_all(inputs: Inputs, *options: str) -> str:
    """The key of a whole build with its options."""
    return _key(inputs, inputs.digests, "all", *options)


def key_of_package(inputs: Inputs, edition: Edition, format: str) -> str:
    """Made from the course in its language and those it leans on, and from what all share."""
    course, code = f"courses/{edition.course}/", edition.language.code
    languages = (code, *edition.language.fallback)
    folders = (course, *(f"translations/{language}/{course}" for language in languages))
    own = {p for p in inputs.digests if p.startswith(folders)}
    shared = {p for p in inputs.digests if _is_shared(p)}
    return _key(inputs, {p: inputs.digests[p] for p in own | shared}, "package", format, code)


def key_of_language(inputs: Inputs, code: str, downloads: object) -> str:
    """Made from all content: a page tells which languages have it, and what to read instead."""
    return _key(inputs, inputs.digests, "pages", code, repr(downloads))


def _is_shared(path: str) -> bool:
    """Glossary, skills, the words of every language, and the addresses of the site."""
    depth = {"translations": 2, "courses": 1}.get(path.partition("/")[0])
    return path in (*CONFIGURATION, ADDRESSES) or path.count("/") == depth


def _key(inputs: Inputs, digests: Mapping[str, str], *names: str) -> str:
    return keys.key(*names, keys.of_program(), inputs.epoch, keys.of_files(digests, digests))
