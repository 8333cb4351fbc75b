"""Copies of the tiny repository in tests/sample, with other files laid over them."""

import os
import shutil
from pathlib import Path

import yaml

TESTS = Path(__file__).parent
LANGUAGES = ("en", "ru", "kk")


def copy_sample(to: Path, *overlays: Path) -> Path:
    """The sample with the repository's own interface words, then each overlay in turn.

    Beside an overlay `wrong/` may stand `wrong.yml`, for what Git does not keep well:
    `path: {symlink: target}`, `{bytes: "00 ff"}` or `{size: 300001}`.
    """
    shutil.copytree(TESTS / "sample", to, dirs_exist_ok=True)
    for language in LANGUAGES:
        words = f"translations/{language}/interface.yml"
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
