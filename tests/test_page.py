"""The page of a lesson: one file that a phone opens, with questions that mark themselves."""

import re
from pathlib import Path

import pytest
from lxml import html

from judges.browser import chromium
from oer import credits
from oer.formats import page
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, only
from test_formats import WORD, manuscripts, words_of
from test_slides import CASES, lessons

__all__ = ["lessons", "manuscripts"]
LARGEST = 500_000
"""Bytes that a messenger on a weak link can take (outputs.md)."""
ELSEWHERE = re.compile(
    r"""(?:src|srcset|data-src)="(?!data:)|url\((?!data:)|<link[^>]*stylesheet"""
)

KOLIBRI = '<iframe sandbox="allow-scripts allow-same-origin" src="lesson.html"></iframe>'
"""Where Kolibri shows an app: without `allow-forms` no form is sent (HTML §4.10.21.3)."""


@pytest.fixture(scope="module")
def pages(lessons: dict[str, Manuscript]) -> dict[tuple[str, str], bytes]:
    return {(name, slug): page.make(only(lessons[name], slug)) for name, slug in CASES}


@pytest.mark.parametrize(("name", "slug"), CASES)
def test_nothing_is_lost_or_fetched(
    name: str, slug: str, pages: dict[tuple[str, str], bytes], lessons: dict[str, Manuscript]
) -> None:
    made = pages[name, slug].decode()
    assert len(pages[name, slug]) <= LARGEST
    assert not ELSEWHERE.search(made)
    tree = html.fromstring(made.encode())
    found = set(WORD.findall(" ".join(map(str, tree.itertext()))))
    gaps = " ".join(str(item.get("data-gaps")) for item in tree.iter() if item.get("data-gaps"))
    lesson = lessons[name].edition.lessons[slug]
    assert words_of(lesson) - found - set(WORD.findall(gaps)) == set()
    sentence = credits.attribution(edition_work(only(lessons[name], slug)))
    assert tree.xpath("//meta[@name='dcterms.rights']/@content") == [sentence]


@pytest.mark.clients
def test_answers_from_a_folder(pages: dict[tuple[str, str], bytes], tmp_path: Path) -> None:
    """Opened by a double click, with no network: a right and a wrong answer."""
    file = tmp_path / "lesson.html"
    file.write_bytes(pages["pieces", "every-piece"])
    with chromium() as browser:
        context = browser.new_context(offline=True, viewport={"width": 390, "height": 800})
        opened = context.new_page()
        told: list[str] = []
        opened.on("console", lambda message: told.append(message.text))
        opened.on("pageerror", lambda error: told.append(str(error)))
        opened.goto(file.as_uri())
        form = opened.locator("#quiz-idea")
        form.locator("input").nth(0).check()
        form.locator("[type=submit]").click()
        assert form.get_attribute("data-result") == "wrong"
        form.locator("input").nth(1).check()
        form.locator("[type=submit]").click()
        assert form.get_attribute("data-result") == "right"
        wide = opened.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        assert told == []


@pytest.mark.clients
def test_answers_in_a_frame_that_sends_no_forms(
    pages: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    (tmp_path / "lesson.html").write_bytes(pages["pieces", "every-piece"])
    (tmp_path / "frame.html").write_text(KOLIBRI, "utf-8")
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto((tmp_path / "frame.html").as_uri())
        form = opened.frame_locator("iframe").locator("#quiz-idea")
        form.locator("input").nth(0).check()
        form.locator("[type=submit]").click()
        assert form.get_attribute("data-result") == "wrong"
        form.locator("input").nth(1).check()
        form.locator("input").nth(1).press("Enter")
        assert form.get_attribute("data-result") == "right"
