"""The `oer` command: the only module that prints.

Exit 0: all is well; 1: something was found, or a build failed; 2: the command makes no sense.
Results go to standard output, progress to standard error.
"""

import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from oer import recall, report
from oer.answers import write_answers
from oer.check import Finding, Level, Rule, check
from oer.cli_contribution import contribution
from oer.cli_new import new_group
from oer.cli_remix import remix_command
from oer.cli_report import report_group
from oer.cli_translate import show_status, translate
from oer.files import lines_of
from oer.load import load
from oer.model import SOURCE_LANGUAGE, Answer, Catalog
from oer.rules import RULES
from oer.rules.outside import WEB, outside
from oer.settings import read_site, today

if TYPE_CHECKING:
    from oer.tasks import Task

Root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The repository; here if not given.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@Root
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check open courses and build their site and packages."""
    context.obj = root.resolve()


@main.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=str))
@click.option("--format", "form", type=click.Choice(list(report.FORMATS)), default="text")
@click.option("--language", default=SOURCE_LANGUAGE, help="Language of the messages.")
@click.option("--external", is_flag=True, help="Ask outside addresses too; answers keep a day.")
@click.option("--fix", is_flag=True, help="Show what can be mended by machine, and ask.")
@click.option("--yes", is_flag=True, help="With --fix: mend without asking.")
@click.pass_obj
def check_command(  # noqa: PLR0913, PLR0917 (one for each option)
    root: Path, paths: Sequence[str], form: str, language: str, external: bool, fix: bool, yes: bool
) -> None:
    """Report whatever would hurt a reader, in all files or below PATHS."""
    if fix:
        _fix(root, paths, yes)
        return
    _refuse_unknown("--language", [language], [SOURCE_LANGUAGE, *_languages(root)])
    found = _checked_with_answers(root) if external else recall.checked(root, today())
    findings = [finding for finding in found if _is_below(finding.place.path, paths)]
    made = report.FORMATS[form](findings, report.wording_in(root, language), lines_of(root))
    click.echo(made, nl=False)
    if any(finding.level is Level.ERROR for finding in findings):
        raise SystemExit(1)


def _checked_with_answers(root: Path) -> Sequence[Finding]:
    """What the rules find when outside addresses are asked as well."""
    catalog = load(root, today=today())
    return check(replace(catalog, answers=_asked(root, catalog)), RULES)


def _fix(root: Path, paths: Sequence[str], yes: bool) -> None:
    """Show what would change as a diff, and change it if that is wanted. Exit 1 where it is not."""
    # Only this needs them, and pictures take a while to import.
    from oer import fixes  # noqa: PLC0415

    found = [one for one in fixes.changes(root, load(root)) if _is_below(one.path, paths)]
    if not found:
        click.echo("Nothing to mend.")
        return
    click.echo("".join(map(fixes.shown, found)), nl=False)
    asked = not yes and sys.stdin.isatty()
    if not (yes or (asked and click.confirm(f"Change {len(found)} files?", err=True))):
        click.echo("Nothing was changed. With --fix --yes it is.", err=True)
        raise SystemExit(1)
    kept = [one.path for one in found if not fixes.write(root, one)]
    click.echo(f"Mended {len(found) - len(kept)} files.")
    if kept:
        click.echo(f"Changed meanwhile, so left alone: {', '.join(kept)}", err=True)
        raise SystemExit(1)


def _asked(root: Path, catalog: Catalog) -> Mapping[str, Answer]:
    """What outside addresses answer now, or have answered within a day."""
    # Only this needs the network, which takes a while to import.
    from oer import external  # noqa: PLC0415

    wanted = {one.address for one in outside(catalog) if one.address.startswith(WEB)}
    click.echo(f"Asking {len(wanted)} addresses …", err=True)
    home = f" (+{read_site(root).repository})" if (root / "mkdocs.yml").is_file() else ""
    agent = f"oer link check{home}"
    answers = external.ask(wanted, agent, catalog.answers, datetime.now(UTC))
    write_answers(root, answers)
    return answers


def _is_below(path: str, folders: Sequence[str]) -> bool:
    wanted = [folder.removeprefix("./").rstrip("/") for folder in folders]
    return not wanted or any(path == folder or path.startswith(f"{folder}/") for folder in wanted)


@main.command()
@click.argument("code")
@click.option("--language", default=SOURCE_LANGUAGE, help="Language of the explanation.")
@click.pass_obj
def explain(root: Path, code: str, language: str) -> None:
    """Say why a rule is there and what to do. CODE is like LNK001."""
    _refuse_unknown("--language", [language], [SOURCE_LANGUAGE, *_languages(root)])
    rule = _rule(code)
    click.echo(report.explain(rule, report.wording_in(root, language)[rule.code]), nl=False)


def _rule(code: str) -> Rule:
    for rule in RULES:
        if rule.code == code.upper():
            return rule
    raise click.UsageError(f"there is no rule {code}; the codes go from {RULES[0].code} on")


@main.command()
@click.option("--language", "languages", multiple=True, help="Only this one; may be repeated.")
@click.option(
    "--format", "formats", multiple=True, help="Only this one: site, offline, epub, docx, ..."
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="The folder to fill; dist/ if not given."
)
@click.pass_obj
def build(
    root: Path, languages: Sequence[str], formats: Sequence[str], output: Path | None
) -> None:
    """Make the site and the packages in dist/. An error leaves dist/ as it was."""
    # The site generator takes a third of a second to import; `oer check` does without it.
    from oer import build as builder  # noqa: PLC0415

    _refuse_unknown("--format", formats, builder.ALL_FORMATS)
    _refuse_unknown("--language", languages, _languages(root))
    begun = time.monotonic()
    with _failures(), _progress() as progress:
        wanted = builder.Wanted(frozenset(languages), frozenset(formats or builder.ALL_FORMATS))
        built = builder.build(root, (output or root / "dist").resolve(), wanted, progress)
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


def _languages(root: Path) -> Sequence[str]:
    return sorted(path.parent.name for path in root.glob("translations/*/language.yml"))


def _refuse_unknown(option: str, given: Sequence[str], known: Sequence[str]) -> None:
    for value in given:
        if value not in known:
            raise click.UsageError(f"{option} {value} is unknown; there are {', '.join(known)}")


@contextmanager
def _failures() -> Iterator[None]:
    """What can go wrong in a build without being a fault of the program, in one sentence."""
    from oer.formats import CannotMake  # noqa: PLC0415
    from oer.output import Busy, NotOurs  # noqa: PLC0415
    from oer.tasks import TaskFailed  # noqa: PLC0415

    try:
        yield
    except OSError as error:
        raise click.ClickException(_disk(error)) from error
    except (Busy, NotOurs, CannotMake) as error:
        raise click.ClickException(str(error)) from error
    except TaskFailed as error:
        if os.environ.get("OER_TRACEBACK"):
            raise
        raise click.ClickException(f"{error}\n(OER_TRACEBACK=1 shows where)") from error


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


@main.command()
@click.option("--language", default=SOURCE_LANGUAGE, help="The language to show.")
@click.option("--address", default="127.0.0.1:8000", help="Where to serve it.")
@click.pass_obj
def serve(root: Path, language: str, address: str) -> None:
    """Show one language in the browser, anew after each saved change."""
    if not (root / "translations" / language / "language.yml").is_file():
        raise click.UsageError(f"--language {language} is unknown")
    if not _is_free(address):
        raise click.UsageError(f"{address} is in use; choose another --address")
    environment = {**os.environ, "OER_LANGUAGE": language, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    raise SystemExit(subprocess.run(command, cwd=root, env=environment, check=False).returncode)


def _is_free(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            return True
    except (OSError, ValueError):
        return False


main.add_command(new_group)
main.add_command(remix_command)
main.add_command(report_group)
main.add_command(translate)
main.add_command(show_status)
main.add_command(contribution)
