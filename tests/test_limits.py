"""No file of 100 kB keeps the check busy: runs of signs, nesting, and text around them."""

import time
from pathlib import Path

import pytest

from oer.check import check
from oer.files import MOST_IN_LESSONS
from oer.load import load
from oer.rules import RULES
from samples import TESTS, copy_sample

SIZE = 100_000
SECONDS = 2.0
LESSON = "courses/sharing/lessons/give-it-on.md"
HEAD = (TESTS / "sample" / LESSON).read_text("utf-8").partition("\n---\n")[0] + "\n---\n\n"
REPEATED = (
    *("[", "![", "[[", "[a](", "[a][", "[]()", "x[^", "<a ", "<![CDATA[", "<b>", "*_", "*a **a "),
    *("~~a", "`", "`a` ", "&#x202e;", "\u202e", "a\u200b", "> ", "- ", "# a\n", "1. x\n", "> x\n"),
    *(
        "a\n: b\n",
        "|a|a|\n|-|-|\n",
        "- [x] a\n",
        "[a](https://x.y)\n",
        "![a](../media/notice.svg) ",
    ),
)
TEXTS = {
    **{repr(sign): (sign * SIZE)[:SIZE] for sign in REPEATED},
    "lists in lists": "\n".join("  " * n + "- x" for n in range(440)),
    "lists on a line": "\n".join("- " * 25 + "x" for _ in range(1900)),
    "quotations and lists": "\n".join("> - " * 14 + "x" for _ in range(1700)),
    "a wide table": f"|{'a|' * 300}\n|{'-|' * 300}\n" + "|x|\n" * 9000,
    "runs of backticks": "\u202e" + " ".join("`" * n for n in range(1, 440)),
}


def within_limits(text: str) -> str:
    """As much of a text as is let through, and words after it."""
    end = len(text)
    for sign, most in MOST_IN_LESSONS.items():
        if text.count(sign) > most - 10:
            end = min(end, len(sign.join(text.split(sign)[: most - 10])))
    return f"{text[:end]}\n\n{'word ' * SIZE}"[:SIZE]


@pytest.mark.parametrize("name", TEXTS)
def test_no_lesson_takes_long(tmp_path: Path, name: str) -> None:
    root = copy_sample(tmp_path)
    for text in (TEXTS[name], within_limits(TEXTS[name])):
        (root / LESSON).write_text(HEAD + text, "utf-8")
        begun = time.process_time()
        check(load(root), RULES)
        assert time.process_time() - begun < SECONDS
