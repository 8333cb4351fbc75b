"""`python -m tests.judges FOLDER`: every judge over all of a built folder."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from . import (
    barriers,
    books,
    imports,
    kiwix,
    kolibri,
    languages,
    links,
    looks,
    offices,
    pages,
    papers,
    quizzes,
    reading,
    scorm,
    search,
    speed,
    standards,
)
from .clients import Missing
from .served import served
from .site import Site, read
from .trouble import Trouble

Judge = Callable[[Site, str], Iterable[Trouble]]

JUDGES: dict[str, Judge] = {
    "links": lambda site, origin: links.judge(site, site.pages.values()),
    "languages": lambda site, origin: languages.judge(site.pages.values()),
    "pages": lambda site, origin: pages.judge(looks.every(site), origin),
    "reading": lambda site, origin: reading.judge(looks.of_all_kinds(site), origin),
    "html": lambda site, origin: standards.judge_html(site),
    "wcag": standards.judge_barriers,
    "speed": speed.judge,
    "search": search.judge,
    "quizzes": quizzes.judge,
    "books": lambda site, origin: books.judge_epubs(site),
    "ace": lambda site, origin: barriers.judge(site),
    "papers": lambda site, origin: papers.judge(site),
    "offices": lambda site, origin: offices.judge(site),
    "documents": lambda site, origin: books.judge_documents(site),
    "imports": lambda site, origin: imports.judge(site),
    "kiwix": lambda site, origin: kiwix.judge(site),
    "kolibri": lambda site, origin: kolibri.judge(site),
    "scorm": lambda site, origin: scorm.judge(site),
}


def main(folder: Path) -> int:
    """The exit code: 0 where no judge has anything to say."""
    site = read(folder)
    if not site.pages:
        raise SystemExit(f"There are no pages in {folder}.")
    troubles: list[Trouble] = []
    with served(folder) as origin:
        for name, judge in JUDGES.items():
            begun = time.monotonic()
            found = list(judge(site, origin))
            seconds = time.monotonic() - begun
            print(f"{name}: {len(found)} troubles, {seconds:.1f} s", file=sys.stderr)
            troubles += found
    for trouble in troubles:
        print(trouble)
    kinds = (".epub", ".pdf", ".docx", ".odt", ".pptx")
    files = ", ".join(f"{len(site.files(kind))} {kind[1:].upper()}" for kind in kinds)
    end = f"{len(troubles)} troubles" if troubles else "no trouble"
    print(f"{len(site.pages)} pages, {files}: {end}")
    return 1 if troubles else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Which folder? python -m tests.judges dist")
    try:
        raise SystemExit(main(Path(sys.argv[1]).resolve()))
    except Missing as missing:
        raise SystemExit(str(missing)) from missing
