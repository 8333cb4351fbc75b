"""What fuzzing found once stays found, and the fuzzers' question can be failed.

The long runs are `make fuzz`; `tests/fuzz/results.txt` tells the last ones.
"""

import time
from pathlib import Path

import pytest

from fuzz import target
from fuzz.target import FILES, Repository, repository
from oer import numerals
from oer.check import check
from oer.load import load
from oer.rules import RULES
from oer.translate.sync import sync, write as sync_write
from oer.website.clean import clean_lesson, clean_page
from samples import copy_sample

FOUND = {
    "a licence that nobody knows": (
        "courses/sharing/media/credits.yml",
        "notice.svg:\n  title: A\n  author: B\n  source: Drawn for this course\n"
        "  licence: cc-by-5.0\n  changes: none\n",
    ),
}


def quiz(answers: str) -> str:
    return f"> [!QUIZ] many\n>\n> What goes where?\n>\n{answers}"


SLOW = {
    "letters of two scripts and no address": "aа" * 20_000,
    "a link's text that is nearly a host": f"[{'a.' * 26}1](https://example.org/)",
    "spaces before the id of a heading": f"### a{' ' * 50_000}b {{#spaces}}",
    "spaces in a marker": f"<!-- new\n{' ' * 50_000}x\n-->\n\ntext",
    "spaces inside a line": f"a{' ' * 50_000}b",
    "a number without an end": "9" * 40_000,
    "ids that do not end": "{#" * 20_000,
    "addresses of links that do not end": "](" * 20_000,
    "items to order": quiz("".join(f"> {n}. item {n}\n" for n in range(1, 4000))),
    "pairs": quiz("> |a|b|\n> |-|-|\n" + "".join(f"> |{n}|b{n}|\n" for n in range(2000))),
    "a box for no market": "> [!MARKET] xx\n> text",
}
"""Put into a lesson: texts that took from seconds to forever, or broke off."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return repository(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found(made: Repository, name: str) -> None:
    path, text = FOUND[name]
    made.ask(FILES.index(path), text.encode())


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_what_was_slow(made: Repository, text: str) -> None:
    made.ask(0, made.texts[0].replace("## Do {", f"{text}\n\n## Do {{").encode())


@pytest.mark.parametrize("which", range(len(FILES)))
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff\xfe", b"---\n", b"[" * 20_000, b"{a: [" * 99])
def test_every_file_may_be_anything(made: Repository, which: int, data: bytes) -> None:
    made.ask(which, data)


def test_the_question_can_be_failed(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "clean_page", lambda html: html)
    with pytest.raises(AssertionError, match="script"):
        made.ask(FILES.index("docs/index.md"), f"{made.texts[3]}\n<script>x</script>\n".encode())


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        '<a href="javascript:x">x</a>',
        '<img src="x" onerror="x">',
        "<!-- x -->",
        '<iframe src="https://example.org"></iframe>',
    ],
)
def test_harm_is_seen(html: str) -> None:
    with pytest.raises(AssertionError):
        target._assert_harmless(html)


def test_numbers_of_thousands_of_digits_can_be_compared() -> None:
    assert numerals.unequal("none", "9" * 5000)[1]


def test_a_translation_far_behind_is_checked_and_synced_soon(tmp_path: Path) -> None:
    """Each note of the translation lacks its like in a source with as many others."""
    root, name = copy_sample(tmp_path), "courses/sharing/lessons/who-made-it.md"
    for folder, mark in (("", "a"), ("translations/ru/", "b"), ("translations/kk/", "c")):
        notes = "".join(f"{mark}[^n{n}]\n\n[^n{n}]: {mark}\n\n" for n in range(700))
        file = root / folder / name
        file.write_text(file.read_text("utf-8").replace("> [!QUIZ]", f"{notes}> [!QUIZ]", 1))
    sync_write(root, sync(root, load(root)).files)
    english = root / name
    english.write_text(english.read_text("utf-8").replace("]: a\n", "]: another\n"))
    begun = time.process_time()
    assert check(load(root), RULES)
    assert sync(root, load(root)).files
    assert time.process_time() - begun < 12


def test_words_beside_a_picture_without_any_can_be_measured(tmp_path: Path) -> None:
    """The English paragraph is a picture and has no length."""
    root = copy_sample(tmp_path)
    lesson = root / "translations/ru/courses/sharing/lessons/who-made-it.md"
    text = lesson.read_text("utf-8")
    assert "\n![" in text
    lesson.write_text(text.replace("\n![", "\nСлова ![", 1), "utf-8")
    assert check(load(root), RULES)


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "//example.org/a", "/\\example.org"]
)
def test_no_picture_or_link_leads_elsewhere_unseen(address: str) -> None:
    for clean in (clean_page, clean_lesson):
        assert "example" not in clean(f'<img alt="x" src="{address}">')
        assert "../a.svg" in clean('<img alt="x" src="../a.svg">')
    assert ("example" in clean_page(f'<a href="{address}">x</a>')) == address.startswith("https")
