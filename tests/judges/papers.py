"""Are PDFs tagged as PDF/UA-1 (ISO 14289-1) asks?"""

from collections.abc import Iterator

import page

from .site import Site
from .trouble import Trouble, shortened


def judge(site: Site) -> Iterator[Trouble]:
    """What page-validation says of every PDF, each rule once."""
    for file in site.files(".pdf"):
        report = page.validate_pdf_bytes(file.read_bytes(), profile="ua1")
        told = {f"{failure.rule_id} {failure.message}" for failure in report.failures}
        for what in sorted(told):
            yield Trouble(file.relative_to(site.folder).as_posix(), shortened(what))
