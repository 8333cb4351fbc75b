"""What `oer new` makes passes the check and can be built as it is."""

from pathlib import Path

import pytest

from oer import new
from samples import built, copy_buildable, oer

SITE = ("--format", "site")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_buildable(tmp_path / "sample")


def test_a_new_course_and_its_lessons_pass_and_build(root: Path) -> None:
    made = oer(root, "new", "course", "fair-pay")
    assert made.stdout.splitlines() == [
        "courses/fair-pay/course.yml",
        "courses/fair-pay/lessons/first-lesson.md",
    ]
    again = [oer(root, "new", "lesson", f"fair-pay/{name}") for name in ("second", "third-one")]
    assert [done.returncode for done in (made, *again)] == [0, 0, 0]
    checked = oer(root, "check")
    assert checked.returncode == 0
    assert checked.stdout.count(": QUZ009 ") == 3, "one question of five, until they are written"
    assert checked.stdout.splitlines()[-1] == "0 errors, 3 advice, 4 allowed"
    site = built(root, *SITE)
    for slug in ("first-lesson", "second", "third-one"):
        assert f"en/fair-pay/{slug}/index.html" in site


def test_a_new_lesson_stands_last_in_its_course(root: Path) -> None:
    made = oer(root, "new", "lesson", "sharing/say-thanks")
    assert made.stdout.splitlines() == [
        "courses/sharing/lessons/say-thanks.md",
        "courses/sharing/course.yml",
    ]
    listing = (root / "courses/sharing/course.yml").read_text("utf-8")
    assert listing.endswith("      - who-made-it\n      - give-it-on\n      - say-thanks\n")
    checked = oer(root, "check")
    told = checked.stdout.splitlines()[-1]
    assert (checked.returncode, told) == (0, "0 errors, 0 advice, 5 allowed")
    assert "en/sharing/say-thanks/index.html" in built(root, *SITE)


@pytest.mark.parametrize(
    "listing",
    [
        "modules:\n- id: a\n  title: A\n  lessons:\n  - one\n  - two\nauthors:\n  - name: X\n",
        "authors:\n  - name: X\nmodules:\n  - id: a\n    title: A\n    lessons:\n      - one\n",
        "modules:\n  - lessons:\n      - one  \n  # the end\n",
    ],
)
def test_a_lesson_is_listed_after_the_last_one(listing: str) -> None:
    listed = new._listed(listing, "new-one").splitlines()
    last = max(n for n, line in enumerate(listed) if line.strip() in ("- one", "- two"))
    before, made = listed[last], listed[last + 1]
    assert made == f"{before[: before.index('-')]}- new-one"
    assert [line for line in listed if line != made] == listing.splitlines()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("course", "sharing"), "already"),
        (("course", "Sharing"), "no name"),
        (("course", "a"), "no name"),
        (("course", "../outside"), "no name"),
        (("course", "курс"), "no name"),
        (("course", "x\x1b[2J"), "no name"),
        (("lesson", "sharing/give-it-on"), "already"),
        (("lesson", "sharing"), "no name"),
        (("lesson", "sharing/../x"), "no name"),
        (("lesson", "nowhere/first"), "no course nowhere"),
        (("lesson", "../first"), "no course"),
        (("lesson", "/etc/first"), "no name"),
    ],
)
def test_what_cannot_be_is_refused(root: Path, arguments: tuple[str, str], reason: str) -> None:
    before = sorted(root.rglob("*"))
    done = oer(root, "new", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert sorted(root.rglob("*")) == before
