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
from oer.website import assets
from samples import TESTS
from test_formats import WORD, manuscripts, words_of
from test_slides import CASES, lessons

__all__ = ["lessons", "manuscripts"]
LARGEST = 500_000
"""Bytes that a messenger on a weak link can take (outputs.md)."""
ELSEWHERE = re.compile(
    r"""(?:src|srcset|data-src)="(?!data:)|url\((?!data:)|<link[^>]*stylesheet"""
)

TYPED = {
    **dict.fromkeys(
        ["70", "69,5", " 70.50 ", "70 years", "70 лет", "70.", "\u20b870", "70 m²", "+70"], "right"
    ),
    **dict.fromkeys(["71", "\u221270", "70-71", "7 0 0", "abc", "70 or 80", "."], "wrong"),
}
"""What a learner may type where 70 ± 0.5 is right."""
MARKS_NUMBERS = re.compile(r"const FIGURE.*?\n *}\n", re.DOTALL)

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


@pytest.mark.clients
def test_numbers_may_be_typed_as_people_write_them(
    pages: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    (tmp_path / "lesson.html").write_bytes(pages["pieces", "every-piece"])
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto((tmp_path / "lesson.html").as_uri())
        form = opened.locator("#quiz-years")
        found = {}
        for typed in TYPED:
            form.locator("input").fill(typed)
            form.locator("[type=submit]").click()
            found[typed] = form.get_attribute("data-result")
    assert found == TYPED


def test_site_and_packages_mark_numbers_alike() -> None:
    scripts = (
        "overrides/assets/javascripts/quiz.js",
        "scripts/oer/formats/templates/scorm/player.js",
    )
    texts = [(TESTS.parent / name).read_text("utf-8") for name in scripts]
    site, packages = ("".join(MARKS_NUMBERS.findall(text)[0].split()) for text in texts)
    assert site == packages


@pytest.mark.clients
def test_feedback_of_two_paragraphs_waits_for_the_answer(
    pages: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    (tmp_path / "lesson.html").write_bytes(pages["pieces", "every-piece"])
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto((tmp_path / "lesson.html").as_uri())
        form = opened.locator("#quiz-several")
        told = [form.get_by_text(words) for words in ("Stock terms", "Read them")]
        assert not any(one.is_visible() for one in told)
        form.locator("input").first.check()
        form.locator("[type=submit]").click()
        assert all(one.is_visible() for one in told)


@pytest.mark.clients
def test_columns_stand_where_the_lesson_puts_them(
    pages: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    """In a package and on the site, whose theme puts every cell to the left."""
    (tmp_path / "lesson.html").write_bytes(pages["pieces", "every-piece"])
    sheets = assets.theme_files(TESTS.parent / "overrides")
    theme = b"".join(data for path, data in sheets.items() if "/main." in path)
    house = (TESTS.parent / "overrides/assets/stylesheets/house.css").read_bytes()
    cells = '<tr><th class="right">A</th><td class="right">B</td><td class="center">C</td></tr>'
    page = f'<div class="md-typeset"><table>{cells}</table></div>'
    (tmp_path / "site.html").write_text(
        f"<style>{theme.decode()}</style><style>{house.decode()}</style>{page}", "utf-8"
    )
    with chromium() as browser:
        opened = browser.new_page()
        for name in ("lesson", "site"):
            opened.goto((tmp_path / f"{name}.html").as_uri())
            for side in ("right", "center"):
                for cell in opened.locator(f"td.{side}, th.{side}").all():
                    align = cell.evaluate("cell => getComputedStyle(cell).textAlign")
                    assert align == side
