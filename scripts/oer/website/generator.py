"""MkDocs for one language: staged pages in, the finished files out."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from oer.model import SOURCE_LANGUAGE
from oer.website import offline, search, stage
from oer.website.addresses import Surroundings
from oer.website.cards import cards
from oer.website.course_pages import course_pages
from oer.website.feed import FEED, feed
from oer.website.frame import Frame, frame
from oer.website.maps import compare_page, skills_page
from oer.website.pages import Publication, glossary, project_pages
from oer.website.record_page import record_page
from oer.website.review_page import review_page
from oer.website.rules_page import rules_page
from oer.website.staged import StagedPage

QUIET = {"NO_MKDOCS_2_WARNING": "1"}


class CannotGenerate(Exception):  # noqa: N818 (it says what happened)
    """MkDocs refused a page; the text is what it said."""


def staged_pages(made_from: Publication) -> Iterator[StagedPage]:
    """Every page of one language."""
    yield from project_pages(made_from)
    yield glossary(made_from)
    yield rules_page(made_from)
    yield review_page(made_from)
    yield skills_page(made_from)
    yield compare_page(made_from)
    yield record_page(made_from)
    yield from course_pages(made_from)


def language_files(made_from: Publication, config_file: Path) -> dict[str, bytes]:
    """The finished pages and the search index of one language, by path relative to the site."""
    code = made_from.language.code
    pages = list(staged_pages(made_from))
    with TemporaryDirectory() as folder:
        staged, site, searched = (Path(folder, name) for name in ("staged", "site", "searched"))
        stage.write(pages, staged)
        finished = _generated(made_from, config_file, staged, site)
        made = {f"{code}/{path}": data for path, data in finished.items()}
        made |= {f"{code}/{path}": data for path, data in cards(made_from)}
        if changes := feed(made_from.catalog, made_from.language, made_from.site):
            made[f"{code}/{FEED}"] = changes
        made[f"{code}/manifest.webmanifest"] = offline.manifest(made_from.language)
        return {**made, **search.index(pages, made_from.language, searched)}


def _generated(
    made_from: Publication, config_file: Path, staged: Path, site: Path
) -> dict[str, bytes]:
    """The pages as MkDocs finishes them, by path relative to the folder of the language.

    static-i18n takes codes of two letters only; what it makes of one is in none of our pages.
    """
    code = made_from.language.code
    os.environ.update({**QUIET, "OER_LANGUAGE": code if len(code) == 2 else SOURCE_LANGUAGE})
    finished: dict[str, bytes] = {}
    with _said() as said:
        try:
            config = load_config(
                str(config_file),
                docs_dir=str(staged),
                site_dir=str(site),
                site_url=f"{made_from.site.url}{code}/",
            )
            config.extra["frame"] = _frame(made_from)
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
