"""What a reader may have before them: a page, on a phone or a desktop, light or dark, with
something opened or answered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from playwright.sync_api import ViewportSize

from .browser import SCHEMES, Scheme, Visitor
from .quizzes import RIGHT, WRONG, Verdict, answer, kinds
from .search import ask
from .site import Page, Site

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCREENS: Sequence[tuple[Scheme, ViewportSize]] = tuple(product(SCHEMES, (WIDE, PHONE)))
NOWHERE = "qqqqq"
"""Nobody writes so."""


class Look(NamedTuple):
    """One look at a page."""

    page: Page
    scheme: Scheme
    size: ViewportSize
    state: str = ""
    """A key of `STATES`; empty for the page as it comes."""

    def __str__(self) -> str:
        parts = (self.state, self.scheme, f"{self.size['width']} pixels")
        return ", ".join(part for part in parts if part)


# --- states -------------------------------------------------------------------------------


def _find(eyes: Visitor, page: Page) -> None:
    (word, *_) = sorted(page.find("//h1")[0].text_content().split(), key=len)[::-1]
    ask(eyes, word.strip(".,:;!?«»“”"))
    eyes.tab.locator(".house-search-results a").first.wait_for()


def _find_nothing(eyes: Visitor, page: Page) -> None:
    ask(eyes, NOWHERE)


def _open_menu(eyes: Visitor, page: Page) -> None:
    eyes.tab.locator(".house-menu-open").click()
    eyes.tab.locator(".house-menu a").first.wait_for()


def _open_languages(eyes: Visitor, page: Page) -> None:
    eyes.tab.locator(".house-header .house-languages summary").click()


def _answered(verdict: Verdict) -> Callable[[Visitor, Page], None]:
    def answer_all(eyes: Visitor, page: Page) -> None:
        for form in eyes.tab.locator("form.quiz").all():
            answer(form, verdict)

    return answer_all


def _open_meaning(eyes: Visitor, page: Page) -> None:
    eyes.tab.locator("a.term").first.click()
    eyes.tab.locator(".house-meaning").wait_for()


STATES: Mapping[str, Callable[[Visitor, Page], None]] = {
    "found": _find,
    "nothing found": _find_nothing,
    "menu": _open_menu,
    "languages": _open_languages,
    "answered wrongly": _answered(WRONG),
    "answered rightly": _answered(RIGHT),
    "meaning": _open_meaning,
}
"""How a page comes into each state. Every page can have the first four."""


def states(site: Site, language: str) -> Iterator[tuple[str, Page]]:
    """Every state with a page of a language that can have it: a short one for what covers it."""
    lessons = sorted(site.lessons(language), key=lambda page: len(page.text))
    for state in list(STATES)[:4]:
        yield from ((state, page) for page in lessons[:1])
    asking = max(lessons, key=kinds, default=None)
    if asking and kinds(asking):
        yield from (("answered wrongly", asking), ("answered rightly", asking))
    telling = [page for page in lessons if page.find("//a[@class='term']")]
    yield from (("meaning", page) for page in telling[:1])


# --- which looks --------------------------------------------------------------------------


def every(site: Site) -> Iterator[Look]:
    """All pages and all states on all screens."""
    for page, screen in product(site.pages.values(), SCREENS):
        yield Look(page, *screen)
    for language in site.languages():
        for (state, page), screen in product(states(site, language), SCREENS):
            if _is_possible(state, screen):
                yield Look(page, *screen, state)


def in_turn(site: Site) -> Iterator[Look]:
    """Each kind of page and each state in every second language, on one screen after the other.

    So every language is seen on every screen, and every kind in several languages and on several
    screens; all of it together is `every`.
    """
    for page in (page for page in site.pages.values() if "/" not in page.path):
        yield from (Look(page, *screen) for screen in SCREENS)
    for turn, language in enumerate(site.languages()):
        shown = [("", page) for page in of_each_kind(site, language)]
        for place, (state, page) in enumerate([*shown, *states(site, language)], turn):
            screens = [screen for screen in SCREENS if _is_possible(state, screen)]
            if place % 2 == 0:
                yield Look(page, *screens[place // 2 % len(screens)], state)


def _is_possible(state: str, screen: tuple[Scheme, ViewportSize]) -> bool:
    """A desktop shows the menu all the time."""
    return state != "menu" or screen[1] == PHONE


def of_all_kinds(site: Site) -> Iterator[Page]:
    """Each kind of page in every language, the root and 404."""
    yield from (page for page in site.pages.values() if "/" not in page.path)
    for language in site.languages():
        yield from of_each_kind(site, language)


def of_each_kind(site: Site, language: str) -> Iterable[Page]:
    """A lesson, a course, a route and a notice of a language, and each page of the house."""
    own = (page for page in site.pages.values() if page.language == language and "/" in page.path)
    found: dict[str, Page] = {}
    for page in own:
        found.setdefault(_kind(page), page)
    return found.values()


def _kind(page: Page) -> str:
    for name in ("is_notice", "is_route", "is_course", "is_lesson"):
        if getattr(page, name):
            return name
    return page.path
