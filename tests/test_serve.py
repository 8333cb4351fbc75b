"""`oer serve`: an edited lesson shows in the browser, in its place, without anybody asking."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.watch import OPTIONS, edited, serving
from playwright.sync_api import sync_playwright

from judges.clients import need
from oer.check import check
from oer.load import load
from oer.rules import RULES
from oer.serve import Shown
from oer.website.preview import Memory
from samples import copy_buildable, oer

LESSON = "courses/sharing/lessons/who-made-it.md"
TWICE = {
    LESSON: "\nWho who made it?\n",
    f"translations/ru/{LESSON}": "\nКто кто это сделал?\n",
    "docs/about.md": "\nWe we made it.\n",
}
"""Files with what a rule finds in them: a word that stands twice."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_buildable(tmp_path_factory.mktemp("serve"))


@pytest.fixture(scope="module")
def site(root: Path) -> Iterator[str]:
    with serving(root) as address:
        yield address


def fetched(address: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/ru/sharing/who-made-it/", 200, "text/html; charset=utf-8"),
        ("/kk/glossary/", 200, "text/html; charset=utf-8"),
        ("/assets/stylesheets/house.css", 200, "text/css; charset=utf-8"),
        ("/assets/courses/sharing/notice.svg", 200, "image/svg+xml"),
        ("/en/nothing/", 404, "text/plain; charset=utf-8"),
        ("/../mkdocs.yml", 404, "text/plain; charset=utf-8"),
    ],
)
def test_what_is_served(site: str, path: str, status: int, kind: str) -> None:
    assert fetched(site + path)[:2] == (status, kind)


@pytest.mark.clients
def test_an_edit_shows_and_the_place_is_kept(root: Path, site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=list(OPTIONS))
        page = browser.new_page(viewport={"width": 390, "height": 700})
        page.goto(f"{site}/en/sharing/who-made-it/")
        for word in ("Firstly", "Secondly"):
            edited(page, root / LESSON, word)
        browser.close()


def test_a_page_that_breaks_says_so(tmp_path: Path) -> None:
    """Its words are gone from the interface, as while somebody writes there."""
    root = copy_buildable(tmp_path)
    for words in root.glob("translations/*/interface.yml"):
        words.write_text(words.read_text("utf-8").replace("  minutes:", "  minuten:"), "utf-8")
    with serving(root) as address:
        status, kind, told = fetched(f"{address}/en/sharing/who-made-it/")
    assert (status, kind) == (500, "text/plain; charset=utf-8")
    assert b"lesson.minutes" in told


def test_a_page_is_what_the_files_say(tmp_path: Path) -> None:
    """A new title is on the lesson, and in the menu of its neighbour."""
    root = copy_buildable(tmp_path)
    shown = Shown(root)
    before = shown.file("en/sharing/give-it-on/")
    lesson = root / LESSON
    lesson.write_text(
        lesson.read_text("utf-8").replace("title: Who made it", "title: Another name"), "utf-8"
    )
    shown.read()
    after = shown.file("en/sharing/give-it-on/")
    assert before
    assert b"Another name" not in before
    assert after
    assert b"Another name" in after
    assert after == Shown(root).file("en/sharing/give-it-on/")


def test_what_cannot_be_served(tmp_path: Path) -> None:
    root = copy_buildable(tmp_path)
    for options, told in {
        ("--language", "xx"): "--language xx is unknown",
        ("--address", "nowhere"): "nowhere is in use",
    }.items():
        done = oer(root, "serve", *options)
        assert done.returncode == 2
        assert told in done.stderr


def test_after_an_edit_the_rules_find_what_they_find_at_first(tmp_path: Path) -> None:
    """Wherever the edit is; and once it is taken back, nothing of it is left."""
    root, memory = copy_buildable(tmp_path / "sample"), Memory()
    at_first = memory.check(load(root))
    for path, added in TWICE.items():
        before = (root / path).read_text("utf-8")
        (root / path).write_text(before + added, "utf-8")
        assert memory.check(load(root)) == check(load(root), RULES) != at_first
        (root / path).write_text(before, "utf-8")
    assert memory.check(load(root)) == at_first
