"""The commands of the jobs that look at contributions: `oer contribution …`."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from oer import report
from oer.contribution import handed, look
from oer.contribution.answer import FILE, answer
from oer.contribution.comment import comment
from oer.contribution.github import GitHub
from oer.contribution.handed import Suspect
from oer.contribution.preview import preview
from oer.contribution.pulls import Pull, editor
from oer.contribution.taken import Refused
from oer.load import load_languages
from oer.model import SOURCE_LANGUAGE, Language
from oer.report import Wordings
from oer.settings import today

Folder = click.Path(file_okay=False, path_type=Path)
Event = click.option(
    "--event",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="GITHUB_EVENT_PATH",
    help="What GitHub says of the pull request; not needed elsewhere.",
)


@click.group()
def contribution() -> None:
    """Look at a pull request as data: check it, show it, answer it."""


@contribution.command()
@click.argument("repository", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--handed", "to", type=Folder, required=True, help="Where findings.json goes.")
@click.option("--summary", type=click.Path(dir_okay=False, path_type=Path))
@Event
@click.pass_obj
def check(root: Path, repository: Path, to: Path, summary: Path | None, event: Path | None) -> None:
    """Lay the content of REPOSITORY's newest commit over this copy and tell what it brings.

    The commit is a merge into the branch that this copy was made from. Exit 1: it has errors.
    """
    try:
        looked = look.look(root, repository, today())
    except Refused as refused:
        raise click.ClickException(f"The contribution is not taken: {refused}.") from refused
    pull = replace(_pull(event), has_program=looked.has_program)
    words, language = report.wording_in(root, looked.language), looked.catalog.languages
    told = handed.handed(pull.number, looked.language, looked.findings, looked.pages)
    to.mkdir(parents=True, exist_ok=True)
    (to / FILE).write_text(handed.write(told), "utf-8")
    click.echo(report.FORMATS["github"](looked.findings, words, lambda place: ""), nl=False)
    if summary:
        with summary.open("a", encoding="utf-8") as file:
            file.write(comment(told, pull, language[looked.language], words) + "\n")
    if looked.has_errors:
        raise SystemExit(1)


def _pull(event: Path | None) -> Pull:
    """The pull request of the event; one without a number where the event is of another kind."""
    told = json.loads(event.read_text("utf-8")) if event else {}
    pull = told.get("pull_request") or {}
    server = os.environ.get("GITHUB_SERVER_URL", "")
    opens = editor(server, pull["head"]) if pull and server else ""
    return Pull(int(pull.get("number", 0)), editor=opens)


@contribution.command(name="preview")
@click.argument("before", type=Folder)
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("to", type=Folder)
def preview_command(before: Path, after: Path, to: Path) -> None:
    """Put the site AFTER, and pages of BEFORE that differ, into the folder TO."""
    if to.exists():
        raise click.UsageError(f"{to} is there already")
    for change in preview(before, after, to):
        click.echo(change.path)


class _Main:
    """Words of this repository."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._languages = load_languages(root)

    def language(self, code: str) -> Language:
        """A language; the source's where there is no such one."""
        return self._languages.get(code, self._languages[SOURCE_LANGUAGE])

    def wordings(self, code: str) -> Wordings:
        """The wording of every code."""
        return report.wording_in(self._root, code)


@contribution.command(name="answer")
@click.option("--repository", envvar="GITHUB_REPOSITORY", required=True)
@click.option("--server", envvar="GITHUB_SERVER_URL", required=True)
@click.option("--api", envvar="GITHUB_API_URL", required=True)
@Event
@click.pass_obj
def answer_command(root: Path, repository: str, server: str, api: str, event: Path | None) -> None:
    """Write what a finished check found as one comment; the token is in GITHUB_TOKEN."""
    if event is None:
        raise click.UsageError("--event is missing: the event of the finished check")
    told: Mapping[str, Any] = json.loads(event.read_text("utf-8"))
    github = GitHub(api, os.environ.get("GITHUB_TOKEN", ""))
    try:
        click.echo(answer(told, repository, server.rstrip("/"), github, _Main(root)))
    except Suspect as suspect:
        sentence = f"Nothing was written: the findings are not what our check writes: {suspect}."
        raise click.ClickException(sentence) from suspect
    except OSError as error:
        raise click.ClickException(f"GitHub did not help: {error}.") from error
