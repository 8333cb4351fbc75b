"""Looks at pages: barriers, errors, language, width."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from playwright.sync_api import ViewportSize

from .browser import SCHEMES, Scheme, Visitor, chromium, patient, side_by_side, visitor
from .looks import STATES, Look
from .trouble import Trouble

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


def judge(looks: Iterable[Look], origin: str) -> list[Trouble]:
    """Look at pages with a browser for each scheme, side by side."""
    taken = tuple(looks)
    return side_by_side(lambda scheme: _judge_in(scheme, taken, origin), SCHEMES)


def _judge_in(scheme: Scheme, looks: Iterable[Look], origin: str) -> Iterator[Trouble]:
    """What is remembered is forgotten after each state, so that answers do not come back."""
    with chromium() as browser:
        own = (look for look in looks if look.scheme == scheme)
        for _, group in groupby(own, key=lambda look: look.state):
            with visitor(browser, origin, scheme) as eyes:
                for look in group:
                    yield from patient(look.page, _judge_look(look, eyes))


def _judge_look(look: Look, eyes: Visitor) -> Iterator[Trouble]:
    page, ask = look.page, eyes.tab.evaluate
    eyes.tab.set_viewport_size(look.size)
    eyes.go(page)
    if look.state:
        STATES[look.state](eyes, page)
    else:
        ask(UNFOLD)
    for barrier in eyes.barriers():
        yield Trouble(page.path, f"{barrier} ({look})")
    if not look.state:
        yield from _judge_plain(look, eyes)
    yield from eyes.troubles(page)


def _judge_plain(look: Look, eyes: Visitor) -> Iterator[Trouble]:
    """What is so, whatever was opened."""
    page, ask = look.page, eyes.tab.evaluate
    if not ask(IN_SCHEME, look.scheme):
        yield Trouble(page.path, f"is not {look.scheme} where that is preferred")
    for word in ask(BROKEN):
        yield Trouble(page.path, f"breaks {word} in a table at {look.size['width']} pixels")
    if (language := ask("document.documentElement.lang")) != page.language:
        yield Trouble(page.path, f"says that its language is {language!r}")
    eyes.tab.set_viewport_size(NARROW)
    if too_wide := ask(TOO_WIDE):
        yield Trouble(page.path, too_wide)
