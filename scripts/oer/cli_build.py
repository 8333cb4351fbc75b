"""`oer build` and `oer serve`: what is made of the courses, and a look at it while one writes."""

import errno
import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress as Bar,
    TextColumn,
    TimeElapsedColumn,
)

from oer import report
from oer.check import Finding, Level
from oer.files import lines_of
from oer.model import SOURCE_LANGUAGE
from oer.settings import read_site

if TYPE_CHECKING:
    from oer.tasks import Task, Workers

LOCAL = "local"


@click.command()
@click.option("--language", "languages", multiple=True, help="Only this one; may be repeated.")
@click.option(
    "--format", "formats", multiple=True, help="Only this one: site, offline, epub, docx, ..."
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="The folder to fill; dist/ if not given."
)
@click.option(
    "--executor",
    default=LOCAL,
    help="Who works: local, or a Dask cluster at tcp://host:port or tls://host:port.",
)
@click.pass_obj
def build(
    root: Path,
    languages: Sequence[str],
    formats: Sequence[str],
    output: Path | None,
    executor: str,
) -> None:
    """Make the site and the packages in dist/. An error leaves dist/ as it was."""
    # The site generator takes a third of a second to import; `oer check` does without it.
    from oer import build as builder  # noqa: PLC0415

    refuse_unknown("--format", formats, builder.ALL_FORMATS)
    refuse_unknown("--language", languages, languages_in(root))
    workers = _workers(executor)
    begun = time.monotonic()
    with _failures(), _progress() as progress:
        wanted = builder.Wanted(frozenset(languages), frozenset(formats or builder.ALL_FORMATS))
        built = builder.build(root, (output or root / "dist").resolve(), wanted, progress, workers)
    if built.stopped:
        errors = [finding for finding in built.findings if finding.level is Level.ERROR]
        words = report.wording_in(root, SOURCE_LANGUAGE)
        click.echo(report.report_text(errors, words, lines_of(root)), nl=False)
        click.echo("Nothing was built; dist/ is as it was.", err=True)
        raise SystemExit(1)
    if built.made is None:
        click.echo("Nothing has changed: dist/ is up to date.")
        return
    size, seconds = sum(built.made.values()) / 1e6, time.monotonic() - begun
    click.echo(f"Built {len(built.made)} files, {size:.1f} MB, in {seconds:.1f} s.")


def _workers(executor: str) -> "Workers":
    """Who does the tasks. A cluster is an extra, which most builds do without."""
    from oer.tasks import local_workers  # noqa: PLC0415

    if executor == LOCAL:
        return local_workers
    if not executor.startswith(("tcp://", "tls://")):
        raise click.UsageError(f"--executor {executor} is neither {LOCAL} nor tcp://host:port")
    try:
        from oer.cluster import cluster  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"--executor {executor} needs {error.name}, which is not here; `make cluster` brings it"
        ) from error
    return partial(cluster, executor)


def languages_in(root: Path) -> Sequence[str]:
    """The languages of a repository."""
    return sorted(path.parent.name for path in root.glob("translations/*/language.yml"))


def refuse_unknown(option: str, given: Sequence[str], known: Sequence[str]) -> None:
    """UsageError where an option has a value that it cannot have."""
    for value in given:
        if value not in known:
            raise click.UsageError(f"{option} {value} is unknown; there are {', '.join(known)}")


@contextmanager
def _failures() -> Iterator[None]:
    """What can go wrong in a build without being a fault of the program, in one sentence."""
    from oer.formats import CannotMake  # noqa: PLC0415
    from oer.output import Busy, NotOurs  # noqa: PLC0415
    from oer.tasks import NoWorkers, TaskFailed  # noqa: PLC0415

    try:
        yield
    except OSError as error:
        raise click.ClickException(_disk(error)) from error
    except MemoryError as error:
        raise click.ClickException(NO_MEMORY) from error
    except (Busy, NotOurs, CannotMake, NoWorkers) as error:
        raise click.ClickException(str(error)) from error
    except TaskFailed as error:
        if os.environ.get("OER_TRACEBACK"):
            raise
        told = NO_MEMORY if isinstance(error.__cause__, MemoryError) else str(error)
        raise click.ClickException(f"{told}\n(OER_TRACEBACK=1 shows where)") from error


NO_MEMORY = "there is not enough memory; close other programs, or build one --language at a time"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


def _disk(error: OSError) -> str:
    """What a disk refuses, and what to do about it."""
    where = f"{error.filename}: " if error.filename else ""
    advice = {
        **dict.fromkeys(NO_ROOM, "; make room on the disk and build again"),
        **dict.fromkeys(NOT_ALLOWED, "; allow writing there, or choose another --output"),
    }.get(error.errno or 0, "")
    return f"{where}{error.strerror or error}{advice}"


@contextmanager
def _progress() -> "Iterator[_Told]":
    """A bar on a terminal, a line for each task elsewhere."""
    console = Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _Told(bar, console)


class _Told:
    """Hears how far a build is, and tells whoever waits."""

    def __init__(self, bar: Bar, console: Console) -> None:
        self._bar = bar
        self._console = console
        self._row = bar.add_task("", total=None, visible=False)
        self._total = self._count = 0

    def start(self, tasks: int) -> None:
        self._total = tasks
        self._bar.update(self._row, total=tasks, visible=True)

    def done(self, task: "Task") -> None:
        self._count += 1
        self._bar.update(self._row, advance=1, description=task.name)
        if not self._console.is_terminal:
            click.echo(f"[{self._count}/{self._total}] {task.name}", err=True)


@click.command()
@click.option("--language", default=SOURCE_LANGUAGE, help="The language to begin with.")
@click.option("--address", default="127.0.0.1:8000", help="Where to serve it.")
@click.pass_obj
def serve(root: Path, language: str, address: str) -> None:
    """Show the site in the browser, and an open page anew after each saved change."""
    if not (root / "translations" / language / "language.yml").is_file():
        raise click.UsageError(f"--language {language} is unknown")
    read_site(root)  # what is wrong with it is told here once, not by each page
    if not _is_free(address):
        raise click.UsageError(f"{address} is in use; choose another --address")
    from oer.serve import serve as serve_pages  # noqa: PLC0415 (only this needs it)

    host, _, port = address.rpartition(":")
    words = report.wording_in(root, language)

    def tell(findings: Sequence[Finding]) -> None:
        if findings:
            click.echo(report.report_text(findings, words, lines_of(root)), nl=False)

    click.echo(f"http://{address}/{language}/ (Ctrl+C ends it)", err=True)
    with suppress(KeyboardInterrupt):
        serve_pages(root, language, host, int(port), tell)


def _is_free(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            return True
    except (OSError, ValueError):
        return False
