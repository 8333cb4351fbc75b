"""Pandoc as a function of bytes. It comes as a wheel with its binary, and runs in its sandbox."""

import re
import subprocess
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc  # type: ignore[import-untyped]

from oer.formats.archive import CannotMake

PICTURE = re.compile(rb"<img\b[^>]*>")
SECONDS = 120
"""A course of sixty lessons takes about three."""
SCRIPT = "templates/docx/convert.lua"
MEMORY = ("+RTS", "-O128m", "-RTS")
"""So much may grow old before it is collected, which spares a quarter of the time."""


def converted(pages: Sequence[bytes], to: str, references: Sequence[bytes] = ()) -> list[bytes]:
    """Pages of HTML as documents (`docx`, `odt`) in one run, each in the styles of its reference.

    A page is read in pandoc's sandbox, but written outside of it: its pictures have to be in it.
    """
    for picture in (picture for page in pages for picture in PICTURE.findall(page)):
        if b'src="data:' not in picture:
            raise CannotMake(f"a picture that is not in the page: {picture.decode()}")
    with TemporaryDirectory() as folder, as_file(files("oer.formats") / SCRIPT) as script:
        for ending, texts in (("html", pages), ("reference", references)):
            for number, text in enumerate(texts, 1):
                Path(folder, f"{number}.{ending}").write_bytes(text)
        pandoc(("lua", str(script), folder, to, str(len(pages))), b"", folder)
        return [Path(folder, f"{number}.made").read_bytes() for number in range(1, len(pages) + 1)]


def pandoc(arguments: Sequence[str], text: bytes, home: str = "/nowhere") -> bytes:
    """What pandoc writes to its standard output. CannotMake with its own words where it fails."""
    command = [pypandoc.get_pandoc_path(), *MEMORY, *arguments]
    try:
        done = subprocess.run(
            command,
            input=text,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"HOME": home},
        )
    except subprocess.TimeoutExpired as error:
        raise CannotMake(f"pandoc took more than {SECONDS} seconds") from error
    if done.returncode:
        raise CannotMake(f"pandoc: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
