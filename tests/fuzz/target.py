"""What is asked of every file, however it looks: no crash, no hang, no script in what is published.

One file of a tiny repository is replaced. The repository is then loaded, checked, reported in
every form, mended, and its pages are made, in English and in a translation.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import markdown  # type: ignore[import-untyped]
from lxml.html import fragments_fromstring

from oer import fixes, sources
from oer.check import check
from oer.data import read_yaml
from oer.html import ATTRIBUTES, SCHEMES, TAGS
from oer.load import load
from oer.model import Catalog, Language, Page, Site
from oer.report import FORMATS, wording
from oer.rules import RULES
from oer.website.addresses import Surroundings
from oer.website.clean import FORM_ATTRIBUTES, FORM_PREFIXES, FORM_TAGS, clean_page
from oer.website.course_pages import course_pages
from oer.website.pages import Publication
from oer.website.staged import Text
from samples import copy_sample

LESSON = "courses/sharing/lessons/give-it-on.md"
FILES = (
    LESSON,
    "translations/ru/courses/sharing/lessons/who-made-it.md",
    "translations/kk/courses/sharing/lessons/who-made-it.md",
    "docs/index.md",
    "translations/ru/docs/index.md",
    "courses/sharing/course.yml",
    "courses/sharing/facts.yml",
    "courses/sharing/media/credits.yml",
    "courses/sharing/media/notice.svg",
    "translations/ru/glossary.yml",
    "translations/ru/courses/sharing/facts.yml",
)
"""What a pull request can bring; the first byte of the input chooses among them."""
SECONDS = 2.0
"""Of one core, for 100 kB and everything that is done with them."""
SITE = Site("https://example.org/", "https://example.org/source")
EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables")
"""What pages of docs/ may use, as far as Python-Markdown brings it."""
PUBLISHED = ("class", "id", "lang", "title", "style", "scope", "start", "open", "hidden", "role")


@dataclass(frozen=True, slots=True)
class Repository:
    """The tiny repository on disk, and what its files are when nobody has touched them."""

    root: Path
    texts: tuple[str, ...]

    def ask(self, which: int, data: bytes) -> None:
        """Replace one file, and put it back. AssertionError or whatever it makes us raise."""
        path = self.root / FILES[which]
        before = path.read_bytes()
        path.write_bytes(data)
        try:
            begun = time.process_time()
            _everything(self.root)
            spent = time.process_time() - begun
            assert spent < SECONDS * max(1, len(data) / 100_000), f"{spent:.1f} s"
        finally:
            path.write_bytes(before)


def remember_data() -> None:
    """From now on data that has not changed since the last file is not read again."""
    vars(sources)["read_yaml"] = lru_cache(200)(read_yaml)


def repository(root: Path) -> Repository:
    """A fresh copy of the sample."""
    copy_sample(root)
    return Repository(root, tuple((root / path).read_text("utf-8") for path in FILES))


def _everything(root: Path) -> None:
    catalog = load(root, today="2026-11-25")
    findings = check(catalog, RULES)
    for report in FORMATS.values():
        report(findings, WORDINGS, lambda place: "x")
    fixes.changes(root, catalog)
    for code in ("en", "ru"):
        if code in catalog.languages:
            _look_at_pages(catalog, catalog.languages[code])


WORDINGS = wording()


def _look_at_pages(catalog: Catalog, language: Language) -> None:
    made_from = Publication(catalog, language, SITE, Surroundings.SITE, wordings=WORDINGS)
    for course in catalog.courses.values():
        for page in course_pages(made_from, course):
            if page.kind is Text.HTML:
                _assert_harmless(page.text)
    for one in _pages(catalog, language):
        _assert_harmless(clean_page(markdown.markdown(one.text, extensions=list(EXTENSIONS))))


def _pages(catalog: Catalog, language: Language) -> Iterator[Page]:
    return (page for page in catalog.pages if page.language == language.code)


def _assert_harmless(html: str) -> None:
    """Only listed elements, attributes and kinds of addresses."""
    for top in fragments_fromstring(f"<div>{html}</div>"):
        for element in top.iter():
            assert isinstance(element.tag, str), "a comment"
            assert element.tag in TAGS | FORM_TAGS, element.tag
            for name, value in element.items():
                _assert_listed(element.tag, str(name), str(value))


def _assert_listed(tag: str, name: str, value: str) -> None:
    own = {*ATTRIBUTES.get(tag, ()), *FORM_ATTRIBUTES.get(tag, ())}
    assert name in own or name in PUBLISHED or name.startswith(tuple(FORM_PREFIXES)), (tag, name)
    if name in ("href", "src"):
        scheme, colon, _ = value.strip().partition(":")
        inside = not colon or any(sign in scheme for sign in "/#?.")
        assert inside or scheme.lower() in SCHEMES, value
