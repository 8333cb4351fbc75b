"""What the site generator reads from disk, and how it comes to a machine that has not got it."""

import atexit
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from oer import keys

CONFIGURATION = "mkdocs.yml"
HOOK = "scripts/oer/website/hook.py"
THEME = "overrides"
Files = Mapping[str, bytes]
"""Paths relative to the house, with what they hold."""


@dataclass(frozen=True, slots=True)
class House:
    """Where configuration, hook and theme of the site stand on this machine."""

    root: Path

    @property
    def configuration(self) -> str:
        """The file that the generator is started with."""
        return str(self.root / CONFIGURATION)

    def files(self) -> dict[str, bytes]:
        """All that the generator reads."""
        theme = (f"{THEME}/{path}" for path in keys.of_folder(self.root / THEME))
        return {path: (self.root / path).read_bytes() for path in (CONFIGURATION, HOOK, *theme)}


def laid_out(files: Files) -> House:
    """The same files in a folder of this process: once for as long as they are the same."""
    return _laid_out(tuple(sorted(files.items())))


@lru_cache(1)
def _laid_out(files: tuple[tuple[str, bytes], ...]) -> House:
    folder = TemporaryDirectory(prefix="oer-house-")
    atexit.register(folder.cleanup)
    for path, data in files:
        file = Path(folder.name, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return House(Path(folder.name))
