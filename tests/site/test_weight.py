"""What a visit costs on a weak link, in bytes as a host sends them (gzip), without pictures."""

import gzip
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Response

from judges.browser import Visitor, chromium, visitor
from oer.rules.wgt import FIRST, NEXT, SEARCH
from oer.weights import FILE, TEXT
from published import Published

pytestmark = pytest.mark.clients
SHIFT = 0.001
"""Of the screen; Lighthouse calls 0.1 good."""
WORKER = "sw.js"
"""Fetched by the browser itself, outside of the page."""
INFLECTED = {
    "en": "authors",
    "ru": "авторами",
    "kk": "авторлардың",
    "ky": "авторлордун",
    "tg": "муаллифонро",
    "uz": "mualliflarning",
}


class Scales:
    """Weighs what a tab is sent; a file that it already has weighs nothing, as its cache has it."""

    def __init__(self, eyes: Visitor, published: Published) -> None:
        self.grams: dict[str, int] = {}
        self._folder = published.site.folder
        self._origin = published.origin
        self._tab = eyes.tab
        eyes.tab.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        path = response.url.removeprefix(self._origin).partition("?")[0].lstrip("/")
        if response.ok and response.request.resource_type != "image":
            self.add(path)

    def open(self, address: str) -> None:
        self._tab.goto(f"{self._origin}{address}")
        self._tab.wait_for_load_state("networkidle")

    def add(self, path: str) -> None:
        """Count a file, unless it was counted before."""
        file = self._folder / path
        file = file / "index.html" if file.is_dir() else file
        self.grams.setdefault(path, len(gzip.compress(file.read_bytes(), 6)))

    def without_text(self, path: str) -> int:
        """What a lesson's page weighs without the lesson."""
        data, count = TEXT.subn(b"", (self._folder / path / "index.html").read_bytes())
        assert count == 1
        return len(gzip.compress(data, 6))

    def since(self, before: set[str]) -> dict[str, int]:
        """What was sent that was not here before."""
        return {path: grams for path, grams in self.grams.items() if path not in before}


@pytest.fixture
def eyes(repository: Published) -> Iterator[Visitor]:
    with chromium() as browser, visitor(browser, repository.origin) as opened:
        yield opened


@pytest.mark.parametrize("language", INFLECTED)
def test_weight(language: str, eyes: Visitor, repository: Published) -> None:
    """The heaviest lesson first, then another, then a search."""
    lessons = sorted(
        repository.site.lessons(language),
        key=lambda page: (repository.site.folder / page.path).stat().st_size,
    )
    scales = Scales(eyes, repository)
    scales.open(lessons[-1].address)
    scales.add(WORKER)
    first = dict(scales.grams)
    assert not [path for path in first if path.startswith("pagefind")]
    assert sum(first.values()) <= FIRST, first
    measured = json.loads((repository.site.folder / FILE).read_text("utf-8"))["first"]
    assert measured[lessons[-1].path] == pytest.approx(sum(first.values()), rel=0.02)

    scales.open(lessons[len(lessons) // 2].address)
    (path,) = scales.since(set(first))
    assert scales.without_text(path) <= NEXT

    known = set(scales.grams)
    eyes.tab.locator(".house-search-open").click()
    eyes.tab.keyboard.type(INFLECTED[language])
    eyes.tab.locator(".house-search-results a").first.wait_for()
    query = scales.since(known)
    assert sum(query.values()) <= SEARCH, query
    told = f"second {scales.grams[path]} (without its text {scales.without_text(path)})"
    print(f"\n{language}: first {sum(first.values())}, {told}, query {sum(query.values())} bytes")


SHIFTED = """
() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((seen) => {
    for (const shift of seen.getEntries()) sum += shift.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 400);
})
"""
PUSH = """
() => {
  const block = document.createElement("div");
  block.style.setProperty("height", "300px");
  document.body.prepend(block);
}
"""


@pytest.mark.parametrize("place", ["", "copyright/", "copyright/how-long-rights-last/", "skills/"])
def test_nothing_moves_while_a_page_comes(place: str, eyes: Visitor) -> None:
    """Cumulative Layout Shift on a phone, the first time and when one comes back."""
    eyes.tab.set_viewport_size({"width": 390, "height": 844})
    for _ in range(2):
        eyes.tab.goto(f"{eyes.origin}/kk/{place}")
        eyes.tab.wait_for_load_state("networkidle")
        shift = eyes.tab.evaluate(SHIFTED)
        print(f"\n/kk/{place}: layout shift {shift:.4f}")
        assert shift <= SHIFT
    eyes.tab.evaluate(PUSH)
    assert eyes.tab.evaluate(SHIFTED) > SHIFT, "a page that jumps is not seen"


def test_the_root_weighs_little(eyes: Visitor, repository: Published) -> None:
    scales = Scales(eyes, repository)
    scales.open("/")
    assert sum(scales.grams.values()) <= 5_000
