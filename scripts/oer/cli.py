"""The `oer` command. Only its modules print.

Exit 0: all is well; 1: something was found, or a build failed; 2: the command makes no sense.
Results go to standard output, progress to standard error.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from oer.settings import Unusable

COMMANDS: Mapping[str, tuple[str, str]] = {
    "build": ("oer.cli_build", "build"),
    "check": ("oer.cli_check", "check_command"),
    "contribution": ("oer.cli_contribution", "contribution"),
    "explain": ("oer.cli_check", "explain"),
    "new": ("oer.cli_new", "new_group"),
    "remix": ("oer.cli_remix", "remix_command"),
    "report": ("oer.cli_report", "report_group"),
    "serve": ("oer.cli_build", "serve"),
    "status": ("oer.cli_translate", "show_status"),
    "translate": ("oer.cli_translate", "translate"),
}
"""Module and function of each command."""


class _Commands(click.Group):
    """Imports a command when it is asked for: each needs a part of the program only."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, function = COMMANDS[name]
        command: click.Command = getattr(import_module(module), function)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Say what is wrong with a setting in one sentence, whichever command needs it."""
        try:
            return super().invoke(context)
        except Unusable as error:
            raise click.ClickException(str(error)) from error


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The repository; here if not given.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check open courses and build their site and packages."""
    context.obj = root.resolve()
