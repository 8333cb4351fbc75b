"""Staged pages as files: front matter that any generator reads, and the text below it.

Our own builds hand pages over as they are; the files are for any other generator.

The front matter is JSON, which is YAML as well (YAML 1.2 §1.3): it is read fifty times as fast.
"""

import json
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path
from typing import Any

from oer.website.staged import StagedPage, Text

FENCE = "---\n"


def write(pages: Iterable[StagedPage], folder: Path) -> None:
    """Write the pages of one language below a folder."""
    for page in pages:
        file = folder / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text_of(page), "utf-8", newline="\n")


def text_of(page: StagedPage) -> str:
    """A page as a file: finished HTML stands in one `div`, which every generator passes on.

    It names no template: another generator has none of ours.
    """
    body = f"<div>\n{page.text}\n</div>\n" if page.kind is Text.HTML else page.text
    values = {name: value for name, value in head(page).items() if name != "template"}
    return f"{FENCE}{json.dumps(values, ensure_ascii=False)}\n{FENCE}{body}"


def head(page: StagedPage) -> dict[str, Any]:
    """All that the template of a page shows besides its text."""
    return {
        "title": page.title,
        "description": page.summary,
        "template": page.template,
        "kind": page.kind.value,
        "contents": [list(astuple(entry)) for entry in page.contents],
        **page.values,
    }
