"""A course that was unpacked from its zip file and opened from the disk."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from playwright.sync_api import Page as Tab, expect

from judges.browser import Visitor, chromium, visitor
from published import Published
from samples import built

pytestmark = pytest.mark.clients
LANGUAGES = ("en", "ru", "kk")
WORD = re.compile(r"[^\W\d_]{7,18}")


@pytest.fixture(scope="module")
def folder(sample: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A name with a space and other letters, as on many a stick."""
    to = tmp_path_factory.mktemp("usb") / "курс один"
    (file,) = sample.site.files(".site.zip")
    with ZipFile(file) as archive:
        archive.extractall(to)
    return to


@pytest.fixture
def eyes(folder: Path) -> Iterator[Visitor]:
    """A browser without a network."""
    with chromium() as browser, visitor(browser, folder.as_uri()) as opened:
        opened.tab.context.set_offline(True)
        yield opened
        assert opened.heard == []


def test_listed_in_the_manifest(sample: Published) -> None:
    text = (sample.site.folder / "downloads/manifest.json").read_text("utf-8")
    rows = [row for row in json.loads(text)["packages"] if row["format"] == "offline"]
    for row in rows:
        data = (sample.site.folder / row["path"]).read_bytes()
        assert len(data) == row["bytes"]
        assert ZipFile(BytesIO(data)).testzip() is None
    assert len(rows) == len(sample.site.files(".site.zip")) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_search_and_answer(language: str, eyes: Visitor, sample: Published) -> None:
    word = max(WORD.findall(next(sample.site.lessons(language)).prose()), key=len)
    eyes.tab.goto(f"{eyes.origin}/index.html")
    open_a_lesson(eyes.tab, language)
    find(eyes.tab, word)
    eyes.tab.goto(f"{eyes.origin}/{language}/sharing/who-made-it/index.html")
    answer(eyes.tab)
    turn_to(eyes.tab, "ru" if language != "ru" else "en")


def open_a_lesson(tab: Tab, language: str) -> None:
    """By the menus, with all of its pictures."""
    tab.locator(f"main a[lang={language}]").click()
    tab.locator(".house-card a").first.click()
    tab.locator(".house-lessons > li:not([data-missing]) > a").first.click()
    expect(tab.locator("html")).to_have_attribute("lang", language)
    for picture in tab.locator("img").all():
        assert picture.evaluate(
            "image => image.naturalWidth > 0 || image.decode().then(() => true)"
        )


def find(tab: Tab, word: str) -> None:
    """The first result of a search opens the page that it names."""
    tab.locator(".house-search-open").click()
    tab.keyboard.type(word)
    result = tab.locator(".house-search-results a").first
    result.wait_for()
    assert tab.locator(".house-search-results mark").count()
    title = result.inner_text()
    result.click()
    expect(tab.locator("h1")).to_have_text(title)


def answer(tab: Tab) -> None:
    """The first question, as is right."""
    form = tab.locator("form.quiz").first
    for option in form.locator(".quiz-option input").all():
        right = option.get_attribute("data-right") is not None
        if right or option.get_attribute("type") == "checkbox":
            option.set_checked(right)
    form.locator("[type=submit]").click()
    expect(form.locator(".quiz-result")).not_to_be_empty()


def turn_to(tab: Tab, language: str) -> None:
    """The same page in another language."""
    tab.locator(".house-languages summary").click()
    tab.locator(f".house-languages a[lang={language}]").click()
    expect(tab.locator("html")).to_have_attribute("lang", language)


def test_links_lead_into_the_folder_or_to_the_site(folder: Path) -> None:

    count = 0
    for page in folder.rglob("*.html"):
        root = html.fromstring(page.read_bytes())
        addresses = [str(one) for one in root.xpath("//@href | //@src")]  # type: ignore[union-attr]
        for address in addresses:
            if ":" in address or address.startswith("#"):
                continue
            count += 1
            assert (page.parent / address.partition("#")[0]).is_file(), f"{page}: {address}"
        assert not root.xpath("//script[@type='module']")
    assert count > 50


def test_same_bytes_again(sample: Published) -> None:
    root = sample.site.folder.parent
    before = [file.read_bytes() for file in sample.site.files(".site.zip")]
    (root / "build/state.json").unlink()
    built(root)
    assert [file.read_bytes() for file in sample.site.files(".site.zip")] == before
