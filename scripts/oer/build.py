"""What must be made from which inputs: packages of every edition, pages of every language, dist/.

    files ──load──▶ Catalog ──check──▶ findings; an error ends the build and leaves dist/ as it was
       edition x format ─▶ package ─┐ sizes
       language x course ─▶ pages ◀─┘
       pages of a language ─▶ search
       front, theme, media, manifest ─▶ dist.new ─▶ dist

The key of each node is a hash of its inputs, so that what has not changed is not made again; a
build of nothing new ends after reading the files.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from oer import keys, output
from oer.carrying import OFFLINE, Offered, add_carried, with_carried
from oer.check import Finding, Level, check
from oer.collected import (
    KINDS,
    KOLIBRI,
    ZIM,
    add_collected,
    channel_task,
    kiwix_task,
    taught,
    with_collected,
)
from oer.formats import FORMATS
from oer.inputs import Inputs, read_inputs
from oer.languages import Library, files_of, front_files, index_task, library, pages_task
from oer.load import load
from oer.model import Catalog
from oer.opds import opds
from oer.packages import (
    MANIFEST,
    Finished,
    downloads,
    finished,
    manifest,
    packages,
    with_borrowed,
)
from oer.packing import pack, unpack
from oer.parsing import Parsing
from oer.rules import RULES
from oer.rules.wgt import WEIGHTS
from oer.settings import read_site
from oer.sheets import sheets_task
from oer.store import Store
from oer.tasks import (
    Pieces,
    Running,
    Task,
    Workers,
    collect_seldom,
    local_workers,
    results,
    start,
    twice,
)
from oer.website import offline, search
from oer.weights import FILE as WEIGHED
from oer.weights import weigh, written

SITE = "site"
"""The key of the website beside those of the packages."""
ALL_FORMATS = (SITE, OFFLINE, *KINDS, *(format.key for format in FORMATS))
CUT = {OFFLINE, ZIM}
"""Formats that are cut from the finished pages."""
STATE = Path("build/state.json")
FINDINGS = "findings"
CACHE = Path("build/cache")
LOCK = Path("build/lock")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to build."""

    languages: frozenset[str] = frozenset()
    """Empty: all that there are."""
    formats: frozenset[str] = frozenset(ALL_FORMATS)

    @property
    def whole(self) -> "Wanted":
        """With the site where a format is cut from its pages."""
        return replace(self, formats=self.formats | {SITE}) if self.formats & CUT else self


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
        inputs, wanted = read_inputs(root), wanted.whole
        key = inputs.of_all(*sorted(wanted.languages), "/", *sorted(wanted.formats))
        before = _read_state(root, to)
        if before.key == key:
            return Built()
        with output.fresh(to, frozenset(before.pieces)) as fresh:
            built = twice(workers, partial(_build, inputs, wanted, progress, fresh))
            if not built.stopped:
                fresh.swap()
                _note_state(root, to, key, fresh.pieces)
            return built


def _build(
    inputs: Inputs, wanted: Wanted, progress: Progress, fresh: output.Fresh, executor: Executor
) -> Built:
    """Fill the fresh folder. Whoever can work does: pages are made while the rules look."""
    store = Store(inputs.root / CACHE)
    catalog = load(inputs.root, Parsing(executor, store), inputs.today)
    site = read_site(inputs.root)
    codes = [c for c in catalog.languages if c in wanted.languages or not wanted.languages]
    pages = codes if SITE in wanted.formats else []

    made_from = library(catalog, site, inputs)

    def start_pages(done: Sequence[Finished]) -> Running:
        offered = _offered(made_from, wanted, pages, done, fresh.sizes)
        return start([pages_task(made_from, c, offered.get(c, {})) for c in pages], store, executor)

    def collect(format: str, task: Callable[[str], Task], codes: Sequence[str]) -> None:
        tasks = [task(code) for code in taught(catalog, codes) if format in wanted.formats]
        done = results(start(tasks, store, executor), store, progress.done)
        add_collected(fresh, catalog, site, done)

    # Pages tell the sizes of packages; without packages nothing has to be waited for.
    early = start_pages(()) if wanted.formats == {SITE} else None
    findings = check(replace(catalog, weights=None), RULES, partial(_remembered, store, inputs))
    if any(finding.level is Level.ERROR for finding in findings):
        return Built(findings)
    planned = list(packages(catalog, site, inputs, codes, wanted.formats))
    together = sum(format in wanted.formats for format in KINDS) * len(codes)
    progress.start(len(planned) + 3 * len(pages) + together)
    running = start([package.task for package in planned], store, executor)
    made = {task.name: pieces for task, pieces in results(running, store, progress.done)}
    ready = [one for package in planned for one in finished(package, made[package.task.name])]
    done = list(with_borrowed(ready))
    if done:
        _add_packages(fresh, catalog, done)
        fresh.add(opds(catalog, site, done, inputs.modified))
    collect(KOLIBRI, partial(channel_task, catalog, site, inputs), codes)
    sheets = start([sheets_task(catalog, site, inputs, code) for code in pages], store, executor)
    indexes = []
    for task, pieces in results(early or start_pages(done), store, progress.done):
        indexes.append(start([index_task(task.language, pieces)], store, executor))
        _add(fresh, task, pieces)
    _add_all(fresh, results(sheets, store, progress.done))
    entries = []
    for task, pieces in _all_results(indexes, store, progress):
        entries += [files[search.ENTRY] for files in pieces.values()]
        _add(fresh, task, pieces)
    if entries:
        fresh.add(front_files(catalog, site, inputs, entries))
        fresh.add(offline.keep_files(catalog, fresh.sizes))
        if OFFLINE in wanted.formats:
            add_carried(catalog, site, fresh)
        collect(ZIM, partial(kiwix_task, catalog, site, inputs, fresh), pages)
        findings += _weighed(catalog, fresh)
    store.forget_unused()
    return Built(findings, fresh.sizes)


def _add_packages(fresh: output.Fresh, catalog: Catalog, done: Sequence[Finished]) -> None:
    for one in done:
        fresh.add_piece(one.key, {one.path: one.data})
    fresh.add({MANIFEST: manifest(catalog, done)})


def _weighed(catalog: Catalog, fresh: output.Fresh) -> list[Finding]:
    """What is too heavy in the finished folder; its weights are noted in it."""
    weights = weigh(fresh.sizes, fresh.read)
    fresh.add({WEIGHED: written(weights)})
    return check(replace(catalog, weights=weights), WEIGHTS)


def _all_results(
    started: Iterable[Running], store: Store, progress: Progress
) -> Iterator[tuple[Task, Pieces]]:
    for running in started:
        yield from results(running, store, progress.done)


def _remembered(
    store: Store, inputs: Inputs, course: str, look: Callable[[], list[Finding]]
) -> list[Finding]:
    """What was found in a course when it was as it is now."""
    key = inputs.of_findings(course)
    known = store.get(key)
    if known is None:
        known = {FINDINGS: pack(look())}
        store.put(key, known)
    found: list[Finding] = unpack(known[FINDINGS])
    return found


def _add(fresh: output.Fresh, task: Task, pieces: Pieces) -> None:
    for name, files in pieces.items():
        fresh.add_piece(task.pieces[name], files_of(files))


def _add_all(fresh: output.Fresh, done: Iterable[tuple[Task, Pieces]]) -> None:
    for task, pieces in done:
        _add(fresh, task, pieces)


def _offered(
    made_from: Library,
    wanted: Wanted,
    pages: Sequence[str],
    done: Sequence[Finished],
    sizes: Mapping[str, int],
) -> dict[str, Offered]:
    """Language -> what its pages offer; `sizes` of what is made by now, in bytes."""
    catalog, site = made_from.catalog, made_from.site
    offered: dict[str, Offered] = dict(downloads(done))
    for code in pages:
        all_courses = with_collected(catalog, site, code, wanted.formats, sizes)
        offered[code] = {**offered.get(code, {}), **all_courses}
        if OFFLINE in wanted.formats:
            offered[code] = with_carried(catalog, code, offered[code])
    return offered


# --- is there anything to do? -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """What the last build left, as build/state.json tells it."""

    key: str
    output: str
    listing: str
    """A key of the names, sizes and times of the files there."""
    pieces: Sequence[str]
    """The keys of what they were made from."""


NOTHING = State("", "", "", ())


def _read_state(root: Path, to: Path) -> State:
    """The state of the folder `to`; NOTHING if it was never built here, or somebody touched it."""
    try:
        state = State(**json.loads((root / STATE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return NOTHING
    intact = state.output == str(to) and state.listing == keys.key(*output.listing(to))
    return state if intact else NOTHING


def _note_state(root: Path, to: Path, key: str, pieces: Iterable[str]) -> None:
    state = State(key, str(to), keys.key(*output.listing(to)), sorted(pieces))
    (root / STATE).write_text(json.dumps(asdict(state)), "utf-8")
