"""What lies in the repository's cache is read only if this user's program wrote it."""

import os
import pickle
import re
import tomllib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from oer import keys, store
from oer.store import Store

ROOT = Path(__file__).parent.parent


class Hostile:
    """A pickle that makes a file when it is read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.file,)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_gives_back_what_was_put(tmp_path: Path) -> None:
    Store(tmp_path / "made").put("key", {"a": b"b"})
    assert Store(tmp_path / "made").get("key") == {"a": b"b"}
    assert Store(tmp_path / "made").get("other") is None
    assert os.stat(store.users_folder() / "secret").st_mode & 0o77 == 0


def test_what_somebody_else_wrote_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pull request can know how we write; it cannot know the secret."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    Store(tmp_path / "made").put("key", {"a": Hostile(tmp_path / "ran")})  # type: ignore[dict-item]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    assert Store(tmp_path / "made").get("key") is None
    (tmp_path / "made" / "bare").write_bytes(pickle.dumps(Hostile(tmp_path / "ran")))
    assert Store(tmp_path / "made").get("bare") is None
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"", lambda data: data[1:]])
def test_what_is_spoilt_is_not_read(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    Store(tmp_path / "made").put("key", {"a": b"b"})
    file = tmp_path / "made" / "key"
    file.write_bytes(spoil(file.read_bytes()))
    assert Store(tmp_path / "made").get("key") is None


def test_without_a_place_for_the_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    Store(tmp_path / "made").put("key", {"a": b"b"})
    assert Store(tmp_path / "made").get("key") == {"a": b"b"}


def test_a_spoilt_secret_is_none(tmp_path: Path) -> None:
    store.users_folder().mkdir(parents=True)
    (store.users_folder() / "secret").write_bytes(b"short")
    Store(tmp_path / "made").put("key", {"a": b"b"})
    assert Store(tmp_path / "made").get("key") == {"a": b"b"}


# --- tools that change --------------------------------------------------------------------

SAME_WHATEVER_VERSION = {
    *("click", "rich"),  # what a terminal shows
    "polib",  # files for translators
    "jsonschema-rs",  # says yes or no
    "watchdog",  # tells a preview of changes
}
"""Packages whose version no key holds."""


@pytest.mark.parametrize("tool", keys.TOOLS)
def test_another_version_of_a_tool_is_another_key(
    tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So all that could have been made with the old one is made again."""
    before, known = keys.of_program(), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0.0.0" if name == tool else known(name))
    keys.of_program.cache_clear()
    try:
        assert keys.of_program() != before
    finally:
        keys.of_program.cache_clear()


def test_keys_hold_every_tool() -> None:
    """A package that is added to the program either changes what is made, or is on the list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    rows = (re.split(r"[\[<>=]", row)[0].replace("_", "-") for row in project["dependencies"])
    names = {"pagefind-bin" if name == "pagefind" else name for name in rows}
    assert names - SAME_WHATEVER_VERSION <= set(keys.TOOLS)
