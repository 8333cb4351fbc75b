"""MkDocs for one language: staged pages in, the finished files out."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from oer.model import SOURCE_LANGUAGE
from oer.website.addresses import Surroundings
from oer.website.course_pages import course_pages
from oer.website.download_page import download_page
from oer.website.frame import Frame, frame
from oer.website.maps import compare_page, skills_page
from oer.website.needs_page import needs_page
from oer.website.pages import Publication, glossary, project_pages
from oer.website.record_page import record_page
from oer.website.report_page import report_page
from oer.website.review_page import review_page
from oer.website.rules_page import rules_page
from oer.website.staged import StagedPage
from oer.website.status_page import status_page

QUIET = {"NO_MKDOCS_2_WARNING": "1"}


class CannotGenerate(Exception):  # noqa: N818 (it says what happened)
    """MkDocs refused a page; the text is what it said."""


HOUSE = ""
"""The piece of a language that is no course: welcome, pages of docs/, glossary, rules, review."""
HOME = StagedPage("index.md", "main.html", "", "")
"""MkDocs wants a home page in every build."""


def staged_pages(made_from: Publication, piece: str) -> list[StagedPage]:
    """The pages of a course in one language, or the house's own."""
    if piece != HOUSE:
        return list(course_pages(made_from, made_from.catalog.shelf[piece]))
    made = [glossary, rules_page, review_page, status_page, skills_page, compare_page]
    made += [record_page, download_page, report_page]
    made += [needs_page] if made_from.catalog.needs else []
    return [*project_pages(made_from), *(page(made_from) for page in made)]


def page_files(
    made_from: Publication, config_file: str, pages: Sequence[StagedPage]
) -> dict[str, bytes]:
    """Pages of one language as MkDocs finishes them, by the path of the staged page.

    They pass through no files; the folders that MkDocs asks for stay empty. static-i18n takes
    codes of two letters only; what it makes of one is in none of our pages.
    """
    code = made_from.language.code
    os.environ.update({**QUIET, "OER_LANGUAGE": code if len(code) == 2 else SOURCE_LANGUAGE})
    finished: dict[str, bytes] = {}
    with _said() as said, TemporaryDirectory() as docs, TemporaryDirectory() as site:
        try:
            config = load_config(
                config_file,
                docs_dir=docs,
                site_dir=site,
                site_url=made_from.site.page(code),
            )
            config.extra["frame"] = _frame(made_from)
            config.extra["staged"] = {page.path: page for page in (HOME, *pages)}
            config.extra["finished"] = finished
            build(config)
        except (MkDocsException, Abort) as error:
            raise CannotGenerate("\n".join([*said, str(error)])) from error
    return finished


def _frame(made_from: Publication) -> Frame:
    return frame(made_from.catalog, made_from.language, made_from.site, Surroundings.SITE)


@contextmanager
def _said() -> Iterator[list[str]]:
    """Collects what MkDocs warns of instead of printing it."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
