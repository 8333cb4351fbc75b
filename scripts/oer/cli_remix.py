"""`oer remix`: what a course is based on, and what was changed in it since."""

from pathlib import Path

import click

from oer import bundles, provenance
from oer.load import load
from oer.model import Edition


@click.command(name="remix")
@click.argument(
    "bundle", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.pass_obj
def remix_command(root: Path, bundle: Path | None) -> None:
    """List what each course here is based on, and what was changed since.

    With BUNDLE, a source bundle, take over its records first: a copy that was made in another way,
    such as a fork, then credits its origin too.
    """
    if bundle:
        try:
            for path in bundles.take_records(root, bundle):
                click.echo(path)
        except bundles.NoBundle as error:
            raise click.UsageError(str(error)) from error
    courses = load(root).courses.values()
    told = [_told(edition) for course in courses for edition in course.editions.values()]
    click.echo("\n\n".join(filter(None, told)) or "No course here comes from a source bundle.")


def _told(edition: Edition) -> str:
    """A paragraph in the edition's language; empty of an original."""
    made, language = provenance.of_edition(edition), edition.language
    if made is None:
        return ""
    labels = [f"{label}: {text}" for label, text in provenance.told(made, language)]
    return "\n  ".join(
        [f"{edition.title} ({language.code})", *labels, provenance.changes(made, language)]
    )
