"""One language for `mkdocs serve`: its pages as they are staged, and a folder with its pictures.

The server stays between two changes, and so does what was read and found: after an edit only the
edited file is read, and only its course is looked at.
"""

import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from oer.check import Finding, check
from oer.documents import Document, Text, read_data_file, read_documents
from oer.load import load
from oer.model import Catalog
from oer.report import report_text, wording, wording_in
from oer.rules import RULES
from oer.settings import read_site
from oer.status import status
from oer.website import assets
from oer.website.addresses import Surroundings
from oer.website.frame import Frame, frame
from oer.website.generator import HOUSE, staged_pages
from oer.website.pages import Publication
from oer.website.staged import StagedPage

MOST_DATA = 8192
"""Data files that a preview remembers."""


class Memory:
    """What was read and found the last time."""

    def __init__(self) -> None:
        self._read: dict[Text, Document] = {}
        self.read_data = lru_cache(MOST_DATA)(read_data_file)
        """A data file, read anew where its text is another one."""
        self._checked: Catalog | None = None
        self._found: dict[tuple[str, str], list[Finding]] = {}

    def read_all(self, texts: Sequence[Text]) -> list[Document]:
        """Documents, read anew where the text is another one."""
        new = [text for text in texts if text not in self._read]
        known = {**self._read, **dict(zip(new, read_documents(new), strict=True))}
        self._read = {text: known[text] for text in texts}
        return list(self._read.values())

    def check(self, catalog: Catalog) -> list[Finding]:
        """All findings; what stands in a course is found anew where the course is another one."""
        before, self._checked = self._checked, catalog
        same = before is not None and _without_courses(before) == _without_courses(catalog)
        known = before.courses if before else {}

        @cache
        def is_new(course: str) -> bool:
            return not same or known.get(course) != catalog.courses.get(course)

        def remember(
            course: str, language: str, look: Callable[[], list[Finding]]
        ) -> list[Finding]:
            if is_new(course) or (course, language) not in self._found:
                self._found[course, language] = look()
            return self._found[course, language]

        return check(catalog, RULES, remember)


def _without_courses(catalog: Catalog) -> Catalog:
    return replace(catalog, courses={})


_MEMORY = Memory()
"""Of this process: MkDocs imports its hooks once, and keeps them for as long as it serves."""


def preview(root: Path, code: str, folder: Path) -> tuple[Frame, list[StagedPage]]:
    """Frame and pages of a language; its pictures go into a folder. KeyError if there is none."""
    catalog, site = load(root, _MEMORY.read_all, read_data=_MEMORY.read_data), read_site(root)
    _tell(_MEMORY.check(catalog))
    language = catalog.languages[code]
    made_from = Publication(
        catalog,
        language,
        site,
        Surroundings.PREVIEW,
        wordings=wording_in(root, code),
        statuses=status(catalog),
    )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, file in assets.media_files(catalog).items():
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, to)
    pages = [page for piece in (HOUSE, *catalog.shelf) for page in staged_pages(made_from, piece)]
    return frame(catalog, language, site, Surroundings.PREVIEW), pages


def _tell(findings: Sequence[Finding]) -> None:
    """Whoever writes sees beside the page what the check will say."""
    if findings:
        logging.getLogger("mkdocs").info(report_text(findings, wording()))
