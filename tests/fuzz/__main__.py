"""`python -m fuzz hypothesis|atheris --minutes 10 --seed 1`: what was tried, and what broke.

Hypothesis builds texts from the pieces of our dialect and breaks good files; atheris follows the
branches of the parsers. A line for `tests/fuzz/results.txt` is printed at the end.
"""

import argparse
import atexit
import platform
import random
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings, strategies as st

if TYPE_CHECKING:
    from fuzz.target import Repository

PIECES = (
    *("# ", "## a {#a}\n", "> ", "> [!QUIZ] a\n", "> [!NOTE]\n", "> [!MARKET] kz\n", "- [x] a\n"),
    *("- [ ] b\n", "1. a\n", "| a | b |\n|---|---|\n| c | d |\n", "```facts\nregistration\n```\n"),
    *("```\n", "`", "``", "[[a|b]]", "= 12.5 ± 0.1\n", "[a](b)", "[a](javascript:alert(1))"),
    *("[a](term:author)", "[a](fact:kz.registration)", "[a](lang:ru)", "![a](../media/notice.svg)"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick=x>", "<!-- ", "-->"),
    *("[^1]", "[^1]: a\n", "[a]: b\n", "a\n: b\n", "***", "~~", "\\", "&#x202e;", "&lt;", "\u202e"),
    *("\u200b", "\u0301", "й", "и\u0306", "бiлiм", "o'z", "\0", "\x1b[31m", "\r\n", "\t", "\ufeff"),
    *("---\n", "title: x\n", "{{ 7*7 }}", "{% raw %}", '--8<-- "x"', "!!python/name:os.system "),
    *(
        "&a [*a, *a]",
        "\n\n",
        "  \n",
        "    ",
        "👩‍🎨",
        "<svg onload=x>",
        "https://example.org",
        "]]>",
    ),
    *("data:text/html,x", "[" * 50, "*" * 50, "> " * 20, "- " * 20, "|" * 40, "<" * 40),
)


def main() -> int:
    arguments = _arguments()
    drive = {"hypothesis": _hypothesis, "atheris": _atheris}[arguments.fuzzer]
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        number = drive(Path(folder), arguments.minutes * 60, arguments.seed)
    _tell(arguments.fuzzer, arguments.seed, number, time.monotonic() - begun)
    return 0


def _tell(fuzzer: str, begin: int, number: int, seconds: float) -> None:
    print(
        f"{fuzzer} {version(fuzzer)}, Python {platform.python_version()}, seed {begin}: "
        f"{number} files in {seconds / 60:.1f} minutes"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("fuzzer", choices=["hypothesis", "atheris"])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _hypothesis(folder: Path, seconds: float, begin: int) -> int:
    made = _repository(folder)
    end, number = time.monotonic() + seconds, 0
    pieces = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join)

    @settings(
        max_examples=100,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, len(made.texts) - 1), pieces, st.randoms(use_true_random=False))
    def ask(which: int, text: str, chance: random.Random) -> None:
        nonlocal number
        number += 1
        made.ask(which, _into(made.texts[which], text, chance).encode(errors="replace"))

    while time.monotonic() < end:
        seed(begin)(ask)()
        begin += 1
    return number


def _into(good: str, text: str, chance: random.Random) -> str:
    """A good file with something put into it, cut out of it or said again; or the text alone."""
    start, end = sorted(chance.choices(range(len(good) + 1), k=2))
    kind = chance.randrange(5)
    if kind == 0:
        return text
    if kind == 1:
        return good[:start] + text + good[start:]
    if kind == 2:
        return good[:start] + good[end:] + text
    if kind == 3:
        return good[:end] + text + good[start:]
    head, fence, _ = good.partition("\n---\n")
    return head + fence + text


def _repository(folder: Path) -> "Repository":
    # Whoever measures branches has to see the import.
    from fuzz.target import remember_data, repository  # noqa: PLC0415

    remember_data()
    return repository(folder)


def _atheris(folder: Path, seconds: float, begin: int) -> int:
    # It is fetched by `make fuzz` only, where there is a wheel of it.
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415

    with atheris.instrument_imports(include=["oer", "markdown_it", "mdit_py_plugins"]):
        made = _repository(folder)
    number = 0

    def ask(data: bytes) -> None:
        nonlocal number
        number += 1
        made.ask(data[0] % len(made.texts) if data else 0, data[1:])

    seeds = folder.with_name(f"{folder.name}-seeds")
    seeds.mkdir()
    for which, text in enumerate(made.texts):
        (seeds / str(which)).write_bytes(bytes([which]) + text.encode())
    options = ("max_len=20000", "len_control=0", "rss_limit_mb=4000", f"artifact_prefix={seeds}/")
    limits = (f"seed={begin}", f"max_total_time={seconds:.0f}")
    atheris.Setup(["fuzz", *(f"-{one}" for one in (*options, *limits)), str(seeds)], ask)
    # The process ends in there: with 0 when the time is over, with another code at a crash.
    atexit.register(lambda: _tell("atheris", begin, number, seconds))
    atheris.Fuzz()
    return number


if __name__ == "__main__":
    raise SystemExit(main())
