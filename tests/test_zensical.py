"""The staged pages in another generator: Zensical, which follows Material, builds them as they are.

Only the theme is not ours there. The newest wheel that the lock file can hold is asked.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring, fragment_fromstring

from oer.load import load
from oer.report import wording_in
from oer.settings import read_site
from oer.status import status
from oer.website import stage
from oer.website.addresses import Surroundings
from oer.website.generator import HOUSE, staged_pages
from oer.website.pages import Publication
from oer.website.staged import StagedPage, Text
from samples import LANGUAGES, copy_buildable

ZENSICAL = Path(sys.executable).with_name("zensical")
CONFIGURATION = """\
site_name: Sample
site_url: https://sample.example/{code}/
docs_dir: docs/{code}
site_dir: site/{code}
theme:
  language: {code}
  font: false
  custom_dir: theme
markdown_extensions: [admonition, attr_list, def_list, md_in_html, tables]
"""
WORDS = """\
{{% import "partials/languages/en.html" as english %}}
{{% macro t(key) %}}{{{{ "{code}" if key == "language" else english.t(key) }}}}{{% endmacro %}}
"""
"""The theme's words of a language that it has not got: English, under the language's own name."""
Built = Mapping[str, tuple[StagedPage, HtmlElement]]
"""Address -> a page as it was staged, and as it was built."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("zensical")
    root = copy_buildable(folder / "house")
    words = folder / "theme/partials/languages"
    words.mkdir(parents=True)
    (words / "kk.html").write_text(WORDS.format(code="kk"), "utf-8")
    return {
        f"{code}/{page.address}": (page, html)
        for code in LANGUAGES
        for page, html in _pages(root, folder, code)
    }


def _pages(root: Path, folder: Path, code: str) -> Iterator[tuple[StagedPage, HtmlElement]]:
    catalog = load(root)
    made_from = Publication(
        catalog,
        catalog.languages[code],
        read_site(root),
        Surroundings.PREVIEW,
        wordings=wording_in(root, code),
        statuses=status(catalog),
    )
    pages = [page for piece in (HOUSE, *catalog.shelf) for page in staged_pages(made_from, piece)]
    stage.write(pages, folder / "docs" / code)
    (folder / f"{code}.yml").write_text(CONFIGURATION.format(code=code), "utf-8")
    done = subprocess.run(
        [ZENSICAL, "build", "-c", "-f", f"{code}.yml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for page in pages:
        file = folder / "site" / code / page.address / "index.html"
        yield page, document_fromstring(file.read_bytes())


def words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_lessons_are_whole(built: Built) -> None:
    """Every word and every element of a lesson's text, in its order."""
    lessons = {address: pair for address, pair in built.items() if address.count("/") == 3}
    assert len(lessons) >= 2 * len(LANGUAGES)
    for address, (page, html) in lessons.items():
        if page.kind is Text.HTML:
            staged = fragment_fromstring(page.text, create_parent="div")
            (article,) = html.iter("article")
            assert words_of(staged) in words_of(article), address
            tags = [element.tag for element in staged.iter()]
            shown = [element.tag for element in article.iter()]
            first = next(i for i, e in enumerate(article.iter()) if e.tag == "div")
            assert shown[first : first + len(tags)] == tags, address


def test_languages_and_titles_are_right(built: Built) -> None:
    for address, (page, html) in built.items():
        assert html.get("lang") == address[:2], address
        assert page.title in words_of(html.find(".//title")), address


def test_pages_of_docs_are_rendered(built: Built) -> None:
    page, html = built["en/about/"]
    assert page.kind is Text.MARKDOWN
    assert [h.get("id") for h in html.iter("h2")] == ["whom"]
