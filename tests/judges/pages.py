"""Each page in both schemes, on a wide and a narrow screen: barriers, errors, language, width."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle

from playwright.sync_api import ViewportSize

from .browser import SCHEMES, Scheme, Visitor, chromium, patient, side_by_side, visitor
from .site import Page
from .trouble import Trouble

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
"""WCAG 2.2 §1.4.10: no scrolling in two directions at 320 CSS pixels."""
IN_SCHEME = """
(scheme) => {
  const shown = document.body.dataset.mdColorScheme;
  return !shown || (shown === "slate") === (scheme === "dark");
}
"""
UNFOLD = "() => document.querySelectorAll('article details').forEach((one) => { one.open = true; })"
TOO_WIDE = """
() => {
  const width = document.documentElement.clientWidth;
  const over = document.scrollingElement.scrollWidth - width;
  if (over < 1) return "";
  const wide = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > width + 1).at(-1);
  const name = wide ? `${wide.localName}.${wide.className}` : "something";
  return `at ${width} pixels ${name} is ${over} pixels too wide`;
}
"""

BROKEN = """
() => {
  const broken = [];
  for (const cell of document.querySelectorAll("article :is(td, th)")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}\u00a0]+/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
        if (lines.size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}
"""
"""Words and numbers that a table breaks at the end of a line."""


def judge(pages: Iterable[Page], origin: str) -> list[Trouble]:
    """Look at pages with a browser for each scheme, side by side."""
    looked_at = tuple(pages)
    return side_by_side(lambda scheme: _judge_in(scheme, looked_at, origin), SCHEMES)


def _judge_in(scheme: Scheme, pages: Sequence[Page], origin: str) -> Iterator[Trouble]:
    """Wide screen and phone take turns, and the other scheme has them the other way round."""
    widths = cycle((WIDE, PHONE) if scheme == "light" else (PHONE, WIDE))
    with chromium() as browser, visitor(browser, origin, scheme) as eyes:
        for page, width in zip(pages, widths, strict=False):
            yield from patient(page, _judge_page(page, width, eyes))


def _judge_page(page: Page, viewport: ViewportSize, eyes: Visitor) -> Iterator[Trouble]:
    ask = eyes.tab.evaluate
    eyes.tab.set_viewport_size(viewport)
    eyes.go(page)
    ask(UNFOLD)
    if not ask(IN_SCHEME, eyes.scheme):
        yield Trouble(page.path, f"is not {eyes.scheme} where that is preferred")
    for word in ask(BROKEN):
        yield Trouble(page.path, f"breaks {word} in a table at {viewport['width']} pixels")
    for barrier in eyes.barriers():
        yield Trouble(page.path, f"{barrier} ({eyes.scheme}, {viewport['width']} pixels)")
    if (language := ask("document.documentElement.lang")) != page.language:
        yield Trouble(page.path, f"says that its language is {language!r}")
    eyes.tab.set_viewport_size(NARROW)
    if too_wide := ask(TOO_WIDE):
        yield Trouble(page.path, too_wide)
    yield from eyes.troubles(page)
