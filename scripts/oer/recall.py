"""What a check found when it last saw the same files, so that it need not look again.

It is kept in the user's cache folder and never in the repository: there a pull request could bring
its own "nothing was found".
"""

import gc
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from oer import keys
from oer.check import Finding, Level, check
from oer.inputs import read_inputs
from oer.load import load
from oer.model import Catalog, Place
from oer.pages import outside_paths
from oer.rules import RULES
from oer.store import forget_oldest, users_folder
from oer.weights import read_weights

MOST = 20
"""Results that are kept; the oldest go first."""


def folder() -> Path:
    """Where results are kept."""
    return users_folder() / "checks"


def checked(root: Path, today: str) -> Sequence[Finding]:
    """What the rules find, remembered where nothing has changed since they last looked."""
    name = key(root, today)
    known = recall(root, name)
    if known is not None:
        return known
    # A check keeps what it makes: to look through all of it for garbage is in vain.
    gc.disable()
    try:
        catalog = replace(load(root, today=today), answers={})
        findings = check(catalog, RULES)
    finally:
        gc.enable()
    remember(root, name, catalog, findings)
    return findings


def key(root: Path, today: str) -> str:
    """The key of a check: what the files hold, the program, the day, and what was built."""
    digests = read_inputs(root).digests
    weights = repr(read_weights(root))
    return keys.key("check", keys.of_program(), today, weights, keys.of_files(digests, digests))


def recall(root: Path, key: str) -> list[Finding] | None:
    """What was found; None where it is unknown, or where a linked file has come or gone."""
    try:
        told = json.loads((folder() / f"{key}.json").read_text("utf-8"))
        there = {path: (root / path).exists() for path in told["linked"]}
        return [_finding(row) for row in told["findings"]] if there == told["linked"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


LEVELS = {level.value: level for level in Level}


def _finding(row: Sequence[Any]) -> Finding:
    path, line, code, level, values, reason = row
    return Finding(Place(path, line), code, LEVELS[level], values, reason)


def _row(one: Finding) -> Sequence[Any]:
    return one.place.path, one.place.line, one.code, one.level, dict(one.values), one.reason


def remember(root: Path, key: str, catalog: Catalog, findings: Sequence[Finding]) -> None:
    """Keep what was found. Where nothing can be kept the next check looks again."""
    linked = {path: (root / path).exists() for path in sorted(outside_paths(catalog.pages))}
    told = json.dumps({"linked": linked, "findings": [_row(one) for one in findings]})
    file = folder() / f"{key}.json"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        fresh.write_text(told, "utf-8")
        fresh.replace(file)
        forget_oldest(file.parent.glob("*.json"), MOST)
    except (OSError, ValueError):
        return
