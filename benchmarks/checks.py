"""`python -m benchmarks.checks`: what `oer check` costs a file, cold and when nothing has changed.

Two repositories of the same kind of lessons are checked: 39 lessons in six languages (234 files)
and 1,300 (7,800). Cold means an empty cache and one process on one core; its CPU seconds are
counted, with those of starting Python. The ratio of the two costs a file shows whether the work
grows as the files do.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.generate import write_ours
from benchmarks.measure import run
from benchmarks.words import LANGUAGES

REPOSITORY = Path(__file__).resolve().parent.parent
RESULT = REPOSITORY / "build/bench-checks.json"
LESSONS = (39, 1300)
OER = (str(Path(sys.executable).with_name("oer")), "--root", ".", "check", "--format", "json")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds for each lesson file."""

    files: int
    cold: float
    warm: float
    megabytes: float
    """The peak of memory while cold."""


def main() -> int:
    """Print the table and write `build/bench-checks.json`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks", description=__doc__)
    parser.add_argument("--lessons", type=int, nargs=2, default=LESSONS)
    costs = [_cost(lessons) for lessons in parser.parse_args().lessons]
    RESULT.parent.mkdir(exist_ok=True)
    told = {"python": platform.python_version(), "cores": os.cpu_count()}
    RESULT.write_text(json.dumps({**told, "costs": [asdict(c) for c in costs]}, indent=2), "utf-8")
    print("| files | cold, ms a file | unchanged, ms a file | memory |")
    print("|---|---|---|---|")
    for one in costs:
        print(f"| {one.files} | {one.cold:.2f} | {one.warm:.3f} | {one.megabytes:.0f} MB |")
    print(
        f"\nA file of {costs[1].files} costs {costs[1].cold / costs[0].cold:.2f} times one of "
        f"{costs[0].files}."
    )
    return 0


def _cost(lessons: int) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "repository"
        write_ours(REPOSITORY, root, lessons)
        cache = {**os.environ, "XDG_CACHE_HOME": f"{folder}/cache"}
        files = lessons * len(LANGUAGES)
        run(OER, root, cache)  # once for the disk's cache and Python's byte code
        shutil.rmtree(f"{folder}/cache")
        cold, warm = (run(OER, root, cache) for _ in range(2))
        return Cost(
            files,
            1000 * cold.cpu_seconds / files,
            1000 * warm.cpu_seconds / files,
            cold.peak_bytes / 1e6,
        )


if __name__ == "__main__":
    raise SystemExit(main())
