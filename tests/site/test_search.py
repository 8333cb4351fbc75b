"""Is a word found in every form, however it is typed? And do both stemmers say the same?"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from judges.browser import Visitor, chromium, visitor
from judges.site import Page, Site
from oer.stems import Stemmer
from published import Published

pytestmark = pytest.mark.clients
QUERIES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("queries.yml").read_text("utf-8")
)
RECALL = 0.95
"""Of the pages that hold a word, so many are found, over all queries of a language."""
FIND = """
async (query) => {
  const {find} = await import("/assets/javascripts/find.js");
  const found = await find(query);
  const pages = await Promise.all(found.pages.map((page) => page()));
  return pages.map((page) => page.address);
}
"""
STEM = """
async ([rules, words]) => {
  const {stemmer} = await import("/assets/javascripts/stems.js");
  return words.map(stemmer(rules).stem);
}
"""


@pytest.fixture(scope="module")
def eyes(repository: Published) -> Iterator[Visitor]:
    with chromium() as browser, visitor(browser, repository.origin) as opened:
        yield opened


def searched(site: Site, language: str) -> dict[str, Page]:
    """The lessons of a language by address."""
    return {page.address: page for page in site.lessons(language)}


def words_of(page: Page) -> str:
    """What stands in the lesson itself, in small letters, without its questions."""
    places = ("//h1", "//*[@class='house-lead']", "//div[@class='house-lesson']")
    parts = (f"{place}//text()[not(ancestor::form)]" for place in places)
    return " ".join(page.find(" | ".join(parts))).lower()


@pytest.mark.parametrize("language", QUERIES)
def test_inflected_words_are_found(language: str, repository: Published, eyes: Visitor) -> None:
    lessons = searched(repository.site, language)
    eyes.tab.goto(f"{repository.origin}/{language}/")
    assert len(QUERIES[language]) > 20
    relevant = seen = 0
    missed: dict[str, Any] = {}
    for query, beginning in QUERIES[language].items():
        pattern = re.compile(rf"\b(?:{beginning})")
        wanted = {a for a, page in lessons.items() if pattern.search(words_of(page))}
        found = [address for address in eyes.tab.evaluate(FIND, query) if address in lessons]
        assert wanted, f"no lesson has {query}"
        assert found, f"nothing is found for {query}"
        relevant, seen = relevant + len(wanted), seen + len(wanted & set(found))
        if found[0] not in wanted or wanted - set(found):
            missed[query] = (
                found[0] in wanted,
                sorted(a.split("/")[-2] for a in wanted - set(found)),
            )
    assert seen / relevant >= RECALL, missed
    assert [query for query, (first, _) in missed.items() if not first] == []
    assert eyes.heard == []


@pytest.mark.parametrize("language", QUERIES)
def test_browser_and_index_shorten_words_alike(
    language: str, repository: Published, eyes: Visitor
) -> None:
    file = repository.site.folder / f"pagefind/words.{language}.json"
    rules = json.loads(file.read_text("utf-8"))
    text = " ".join(page.text for page in repository.site.lessons(language))
    words = sorted({*re.findall(r"[^\W\d_]+", text), *" ".join(QUERIES[language]).split()})
    steps = [tuple(step) for step in rules["steps"]]
    ours = Stemmer(rules["letters"], rules["vowels"], steps, rules["words"])
    assert len(words) > 500
    eyes.tab.goto(f"{repository.origin}/{language}/")
    assert eyes.tab.evaluate(STEM, [rules, words]) == [ours.stem(word) for word in words]


def test_search_by_keyboard_and_suggestions_where_nothing_is_found(
    repository: Published, eyes: Visitor
) -> None:
    """And what was searched before is offered when the dialog is opened again."""
    eyes.tab.goto(f"{repository.origin}/kk/")
    eyes.tab.locator(".house-search-open").click()
    eyes.tab.keyboard.type("лицэнзыя")
    offer = eyes.tab.locator(".house-search-offers").get_by_text("лицензия", exact=True)
    offer.click()
    results = eyes.tab.locator(".house-search-results a")
    results.first.wait_for()
    eyes.tab.keyboard.press("ArrowDown")
    eyes.tab.keyboard.press("ArrowDown")
    eyes.tab.keyboard.press("ArrowUp")
    assert results.first.evaluate("link => link === document.activeElement")
    eyes.tab.keyboard.press("ArrowUp")
    eyes.tab.keyboard.press("Enter")
    assert results.first.evaluate("link => link === document.activeElement")
    eyes.tab.keyboard.press("Escape")
    assert "house-search-open" in eyes.tab.evaluate("document.activeElement.className")
    eyes.tab.keyboard.press("/")
    eyes.tab.locator("#house-query").fill("")
    offer.wait_for()


ORDER = """
() => [...document.querySelector(".house-search").children]
  .filter((one) => one.checkVisibility() && one.textContent.trim())
  .map((one) => one.className)
"""


def test_results_are_read_before_their_number(repository: Published, eyes: Visitor) -> None:
    """And Escape leads back to where the search was opened, from a result too."""
    tab = eyes.tab
    tab.goto(f"{repository.origin}/ky/")
    tab.locator(".house-search-open").press("Enter")
    assert tab.evaluate("document.activeElement.id") == "house-query"
    tab.keyboard.type("мыйзамдарынын")
    tab.locator(".house-search-status:not(:empty)").wait_for()
    read = [name for name in tab.evaluate(ORDER) if name != "house-search-offers"]
    assert read == ["house-search-form", "house-search-results", "house-search-status"]
    results = tab.locator(".house-search-results").bounding_box()
    number = tab.locator(".house-search-status").bounding_box()
    assert results
    assert number
    assert number["y"] < results["y"]
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.localName") == "a"
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.querySelector('.house-search').open") is False
    assert "house-search-open" in tab.evaluate("document.activeElement.className")
    assert list(eyes.barriers()) == []
