"""`python -m benchmarks.scale`: what a large house costs, from the runs of the last `make bench`.

Rows that were measured say so. The others are extrapolated: the cost of the largest measured size,
grown with the exponent of the last step between two sizes.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.words import LANGUAGES

RESULT = Path(__file__).resolve().parent.parent / "build/bench.json"
KINDS = {"clean": "a clean build", "unchanged": "nothing changed", "edited": "one lesson edited"}
Costs = Mapping[int, float]
"""Pages of lessons -> CPU seconds."""


def main() -> int:
    """Print the table; 1 where no two sizes were measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--lessons", type=int, default=5000)
    parser.add_argument("--languages", type=int, default=12)
    wanted = parser.parse_args()
    runs = json.loads(RESULT.read_text("utf-8"))["runs"] if RESULT.exists() else []
    rows = list(table(runs, wanted.lessons * wanted.languages))
    if not rows:
        print("Measure two sizes first: make bench BENCH='--lessons 36 --lessons 360'")
        return 1
    print("| pages of lessons | build | CPU | known |\n|---|---|---|---|")
    print("\n".join(rows))
    return 0


def table(runs: list[dict[str, Any]], pages: int) -> Iterator[str]:
    """The rows, for each kind of build that was measured at two sizes."""
    for kind, name in KINDS.items():
        costs = measured(runs, kind)
        if len(costs) > 1:
            for size, seconds in costs.items():
                yield f"| {size} | {name} | {seconds:.1f} s | measured |"
            yield f"| {pages} | {name} | {extrapolated(costs, pages):.0f} s | extrapolated |"


def measured(runs: list[dict[str, Any]], kind: str) -> Costs:
    """The median of each size, from the smallest on."""
    ours = [run for run in runs if (run["project"], run["kind"]) == ("ours", kind)]
    sizes = sorted({run["lessons"] for run in ours})
    return {
        size * len(LANGUAGES): median(r["cpu_seconds"] for r in ours if r["lessons"] == size)
        for size in sizes
    }


def extrapolated(costs: Costs, pages: int) -> float:
    """CPU seconds for so many pages. What grows less than the pages is taken to grow as they do."""
    (before, less), (last, more) = list(costs.items())[-2:]
    exponent = max(1.0, log(more / less) / log(last / before))
    return float(more * (pages / last) ** exponent)


if __name__ == "__main__":
    raise SystemExit(main())
