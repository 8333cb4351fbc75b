"""What must be made from which inputs: packages of every edition, pages of every language, dist/.

    files ──load──▶ Catalog ──check──▶ findings; an error ends the build and leaves dist/ as it was
       edition x format ─▶ package ─┐ sizes
       language ─▶ pages, search ◀──┘
       front, theme, media, manifest ─▶ dist.new ─▶ dist

The key of each node is a hash of its inputs, so that what has not changed is not made again; a
build of nothing new ends after reading the files.
"""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from oer import keys, output
from oer.check import Finding, Level, check
from oer.formats import FORMATS
from oer.inputs import Inputs, key_of_all, read_inputs
from oer.languages import front_files, language_task
from oer.load import load
from oer.packages import MANIFEST, Finished, downloads, finished, manifest, packages
from oer.parsing import Parsing
from oer.rules import RULES
from oer.settings import read_site
from oer.store import Store
from oer.tasks import Running, Task, Workers, collect_seldom, local_workers, results, start, twice
from oer.website import search

SITE = "site"
"""The key of the website beside those of the packages."""
ALL_FORMATS = (SITE, *(format.key for format in FORMATS))
STATE = Path("build/state.json")
CACHE = Path("build/cache")
LOCK = Path("build/lock")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to build."""

    languages: frozenset[str] = frozenset()
    """Empty: all that there are."""
    formats: frozenset[str] = frozenset(ALL_FORMATS)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    findings: Sequence[Finding] = ()
    made: Mapping[str, int] | None = None
    """The finished files with their sizes; None where nothing changed or an error stopped it."""

    @property
    def stopped(self) -> bool:
        return any(finding.level is Level.ERROR for finding in self.findings)


class Progress(Protocol):
    """Hears how far a build is."""

    def start(self, tasks: int) -> None:
        """So many tasks will be done."""

    def done(self, task: Task) -> None:
        """One of them is done."""


def build(
    root: Path, to: Path, wanted: Wanted, progress: Progress, workers: Workers = local_workers
) -> Built:
    """Bring the folder `to` up to date with the repository at `root`.

    Busy where another build is under way; NotOurs where `to` is no build's; TaskFailed, CannotMake
    and OSError where one of ours fails. In every case `to` is as it was before, or whole.
    """
    with output.only_one(root / LOCK):
        output.mend(to)
        output.refuse_foreign(to)
        collect_seldom()
        inputs = read_inputs(root)
        key = key_of_all(inputs, *sorted(wanted.languages), "/", *sorted(wanted.formats))
        if _is_current(root, to, key):
            return Built()
        fresh = output.Fresh(to)
        built = twice(workers, lambda executor: _build(inputs, wanted, progress, executor, fresh))
        if not built.stopped:
            fresh.swap()
            _note_state(root, to, key)
        return built


def _build(
    inputs: Inputs, wanted: Wanted, progress: Progress, executor: Executor, fresh: output.Fresh
) -> Built:
    """Fill the fresh folder. Whoever can work does: pages are made while the rules look."""
    store = Store(inputs.root / CACHE)
    catalog = load(inputs.root, Parsing(executor, store), inputs.today)
    site = read_site(inputs.root)
    codes = [c for c in catalog.languages if c in wanted.languages or not wanted.languages]
    pages = codes if SITE in wanted.formats else []

    def start_pages(done: Sequence[Finished]) -> Running:
        offered = downloads(done)
        tasks = [language_task(catalog, site, inputs, c, offered.get(c, {})) for c in pages]
        return start(tasks, store, executor)

    # Pages tell the sizes of packages; without packages nothing has to be waited for.
    early = start_pages(()) if wanted.formats == {SITE} else None
    findings = check(catalog, RULES)
    if any(finding.level is Level.ERROR for finding in findings):
        return Built(findings)
    planned = list(packages(catalog, site, inputs, codes, wanted.formats))
    progress.start(len(planned) + len(pages))
    running = start([package.task for package in planned], store, executor)
    made = {task.name: files for task, files in results(running, store, progress.done)}
    done = [one for package in planned for one in finished(package, made[package.task.name])]
    if done:
        fresh.add({**{one.path: one.data for one in done}, MANIFEST: manifest(catalog, done)})
    entries = []
    for _, files in results(early or start_pages(done), store, progress.done):
        fresh.add(files)
        entries.append(files[search.ENTRY])
    if entries:
        fresh.add(front_files(catalog, site, inputs, entries))
    store.forget_unused()
    return Built(findings, fresh.sizes)


# --- is there anything to do? -------------------------------------------------------------


def _is_current(root: Path, to: Path, key: str) -> bool:
    try:
        before = json.loads((root / STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(before == _state(to, key))


def _note_state(root: Path, to: Path, key: str) -> None:
    (root / STATE).write_text(json.dumps(_state(to, key)), "utf-8")


def _state(to: Path, key: str) -> dict[str, str]:
    return {"key": key, "output": str(to), "listing": _listing(to)}


def _listing(folder: Path) -> str:
    """A key of the names, sizes and times in a folder, which shows whether somebody touched it."""
    files = ((file, file.stat()) for file in sorted(folder.rglob("*")) if file.is_file())
    return keys.key(*(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}" for file, stat in files))
