"""Is a word of a lesson found, in its own language?"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from .browser import Scheme, Visitor, by_turns, chromium, patient, side_by_side, visitor
from .site import Page, Site
from .trouble import Trouble

WORD = re.compile(r"[^\W\d_]{7,18}")


def judge(site: Site, origin: str) -> list[Trouble]:
    """Search in every language that has a lesson."""
    lessons = [next(site.lessons(language), None) for language in site.languages()]
    searched = [lesson for lesson in lessons if lesson]
    return side_by_side(lambda some: _judge_some(*some, site, origin), by_turns(searched))


def _judge_some(
    scheme: Scheme, lessons: Sequence[Page], site: Site, origin: str
) -> Iterator[Trouble]:
    with chromium() as browser:
        for lesson in lessons:
            with visitor(browser, origin, scheme) as eyes:
                yield from patient(lesson, _judge_language(site, lesson, eyes))


def _judge_language(site: Site, lesson: Page, eyes: Visitor) -> Iterator[Trouble]:
    word = max(WORD.findall(lesson.prose()), key=len)
    eyes.go(lesson)
    found = _found(word, eyes)
    pages = [site.pages.get(address.lstrip("/") + "index.html") for address in found]
    if not found:
        yield Trouble(lesson.path, f"the search does not find {word}, which stands here")
    elif not any(_is_right(page, lesson.language, word) for page in pages):
        yield Trouble(lesson.path, f"the search for {word} leads to {', '.join(found)}")
    yield from eyes.troubles(lesson)


def ask(eyes: Visitor, word: str) -> None:
    """Open the dialog, write a word into it, and wait for what it says."""
    eyes.tab.click(".house-search-open")
    eyes.tab.type("#house-query", word)
    eyes.tab.wait_for_selector(".house-search-status:not(:empty)", state="attached")


def _found(word: str, eyes: Visitor) -> list[str]:
    """The addresses of the results that the dialog shows for a word."""
    ask(eyes, word)
    links = eyes.tab.locator(".house-search-results a").all()
    return [urlsplit(link.evaluate("link => link.href")).path for link in links]


def _is_right(page: Page | None, language: str, word: str) -> bool:
    return page is not None and page.language == language and word.lower() in page.text
