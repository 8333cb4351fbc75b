"""`oer report …`: reports of workshops, added up without a name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from oer import words
from oer.indicators import downloads
from oer.load import load_languages
from oer.model import SOURCE_LANGUAGE, Language
from oer.workshop import COUNTS, MOST_BYTES, Refusal, Report, added_up, read_report

AVERAGES = ("before", "after")


@click.group(name="report")
def report_group() -> None:
    """Add up reports of workshops. The empty sheets stand in dist/downloads/report/."""


@report_group.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--language", default=SOURCE_LANGUAGE, help="Language of table and messages.")
@click.pass_obj
def add(root: Path, files: Sequence[Path], form: str, language: str) -> None:
    """Add up the filled-in tables FILES.

    Exit 1 where one is refused, as for telling of single people: half a sum would mislead.
    """
    known = load_languages(root)
    if language not in known:
        raise click.UsageError(f"--language {language} is unknown; there are {', '.join(known)}")
    reports, refused = _read(files, sorted(known))
    for file, refusal in refused:
        said = words.say(known[language], f"report.{refusal.key}", **refusal.values)
        click.echo(f"{file}:{refusal.line}: {said}", err=True)
    if refused:
        raise SystemExit(1)
    sums = added_up(list(reports.values()))
    if form == "json":
        click.echo(json.dumps(sums, indent=1, ensure_ascii=False))
    else:
        _print(sums, known[language])


@report_group.command(name="downloads")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def of_releases(root: Path, file: Path, form: str) -> None:
    """Add up how often the files of releases were fetched, from FILE.

    FILE is what `gh api --paginate repos/OWNER/NAME/releases` prints.
    """
    # Formats take a while to import; the other commands do without them.
    from oer.formats import FORMATS  # noqa: PLC0415

    endings = {format.ending: format.key for format in FORMATS}
    try:
        releases = json.loads(file.read_text("utf-8"))
        sums = downloads(releases, load_languages(root), endings)
    except (ValueError, KeyError, TypeError) as error:
        raise click.UsageError(f"{file} is no list of releases as GitHub gives it") from error
    if form == "json":
        click.echo(json.dumps(sums, indent=1, ensure_ascii=False))
        return
    for title in ("languages", "formats"):
        table = Table(title, show_header=True)
        table.add_column(str(sums["total"]), justify="right")
        for name, count in sums[title].items():
            table.add_row(name, str(count))
        Console().print(table)


def _read(
    files: Sequence[Path], languages: Sequence[str]
) -> tuple[Mapping[Path, Report], Sequence[tuple[Path, Refusal]]]:
    """The reports by file, and what was refused with its file."""
    reports: dict[Path, Report] = {}
    refused: list[tuple[Path, Refusal]] = []
    for file in files:
        read = _read_file(file, languages)
        if not isinstance(read, Report):
            refused += [(file, one) for one in read]
        elif same := next((known for known, one in reports.items() if one == read), None):
            refused.append((file, Refusal(1, "same", {"file": str(same)})))
        else:
            reports[file] = read
    return reports, refused


def _read_file(file: Path, languages: Sequence[str]) -> Report | Sequence[Refusal]:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from error
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return [Refusal(1, "unreadable")]
    return [Refusal(1, "unreadable")] if len(data) > MOST_BYTES else read_report(text, languages)


def _print(sums: Mapping[str, Any], language: Language) -> None:
    """A column for all, and one for each country."""
    table = Table(f"{sums['from']} – {sums['to']}")
    table.add_column(language.words["report.total"], justify="right")
    for country in sums["countries"]:
        table.add_column(language.words[f"market.{country}"], justify="right")
    columns = [sums["total"], *sums["countries"].values()]
    for name in ("workshops", *COUNTS, *AVERAGES):
        table.add_row(language.words[f"report.{name}"], *_cells(name, columns))
    Console().print(table)


def _cells(name: str, columns: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for column in columns:
        unit = " %" if name in AVERAGES else ""
        yield "–" if column[name] is None else f"{column[name]}{unit}"
