"""Findings as text for people, JSON for programs and annotations for GitHub."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from oer.check import Finding, Level, Rule
from oer.data import Data, read_yaml

_NAME = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """What was found and how to mend it, with room for the values: `{target}`."""

    what: str
    fix: str


Wordings = Mapping[str, Wording]
"""By code."""


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


def names(text: str) -> set[str]:
    """The values that a wording has room for."""
    return set(_NAME.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """A wording with its values, on one line and without characters that a terminal obeys."""
    filled = _NAME.sub(lambda found: values.get(found[1], found[0]), text)
    return _visible(filled)


def _visible(text: str) -> str:
    """Line ends, escapes and marks of direction spelt out: no file name can forge our text."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def report_text(findings: Sequence[Finding], wordings: Wordings) -> str:
    """`path:line: CODE what` first, so that an editor can jump there; then how to mend it."""
    lines = []
    for finding in findings:
        words = wordings[finding.code]
        place = _visible(str(finding.place))
        lines.append(f"{place}: {finding.code} {fill(words.what, finding.values)}")
        lines.append(f"    fix: {fill(words.fix, finding.values)}")
    return "\n".join([*lines, summary(findings)]) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """`3 errors, 1 advice`."""
    errors = sum(finding.level is Level.ERROR for finding in findings)
    plural = "" if errors == 1 else "s"
    return f"{errors} error{plural}, {len(findings) - errors} advice"


def report_json(findings: Sequence[Finding], wordings: Wordings) -> str:
    """A sorted array; equal findings give equal bytes."""
    rows = [
        {
            "path": finding.place.path,
            "line": finding.place.line,
            "code": finding.code,
            "level": finding.level.value,
            "what": fill(wordings[finding.code].what, finding.values),
            "fix": fill(wordings[finding.code].fix, finding.values),
            "values": dict(finding.values),
        }
        for finding in findings
    ]
    rows.sort(key=lambda row: (row["path"], row["line"], row["code"], row["what"]))
    return json.dumps(rows, indent=2, sort_keys=True) + "\n"


GITHUB_COMMANDS = {Level.ERROR: "error", Level.ADVICE: "notice"}


def report_github(findings: Sequence[Finding], wordings: Wordings) -> str:
    """Annotations in the diff of a pull request: GitHub's workflow commands."""
    return "".join(_annotation(finding, wordings[finding.code]) for finding in findings)


def _annotation(finding: Finding, words: Wording) -> str:
    command = GITHUB_COMMANDS[finding.level]
    file, line = _property(_visible(finding.place.path)), finding.place.line
    message = _data(f"{fill(words.what, finding.values)}\n{fill(words.fix, finding.values)}")
    return f"::{command} file={file},line={line},title={finding.code}::{message}\n"


def _data(text: str) -> str:
    """The escapes of a workflow command's message, as in actions/toolkit's `command.ts`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Finding], Wordings], str]] = {
    "text": report_text,
    "github": report_github,
    "json": report_json,
}


def explain(rule: Rule) -> str:
    """A rule for people: its code, its summary, why it matters and what to do."""
    return f"{rule.code}: {rule.summary} ({rule.level})\n\n{rule.help}\n"
