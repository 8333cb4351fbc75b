"""Every rule finds what is wrong in its case, and only that.

A case is a folder `rules/<CODE>/`: `wrong/` (laid over the sample) beside `expected.txt`, and
`right/` where something that looks alike must be left in peace.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from oer.check import Finding, Level, Rule, check
from oer.load import load
from oer.report import names, wording
from oer.rules import RULES
from samples import TESTS, copy_sample

SOURCE = TESTS.parent / "scripts" / "oer"
TODAY = "2026-11-25"
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def case(rule: Rule) -> Path:
    return TESTS / "rules" / rule.code


def found(root: Path, rules: Sequence[Rule], code: str) -> list[Finding]:
    """What the rules tell under a code on a day, but for what the sample's course allows."""
    findings = check(load(root, today=TODAY), rules)
    return [one for one in findings if one.code == code and one.level is not Level.ALLOWED]


@pytest.fixture
def wrong(rule: Rule, tmp_path: Path) -> Path:
    """The sample with what is wrong in a rule's case."""
    return copy_sample(tmp_path, case(rule) / "wrong")


def test_sample_is_clean(tmp_path: Path) -> None:
    """But for words that the repository itself has not yet translated, and what it allows."""
    findings = check(load(copy_sample(tmp_path), today=TODAY), RULES)
    told = [finding for finding in findings if finding.level is not Level.ALLOWED]
    assert [finding for finding in told if finding.code != "TRN001"] == []


@each_rule
def test_finds_what_is_wrong(rule: Rule, wrong: Path, update: bool) -> None:
    assert case(rule).is_dir(), f"no case yet: make {case(rule).relative_to(TESTS.parent)}/wrong"
    expected = case(rule) / "expected.txt"
    findings = found(wrong, RULES, rule.code)
    lines = "".join(f"{finding.place} {finding.code}\n" for finding in findings)
    if update:
        expected.write_text(lines, "utf-8")
    assert lines == expected.read_text("utf-8")
    assert findings, "a case that finds nothing proves nothing"


@each_rule
def test_nothing_else_finds_it(rule: Rule, wrong: Path) -> None:
    """With the rule's look emptied its case must fail."""
    blind = [replace(one, look=lambda catalog: ()) if one == rule else one for one in RULES]
    assert found(wrong, blind, rule.code) == []


@each_rule
def test_leaves_look_alikes_in_peace(rule: Rule, tmp_path: Path) -> None:
    right = case(rule) / "right"
    if right.exists():
        assert found(copy_sample(tmp_path, right), RULES, rule.code) == []


@each_rule
def test_wording_has_room_for_exactly_its_values(rule: Rule, wrong: Path) -> None:
    words = wording()[rule.code]
    for finding in found(wrong, RULES, rule.code):
        assert names(words.what + words.fix) == set(finding.values)
        assert str(wrong) not in str(finding.values), "a path of this machine"


def test_codes_are_unique_and_worded() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert set(wording()) == set(codes)


def test_every_defect_has_a_rule() -> None:
    """A defect whose code no rule reports would be swallowed."""
    text = "\n".join(file.read_text("utf-8") for file in SOURCE.rglob("*.py"))
    emitted = set(re.findall(r'Defect\(\s*"([A-Z0-9]{3,4}\d{3})"', text))
    assert emitted
    assert emitted <= {rule.code for rule in RULES}


def test_every_case_has_a_rule() -> None:
    assert {folder.name for folder in (TESTS / "rules").iterdir()} == {r.code for r in RULES}


@each_rule
def test_rule_explains_itself(rule: Rule) -> None:
    """Why it matters to a reader, and what to do: two paragraphs."""
    assert len(rule.help.split("\n\n")) == 2
    assert len(rule.help) < 600
