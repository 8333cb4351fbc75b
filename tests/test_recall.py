"""A check of nothing new is remembered; anything that could change it makes it look again."""

import json
import os
from pathlib import Path

import pytest

from oer import recall
from samples import copy_sample, oer_here

LESSON = "courses/sharing/lessons/give-it-on.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_sample(tmp_path / "sample")
    (root / LESSON).write_text((root / LESSON).read_text("utf-8").replace("{#parts}", ""), "utf-8")
    return root


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_says_the_same_twice(root: Path) -> None:
    first = oer_here(root, "check")
    assert "STR001" in first.output
    assert len(list(recall.folder().iterdir())) == 1
    second = oer_here(root, "check")
    assert (second.output, second.exit_code) == (first.output, first.exit_code)


def test_is_used(root: Path) -> None:
    oer_here(root, "check")
    file = next(recall.folder().iterdir())
    told = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**told, "findings": []}), "utf-8")
    assert oer_here(root, "check").output == "0 errors, 0 advice\n"


def test_a_changed_file_is_looked_at(root: Path) -> None:
    oer_here(root, "check")
    (root / LESSON).write_text((root / LESSON).read_text("utf-8") + "\n### More\n", "utf-8")
    assert oer_here(root, "check").output.count("STR001") == 2


def test_another_day_is_another_check(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    oer_here(root, "check")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert "FCT001" in oer_here(root, "check").output


def test_a_linked_file_that_is_gone(root: Path) -> None:
    page = root / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n[The licence](../LICENSE-X)\n", "utf-8")
    (root / "LICENSE-X").touch()
    assert "LNK001" not in oer_here(root, "check").output
    (root / "LICENSE-X").unlink()
    assert "LNK001" in oer_here(root, "check").output


def test_spoilt_memory_is_no_memory(root: Path) -> None:
    first = oer_here(root, "check").output
    next(recall.folder().iterdir()).write_text('{"linked": {}, "findings": [{}]}', "utf-8")
    assert oer_here(root, "check").output == first


def test_few_are_kept(root: Path) -> None:
    recall.folder().mkdir(parents=True)
    for number in range(30):
        file = recall.folder() / f"{number}.json"
        file.touch()
        os.utime(file, (number, number))
    oer_here(root, "check")
    assert len(list(recall.folder().iterdir())) == recall.MOST
    assert not (recall.folder() / "0.json").exists()


def test_a_place_that_cannot_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root.parent / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / "file"))
    assert "STR001" in oer_here(root, "check").output
