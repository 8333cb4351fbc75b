"""Do importers take the packages for platforms? gift-pegjs for GIFT, Lumi's server for H5P.

No package registry has the content types of H5P, so that Lumi's server looks at a file as before
an upload and nothing is played; what a type needs is checked by `readers.h5p`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .clients import need, need_module
from .site import Site
from .trouble import Trouble, shortened

PROGRAM = Path(__file__).parent / "imports.cjs"


def judge(site: Site) -> Iterator[Trouble]:
    """Every GIFT and H5P file of a site; GIFT must ask as many questions as the manifest says."""
    manifest = json.loads((site.folder / "downloads/manifest.json").read_text("utf-8"))
    asked = {
        row["path"]: row["questions"]["asked"] for row in manifest["packages"] if "questions" in row
    }
    files = [*site.files(".gift.txt"), *site.files(".h5p")]
    for file, row in zip(files, imported(files), strict=True):
        place = file.relative_to(site.folder).as_posix()
        if "refused" in row:
            yield Trouble(place, shortened(row["refused"]))
        elif "questions" in row and len(row["questions"]) != asked[place]:
            yield Trouble(place, f"asks {len(row['questions'])} questions of {asked[place]}")


def imported(files: Sequence[Path]) -> list[dict[str, Any]]:
    """What the importers make of files: their questions, or why they are refused."""
    need_module("gift-pegjs")
    need_module("@lumieducation/h5p-server")
    command = [need("node"), str(PROGRAM), sys.executable, *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
