"""The download centre and the menu of each lesson: every file is offered, every offer is there."""

import json
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from published import Published

LANGUAGES = ("en", "ru", "kk")
FOR_PLATFORMS = ("scorm", "moodle", "cc1", "gift", "h5p")


def offered(page: Path, root: Path) -> set[str]:
    """The files that a page offers, relative to the site."""
    here = f"https://x/{page.relative_to(root).as_posix()}"
    links = (a for a in html.fromstring(page.read_bytes()).iter("a") if "download" in a.attrib)
    addresses = (urljoin(here, link.get("href") or "") for link in links)
    return {unquote(urlsplit(address).path).lstrip("/") for address in addresses}


def rows(sample: Published, language: str) -> list[dict[str, str]]:
    text = (sample.site.folder / "downloads/manifest.json").read_text("utf-8")
    return [row for row in json.loads(text)["packages"] if row["language"] == language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_offered_in_one_place(language: str, sample: Published) -> None:
    root = sample.site.folder
    found = offered(root / language / "downloads" / "index.html", root)
    listed = {
        row["path"]
        for row in rows(sample, language)
        if not (row["lesson"] and row["format"].startswith(FOR_PLATFORMS))
    }
    assert listed - found == set()
    assert [path for path in found if not (root / path).is_file()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_offers_its_own(language: str, sample: Published) -> None:
    root = sample.site.folder
    own = {row["lesson"] for row in rows(sample, language) if row["lesson"]}
    assert own
    for row in (row for row in rows(sample, language) if row["lesson"]):
        page = root / language / row["course"] / row["lesson"] / "index.html"
        assert row["path"] in offered(page, root)


def test_says_how_to_open_files(sample: Published) -> None:
    page = html.fromstring((sample.site.folder / "ru/downloads/index.html").read_bytes())
    titles = ["".join(map(str, title.itertext())).strip() for title in page.iter("h3")]
    assert {"На телефоне", "На компьютере с Windows", "На занятии без интернета"} <= set(titles)
