"""Can everybody read the e-books? Ace by DAISY, in Debian's Chromium."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .clients import need, need_module
from .site import Site
from .trouble import Trouble, shortened

ACE = "@daisy/ace-cli/bin/ace.js"


def judge(site: Site) -> Iterator[Trouble]:
    """What Ace finds in every EPUB, each kind of it once in a chapter."""
    for file in site.files(".epub"):
        for what in dict.fromkeys(of_epub(file)):
            yield Trouble(file.relative_to(site.folder).as_posix(), what)


def of_epub(file: Path) -> list[str]:
    """Every barrier in one book, of whatever weight."""
    with TemporaryDirectory() as folder:
        # Its own home: Ace writes a log and settings there.
        here = {"HOME": folder, "PUPPETEER_EXECUTABLE_PATH": need("chromium")}
        command = [need("node"), str(need_module(ACE)), "--force", "--silent", "--outdir", folder]
        subprocess.run(
            [*command, str(file)], check=True, capture_output=True, env={**os.environ, **here}
        )
        report = json.loads(Path(folder, "report.json").read_text("utf-8"))
    found = [
        shortened(
            f"{one['earl:test']['earl:impact']} {one['earl:test']['dct:title']}"
            f" {chapter['earl:testSubject']['url']} {one['earl:result'].get('html', '')}"
        )
        for chapter in report["assertions"]
        for one in chapter["assertions"]
    ]
    failed = report["earl:result"]["earl:outcome"] != "pass"
    return found or (["Ace says that it fails"] if failed else [])
