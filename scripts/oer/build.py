"""What must be made from which inputs: packages of every edition, pages of every language, dist/.

    files ──load──▶ Catalog ──check──▶ findings; an error ends the build and leaves dist/ as it was
       edition x format ─▶ package ─┐ sizes
       language x course ─▶ pages ◀─┘
       pages of a language ─▶ search
       front, theme, media, manifest ─▶ dist.new ─▶ dist

The key of each node is a hash of its inputs, so that what has not changed is not made again; a
build of nothing new ends after reading the files.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from oer import output, state
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
from oer.manifest import PATH as MANIFEST
from oer.model import Catalog, Site
from oer.opds import opds
from oer.packages import (
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
from oer.store import Files, Store
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
from oer.weights import FILE as WEIGHED, weigh, written

SITE = "site"
"""The key of the website beside those of the packages."""
ALL_FORMATS = (SITE, OFFLINE, *KINDS, *(format.key for format in FORMATS))
CUT = {OFFLINE, ZIM}
"""Formats that are cut from the finished pages."""
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
        before = state.read(root, to)
        if before.key == key:
            return Built()
        with output.fresh(to, frozenset(before.pieces)) as fresh:
            making = partial(_Making, inputs, wanted, progress, fresh)
            built = twice(workers, lambda executor: making(executor).all())
            if not built.stopped:
                fresh.swap()
                state.note(root, to, key, fresh.pieces)
            return built


@dataclass(frozen=True)
class _Making:
    """One build on its way: what it is made from, and the fresh folder that it fills."""

    inputs: Inputs
    wanted: Wanted
    progress: Progress
    fresh: output.Fresh
    executor: Executor

    @cached_property
    def store(self) -> Store:
        return Store(self.inputs.root / CACHE)

    @cached_property
    def made_from(self) -> Library:
        parsing = Parsing(self.executor, self.store)
        catalog = load(self.inputs.root, parsing, self.inputs.today, parsing.read_data)
        parsing.keep_data()
        return library(catalog, read_site(self.inputs.root), self.inputs)

    @property
    def whole(self) -> tuple[Catalog, Site, Inputs]:
        """What every task is made from."""
        return self.made_from.catalog, self.made_from.site, self.inputs

    @cached_property
    def codes(self) -> Sequence[str]:
        """The languages that are built."""
        every = self.made_from.catalog.languages
        return [c for c in every if c in self.wanted.languages or not self.wanted.languages]

    @property
    def pages(self) -> Sequence[str]:
        """Those whose pages are built."""
        return self.codes if SITE in self.wanted.formats else []

    def all(self) -> Built:
        """Fill the folder. Whoever can work does: pages are made while the rules look."""
        # Pages tell the sizes of packages; without packages nothing has to be waited for.
        early = self.start_pages(()) if self.wanted.formats == {SITE} else None
        findings = self.check()
        if any(finding.level is Level.ERROR for finding in findings):
            return Built(findings)
        done = self.make_packages()
        self.collect(KOLIBRI, partial(channel_task, *self.whole), self.codes)
        sheets = self.start([sheets_task(*self.whole, self.pages)] if self.pages else [])
        indexes = list(self.make_pages(early or self.start_pages(done)))
        self.add_all(sheets)
        if indexes:
            findings += self.make_front(indexes)
        self.store.forget_unused()
        return Built(findings, self.fresh.sizes)

    def check(self) -> list[Finding]:
        remember = partial(_remembered, self.store, self.inputs)
        return check(replace(self.made_from.catalog, weights=None), RULES, remember)

    def start(self, tasks: Iterable[Task]) -> Running:
        return start(list(tasks), self.store, self.executor)

    def results(self, running: Running) -> Iterator[tuple[Task, Pieces]]:
        return results(running, self.store, self.progress.done)

    def add(self, task: Task, pieces: Pieces) -> None:
        for name, files in pieces.items():
            self.fresh.add_piece(task.pieces[name], files_of(files))

    def add_all(self, running: Running) -> None:
        for task, pieces in self.results(running):
            self.add(task, pieces)

    def make_packages(self) -> Sequence[Finished]:
        """The packages of all editions, with the manifest that lists them."""
        planned = list(packages(*self.whole, self.codes, self.wanted.formats))
        together = sum(format in self.wanted.formats for format in KINDS) * len(self.codes)
        of_site = 2 * len(self.pages) + bool(self.pages)
        self.progress.start(len(planned) + of_site + together)
        running = self.start(package.task for package in planned)
        made = {task.name: pieces for task, pieces in self.results(running)}
        ready = [one for package in planned for one in finished(package, made[package.task.name])]
        done = list(with_borrowed(ready))
        if done:
            catalog, site, inputs = self.whole
            for one in done:
                self.fresh.add_piece(one.key, {one.path: one.data})
            self.fresh.add({MANIFEST: manifest(catalog, done)})
            self.fresh.add(opds(catalog, site, done, inputs.modified))
        return done

    def collect(self, format: str, task: Callable[[str], Task], codes: Sequence[str]) -> None:
        """Packages that hold all courses of a language, where they are wanted."""
        catalog, site, _ = self.whole
        wanted = taught(catalog, codes) if format in self.wanted.formats else ()
        add_collected(self.fresh, catalog, site, self.results(self.start(map(task, wanted))))

    def start_pages(self, done: Sequence[Finished]) -> Running:
        offered = self.offered(done)
        tasks = (pages_task(self.made_from, c, offered.get(c, {})) for c in self.pages)
        return self.start(tasks)

    def offered(self, done: Sequence[Finished]) -> dict[str, Offered]:
        """Language -> what its pages offer."""
        catalog, site, _ = self.whole
        offered: dict[str, Offered] = dict(downloads(done))
        for code in self.pages:
            every = with_collected(catalog, site, code, self.wanted.formats, self.fresh.sizes)
            offered[code] = {**offered.get(code, {}), **every}
            if OFFLINE in self.wanted.formats:
                offered[code] = with_carried(catalog, code, offered[code])
        return offered

    def make_pages(self, running: Running) -> Iterator[Files]:
        """Pages and, as soon as those of a language are there, its search: the indexes."""
        indexes = []
        for task, pieces in self.results(running):
            indexes.append(self.start([index_task(task.language, pieces)]))
            self.add(task, pieces)
        for index in indexes:
            for task, pieces in self.results(index):
                yield from pieces.values()
                self.add(task, pieces)

    def make_front(self, indexes: Sequence[Files]) -> list[Finding]:
        """What stands above all languages and what is cut from finished pages; what weighs much."""
        catalog, site, _ = self.whole
        self.fresh.add(front_files(self.made_from, indexes))
        told = dict(item for index in indexes for item in search.pages_of_fragments(index).items())
        self.fresh.add(offline.keep_files(catalog, self.fresh.sizes, told))
        if OFFLINE in self.wanted.formats:
            add_carried(catalog, site, self.fresh)
        self.collect(ZIM, partial(kiwix_task, *self.whole, self.fresh), self.pages)
        return weighed(catalog, site, self.fresh)


def weighed(catalog: Catalog, site: Site, fresh: output.Fresh) -> list[Finding]:
    """What is too heavy in the finished folder; its weights are noted in it."""
    weights = weigh(fresh.sizes, fresh.read, site)
    fresh.add({WEIGHED: written(weights)})
    return check(replace(catalog, weights=weights), WEIGHTS)


def _remembered(
    store: Store, inputs: Inputs, course: str, language: str, look: Callable[[], list[Finding]]
) -> list[Finding]:
    """What was found in a course when it was as it is now."""
    key = inputs.of_findings(course, language)
    known = store.get(key)
    if known is None:
        known = {FINDINGS: pack(look())}
        store.put(key, known)
    found: list[Finding] = unpack(known[FINDINGS])
    return found
