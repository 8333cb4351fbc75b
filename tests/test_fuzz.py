"""What fuzzing found once stays found, and the fuzzers' question can be failed.

The long runs are `make fuzz`; `tests/fuzz/results.txt` tells the last ones.
"""

import pytest

from fuzz import target
from fuzz.target import FILES, Repository, repository

FOUND = {
    "a licence that nobody knows": (
        "courses/sharing/media/credits.yml",
        "notice.svg:\n  title: A\n  author: B\n  source: Drawn for this course\n"
        "  licence: cc-by-5.0\n  changes: none\n",
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return repository(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found(made: Repository, name: str) -> None:
    path, text = FOUND[name]
    made.ask(FILES.index(path), text.encode())


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
