"""Reading otherwise: with large letters, in forced colours, without motion, without scripts,
on paper (WCAG 2.2 §1.4.4, §1.4.10, §1.4.11, §2.3.3, §2.4.7).
"""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page as Tab, ViewportSize

from .browser import SECONDS, chromium, patient
from .clients import need
from .looks import PHONE, WIDE
from .pages import TOO_WIDE, UNFOLD
from .site import Page
from .trouble import Trouble, shortened

SCRIPT = Path(__file__).with_suffix(".js")
LARGE = "--blink-settings=defaultFontSize=32"
"""Letters of 200 %: what somebody sets who reads only so. Browsers begin with 16 pixels."""
PAPER: ViewportSize = {"width": 718, "height": 1000}
"""A4 with margins of a centimetre, in CSS pixels."""
AROUND = 8
"""Pixels around a control in which its focus shows."""
LEAST = 40
"""As many pixels must differ between two states that are told from each other."""
TOLD = 64
"""A channel that differs by less is hardly seen."""

WORD = re.compile(r"[^\W\d_]{7,18}")
COLOURS: Mapping[str, Mapping[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
SIGNS = (".house-dot", ".house-progress progress", ".house-square", ".box", ".quiz")
"""What says something by being seen."""


def look(tab: Tab, name: str, known: Sequence[str] = ()) -> Any:
    """What the function `name` of reading.js says about a page."""
    return tab.evaluate(f"(known) => ({SCRIPT.read_text('utf-8')}).{name}(known)", known)


def judge(pages: Iterable[Page], origin: str) -> list[Trouble]:
    """All ways of reading, on each page."""
    looked_at = list(pages)
    return [
        *with_large_letters(looked_at, origin),
        *with_focus(looked_at, origin),
        *in_forced_colours(looked_at, origin),
        *without_motion(looked_at, origin),
        *without_scripts(looked_at, origin),
        *on_paper(looked_at, origin),
    ]


# --- large letters ------------------------------------------------------------------------


def with_large_letters(pages: Iterable[Page], origin: str) -> Iterator[Trouble]:
    """Nothing is cut off, nothing lies on something else, nothing is scrolled sideways."""
    with chromium(LARGE) as browser, browser.new_context() as context:
        tab = context.new_page()
        for page in pages:
            for size in (WIDE, PHONE):
                tab.set_viewport_size(size)
                tab.goto(f"{origin}{page.address}")
                tab.evaluate(UNFOLD)
                yield from _judge_large(page, tab, f"200 %, {size['width']} pixels")


def _judge_large(page: Page, tab: Tab, where: str) -> Iterator[Trouble]:
    for text in look(tab, "cut"):
        yield Trouble(page.path, shortened(f"cuts off ({where}) {text}"))
    for text in look(tab, "over"):
        yield Trouble(page.path, shortened(f"lays texts on each other ({where}) {text}"))
    if too_wide := tab.evaluate(TOO_WIDE):
        yield Trouble(page.path, f"{too_wide} ({where})")


# --- focus and forced colours ---------------------------------------------------------------


def with_focus(pages: Iterable[Page], origin: str) -> Iterator[Trouble]:
    """Where the keyboard is shows in light, in the dark and in forced colours."""
    looked_at = list(pages)
    with chromium() as browser:
        for name, colours in COLOURS.items():
            with browser.new_context(reduced_motion="reduce", **colours) as context:
                tab, seen = context.new_page(), set[str]()
                for page in looked_at:
                    tab.goto(f"{origin}{page.address}")
                    yield from patient(page, _judge_focus(page, tab, seen, name))


def _judge_focus(page: Page, tab: Tab, seen: set[str], name: str) -> Iterator[Trouble]:
    """What was `seen` on another page is not tried again."""
    for kind, place in look(tab, "stops", sorted(seen)).items():
        seen.add(kind)
        stop = tab.locator(place)
        tab.evaluate("document.activeElement.blur()")
        before = picture_of(stop)
        tab.keyboard.press("Tab")
        stop.focus()
        if differing(before, picture_of(stop)) < LEAST:
            yield Trouble(page.path, f"does not show the focus of {kind} ({name})")


def in_forced_colours(pages: Iterable[Page], origin: str) -> Iterator[Trouble]:
    """What a box, a choice or a sign says by its look is seen where colours are forced."""
    colours = COLOURS["forced colours"]
    with chromium() as browser, browser.new_context(**colours) as context:
        tab = context.new_page()
        for page in pages:
            tab.goto(f"{origin}{page.address}")
            yield from patient(page, _judge_signs(page, tab))


def _judge_signs(page: Page, tab: Tab) -> Iterator[Trouble]:
    """What only a ground or a border says is gone where colours are forced."""
    for name in SIGNS:
        for sign in tab.locator(name).locator("visible=true").all()[:1]:
            shown = picture_of(sign)
            sign.evaluate("one => { one.style.opacity = 0; }")
            hidden = picture_of(sign)
            sign.evaluate("one => { one.style.opacity = ''; }")
            if differing(shown, hidden) < LEAST:
                yield Trouble(page.path, f"does not show {name} in forced colours")
    for option in tab.locator(".quiz-option input").all()[:1]:
        before = picture_of(option)
        option.check()
        if differing(before, picture_of(option)) < LEAST // 2:
            yield Trouble(page.path, "does not show which option is chosen in forced colours")
    signs = look(tab, "boxSigns")
    for kind, sign in signs.items():
        if sign in ("none", '""') or list(signs.values()).count(sign) > 1:
            yield Trouble(page.path, f"box {kind} has no sign of its own")


def picture_of(one: Locator) -> Image.Image:
    """What is seen of an element and a little around it."""
    one.scroll_into_view_if_needed()
    box = one.bounding_box()
    assert box
    x, y = max(box["x"] - AROUND, 0), max(box["y"] - AROUND, 0)
    width, height = box["width"] + 2 * AROUND, box["height"] + 2 * AROUND
    clip = {"x": x, "y": y, "width": width, "height": height}
    return Image.open(BytesIO(one.page.screenshot(clip=clip))).convert("RGB")  # type: ignore[arg-type]


def differing(one: Image.Image, other: Image.Image) -> int:
    """In how many pixels two pictures differ so that it is seen."""
    channels = ImageChops.difference(one, other).split()
    brightest = ImageChops.lighter(ImageChops.lighter(*channels[:2]), channels[2])
    return sum(brightest.histogram()[TOLD:])


# --- without motion, without scripts ------------------------------------------------------


def without_motion(pages: Iterable[Page], origin: str) -> Iterator[Trouble]:
    """Nothing moves where that is asked for (WCAG 2.2 §2.3.3)."""
    with chromium() as browser, browser.new_context(reduced_motion="reduce") as context:
        tab = context.new_page()
        for page in pages:
            tab.goto(f"{origin}{page.address}")
            for one in dict.fromkeys(look(tab, "moving")):
                yield Trouble(page.path, f"moves {one}")


def without_scripts(pages: Iterable[Page], origin: str) -> Iterator[Trouble]:
    """All is read, answers are unfolded, languages and files are links; no button is dead."""
    with chromium() as browser, browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        for page in pages:
            tab.goto(f"{origin}{page.address}")
            yield from patient(page, _judge_plain(page, tab))


def _judge_plain(page: Page, tab: Tab) -> Iterator[Trouble]:
    buttons = tab.locator("button:not([type=submit])").locator("visible=true")
    for text in buttons.all_inner_texts():
        yield Trouble(page.path, f"shows without scripts a button that does nothing: {text}")
    for answer in tab.locator(".quiz-answer").all():
        answer.locator("summary").click(timeout=SECONDS * 1000)
        if not answer.locator(".answer").is_visible():
            yield Trouble(page.path, "keeps its answers to itself without scripts")
    menu = tab.locator(".house-header .house-languages")
    if menu.count():
        menu.locator("summary").click(timeout=SECONDS * 1000)
        if menu.locator("a[lang]").locator("visible=true").count() < 2:
            yield Trouble(page.path, "shows no other language without scripts")
    if not tab.locator("h1").is_visible():
        yield Trouble(page.path, "is not there without scripts")


# --- paper --------------------------------------------------------------------------------


def on_paper(pages: Iterable[Page], origin: str) -> Iterator[Trouble]:
    """A lesson is printed whole and black on white, even from a dark screen."""
    with chromium() as browser, browser.new_context(color_scheme="dark") as context:
        tab = context.new_page()
        for page in pages:
            tab.set_viewport_size(PAPER)
            tab.emulate_media(media="screen")
            tab.goto(f"{origin}{page.address}")
            tab.emulate_media(media="print")
            yield from _judge_printed(page, tab)


def _judge_printed(page: Page, tab: Tab) -> Iterator[Trouble]:
    for what in look(tab, "notForPaper"):
        yield Trouble(page.path, shortened(f"on paper: {what}"))
    missing = set(WORD.findall(page.prose())) - set(WORD.findall(_printed(tab.pdf(format="A4"))))
    if missing:
        yield Trouble(page.path, f"is printed without {', '.join(sorted(missing)[:5])}")


def _printed(pdf: bytes) -> str:
    """The words of a PDF, with those put together that a line divides."""
    command = [need("pdftotext"), "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return re.sub(r"[-‐\u00ad]\n", "", said)
