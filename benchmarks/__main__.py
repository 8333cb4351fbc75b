"""`python -m benchmarks`: build all projects in turn, print ratios, write `build/bench.json`."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks import page, zensical
from benchmarks.generate import (
    edit_one_lesson,
    retitle_one_lesson,
    write_hugo,
    write_ours,
    write_stock,
    write_zensical,
)
from benchmarks.measure import BuildError, run, size
from benchmarks.report import Run, as_json, tables
from benchmarks.words import LANGUAGES

REPOSITORY = Path(__file__).resolve().parent.parent
RESULT = REPOSITORY / "build/bench.json"
WORKSHOP = REPOSITORY / "build/bench"
WARM_UP_LESSONS = 3
"""A build of each before the first round fills the disk cache and writes Python's byte code."""


@dataclass(frozen=True, slots=True)
class Project:
    """One of those that are compared."""

    name: str
    write: Callable[[Path, Path, int], None]
    """(real repository, folder to fill, number of lessons)"""
    command: tuple[str, ...]
    """Run in the project's folder."""
    output: str
    packages: tuple[str, ...]
    edits: tuple["Edit", ...] = ()
    """What is done further in the same folder."""
    needs: tuple[str, ...] = ()
    """Programs without which it is left out."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to the lessons, and what is run after it."""

    kind: str
    change: Callable[[Path], None]
    command: tuple[str, ...]


def _leave(_folder: Path) -> None:
    """Change nothing before a build."""


PROGRAMS = Path(sys.executable).parent
SEARCHED = f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"
"""Where programs of peers are looked for: beside Python first."""
OER = (str(PROGRAMS / "oer"), "--root", ".")
SITE_ALONE = (*OER, "build", "--format", "site")
SITE = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")
OURS = Project(
    name="ours",
    write=write_ours,
    command=SITE_ALONE,
    output="dist",
    packages=("oer", "markdown-it-py", "pagefind", *SITE),
    edits=(
        Edit("unchanged", _leave, SITE_ALONE),
        Edit("edited", edit_one_lesson, SITE_ALONE),
        Edit("retitled", retitle_one_lesson, SITE_ALONE),
        Edit("check", _leave, (*OER, "check")),
    ),
)
PACKAGES = Edit("packages", _leave, (*OER, "build"))
STOCK = Project(
    name="stock",
    write=write_stock,
    command=(sys.executable, "-m", "mkdocs", "build", "-q"),
    output="site",
    packages=("Markdown", "pymdown-extensions", *SITE),
)
INDEXED = f"hugo --quiet && {sys.executable} -m pagefind --site public"
HUGO = Project("Hugo + Pagefind", write_hugo, ("sh", "-c", INDEXED), "public", (), (), ("hugo",))
EACH = " && ".join(f"zensical build -c -f {zensical.configuration(code)}" for code in LANGUAGES)
ZENSICAL = Project("Zensical", write_zensical, ("sh", "-c", EACH), "site", (), (), ("zensical",))
PEERS = (STOCK, HUGO, ZENSICAL)


def main() -> int:
    """Exit 0 with the tables, 1 where a build failed."""
    arguments = _arguments()
    shutil.rmtree(WORKSHOP, ignore_errors=True)
    try:
        ours = replace(OURS, edits=(*OURS.edits, PACKAGES)) if arguments.packages else OURS
        projects = (ours, *_installed(PEERS))
        runs = []
        for one in _all_runs(projects, arguments.lessons or [120], arguments.rounds):
            runs.append(one)
            RESULT.write_text(as_json(runs), "utf-8")
    except BuildError as failure:
        print(failure, file=sys.stderr)
        return 1
    shutil.rmtree(WORKSHOP)
    if arguments.publish:
        page.write(runs, REPOSITORY / "benchmarks", date.today().isoformat())
    print(tables(runs))
    return 0


def _installed(peers: Sequence[Project]) -> list[Project]:
    """The peers that can be run here."""
    return [peer for peer in peers if all(shutil.which(name, path=SEARCHED) for name in peer.needs)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--lessons", type=_positive, action="append", help="may be given again")
    parser.add_argument("--rounds", type=_positive, default=1)
    parser.add_argument("--packages", action="store_true", help="also make every package")
    parser.add_argument("--publish", action="store_true", help="renew benchmarks/results.*")
    return parser.parse_args()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 upwards")
    return int(text)


def _all_runs(projects: Sequence[Project], sizes: list[int], rounds: int) -> Iterator[Run]:
    for project in projects:
        list(_runs(project, WARM_UP_LESSONS, 0))
    for lessons in sizes:
        for number in range(1, rounds + 1):
            for project in projects if number % 2 else reversed(projects):
                yield from _runs(project, lessons, number)


def _runs(project: Project, lessons: int, number: int) -> Iterator[Run]:
    """Every run of one project in a fresh folder, which is kept only where one fails."""
    folder = WORKSHOP / f"{project.name.split()[0].lower()}-{lessons}-{number}"
    project.write(REPOSITORY, folder, lessons)
    for edit in (Edit("clean", _leave, project.command), *project.edits):
        edit.change(folder)
        print(f"{lessons} lessons, round {number}: {project.name}, {edit.kind}", file=sys.stderr)
        cost = run(edit.command, folder, _environment(folder))
        built = size(folder / project.output)
        yield Run(lessons, number, project.name, edit.kind, cost, built, project.packages)
    shutil.rmtree(folder)


def _environment(folder: Path) -> dict[str, str]:
    """Caches of the user would make a clean build less than clean."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PATH": SEARCHED}
    large = {"OER_LARGEST_PAGES": "10000", "OER_LARGEST": "10000"}
    return {**os.environ, **quiet, **large, "XDG_CACHE_HOME": str(folder / ".cache")}


if __name__ == "__main__":
    raise SystemExit(main())
