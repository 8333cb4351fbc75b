"""What outside addresses answered, remembered in a file that may be deleted at any time."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from oer.files import put
from oer.model import Answer

FILE = Path("build", "answers.json")


def read_answers(root: Path) -> dict[str, Answer]:
    """What is remembered, however old; nothing where the file is missing or spoilt."""
    try:
        rows = json.loads((root / FILE).read_text("utf-8"))
        return {address: Answer(**row) for address, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def write_answers(root: Path, answers: Mapping[str, Answer]) -> None:
    """Remember answers."""
    rows = {address: asdict(answers[address]) for address in sorted(answers)}
    put(root / FILE, json.dumps(rows, indent=1, ensure_ascii=False).encode())
