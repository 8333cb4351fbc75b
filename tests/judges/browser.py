"""Chromium, and all that a page says while it is open.

A page asks its own host and no other: names of other hosts lead nowhere, and whoever asks for
one is reported.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page as Tab,
    Request,
    Response,
    sync_playwright,
)

from .clients import need, need_axe
from .site import Page
from .trouble import Trouble, shortened

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
Scheme = Literal["light", "dark"]
SCHEMES: Sequence[Scheme] = ("light", "dark")
Part = TypeVar("Part")
SECONDS = 20
"""No page and no control takes longer."""
OWN_SCHEMES = ("data:", "blob:", "about:")
BARRIERS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ASK_AXE = """
async (tags) => {
  scrollTo(0, 0);
  for (const moving of document.getAnimations()) {
    if (moving.effect.getComputedTiming().endTime < Infinity) moving.finish();
  }
  const found = await axe.run({runOnly: tags, resultTypes: ["violations"]});
  return found.violations.flatMap((one) => one.nodes.map((node) =>
    [one.id, node.html, [...node.any, ...node.all, ...node.none].map((why) => why.message)]));
}
"""


@dataclass
class Visitor:
    """A tab, and what was said in it."""

    tab: Tab
    origin: str
    scheme: Scheme
    """What its system prefers. Material stores the scheme that it begins with, and keeps to it."""
    heard: list[str] = field(default_factory=list)

    def go(self, page: Page) -> None:
        """Open a page and wait until it is all there."""
        self.heard.clear()
        self.tab.goto(f"{self.origin}{page.address}")

    def barriers(self) -> Iterator[str]:
        """What axe finds at the top of the page, with its animations at their ends."""
        if not self.tab.evaluate("'axe' in window"):
            self.tab.evaluate(need_axe().read_text("utf-8"))
        for rule, element, reasons in self.tab.evaluate(ASK_AXE, list(BARRIERS)):
            yield f"axe {rule}: {shortened(element, 80)} {shortened('; '.join(reasons))}"

    def troubles(self, page: Page) -> Iterator[Trouble]:
        """What was heard since the page was opened."""
        for what in dict.fromkeys(self.heard):
            yield Trouble(page.path, shortened(what))

    # --- ears -----------------------------------------------------------------------------

    def listen(self) -> None:
        """Hear errors and requests."""
        self.tab.on("console", self._console)
        self.tab.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        self.tab.on("request", self._request)
        self.tab.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"console error: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", *OWN_SCHEMES)):
            self.heard.append(f"asks another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.heard.append(f"answer {response.status}: {response.url}")


def side_by_side(work: Callable[[Part], Iterable[Trouble]], parts: Iterable[Part]) -> list[Trouble]:
    """What comes of all parts, two at a time since there are two cores, each once and in order."""
    with ThreadPoolExecutor(2) as pool:
        return sorted(
            {trouble for found in pool.map(lambda part: [*work(part)], parts) for trouble in found}
        )


def by_turns(lessons: Sequence[Page]) -> Iterable[tuple[Scheme, Sequence[Page]]]:
    """Every other lesson in the dark: two parts for two cores."""
    return ((scheme, lessons[place :: len(SCHEMES)]) for place, scheme in enumerate(SCHEMES))


def patient(page: Page, look: Iterable[Trouble]) -> Iterator[Trouble]:
    """What is seen of a page; something that does not come, or cannot be clicked, is a trouble."""
    try:
        yield from look
    except Error as error:
        yield Trouble(page.path, shortened(f"cannot be used: {error.message}", 300))


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """A browser, with `more` arguments. Only the thread that opened it may use it."""
    path = need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(browser: Browser, origin: str, scheme: Scheme = "light") -> Iterator[Visitor]:
    """A tab of its own, with nothing remembered."""
    with browser.new_context(color_scheme=scheme, reduced_motion="reduce") as context:
        context.set_default_timeout(SECONDS * 1000)
        visitor = Visitor(context.new_page(), origin, scheme)
        visitor.listen()
        yield visitor
