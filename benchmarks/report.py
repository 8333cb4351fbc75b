"""Runs -> the tables on the terminal and the rows of `build/bench.json`."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from math import log
from platform import python_version
from statistics import linear_regression, median

from benchmarks.measure import Cost, Size

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Run:
    """One build of one project."""

    lessons: int
    round: int
    project: str
    kind: str
    """clean, unchanged (the same again), edited (one lesson), retitled (the same lesson), check or
    packages."""
    cost: Cost
    size: Size
    packages: tuple[str, ...]
    """The distributions whose versions matter to it."""


Figure = Callable[[Run], float]
FIGURES: dict[str, Figure] = {
    "wall": lambda run: run.cost.wall_seconds,
    "CPU": lambda run: run.cost.cpu_seconds,
    "memory": lambda run: run.cost.peak_bytes,
    "output": lambda run: run.size.bytes,
}
COMPARISONS = (
    ("clean: ours / stock", ("ours", "clean"), ("stock", "clean")),
    ("clean: ours / Hugo + Pagefind", ("ours", "clean"), ("Hugo + Pagefind", "clean")),
    ("clean: ours / Zensical", ("ours", "clean"), ("Zensical", "clean")),
    ("nothing changed / clean Hugo", ("ours", "unchanged"), ("Hugo + Pagefind", "clean")),
    ("ours: nothing changed / clean", ("ours", "unchanged"), ("ours", "clean")),
    ("ours: one lesson edited / clean", ("ours", "edited"), ("ours", "clean")),
    ("ours: one title edited / clean", ("ours", "retitled"), ("ours", "clean")),
)


def tables(runs: Sequence[Run]) -> str:
    """Ratios first, since those survive another machine; then the medians they come from."""
    lines = [*_grid(_ratio_rows(runs)), "", *_grid(_median_rows(runs))]
    if len(_sizes(runs)) > 1:
        lines += ["", *_grid(_growth_rows(runs))]
    return "\n".join(lines)


def as_json(runs: Iterable[Run]) -> str:
    """Every run with its tools and cores, keys sorted."""
    return json.dumps({"runs": [_row(run) for run in runs]}, indent=2, sort_keys=True) + "\n"


def _ratio_rows(runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    yield ("lessons", "ratio", *FIGURES)
    for lessons in _sizes(runs):
        for title, above, below in COMPARISONS:
            pairs = _pairs([run for run in runs if run.lessons == lessons], above, below)
            if pairs:
                yield (str(lessons), title, *(_ratio(pairs, each) for each in FIGURES.values()))


def _pairs(
    runs: Sequence[Run], above: tuple[str, str], below: tuple[str, str]
) -> list[tuple[Run, Run]]:
    """Runs of the same round, because the machine's mood is the same within one.

    None where one of the two is not installed here.
    """
    by_name = {(run.round, run.project, run.kind): run for run in runs}
    rounds = sorted({run.round for run in runs})
    keys = [((number, *above), (number, *below)) for number in rounds]
    return [(by_name[a], by_name[b]) for a, b in keys if a in by_name and b in by_name]


def _ratio(pairs: Sequence[tuple[Run, Run]], figure: Figure) -> str:
    """The median, with the range where there are several rounds."""
    ratios = [figure(above) / figure(below) for above, below in pairs]
    middle = f"{median(ratios):.3f}"
    return middle if len(ratios) == 1 else f"{middle} ({min(ratios):.3f} to {max(ratios):.3f})"


def _median_rows(runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    yield ("lessons", "build", "wall s", "CPU s", "memory MiB", "output MB", "pages")
    for lessons in _sizes(runs):
        for project, kind in _names(runs):
            wanted = (lessons, project, kind)
            same = [run for run in runs if (run.lessons, run.project, run.kind) == wanted]
            wall, cpu, memory, output = (median(map(each, same)) for each in FIGURES.values())
            numbers = (f"{wall:.2f}", f"{cpu:.2f}", f"{memory / MEBIBYTE:.0f}")
            pages = str(same[0].size.pages)
            yield (str(lessons), f"{project}, {kind}", *numbers, f"{output / 1e6:.1f}", pages)


def _growth_rows(runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    """CPU seconds grow as the number of lessons to this power; 1: in proportion."""
    yield ("clean build", "exponent", "last step")
    for project in dict.fromkeys(run.project for run in runs):
        own = [run for run in runs if (run.project, run.kind) == (project, "clean")]
        points = [
            (log(size), log(median(r.cost.cpu_seconds for r in own if r.lessons == size)))
            for size in _sizes(own)
        ]
        yield (project, f"{_slope(points):.2f}", f"{_slope(points[-2:]):.2f}")


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Of the line through some points, by least squares."""
    return linear_regression(*zip(*points, strict=True)).slope


def _sizes(runs: Iterable[Run]) -> list[int]:
    return sorted({run.lessons for run in runs})


def _names(runs: Iterable[Run]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((run.project, run.kind) for run in runs))


def _grid(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table that is also straight on a terminal."""
    head, *body = rows
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    rule = tuple("-" * width for width in widths)
    for row in (head, rule, *body):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(cells)} |"


def _row(run: Run) -> dict[str, object]:
    return {
        **asdict(run.cost),
        **asdict(run.size),
        "cores": len(os.sched_getaffinity(0)),
        "kind": run.kind,
        "lessons": run.lessons,
        "memory": "peak sum of PSS over the process tree, looked at every 50 ms",
        "project": run.project,
        "round": run.round,
        "tools": {"python": python_version(), **{name: _version(name) for name in run.packages}},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
