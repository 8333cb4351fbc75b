"""Reading a repository for its translations only: units and markers, and no HTML."""

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from oer.load import load
from oer.markup import LessonText, Parsed, parse_units
from oer.model import Catalog
from oer.tasks import local_workers, twice

FEW = 60
"""As many texts are read sooner than a second process is up."""
TOGETHER = 20
"""Texts that a worker takes at a time."""


def read(root: Path) -> Catalog:
    """The catalog, whose lessons have no body: enough to see how translations stand."""
    if sum(1 for _ in root.glob("translations/**/*.md")) <= FEW:
        return load(root, parse_units)
    return twice(local_workers, lambda executor: load(root, partial(_side_by_side, executor)))


def _side_by_side(executor: Executor, texts: Sequence[LessonText]) -> list[Parsed]:
    groups = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    return [parsed for group in executor.map(parse_units, groups) for parsed in group]
