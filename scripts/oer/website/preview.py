"""One language for `mkdocs serve`: its pages as they are staged, and a folder with its pictures."""

import logging
import shutil
from pathlib import Path

from oer.check import check
from oer.load import load
from oer.model import Catalog
from oer.report import report_text, wording, wording_in
from oer.rules import RULES
from oer.settings import read_site
from oer.website import assets
from oer.website.addresses import Surroundings
from oer.website.frame import Frame, frame
from oer.website.generator import HOUSE, staged_pages
from oer.website.pages import Publication
from oer.website.staged import StagedPage


def preview(root: Path, code: str, folder: Path) -> tuple[Frame, list[StagedPage]]:
    """Frame and pages of a language; its pictures go into a folder. KeyError if there is none."""
    catalog, site = load(root), read_site(root)
    _tell_findings(catalog)
    language = catalog.languages[code]
    made_from = Publication(
        catalog, language, site, Surroundings.PREVIEW, wordings=wording_in(root, code)
    )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, file in assets.media_files(catalog).items():
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, to)
    pages = [page for piece in (HOUSE, *catalog.courses) for page in staged_pages(made_from, piece)]
    return frame(catalog, language, site, Surroundings.PREVIEW), pages


def _tell_findings(catalog: Catalog) -> None:
    """Whoever writes sees beside the page what the check will say."""
    if findings := check(catalog, RULES):
        logging.getLogger("mkdocs").info(report_text(findings, wording()))
