"""`python -m benchmarks.take_away`: what the packages to take away cost, of this house's courses.

`oer build` makes them in a copy: with an empty cache, with nothing changed, and after a sentence
was added to one Kazakh and then to one English lesson, whose translations show it too. CPU seconds
are those of all processes; the pages of the site are made in none of them, so that the packages
alone are counted. The house has more lessons than the 72 of the aim, and routes besides: what the
cold build took is told for 72 of them.
"""

import json
import os
import platform
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
LESSON_FILES = "courses/*/lessons/*.md"
LESSON = "courses/copyright/lessons/what-copyright-protects.md"
EDITS = {
    "edited kk": (f"translations/kk/{LESSON}", "\nБұл сөйлем өлшеу үшін қосылды.\n"),
    "edited en": (LESSON, "\nThis sentence was added to measure.\n"),
}
OER = (str(Path(sys.executable).with_name("oer")), "--root", ".", "build")
MOST = {"cold": 150.0, "unchanged": 1.0, "edited kk": 6.0, "edited en": 36.0}
"""CPU seconds that we allow ourselves; cold, for 12 lessons in six languages. An edit in English
changes the lesson in all of them: a translation that is behind shows what is new in English.
"""
LESSONS = 72


def main() -> int:
    """Print the table and write `build/bench-take-away.json`; 1 where something costs too much."""
    with tempfile.TemporaryDirectory() as folder:
        costs = dict(_costs(Path(folder) / "repository"))
    RESULT.parent.mkdir(exist_ok=True)
    told = {"python": platform.python_version(), "cores": os.cpu_count()}
    seconds = {kind: round(cost.cpu_seconds, 2) for kind, cost in costs.items()}
    lessons = len(
        [*REPOSITORY.glob(LESSON_FILES), *REPOSITORY.glob(f"translations/*/{LESSON_FILES}")]
    )
    seconds["cold"] = round(seconds["cold"] * LESSONS / lessons, 2)
    RESULT.write_text(json.dumps({**told, "cpu_seconds": seconds}, indent=2), "utf-8")
    print("| build | CPU s | at most | wall s | memory |")
    print("|---|---|---|---|---|")
    for kind, cost in costs.items():
        row = (f"{seconds[kind]:.2f}", f"{MOST[kind]:.0f}", f"{cost.wall_seconds:.1f}")
        print(f"| {kind} | {' | '.join(row)} | {cost.peak_bytes / 1e6:.0f} MB |")
    return int(any(seconds[kind] > MOST[kind] for kind in MOST))


def _costs(root: Path) -> Iterator[tuple[str, Cost]]:
    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, root / name)
    for name in HOUSE:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, root / name)
    command = (*OER, *(part for key in FORMATS for part in ("--format", key)))
    environment = {**os.environ, "NO_COLOR": "1", "XDG_CACHE_HOME": str(root.parent / "cache")}
    for kind in MOST:
        if kind in EDITS:
            path, added = EDITS[kind]
            with (root / path).open("a", encoding="utf-8") as lesson:
                lesson.write(added)
        yield kind, run(command, root, environment)


if __name__ == "__main__":
    raise SystemExit(main())
