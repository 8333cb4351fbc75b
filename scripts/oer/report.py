"""Findings as text for people, as annotations and a table for GitHub, as JSON and SARIF."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

from oer.check import Finding, Level, Rule
from oer.data import Data, read_yaml
from oer.model import Place

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LINE_LENGTH = 100
"""Signs of a source line that a report shows."""
NAME = re.compile(r"\{([a-z]+)\}")
"""Room for a value in a wording."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What was found and how to mend it, with room for the values: `{target}`."""

    what: str
    fix: str
    reasons: Mapping[str, str] = field(default_factory=dict)
    """What the value `reason` stands for, by its key."""
    help: tuple[str, ...] = ()
    """Why the rule is there, and what to do; empty where the language does not say it."""


Wordings = Mapping[str, Wording]
"""By code."""
Lines = Callable[[Place], str]
"""The line of a file that a place names; empty where it cannot be read."""


def wording(*translated: str) -> Wordings:
    """The wording of every code: English, overlaid by the texts of other `messages.yml` files.

    The last one wins. A text that does not fit the schema changes nothing: whoever checks a
    repository with a broken translation of the messages must still get them.
    """
    path = "messages.yml"
    english = read_yaml(resources.files("oer").joinpath(path).read_text("utf-8"), path, "messages")
    assert isinstance(english, Data), english
    read = [english, *(read_yaml(text, path, "messages") for text in translated)]
    rows = [data.value for data in read if isinstance(data, Data)]
    return {code: Wording(**row) for data in rows for code, row in data.items()}


def wording_in(root: Path, language: str) -> Wordings:
    """The wording in a language of a repository, English where it has none."""
    folder = root / "translations" / language
    made = wording(*_texts(folder / "messages.yml"))
    for text in _texts(folder / "rules.yml"):
        read = read_yaml(text, "rules.yml", "rules")
        known = read.value if isinstance(read, Data) else {}
        help = {code: (row["why"], row["do"]) for code, row in known.items() if code in made}
        made = {**made, **{code: replace(made[code], help=text) for code, text in help.items()}}
    return made


def _texts(file: Path) -> list[str]:
    return [file.read_text("utf-8", "replace")] if file.is_file() else []


def names(text: str) -> set[str]:
    """The values that a wording has room for."""
    return set(NAME.findall(text))


def in_general(text: str) -> str:
    """A wording as it stands in a list of rules, without the values of one finding."""
    return NAME.sub("…", text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """A wording with its values, on one line and without characters that a terminal obeys."""
    filled = NAME.sub(lambda found: values.get(found[1], found[0]), text)
    return visible(filled)


def spoken(finding: Finding, words: Wording) -> Finding:
    """The finding with its reason, if it has one, in the language of the wording."""
    reason = finding.values.get("reason", "")
    if reason not in words.reasons:
        return finding
    return replace(finding, values={**finding.values, "reason": words.reasons[reason]})


def told(finding: Finding, words: Wording) -> tuple[str, str]:
    """What was found and how to mend it, with the values in their places."""
    values = spoken(finding, words).values
    return fill(words.what, values), fill(words.fix, values)


def visible(text: str) -> str:
    """Line ends, escapes and marks of direction spelt out: no file name can forge our text."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def report_text(
    findings: Sequence[Finding], wordings: Wordings, lines: Lines = lambda place: ""
) -> str:
    """`path:line: CODE what` first, so that an editor can jump there; then how to mend it."""
    shown = [_shown(finding, wordings[finding.code], lines) for finding in _told(findings)]
    return "\n".join([*shown, summary(findings)]) + "\n"


def _told(findings: Sequence[Finding]) -> list[Finding]:
    """Those that somebody should mend: what a course allows is only counted."""
    return [finding for finding in findings if finding.level is not Level.ALLOWED]


def _shown(finding: Finding, words: Wording, lines: Lines) -> str:
    place, (what, fix) = visible(str(finding.place)), told(finding, words)
    rows = (
        f"{place}: {finding.code} {what}",
        *_source(lines(finding.place), finding.values),
        f"    fix: {fix}",
    )
    return "\n".join(rows)


def _source(line: str, values: Mapping[str, str]) -> list[str]:
    """The line itself, cut to what fits, with a mark under the value that it is about."""
    shown = [value for key, value in values.items() if key != "reason" and len(value) > 1]
    found = [(line.find(value), value) for value in shown]
    column, value = max(found, key=lambda one: (one[0] >= 0, len(one[1])), default=(-1, ""))
    start = max(0, column - LINE_LENGTH // 2)
    text = visible(line[start : start + LINE_LENGTH]).rstrip()
    if not text.strip():
        return []
    if column < 0:
        return [f"    | {text}"]
    before = len(visible(line[start:column]))
    return [f"    | {text}", f"    | {' ' * before}{'^' * min(len(value), len(text) - before)}"]


def summary(findings: Sequence[Finding]) -> str:
    """`3 errors, 1 advice`, and how many the courses allow, where they allow any."""
    number = Counter(finding.level for finding in findings)
    plural = "" if number[Level.ERROR] == 1 else "s"
    allowed = f", {number[Level.ALLOWED]} allowed" if number[Level.ALLOWED] else ""
    return f"{number[Level.ERROR]} error{plural}, {number[Level.ADVICE]} advice{allowed}"


def report_json(
    findings: Sequence[Finding], wordings: Wordings, lines: Lines = lambda place: ""
) -> str:
    """A sorted array, a finding on each line; equal findings give equal bytes."""
    rows = [
        {
            "path": finding.place.path,
            "line": finding.place.line,
            "code": finding.code,
            "level": finding.level.value,
            **dict(zip(("what", "fix"), told(finding, wordings[finding.code]), strict=True)),
            "values": dict(finding.values),
        }
        for finding in _told(findings)
    ]
    rows.sort(key=lambda row: (row["path"], row["line"], row["code"], row["what"]))
    encode = json.JSONEncoder(sort_keys=True).encode
    return "[" + ",\n ".join(map(encode, rows)) + "]\n"


SARIF_LEVELS = {Level.ERROR: "error", Level.ADVICE: "note", Level.ALLOWED: "none"}


def report_sarif(
    findings: Sequence[Finding], wordings: Wordings, lines: Lines = lambda place: ""
) -> str:
    """SARIF 2.1.0, for code scanning and editors (OASIS, §3.13 and following)."""
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {"driver": {"name": "oer", "rules": [_sarif_rule(c, wordings[c]) for c in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, wordings[one.code]) for one in findings],
    }
    whole = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2, sort_keys=True) + "\n"


def _sarif_rule(code: str, words: Wording) -> dict[str, Any]:
    return {"id": code, "help": {"text": words.fix}, "shortDescription": {"text": words.what}}


def _sarif_result(finding: Finding, words: Wording) -> dict[str, Any]:
    what, fix = told(finding, words)
    location = {
        "artifactLocation": {"uri": quote(finding.place.path, errors="replace")},
        "region": {"startLine": finding.place.line},
    }
    result = {
        "ruleId": finding.code,
        "level": SARIF_LEVELS[finding.level],
        "message": {"text": f"{what} {fix}"},
        "locations": [{"physicalLocation": location}],
    }
    if finding.level is Level.ALLOWED:
        result["suppressions"] = [{"kind": "external", "justification": finding.reason}]
    return result


GITHUB_COMMANDS = {Level.ERROR: "error", Level.ADVICE: "notice"}


def report_github(
    findings: Sequence[Finding], wordings: Wordings, lines: Lines = lambda place: ""
) -> str:
    """Annotations in the diff of a pull request: GitHub's workflow commands."""
    return "".join(_annotation(finding, wordings[finding.code]) for finding in _told(findings))


def _annotation(finding: Finding, words: Wording) -> str:
    command = GITHUB_COMMANDS[finding.level]
    file, line = _property(visible(finding.place.path)), finding.place.line
    message = _data("\n".join(told(finding, words)))
    return f"::{command} file={file},line={line},title={finding.code}::{message}\n"


def _data(text: str) -> str:
    """The escapes of a workflow command's message, as in actions/toolkit's `command.ts`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def report_summary(
    findings: Sequence[Finding], wordings: Wordings, lines: Lines = lambda place: ""
) -> str:
    """One Markdown table for the summary of a job on GitHub, with what to do beside each place."""
    rows = [
        "| " + " | ".join(_cell(text) for text in _row(finding, wordings[finding.code])) + " |"
        for finding in _told(findings)
    ]
    head = ["| | | | |", "|---|---|---|---|"] if rows else []
    return "\n".join([f"**{summary(findings)}**", "", *head, *rows]) + "\n"


def _row(finding: Finding, words: Wording) -> tuple[str, ...]:
    what, fix = told(finding, words)
    return finding.code, visible(str(finding.place)), what, fix


def _cell(text: str) -> str:
    """Text in a table: nothing in it can end the cell, start markup or call a person."""
    return re.sub(r"([\\`*_{}\[\]<>|#@!~])", r"\\\1", text)


Report = Callable[[Sequence[Finding], Wordings, Lines], str]
FORMATS: Mapping[str, Report] = {
    "text": report_text,
    "github": report_github,
    "summary": report_summary,
    "json": report_json,
    "sarif": report_sarif,
}


def explain(rule: Rule, words: Wording) -> str:
    """A rule for people: its code, what it finds, why it matters and what to do."""
    if not words.help:
        return f"{rule.code}: {rule.summary} ({rule.level})\n\n{rule.help}\n"
    return "\n\n".join([f"{rule.code}: {in_general(words.what)}", *words.help]) + "\n"
