"""Every rule finds what is wrong in its case, and only that.

A case is a folder `rules/<CODE>/`: `wrong/` (laid over the sample) beside `expected.txt`, and
`right/` where something that looks alike must be left in peace.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from oer.check import EVERY_LANGUAGE, NO_COURSE, Finding, Level, Rule, Scope, check, written_in
from oer.load import load
from oer.model import Place
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


NARROW = [rule for rule in RULES if rule.scope is Scope.COURSE]


@pytest.mark.parametrize("rule", NARROW, ids=[rule.code for rule in NARROW])
def test_a_rule_for_one_course_looks_at_no_other(rule: Rule, wrong: Path) -> None:
    """With a twin of the course beside it, both together show what each of them shows alone."""
    for course in wrong.glob("**/courses/sharing"):
        shutil.copytree(course, course.with_name("twin"))
    catalog = load(wrong, today=TODAY)
    alone = [replace(catalog, courses={id: one}) for id, one in catalog.courses.items()]
    found_alone = [repr(found) for one in alone for found in rule.look(one)]
    assert len(alone) == 2
    assert sorted(found_alone) == sorted(map(repr, rule.look(catalog)))
    assert any("twin" in found for found in found_alone)


TEXTS = [rule for rule in RULES if rule.scope is Scope.TEXT]


@pytest.mark.parametrize("rule", TEXTS, ids=[rule.code for rule in TEXTS])
def test_a_rule_about_texts_finds_in_the_parts_what_it_finds_in_all(
    rule: Rule, wrong: Path
) -> None:
    catalog = load(wrong, today=TODAY)
    in_parts = [repr(found) for part in written_in(catalog) for found in rule.look(part)]
    assert in_parts
    assert sorted(in_parts) == sorted(map(repr, rule.look(catalog)))


def test_what_was_found_before_is_remembered(tmp_path: Path) -> None:
    """By course and language, what is in none, and only by the rules that do not look at all."""
    catalog = load(copy_sample(tmp_path), today=TODAY)
    finding = Finding(Place("courses/sharing/course.yml"), "A11Y002", Level.ADVICE, {"text": "x"})
    asked = []

    def remember(course: str, language: str, look: Callable[[], list[Finding]]) -> list[Finding]:
        asked.append((course, language))
        return [finding] if (course, language) == ("sharing", EVERY_LANGUAGE) else []

    found = check(catalog, RULES, remember)
    of_texts = [(id, code) for id in ("sharing", NO_COURSE) for code in catalog.languages]
    assert asked == [("sharing", EVERY_LANGUAGE), *of_texts]
    assert finding in found
    narrow = {rule.code for rule in (*NARROW, *TEXTS)}
    assert {one.code for one in found} & narrow == {"A11Y002"}


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
