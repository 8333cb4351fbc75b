"""`allow` in a course.yml settles a finding in that course, with a reason, and nothing else."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from oer.check import NEVER_ALLOWED, Finding, Level, check, course_of
from oer.contribution.look import allowing_no_more
from oer.load import load
from oer.rules import RULES
from samples import copy_sample

COURSE = "courses/sharing/course.yml"
LESSON = "courses/sharing/lessons/give-it-on.md"


def checked(root: Path, *allowed: str) -> Sequence[Finding]:
    """The sample without an id in two lessons, and with what its course allows."""
    for path in (LESSON, f"translations/ru/{LESSON.replace('give-it-on', 'who-made-it')}"):
        file = root / path
        file.write_text(file.read_text("utf-8").replace(" {#keep}", ""), "utf-8")
    media = root / "courses/sharing/media"
    shutil.copyfile(media / "notice.svg", media / "spare.svg")
    allow(root, dict.fromkeys(allowed, "It is only a sample."))
    return check(load(root), RULES)


def allow(root: Path, reasons: Mapping[str, str]) -> None:
    """Write what the sample's course allows."""
    rows = "".join(f"  {code}: {reason}\n" for code, reason in reasons.items())
    text = re.sub(r"allow:\n(?:  .*\n)+", "", (root / COURSE).read_text("utf-8"))
    (root / COURSE).write_text(text + (f"allow:\n{rows}" if rows else ""), "utf-8")


def level(findings: Sequence[Finding], code: str) -> list[Level]:
    return [finding.level for finding in findings if finding.code == code]


def test_allowed_in_every_language_with_its_reason(tmp_path: Path) -> None:
    findings = checked(copy_sample(tmp_path), "STR001")
    assert level(findings, "STR001") == [Level.ALLOWED] * 2
    assert {one.reason for one in findings if one.code == "STR001"} == {"It is only a sample."}


def test_not_allowed_without_a_word(tmp_path: Path) -> None:
    assert level(checked(copy_sample(tmp_path)), "STR001") == [Level.ERROR] * 2


def test_an_error_about_rights_stays_one(tmp_path: Path) -> None:
    findings = checked(copy_sample(tmp_path), "LIC001")
    assert level(findings, "LIC001") == [Level.ERROR]
    assert level(findings, "ALW003") == [Level.ADVICE]


def test_an_allowance_without_a_reason_is_refused(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    for reason in ("", "'   '", "too bad"):
        allow(root, {"STR001": reason})
        assert level(check(load(root), RULES), "SRC006"), reason


@pytest.mark.parametrize(
    ("path", "course"),
    [
        ("courses/a/lessons/b.md", "a"),
        ("courses/a/course.yml", "a"),
        ("translations/kk/courses/a/lessons/b.md", "a"),
        ("courses/glossary.yml", ""),
        ("docs/courses/a/b.md", ""),
        ("translations/kk/docs/index.md", ""),
    ],
)
def test_course_of(path: str, course: str) -> None:
    assert course_of(path) == course


def test_codes_that_no_course_can_allow() -> None:
    """Each beginning is that of a rule, and pictures that load or tell something are among them."""
    assert all(any(rule.code.startswith(one) for rule in RULES) for one in NEVER_ALLOWED)


def test_a_picture_that_loads_something_stays_an_error(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    picture = root / "courses/sharing/media/notice.svg"
    style = "</svg>", '<style>@import "https://example.org/x.css";</style></svg>'
    picture.write_text(picture.read_text("utf-8").replace(*style), "utf-8")
    assert level(checked(root, "IMG008"), "IMG008")[0] is Level.ERROR


def test_a_contribution_settles_none_of_its_findings(tmp_path: Path) -> None:
    """What the base allows stays allowed, in its course only."""
    base = load(copy_sample(tmp_path / "base"))
    allow(tmp_path / "base", {"STR001": "It is only a sample."})
    later = load(tmp_path / "base")
    assert allowing_no_more(later, base).courses["sharing"].allowances == ()
    assert allowing_no_more(later, later) == later
