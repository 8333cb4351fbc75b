"""Compiled templates are kept, and only what this user's program compiled is run."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from oer import compiled
from oer.store import Store

TEXT = "Hello, {{ name }}!"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache/oer/templates").iterdir())


def said(text: str = TEXT, environment: str = "test", *, escape: bool = False) -> str:
    """What a template says in a process that has compiled nothing yet."""
    known = compiled.Compiled(environment)
    made = Environment(
        loader=DictLoader({"page.html": text}), autoescape=escape, bytecode_cache=known
    )
    return made.get_template("page.html").render(name="<b>")


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said()
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("it was compiled before"))
    assert said() == "Hello, <b>!"
    assert len(kept(tmp_path)) == 1


def test_another_text_and_other_settings_are_compiled_anew(tmp_path: Path) -> None:
    assert said() == "Hello, <b>!"
    assert said("Bye, {{ name }}!") == "Bye, <b>!"
    assert said(environment="careful", escape=True) == "Hello, &lt;b&gt;!"
    assert len(kept(tmp_path)) == 3


def test_what_somebody_else_wrote_is_not_run(tmp_path: Path) -> None:
    said("Bye!")
    said()
    for file in kept(tmp_path):
        file.write_bytes(b"spoilt" + file.read_bytes())
    assert said() == "Hello, <b>!"


def test_where_nothing_can_be_kept_it_is_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert said() == said() == "Hello, <b>!"


def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MOST", 2)
    for number in range(4):
        said(f"{number}")
    assert len(kept(tmp_path)) == 2
    monkeypatch.setattr(Store, "put", lambda *_: pytest.fail("the newest is still there"))
    assert said("3") == "3"
