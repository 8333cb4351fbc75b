"""`oer new …`: skeletons of courses, lessons and languages."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from oer import new


@click.group(name="new")
def new_group() -> None:
    """Start a course, a lesson or a language from a skeleton."""


@new_group.command()
@click.argument("course")
@click.pass_obj
def course(root: Path, course: str) -> None:
    """Start COURSE, a name of small letters, digits and hyphens."""
    _report_made(lambda: new.course(root, course), root)


@new_group.command()
@click.argument("name", metavar="COURSE/LESSON")
@click.pass_obj
def lesson(root: Path, name: str) -> None:
    """Start a lesson at the end of its course and list it there."""
    _report_made(lambda: new.lesson(root, name), root)


@new_group.command()
@click.argument("code")
@click.option("--name", required=True, help="Its own name for itself.")
@click.option("--locale", required=True, help="Like kaa-Latn-UZ: language, script, region.")
@click.option("--fallback", multiple=True, help="A language its readers know; may be repeated.")
@click.pass_obj
def language(root: Path, code: str, name: str, locale: str, fallback: Sequence[str]) -> None:
    """Start a language. CODE is its ISO 639 code, such as kaa."""
    _report_made(lambda: new.language(root, code, name, locale, fallback), root)


def _report_made(make: Callable[[], Sequence[Path]], root: Path) -> None:
    try:
        made = make()
    except new.Refused as refused:
        raise click.UsageError(str(refused)) from refused
    for path in made:
        click.echo(path.relative_to(root).as_posix())
