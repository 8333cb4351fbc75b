"""The commands of translators: `oer translate …` and `oer status`."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oer.model import MARKETS, SOURCE_LANGUAGE, Catalog, Review
from oer.report import visible
from oer.status import MISSING, PageStatus, status, to_json
from oer.translate import start as starting, sync as syncing
from oer.translate.memory import pairs
from oer.translate.reading import read
from oer.translate.reviews import with_review

if TYPE_CHECKING:
    from oer.translate.transfer import Came

FORMS = ("po", "xliff", "docx")
ROLES = {
    "language": ("language", ""),
    "law": ("law", ""),
    **{f"law-{market}": ("law", market) for market in MARKETS},
}
"""What a reviewer can be asked for: kind of review, and market."""


@click.group()
def translate() -> None:
    """Start translations, keep them up to date, and exchange them with other tools."""


@translate.command()
@click.argument("language")
@click.argument("name", metavar="COURSE/LESSON")
@click.option("--from", "of", default=SOURCE_LANGUAGE, help="The language you read it in.")
@click.pass_obj
def start(root: Path, language: str, name: str, of: str) -> None:
    """Make the skeleton of a translation: English blocks, each under a marker to delete.

    A page of docs/ is named docs/PAGE.
    """
    catalog = read(root)
    _refuse_unknown(catalog, [language, of])
    try:
        files = starting.start(root, catalog, language, name, of)
    except starting.Refused as refused:
        raise click.UsageError(str(refused)) from refused
    syncing.write(root, files)
    for path in files:
        click.echo(path)


@translate.command()
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if something would change.")
@click.pass_obj
def sync(root: Path, check: bool) -> None:
    """Put markers where the English has changed, and note what is translated."""
    catalog = read(root)
    moved = {} if check else syncing.follow(root, catalog)
    made = syncing.sync(root, read(root) if moved else catalog)
    if not check:
        syncing.write(root, made.files)
    for old, new in moved.items():
        click.echo(f"moved {old} to {new}")
    for path in sorted(made.files):
        click.echo(path)
    for path, reason in sorted(made.refused.items()):
        click.echo(f"left as it is: {path}: {reason}", err=True)
    if made.refused or (check and made.files):
        raise SystemExit(1)


@translate.command()
@click.argument("language")
@click.argument("names", nargs=-1, metavar="[COURSE/LESSON]...")
@click.option("--format", "form", type=click.Choice(FORMS), default="po")
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path(), help="The folder to fill."
)
@click.pass_obj
def export(root: Path, language: str, names: Sequence[str], form: str, output: Path) -> None:
    """Write translations as files for Poedit, OmegaT, Weblate (po, xliff) or Word (docx)."""
    # Word takes a while to import; the other commands do without it.
    from oer.translate import transfer  # noqa: PLC0415

    catalog = read(root)
    _refuse_unknown(catalog, [language])
    output.mkdir(parents=True, exist_ok=True)
    made = 0
    for name, data in transfer.export(catalog, language, names, form):
        (output / name).write_bytes(data)
        click.echo(output / name)
        made += 1
    if not made:
        raise click.UsageError("there is no such translation; `oer status` lists them")


@translate.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--reviewer", default="", help="Who has read the text: records a review.")
@click.option("--role", type=click.Choice(list(ROLES)), default="language", show_default=True)
@click.option("--date", "day", default="", help="Of the review, as 2026-11-25; today if not given.")
@click.pass_obj
def take(root: Path, files: Sequence[Path], reviewer: str, role: str, day: str) -> None:
    """Read translations back from FILES: nothing is written but words that differ."""
    from oer.translate import transfer  # noqa: PLC0415

    kind, market = ROLES[role]
    review = Review(reviewer, kind, day or date.today().isoformat(), market=market)
    refused = False
    for file in files:
        try:
            catalog = read(root)
            came = transfer.take_in(root, catalog, transfer.read(file))
        except transfer.Refused as error:
            click.echo(f"left as it is: {visible(str(error))}", err=True)
            refused = True
            continue
        syncing.write(root, came.files)
        if reviewer:
            _record(root, came.path, review)
        _tell(came)
    if refused:
        raise SystemExit(1)


def _record(root: Path, path: str, review: Review) -> None:
    """Put a review beside the text and note what was read."""
    own = next(own for _, own in pairs(read(root)) if own.place.path == path)
    text = (root / path).read_text("utf-8")
    syncing.write(root, {path: with_review(own, text, review)})
    syncing.write(root, syncing.sync(root, read(root)).files)


def _tell(came: "Came") -> None:
    click.echo(f"{came.path}: {came.written} units have other words")
    for id in came.unknown:
        click.echo(
            f"  {visible(id)}: no such unit, or its words do not fit; nothing was written", err=True
        )
    for id in came.outdated:
        click.echo(f"  {id}: the English has changed since the export; marked", err=True)
    for entry in came.remarks:
        click.echo(f"  {visible(entry.id)}: remark: {visible(entry.remark)}")


@click.command(name="status")
@click.option("--language", "languages", multiple=True, help="Only this one; may be repeated.")
@click.option("--all", "every", is_flag=True, help="Finished pages one by one as well.")
@click.option("--json", "as_json", is_flag=True, help="As in dist/status.json.")
@click.pass_obj
def show_status(root: Path, languages: Sequence[str], every: bool, as_json: bool) -> None:
    """Show how far each language is: each page that waits for somebody, and how many do not."""
    catalog = read(root)
    _refuse_unknown(catalog, languages)
    rows = [row for row in status(catalog) if not languages or row.language in languages]
    names = {code: one.name for code, one in catalog.languages.items()}
    if as_json:
        kept = {code: names[code] for code in names if not languages or code in languages}
        click.echo(json.dumps(to_json(rows, kept), ensure_ascii=False, indent=2))
        return
    console = Console(width=None if Console().is_terminal else 120)
    for code in dict.fromkeys(row.language for row in rows):
        own = [row for row in rows if row.language == code]
        console.print(_table(names[code], own if every else _folded(own)))


translate.add_command(show_status)


def _folded(rows: Sequence[PageStatus]) -> list[PageStatus]:
    """The same, with those pages of a course in one row that have nothing to do."""
    shown: list[PageStatus] = []
    alike = groupby(rows, lambda row: (row.course, row.state, row.words > 0))
    for (_, state, waits), some in alike:
        pages = list(some)
        alone = waits or state == MISSING or len(pages) == 1
        shown += pages if alone else [_sum(pages)]
    return shown


def _sum(pages: Sequence[PageStatus]) -> PageStatus:
    units = sum((Counter(page.units) for page in pages), Counter[str]())
    name = f"({len(pages)} pages)"
    return replace(pages[0], name=name, units=units, read=sum(page.read for page in pages))


def _table(name: str, rows: Sequence[PageStatus]) -> Table:
    words = sum(row.words for row in rows)
    table = Table("page", "state", "current", "stale", "read", "words to do", title=name)
    for row in rows:
        place = f"{row.course or 'docs'}/{row.name}"
        shown = [place, row.state, *([""] * 3 if row.state == MISSING else _counts(row))]
        table.add_row(*shown, str(row.words or ""))
    table.caption = f"{words} words to do"
    return table


def _counts(row: PageStatus) -> list[str]:
    current, stale = row.units.get("current", 0), row.units.get("stale", 0)
    return [f"{current} of {row.total}", str(stale or ""), str(row.read or "")]


def _refuse_unknown(catalog: Catalog, codes: Sequence[str]) -> None:
    for code in codes:
        if code not in catalog.languages:
            known = ", ".join(catalog.languages)
            raise click.UsageError(f"{code} is no language here; there are {known}")
