"""One language staged for `mkdocs serve`: its pages, and the pictures beside them."""

import logging
import shutil
from pathlib import Path

from oer.check import check
from oer.load import load
from oer.model import Catalog
from oer.report import report_text, wording, wording_in
from oer.rules import RULES
from oer.settings import read_site
from oer.website import assets, stage
from oer.website.addresses import Surroundings
from oer.website.frame import Frame, frame
from oer.website.generator import staged_pages
from oer.website.pages import Publication


def stage_preview(root: Path, code: str, folder: Path) -> Frame:
    """Stage a language afresh into a folder. KeyError where there is no such language."""
    catalog, site = load(root), read_site(root)
    _tell_findings(catalog)
    language = catalog.languages[code]
    made_from = Publication(
        catalog, language, site, Surroundings.PREVIEW, wordings=wording_in(root, code)
    )
    shutil.rmtree(folder, ignore_errors=True)
    stage.write(staged_pages(made_from), folder)
    for path, file in assets.media_files(catalog).items():
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, to)
    return frame(catalog, language, site, Surroundings.PREVIEW)


def _tell_findings(catalog: Catalog) -> None:
    """Whoever writes sees beside the page what the check will say."""
    if findings := check(catalog, RULES):
        logging.getLogger("mkdocs").info(report_text(findings, wording()))
