"""Do questions mark themselves rightly? Answered through the page, as a learner would."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from playwright.sync_api import Browser, Locator

from .browser import SECONDS, Scheme, Visitor, by_turns, chromium, patient, side_by_side, visitor
from .site import Page, Site
from .trouble import Trouble

NO_ANSWER = "xyz"


class Verdict(NamedTuple):
    """How a question is answered, and which word of the page must follow."""

    rightly: bool
    word: str


WRONG = Verdict(rightly=False, word="wrong")
RIGHT = Verdict(rightly=True, word="right")


def judge(site: Site, origin: str) -> list[Trouble]:
    """Answer every question of one lesson of each language: the one with most kinds of them."""
    richest = [max(site.lessons(code), key=kinds, default=None) for code in site.languages()]
    asked = [lesson for lesson in richest if lesson and kinds(lesson)]
    return side_by_side(lambda some: _judge_some(*some, origin), by_turns(asked))


def kinds(page: Page) -> int:
    """How many kinds of question a page asks."""
    return len(set(page.find("//form/@data-quiz")))


def _judge_some(scheme: Scheme, lessons: Sequence[Page], origin: str) -> Iterator[Trouble]:
    with chromium() as browser:
        for lesson in lessons:
            with visitor(browser, origin, scheme) as eyes:
                yield from patient(lesson, _judge_lesson(lesson, eyes))
            yield from patient(lesson, _judge_plain(lesson, browser, origin))


def _judge_lesson(lesson: Page, eyes: Visitor) -> Iterator[Trouble]:
    eyes.go(lesson)
    words = json.loads(eyes.tab.locator("#house-words").inner_text())
    for verdict in (WRONG, RIGHT):
        for form in eyes.tab.locator("form.quiz").all():
            answer(form, verdict)
            yield from _compare(form, words[verdict.word], lesson)
    eyes.tab.reload()
    for form in eyes.tab.locator("form.quiz").all():
        yield from _compare(form, words["right"], lesson)
    yield from eyes.troubles(lesson)


def _judge_plain(lesson: Page, browser: Browser, origin: str) -> Iterator[Trouble]:
    """Without scripts no button is shown that does nothing, and answers can be unfolded."""
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{origin}{lesson.address}")
        if tab.locator("[hidden]").locator("visible=true").count():
            yield Trouble(lesson.path, "shows without scripts what is of use only with them")
        answer = tab.locator(".quiz-answer").first
        answer.locator("summary").click(timeout=SECONDS * 1000)
        if not answer.locator(".answer").is_visible():
            yield Trouble(lesson.path, "keeps its answers to itself without scripts")


def _compare(form: Locator, word: str, lesson: Page) -> Iterator[Trouble]:
    shown = form.locator(".quiz-result").inner_text()
    if shown != word:
        place = f"{lesson.path}#{form.get_attribute('id')}"
        yield Trouble(place, f"says {shown!r} where {word!r} is true")


def answer(form: Locator, verdict: Verdict) -> None:
    """Fill in a question and let it be marked."""
    match form.get_attribute("data-quiz"):
        case "single" | "multiple" | "true_false":
            _choose(form, verdict)
        case "matching" | "ordering":
            _select(form, verdict)
        case "blank":
            _fill(form, verdict)
        case "number":
            _count(form, verdict)
    form.locator("[type=submit]").click()


def _choose(form: Locator, verdict: Verdict) -> None:
    for option in form.locator(".quiz-option input").all():
        wanted = (option.get_attribute("data-right") is not None) is verdict.rightly
        if wanted or option.get_attribute("type") == "checkbox":
            option.set_checked(wanted)


def _select(form: Locator, verdict: Verdict) -> None:
    for select in form.locator("select").all():
        right = select.get_attribute("data-right")
        values = [option.get_attribute("value") for option in select.locator("option").all()]
        select.select_option(
            next(value for value in values if value and (value == right) is verdict.rightly)
        )


def _fill(form: Locator, verdict: Verdict) -> None:
    gaps = json.loads(form.locator("[data-gaps]").get_attribute("data-gaps") or "[]")
    for gap, answers in zip(form.locator(".quiz-gap").all(), gaps, strict=True):
        gap.fill(answers[0] if verdict.rightly else NO_ANSWER)


def _count(form: Locator, verdict: Verdict) -> None:
    number = form.locator(".quiz-number input")
    right = float(number.get_attribute("data-right") or 0)
    margin = float(number.get_attribute("data-tolerance") or 0)
    number.fill(f"{right if verdict.rightly else right + margin + 1:g}")
