"""Copies of the tiny repository in tests/sample, with other files laid over them."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml
from click.testing import CliRunner, Result

from oer.cli import main
from oer.model import WORD_FILES

TESTS = Path(__file__).parent
LANGUAGES = ("en", "ru", "kk")
HOUSE = ("mkdocs.yml", "LICENSE-CC-BY", "scripts/oer/website/hook.py")
"""Files of the repository that a build needs beside its content and its theme."""
ABOUT = """---
title: About the sample
summary: Why it is there.
---

## For whom {#whom}

For tests. It links to [a lesson](../courses/sharing/lessons/give-it-on.md#parts), to
[the welcome](index.md), to [its licence](../LICENSE-CC-BY) and to [itself](#whom).
"""
DETAILS = """---
title: Details
summary: A page in a folder of docs/.
---

Back [to the welcome](../index.md) or [to the start](../about.md#whom).
"""
OER = Path(sys.executable).with_name("oer")


def copy_sample(to: Path, *overlays: Path) -> Path:
    """The sample with the repository's own interface words, then each overlay in turn.

    Beside an overlay `wrong/` may stand `wrong.yml`, for what Git does not keep well:
    `path: {symlink: target}`, `{bytes: "00 ff"}` or `{size: 300001}`.
    """
    shutil.copytree(TESTS / "sample", to, dirs_exist_ok=True)
    for language in LANGUAGES:
        for words in (f"translations/{language}/{name}" for name in WORD_FILES):
            if (TESTS.parent / words).exists():
                shutil.copyfile(TESTS.parent / words, to / words)
    for overlay in overlays:
        if overlay.exists():
            shutil.copytree(overlay, to, dirs_exist_ok=True)
        if (special := overlay.with_name(f"{overlay.name}.yml")).exists():
            for path, made in yaml.safe_load(special.read_text("utf-8")).items():
                _make(to / path, **made)
    return to


def _make(file: Path, symlink: str = "", bytes: str = "", size: int = 0) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if symlink:
        file.symlink_to(symlink)
    elif size:
        file.touch()
        os.truncate(file, size)
    else:
        file.write_bytes(bytearray.fromhex(bytes))


def copy_buildable(to: Path) -> Path:
    """The sample with all that `oer build` needs: the house's configuration, theme and licence."""
    copy_sample(to)
    for path in HOUSE:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TESTS.parent / path, to / path)
    shutil.copytree(TESTS.parent / "overrides", to / "overrides")
    (to / "docs" / "more").mkdir()
    (to / "docs" / "about.md").write_text(ABOUT, "utf-8")
    (to / "docs" / "more" / "details.md").write_text(DETAILS, "utf-8")
    return to


def environment(**values: str) -> dict[str, str]:
    """This process's environment without what would change a build, and with `values`."""
    unwanted = ("SOURCE_DATE_EPOCH", "OER_LANGUAGE", "OER_TRACEBACK", "NO_COLOR", "FORCE_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, **values}


def oer(root: Path, *arguments: str, **values: str) -> "subprocess.CompletedProcess[str]":
    """Run the real command in a repository; `values` are added to its environment."""
    return _run(root, arguments, environment(**values), lambda: None)


def oer_with_room(root: Path, most: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The same where no file may have more than `most` bytes, as on a disk that is nearly full."""
    return _run(
        root,
        arguments,
        environment(),
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )


def _run(
    root: Path,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    before: Callable[[], None],
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [OER, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=before,
    )


def oer_here(root: Path, *arguments: str) -> Result:
    """The same command in this process, where nothing depends on how it is started."""
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def seconds_of_work() -> float:
    """What the processes that this one started have worked so far, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def built(root: Path, *arguments: str, **values: str) -> Mapping[str, bytes]:
    """Build, and what dist/ then holds."""
    done = oer(root, "build", *arguments, **values)
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(root / "dist")


def contents(folder: Path) -> Mapping[str, bytes]:
    """What a folder holds, by relative path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The paths at which two folders differ: a short answer to look at."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
