"""Translations follow a lesson or page whose file has another name now."""

from collections.abc import Iterator, Set
from pathlib import Path

from oer.model import SOURCE_LANGUAGE, Catalog, Written
from oer.units import ENDING, read_rows

ENOUGH = 0.6
"""The part of a translation's units that must stand in the source under the new name."""


def renames(root: Path, catalog: Catalog) -> dict[str, str]:
    """Old path -> new path of every translation, and its sidecar, whose source has moved."""
    sources = {one.place.path: {unit.prose for unit in one.units} for one in _sources(catalog)}
    moves: dict[str, str] = {}
    for beside in sorted(path for path in catalog.files if path.endswith(ENDING)):
        path = beside.removesuffix(ENDING) + ".md"
        folder = "/".join(path.split("/")[:2])
        if path not in catalog.files or path.removeprefix(f"{folder}/") in sources:
            continue
        free = {to: said for to, said in sources.items() if f"{folder}/{to}" not in catalog.files}
        if to := _likeliest(_seen(root / beside), free):
            moves[path] = f"{folder}/{to}"
            moves[beside] = f"{folder}/{to.removesuffix('.md')}{ENDING}"
    return moves


def _sources(catalog: Catalog) -> Iterator[Written]:
    for course in catalog.courses.values():
        yield from course.source_lessons.values()
    yield from (page for page in catalog.pages if page.language == SOURCE_LANGUAGE)


def _seen(file: Path) -> set[str]:
    try:
        return {row.marked_for for row in read_rows(file.read_text("utf-8"))}
    except ValueError:
        return set()


def _likeliest(seen: Set[str], sources: dict[str, set[str]]) -> str:
    shares = {to: len(seen & said) / len(seen) for to, said in sources.items() if seen}
    best = max(shares, key=lambda to: shares[to], default="")
    return best if shares.get(best, 0) >= ENOUGH else ""
