"""Runs -> what is kept of them beside this program: a page with the tables, and a picture."""

import os
import platform
from collections.abc import Mapping, Sequence
from math import log10
from pathlib import Path
from statistics import median

from lxml import etree

from benchmarks.report import Run, tables

WIDTH, HEIGHT, MARGIN, LEGEND, LINE = 640, 360, 48, 150, 15
COLOURS = ("#14324a", "#b3541e", "#3b7a57", "#7a3b78")
TEXT = """\
# What was measured

On {date}, on {cores} cores of {machine}, Python {python}. CPU seconds are those of the whole tree
of processes; wall seconds depend on what else a machine does. `README.md` says what the rows mean,
and how to measure anew.

![CPU seconds of a clean build by the number of lessons](results.svg)

{tables}
"""


def write(runs: Sequence[Run], folder: Path, date: str) -> None:
    """Write `results.md` and `results.svg`; `date` is the ISO date of the runs."""
    text = TEXT.format(
        date=date,
        cores=len(os.sched_getaffinity(0)),
        machine=platform.machine(),
        python=platform.python_version(),
        tables=tables(runs),
    )
    (folder / "results.md").write_text(text, "utf-8")
    (folder / "results.svg").write_text(picture(runs), "utf-8")


Point = tuple[float, float]


def picture(runs: Sequence[Run]) -> str:
    """CPU seconds of clean builds over lessons, both logarithmic: a straight line is a power."""
    seconds = _seconds(runs)
    points = [point for line in seconds.values() for point in line]
    scale = _Scale(points)
    svg = etree.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img"
    )
    svg.set("font-family", "sans-serif")
    svg.set("font-size", "12")
    etree.SubElement(svg, "title").text = "CPU seconds of a clean build by the number of lessons"
    etree.SubElement(svg, "rect", width=str(WIDTH), height=str(HEIGHT), fill="#ffffff")
    for lessons in sorted({lessons for lessons, _ in points}):
        where = (scale.x(lessons), HEIGHT - MARGIN / 2)
        _label(svg, where, f"{lessons:.0f} × 6", "#333333").set("text-anchor", "middle")
    for line, colour in zip(seconds.values(), COLOURS, strict=False):
        path = " ".join(f"{scale.x(x):.1f},{scale.y(y):.1f}" for x, y in line)
        etree.SubElement(svg, "polyline", points=path, fill="none", stroke=colour)
        for x, y in line:
            etree.SubElement(
                svg, "circle", cx=f"{scale.x(x):.1f}", cy=f"{scale.y(y):.1f}", r="3", fill=colour
            )
    for name, where in _label_places(seconds, scale).items():
        colour = COLOURS[list(seconds).index(name)]
        _label(svg, where, f"{name}: {seconds[name][-1][1]:.1f} s", colour)
    return etree.tostring(svg, encoding="unicode", pretty_print=True)


def _seconds(runs: Sequence[Run]) -> dict[str, list[Point]]:
    """By project: lessons and the median of the CPU seconds of clean builds."""
    clean = [run for run in runs if run.kind == "clean"]
    found: dict[str, list[Point]] = {}
    for name in dict.fromkeys(run.project for run in clean):
        own = [run for run in clean if run.project == name]
        for lessons in sorted({run.lessons for run in own}):
            costs = [run.cost.cpu_seconds for run in own if run.lessons == lessons]
            found.setdefault(name, []).append((lessons, median(costs)))
    return found


def _label_places(seconds: Mapping[str, Sequence[Point]], scale: "_Scale") -> dict[str, Point]:
    """Where each line's label goes: at its end, and no higher than a line below the one above."""
    ends = {name: line[-1] for name, line in seconds.items()}
    places: dict[str, Point] = {}
    lowest = 0.0
    for name in sorted(ends, key=lambda name: -ends[name][1]):
        lessons, cost = ends[name]
        lowest = max(lowest + LINE, scale.y(cost) + 4)
        places[name] = (scale.x(lessons) + 8, lowest)
    return places


class _Scale:
    """Lessons and seconds as places in the picture."""

    def __init__(self, points: Sequence[Point]) -> None:
        xs, ys = zip(*points, strict=True)
        self._x, self._y = _Axis(xs), _Axis(ys)

    def x(self, lessons: float) -> float:
        return MARGIN + self._x.part(lessons) * (WIDTH - 2 * MARGIN - LEGEND)

    def y(self, seconds: float) -> float:
        return HEIGHT - MARGIN - self._y.part(seconds) * (HEIGHT - 2 * MARGIN)


class _Axis:
    """A logarithmic axis."""

    def __init__(self, values: Sequence[float]) -> None:
        self._least = log10(min(values))
        self._width = log10(max(values)) - self._least or 1.0

    def part(self, value: float) -> float:
        """0 at the least value, 1 at the largest."""
        return (log10(value) - self._least) / self._width


def _label(svg: etree._Element, where: Point, text: str, colour: str) -> etree._Element:
    x, y = where
    label = etree.SubElement(svg, "text", x=f"{x:.1f}", y=f"{y:.1f}", fill=colour)
    label.text = text
    return label
