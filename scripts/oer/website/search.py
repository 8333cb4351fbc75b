"""Search: Pagefind's index of one language, and the indexes of all languages as one.

Pagefind keeps the files of a language apart by their names, so that only its entry file has to
be merged. A reader's browser loads nothing of it before the first search.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

FOLDER = "pagefind"
ENTRY = f"{FOLDER}/pagefind-entry.json"
UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Interfaces that come with every index; ours is in overrides/."""


class CannotIndex(Exception):  # noqa: N818 (it says what happened)
    """Pagefind failed; the text is what it said."""


def index(site: Path) -> None:
    """Add the index of the language folders in `site` to it."""
    command = [get_executable(), "--site", str(site), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotIndex((done.stderr or done.stdout).strip())
    for file in (site / FOLDER).iterdir():
        if file.name.startswith(UNUSED):
            file.unlink()


def merged_entry(entries: Iterable[bytes]) -> bytes:
    """One entry file for all languages, with sorted keys: the same input, the same bytes."""
    read = [json.loads(entry) for entry in entries]
    languages: dict[str, Mapping[str, object]] = {}
    for entry in read:
        languages.update(entry["languages"])
    whole = {**read[0], "languages": languages}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
