"""Pandoc as a function of bytes. It comes as a wheel with its binary, and runs in its sandbox."""

import subprocess
from collections.abc import Sequence

import pypandoc  # type: ignore[import-untyped]

from oer.formats.archive import CannotMake

SECONDS = 120
"""A course of sixty lessons takes about three."""


def pandoc(arguments: Sequence[str], text: bytes) -> bytes:
    """What pandoc writes to its standard output. CannotMake with its own words where it fails."""
    command = [pypandoc.get_pandoc_path(), *arguments]
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, timeout=SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise CannotMake(f"pandoc took more than {SECONDS} seconds") from error
    if done.returncode:
        raise CannotMake(f"pandoc: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
