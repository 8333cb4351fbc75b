"""`oer check` and `oer explain`: what would hurt a reader, and why."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from oer import recall, report
from oer.answers import write_answers
from oer.check import Finding, Level, Rule, check
from oer.cli_build import languages_in, refuse_unknown
from oer.files import lines_of
from oer.load import load
from oer.model import SOURCE_LANGUAGE, Answer, Catalog
from oer.rules import RULES
from oer.rules.outside import WEB, outside
from oer.settings import read_site, today


@click.command(name="check")
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
    refuse_unknown("--language", [language], [SOURCE_LANGUAGE, *languages_in(root)])
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


@click.command()
@click.argument("code")
@click.option("--language", default=SOURCE_LANGUAGE, help="Language of the explanation.")
@click.pass_obj
def explain(root: Path, code: str, language: str) -> None:
    """Say why a rule is there and what to do. CODE is like LNK001."""
    refuse_unknown("--language", [language], [SOURCE_LANGUAGE, *languages_in(root)])
    rule = _rule(code)
    click.echo(report.explain(rule, report.wording_in(root, language)[rule.code]), nl=False)


def _rule(code: str) -> Rule:
    for rule in RULES:
        if rule.code == code.upper():
            return rule
    raise click.UsageError(f"there is no rule {code}; the codes go from {RULES[0].code} on")
