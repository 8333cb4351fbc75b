"""Reading a repository for its translations only: units and markers, and no HTML."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from oer.documents import Document, Text, read_units
from oer.load import load
from oer.model import Catalog
from oer.packing import pack, unpack
from oer.tasks import collect_seldom, local_workers, twice

FEW = 60
"""As many texts are read sooner than a second process is up."""
TOGETHER = 20
"""Texts that a worker takes at a time."""


def read(root: Path) -> Catalog:
    """The catalog, whose lessons have no body: enough to see how translations stand."""
    collect_seldom()
    if sum(1 for _ in root.glob("translations/**/*.md")) <= FEW:
        return load(root, read_units)
    return twice(local_workers, lambda executor: load(root, partial(_side_by_side, executor)))


def _side_by_side(executor: Executor, texts: Sequence[Text]) -> Iterator[Document]:
    """Workers begin at once; what they have read is asked for later."""
    groups = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    packed = executor.map(_packed, groups)
    return (one for group in packed for one in unpack(group))


def _packed(texts: Sequence[Text]) -> bytes:
    return pack(read_units(texts))
