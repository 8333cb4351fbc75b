"""A built folder as pages: what stands in the files, before a browser runs their scripts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import html
from lxml.etree import _Element

HOUSE = "en"
"""The language of the pages above all languages: the root and 404."""
PROSE = "//div[@class='house-lesson']//p[not(ancestor::form or ancestor::details)]"
FOREIGN = "ancestor-or-self::*[@lang and not(self::html)]"


@dataclass(frozen=True)
class Page:
    """An HTML file of the site."""

    path: str
    """Below the folder: `kk/copyright/index.html`."""
    root: _Element

    def find(self, path: str) -> list[Any]:
        """The elements or values at an XPath."""
        return list(self.root.xpath(path))  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """What a browser asks for: `/kk/copyright/`."""
        return f"/{self.path.removesuffix('index.html')}"

    @property
    def language(self) -> str:
        """The language of its folder."""
        folders = PurePosixPath(self.path).parts[:-1]
        return folders[0] if folders else HOUSE

    @property
    def is_lesson(self) -> bool:
        return bool(self.find(PROSE))

    @property
    def is_course(self) -> bool:
        return bool(self.find("//section[@class='house-module']"))

    @property
    def is_route(self) -> bool:
        """It lends lessons of courses, and has no progress of its own."""
        return self.is_course and not self.find("//*[@class='house-progress']")

    @property
    def is_notice(self) -> bool:
        """It stands for a page that its language does not have yet."""
        return bool(self.find("//meta[@name='robots' and @content='noindex']"))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Where fragments lead; old-style named anchors count (HTML §7.4.6.4)."""
        return frozenset(self.find("//@id | //a/@name"))

    @cached_property
    def text(self) -> str:
        """All words of the article, in small letters."""
        article = self.find("//article | //main")
        return " ".join(" ".join(part.itertext()) for part in article).lower()

    def prose(self) -> str:
        """The words of a lesson in its own language, without questions and side notes."""
        paragraphs = self.find(f"{PROSE}[not({FOREIGN})]")
        return " ".join(" ".join(paragraph.itertext()) for paragraph in paragraphs)


@dataclass(frozen=True, slots=True)
class Site:
    """A built folder."""

    folder: Path
    pages: Mapping[str, Page]
    """By path."""

    def languages(self) -> Sequence[str]:
        """Those that have a folder."""
        return sorted({page.language for page in self.pages.values() if "/" in page.path})

    def lessons(self, language: str) -> Iterator[Page]:
        """The lessons of one language."""
        pages = (page for page in self.pages.values() if page.language == language)
        return (page for page in pages if page.is_lesson)

    def files(self, ending: str) -> Sequence[Path]:
        """The other files that end so: `.epub`."""
        return sorted(self.folder.rglob(f"*{ending}"))


def read(folder: Path) -> Site:
    """Read all pages of a folder. What is to be taken away is no page of the site."""
    packages = folder / "downloads"
    files = (f for f in sorted(folder.rglob("*.html")) if packages not in f.parents)
    pages = (Page(file.relative_to(folder).as_posix(), _parsed(file)) for file in files)
    return Site(folder, {page.path: page for page in pages})


def _parsed(file: Path) -> _Element:
    return html.fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
