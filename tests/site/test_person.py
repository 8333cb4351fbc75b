"""The site as a person uses it, in each language: by keyboard, with the network and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from judges.browser import Visitor, chromium, visitor
from published import Published

pytestmark = pytest.mark.clients
INFLECTED = {
    "en": "licensing",
    "ru": "лицензиями",
    "kk": "лицензияларды",
    "ky": "лицензияларды",
    "tg": "иҷозатномаҳоро",
    "uz": "litsenziyalarni",
}
COURSE = "copyright"
LESSON = f"{COURSE}/open-licences-and-credits"
OTHER = f"{COURSE}/related-rights"
ALL_KINDS = "how-long-rights-last"
"""A lesson with a question of each kind."""
KINDS = ("single", "multiple", "true_false", "matching", "ordering", "blank", "number")
READY = "() => navigator.serviceWorker.ready.then(() => caches.keys()).then((all) => all.length)"
SEEN = "async (address) => Boolean(await caches.match(address))"


@pytest.fixture(params=INFLECTED)
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    return code


@pytest.fixture
def eyes(repository: Published) -> Iterator[Visitor]:
    """A phone that has never been here."""
    with chromium() as browser, visitor(browser, repository.origin) as opened:
        opened.tab.set_viewport_size({"width": 390, "height": 844})
        yield opened
        offline = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "answer 503", "status of 503")
        assert [what for what in opened.heard if not any(one in what for one in offline)] == []


def follow(link: Locator) -> None:
    """Reach a link by keyboard and open it."""
    link.focus()
    link.press("Enter")


def test_from_the_root_to_a_lesson_and_back(language: str, eyes: Visitor) -> None:
    """Choose a language, read, see the page in another, search by keyboard, come back."""
    tab, origin = eyes.tab, eyes.origin
    tab.goto(f"{origin}/")
    follow(tab.locator(f"main a[lang={language}]"))
    expect(tab.locator("html")).to_have_attribute("lang", language)
    follow(tab.locator(f".house-card a[href$='{COURSE}/']").first)
    follow(tab.locator(".house-lessons a").first)
    first = tab.locator("h1").inner_text()
    other = "ru" if language != "ru" else "kk"
    follow(tab.locator(".house-languages summary"))
    follow(tab.locator(f".house-languages a[lang={other}]"))
    expect(tab.locator("html")).to_have_attribute("lang", other)
    assert tab.locator("h1").inner_text() != first
    tab.go_back()
    expect(tab.locator("h1")).to_have_text(first)

    tab.keyboard.press("/")
    tab.keyboard.type(INFLECTED[language])
    result = tab.locator(".house-search-results a").first
    result.wait_for()
    title = result.inner_text()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text(title)
    assert f"/{language}/" in tab.url
    tab.goto(f"{origin}/{language}/")


def test_questions_by_keyboard(language: str, eyes: Visitor) -> None:
    """Answer every kind of question that there is, wrongly or rightly, without a mouse."""
    kinds: set[str] = set()
    eyes.tab.goto(f"{eyes.origin}/{language}/{COURSE}/{ALL_KINDS}/")
    for form in eyes.tab.locator("form.quiz").all():
        kinds.add(form.get_attribute("data-quiz") or "")
        answer(eyes.tab, form)
        expect(form.locator(".quiz-result")).not_to_be_empty()
    assert kinds == {*KINDS}


def answer(tab: Page, form: Locator) -> None:
    """Something in every field, then Enter on the button."""
    choices = form.locator(".quiz-option input")
    if choices.count():
        choices.first.focus()
        tab.keyboard.press("Space")
    for select in form.locator("select").all():
        select.focus()
        tab.keyboard.press("ArrowDown")
    for field in form.locator("input[type=text]").all():
        field.focus()
        tab.keyboard.type("1")
    form.locator("[type=submit]").focus()
    tab.keyboard.press("Enter")


def test_progress_on_the_device(language: str, eyes: Visitor) -> None:
    """What is done shows on the course, the home page and the record, and can be forgotten."""
    tab, home = eyes.tab, f"{eyes.origin}/{language}/"
    tab.goto(f"{home}{LESSON}/")
    title = tab.locator("h1").inner_text()
    tab.locator(".house-lesson a.term").first.press("Enter")
    expect(tab.locator(".house-meaning strong")).to_be_visible()
    assert list(eyes.barriers()) == []
    tab.keyboard.press("Escape")
    expect(tab.locator("a.term:focus")).to_have_count(1)
    tab.locator(".house-done").press("Enter")
    expect(tab.locator(".house-done")).to_have_attribute("aria-pressed", "true")
    tab.goto(f"{home}{COURSE}/")
    expect(tab.locator(".house-tick >> visible=true")).to_have_count(1)
    assert tab.locator("progress").evaluate("bar => bar.value") == 1
    tab.goto(home)
    expect(tab.locator(".house-back a")).to_have_text(title)
    tab.goto(f"{home}record/")
    expect(tab.locator("[data-lesson] >> visible=true")).to_have_count(1)
    tab.locator("#record-name").fill("A B")
    assert list(eyes.barriers()) == []
    tab.goto(home)
    tab.locator(".house-back button").click()
    expect(tab.locator(".house-back")).to_be_hidden()


def test_without_a_network(language: str, eyes: Visitor) -> None:
    """What was read opens again; what was not says so."""
    tab, home = eyes.tab, f"{eyes.origin}/{language}/"
    tab.goto(f"{home}{LESSON}/")
    tab.evaluate(READY)
    tab.wait_for_function(SEEN, arg=f"{home}{LESSON}/")
    tab.context.set_offline(True)
    tab.reload()
    expect(tab.locator(".house-lesson")).to_be_visible()
    assert (
        tab.evaluate("getComputedStyle(document.querySelector('.house-brand')).display") == "flex"
    )
    tab.goto(f"{home}{OTHER}/")
    expect(tab.locator("html")).to_have_attribute("lang", language)
    expect(tab.locator(".house-lesson")).to_have_count(0)


def test_a_course_that_is_kept(language: str, eyes: Visitor) -> None:
    """It opens whole without a network, search included, until it is dropped."""
    tab, home = eyes.tab, f"{eyes.origin}/{language}/"
    tab.goto(f"{home}{COURSE}/")
    tab.evaluate(READY)
    tab.locator(".house-keep summary").press("Enter")
    keep, drop = tab.locator(".house-keep button").all()
    keep.click()
    drop.wait_for()
    assert list(eyes.barriers()) == []
    tab.context.set_offline(True)
    tab.goto(f"{home}{OTHER}/")
    expect(tab.locator(".house-lesson")).to_be_visible()
    for picture in tab.locator(".house-lesson img").all():
        assert picture.evaluate("image => image.decode().then(() => true, () => false)")
    tab.locator(".house-search-open").click()
    tab.keyboard.type(INFLECTED[language])
    tab.locator(".house-search-results a").first.wait_for()
    tab.context.set_offline(False)
    tab.goto(f"{home}{COURSE}/")
    tab.locator(".house-keep summary").press("Enter")
    drop.click()
    keep.wait_for()


def test_a_page_that_was_renewed(repository: Published, eyes: Visitor) -> None:
    """The old page comes at once, and a notice offers the new one."""
    tab, page = eyes.tab, repository.site.folder / "en/about/index.html"
    address, old = f"{eyes.origin}/en/about/", page.read_bytes()
    tab.goto(address)
    tab.evaluate(READY)
    tab.wait_for_function(SEEN, arg=address)
    try:
        page.write_bytes(old.replace(b"</h1>", b" anew</h1>"))
        tab.reload()
        notice = tab.locator(".house-renewed")
        notice.wait_for()
        assert list(eyes.barriers()) == []
        notice.locator("button").click()
        expect(tab.locator("h1")).to_contain_text("anew")
    finally:
        page.write_bytes(old)


def test_print(language: str, eyes: Visitor) -> None:
    """On paper there is the lesson, and nothing to press."""
    eyes.tab.goto(f"{eyes.origin}/{language}/{LESSON}/")
    eyes.tab.emulate_media(media="print")
    expect(eyes.tab.locator(".house-lesson")).to_be_visible()
    pressed = "header, button, .house-neighbours, .house-share, .md-sidebar"
    assert eyes.tab.locator(pressed).locator("visible=true").count() == 0
    assert eyes.tab.pdf().startswith(b"%PDF")
