"""`python -m benchmarks`: build both projects in turn, print ratios, write `build/bench.json`."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import edit_one_lesson, retitle_one_lesson, write_ours, write_stock
from benchmarks.measure import BuildError, run, size
from benchmarks.report import Run, as_json, tables

REPOSITORY = Path(__file__).resolve().parent.parent
RESULT = REPOSITORY / "build/bench.json"
WORKSHOP = REPOSITORY / "build/bench"
WARM_UP_LESSONS = 3
"""A build of each before the first round fills the disk cache and writes Python's byte code."""


@dataclass(frozen=True, slots=True)
class Project:
    """One of the two that are compared."""

    name: str
    write: Callable[[Path, Path, int], None]
    """(real repository, folder to fill, number of lessons)"""
    command: tuple[str, ...]
    """Run in the project's folder."""
    output: str
    packages: tuple[str, ...]
    edits: tuple[tuple[str, Callable[[Path], None]], ...]
    """Further builds in the same folder: the kind, and what is done to the lessons before."""


def _leave(_folder: Path) -> None:
    """Change nothing before a build."""


PROGRAMS = Path(sys.executable).parent
SITE = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")
OURS = Project(
    name="ours",
    write=write_ours,
    command=(str(PROGRAMS / "oer"), "--root", ".", "build", "--format", "site"),
    output="dist",
    packages=("oer", "markdown-it-py", "pagefind", *SITE),
    edits=(
        ("unchanged", _leave),
        ("edited", edit_one_lesson),
        ("retitled", retitle_one_lesson),
    ),
)
STOCK = Project(
    name="stock",
    write=write_stock,
    command=(sys.executable, "-m", "mkdocs", "build", "-q"),
    output="site",
    packages=("Markdown", "pymdown-extensions", *SITE),
    edits=(),
)


def main() -> int:
    """Exit 0 with the tables, 1 where a build failed."""
    arguments = _arguments()
    shutil.rmtree(WORKSHOP, ignore_errors=True)
    try:
        runs = list(_all_runs(arguments.lessons or [120], arguments.rounds))
    except BuildError as failure:
        print(failure, file=sys.stderr)
        return 1
    RESULT.write_text(as_json(runs), "utf-8")
    shutil.rmtree(WORKSHOP)
    print(tables(runs))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--lessons", type=_positive, action="append", help="may be given again")
    parser.add_argument("--rounds", type=_positive, default=1)
    return parser.parse_args()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 upwards")
    return int(text)


def _all_runs(sizes: list[int], rounds: int) -> Iterator[Run]:
    for project in (OURS, STOCK):
        list(_runs(project, WARM_UP_LESSONS, 0))
    for lessons in sizes:
        for number in range(1, rounds + 1):
            order = (OURS, STOCK) if number % 2 else (STOCK, OURS)
            for project in order:
                yield from _runs(project, lessons, number)


def _runs(project: Project, lessons: int, number: int) -> Iterator[Run]:
    """Every build of one project in a fresh folder, which is kept only where one fails."""
    folder = WORKSHOP / f"{project.name}-{lessons}-{number}"
    project.write(REPOSITORY, folder, lessons)
    for kind, prepare in (("clean", _leave), *project.edits):
        prepare(folder)
        print(f"{lessons} lessons, round {number}: {project.name}, {kind}", file=sys.stderr)
        cost = run(project.command, folder, _environment(folder))
        built = size(folder / project.output)
        yield Run(lessons, number, project.name, kind, cost, built, project.packages)
    shutil.rmtree(folder)


def _environment(folder: Path) -> dict[str, str]:
    """Caches of the user would make a clean build less than clean."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    return {**os.environ, **quiet, "XDG_CACHE_HOME": str(folder / ".cache")}


if __name__ == "__main__":
    raise SystemExit(main())
