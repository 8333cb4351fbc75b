"""The manifest: every package that can be taken away, for programs that offer or mirror them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from oer.model import State

PATH = "downloads/manifest.json"


@dataclass(frozen=True, slots=True)
class Row:
    """A package. What is None does not apply: a file for Kiwix is of no one course."""

    path: str
    """Relative to the site."""
    format: str
    licence: str
    """Its name; several where the package holds works under several."""
    course: str | None = None
    lesson: str | None = None
    language: str | None = None
    version: str | None = None
    state: State | None = None
    """The least trusted of what it holds."""

    def of(self, data: bytes) -> dict[str, Any]:
        """The row with the size and the checksum of the file."""
        return {**asdict(self), "bytes": len(data), "sha256": sha256(data).hexdigest()}


def written(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """What stands in the manifest."""
    text = json.dumps({"packages": list(rows)}, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def read(data: bytes) -> list[dict[str, Any]]:
    """Its rows."""
    found: list[dict[str, Any]] = json.loads(data)["packages"]
    return found
