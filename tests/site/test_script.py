"""Uzbek in Cyrillic, letter by letter, and labelled so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from judges.browser import Visitor, chromium, visitor
from published import Published

pytestmark = pytest.mark.clients
SPELT = {
    "Oʻzbekistonda oʻqituvchi": "Ўзбекистонда ўқитувчи",
    "yoʻl, yoʻq, yoʻriqnoma": "йўл, йўқ, йўриқнома",
    "Togʻ va gʻoya": "Тоғ ва ғоя",
    "egasi, eʼlon, maʼno, sanʼat": "эгаси, эълон, маъно, санъат",
    "yengil, kelishuv, poeziya": "енгил, келишув, поэзия",
    "SHARTNOMA Shartnoma choy": "ШАРТНОМА Шартнома чой",
    "Litsenziyalar, konvensiya, konsert": "Лицензиялар, конвенция, концерт",
    "31-dekabr, sentabrda, aprelgacha": "31-декабрь, сентябрьда, апрельгача",
    "filmlar, filmi, albom": "фильмлар, фильми, альбом",
    "Isʼhoq, yaxshi, xalq, har": "Исҳоқ, яхши, халқ, ҳар",
    "CC BY 4.0, Creative Commons": "CC BY 4.0, Creative Commons",
    "o‘zi, g’isht, ta’lim": "ўзи, ғишт, таълим",
    "https://lex.uz/docs va lex.uz": "https://lex.uz/docs ва lex.uz",
    "muzey, loyiha, ijro": "музей, лойиҳа, ижро",
}
SPELL = """
async (texts) => {
  const rules = await (await fetch("/assets/script.uz.json")).json();
  const {speller} = await import("/assets/javascripts/script.js");
  return texts.map(speller(rules));
}
"""


@pytest.fixture
def eyes(repository: Published) -> Iterator[Visitor]:
    with chromium() as browser, visitor(browser, repository.origin) as opened:
        yield opened
        assert opened.heard == []


def test_spelling(eyes: Visitor) -> None:
    eyes.tab.goto(f"{eyes.origin}/uz/about/")
    made = eyes.tab.evaluate(SPELL, list(SPELT))
    assert dict(zip(SPELT, made, strict=True)) == SPELT


def test_switch(eyes: Visitor) -> None:
    """The page says what it is, stays so on the next page, and turns back."""
    tab = eyes.tab
    tab.goto(f"{eyes.origin}/uz/copyright/who-holds-the-rights/")
    latin = tab.locator("h1").inner_text()
    tab.locator(".house-languages summary").press("Enter")
    tab.locator(".house-script").press("Enter")
    expect(tab.locator("html")).to_have_attribute("lang", "uz-Cyrl")
    expect(tab.locator(".house-script-note")).to_be_visible()
    assert tab.locator("h1").inner_text() != latin
    assert list(eyes.barriers()) == []
    assert tab.locator(".house-english").first.inner_text().isascii()
    tab.keyboard.press("Escape")
    tab.goto(f"{eyes.origin}/uz/copyright/")
    expect(tab.locator("html")).to_have_attribute("lang", "uz-Cyrl")
    tab.locator(".house-search-open").click()
    tab.keyboard.type("муаллифлар")
    tab.locator(".house-search-results a").first.wait_for()
    tab.keyboard.press("Escape")
    tab.locator(".house-languages summary").press("Enter")
    tab.locator(".house-script").press("Enter")
    expect(tab.locator("html")).to_have_attribute("lang", "uz")
    expect(tab.locator(".house-script-note")).to_be_hidden()


def test_only_where_there_is_another_script(eyes: Visitor) -> None:
    eyes.tab.goto(f"{eyes.origin}/kk/about/")
    assert eyes.tab.locator(".house-script").count() == 0
