"""`python -m benchmarks.take_away`: what the packages to take away cost, of a course of this house.

`oer build` makes them in a copy that has this course only, 12 lessons in six languages: with an
empty cache, with nothing changed, and after a sentence was added to one Kazakh and then to one
English lesson, whose translations show it too. CPU seconds are those of all processes; the pages of
the site are made in none of them, so that the packages alone are counted. In the house itself an
edit costs more, since workshop routes made of the lesson are packed anew as well.
"""

import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Cost, run

REPOSITORY = Path(__file__).resolve().parent.parent
RESULT = REPOSITORY / "build/bench-take-away.json"
FORMATS = ("page", "epub", "pdf", "handout", "answers", "docx", "odt", "pptx", "class", "source")
CONTENT = ("courses", "docs", "overrides", "translations")
HOUSE = ("mkdocs.yml", "LICENSE-CC-BY", "scripts/oer/website/hook.py")
COURSE = "copyright"
LESSON = f"courses/{COURSE}/lessons/what-copyright-protects.md"
EDITS = {
    "edited kk": (f"translations/kk/{LESSON}", " Бұл сөйлем өлшеу үшін қосылды."),
    "edited en": (LESSON, " This sentence was added to measure."),
}
OER = (str(Path(sys.executable).with_name("oer")), "--root", ".", "build")
PARAGRAPH = re.compile(r"^## .*\n\n\w.*$", re.MULTILINE)
"""The first of a section: a sentence is added to it."""
MOST = {"cold": 150.0, "unchanged": 1.0, "edited kk": 6.0, "edited en": 36.0}
"""CPU seconds that we allow ourselves. An edit in English changes the lesson in all languages: a
translation that is behind shows what is new in English.
"""


def main() -> int:
    """Print the table and write `build/bench-take-away.json`; 1 where something costs too much."""
    with tempfile.TemporaryDirectory() as folder:
        costs = dict(_costs(Path(folder) / "repository"))
    RESULT.parent.mkdir(exist_ok=True)
    told = {"python": platform.python_version(), "cores": os.cpu_count()}
    seconds = {kind: round(cost.cpu_seconds, 2) for kind, cost in costs.items()}
    RESULT.write_text(json.dumps({**told, "cpu_seconds": seconds}, indent=2), "utf-8")
    print("| build | CPU s | at most | wall s | memory |")
    print("|---|---|---|---|---|")
    for kind, cost in costs.items():
        row = (f"{seconds[kind]:.2f}", f"{MOST[kind]:.0f}", f"{cost.wall_seconds:.1f}")
        print(f"| {kind} | {' | '.join(row)} | {cost.peak_bytes / 1e6:.0f} MB |")
    return int(any(seconds[kind] > MOST[kind] for kind in MOST))


def _copy(root: Path) -> None:
    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, root / name)
    for name in HOUSE:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, root / name)
    for folder in (*root.glob("courses/*/"), *root.glob("translations/*/courses/*/")):
        if folder.is_dir() and folder.name != COURSE:
            shutil.rmtree(folder)


def _costs(root: Path) -> Iterator[tuple[str, Cost]]:
    _copy(root)
    command = (*OER, *(part for key in FORMATS for part in ("--format", key)))
    environment = {**os.environ, "NO_COLOR": "1", "XDG_CACHE_HOME": str(root.parent / "cache")}
    for kind in MOST:
        if kind in EDITS:
            path, added = EDITS[kind]
            lesson = (root / path).read_text("utf-8")
            (root / path).write_text(PARAGRAPH.sub(rf"\g<0>{added}", lesson, count=1), "utf-8")
        yield kind, run(command, root, environment)


if __name__ == "__main__":
    raise SystemExit(main())
