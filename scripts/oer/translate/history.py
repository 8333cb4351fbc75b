"""What the source once said, from Git where there is one."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from oer.documents import split
from oer.markup import parse_units

MOST_VERSIONS = 40
"""Versions of a file that are looked through for what a translation was made from."""


class History:
    """Remembers the texts of older versions by their digests, file by file."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._versions: dict[str, Iterator[dict[str, str]]] = {}
        self._known: dict[str, dict[str, str]] = {}

    def text(self, path: str, prose: str) -> str:
        """What a unit with this digest said in some version of a file; empty if nobody knows."""
        known = self._known.setdefault(path, {})
        versions = self._versions.setdefault(path, self._read(path))
        while prose not in known:
            older = next(versions, None)
            if older is None:
                return ""
            known.update({digest: text for digest, text in older.items() if digest not in known})
        return known[prose]

    def _read(self, path: str) -> Iterator[dict[str, str]]:
        """The units of each version, the newest first."""
        log = self._git("log", "--follow", "--format=%H", "--name-only", f"-{MOST_VERSIONS}", path)
        commit = ""
        for line in filter(None, log.splitlines()):
            if len(line) == 40 and "/" not in line:
                commit = line
                continue
            _, body, first_line = split(self._git("show", f"{commit}:{line}"))
            yield {u.prose: u.text for u in parse_units(body, path, first_line).units}

    def _git(self, *arguments: str) -> str:
        """What Git says; nothing where there is no Git, or no history of this folder."""
        command = ["git", "-C", str(self._root), *arguments]
        try:
            ran = subprocess.run(command, capture_output=True, check=False)
        except OSError:
            return ""
        return ran.stdout.decode("utf-8", "replace") if ran.returncode == 0 else ""
