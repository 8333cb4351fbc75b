"""What each format for learning platforms makes of our types of questions, for trainers to read.

The table and the reasons are the formats' own statements, so that the page cannot promise more
than the files keep.
"""

import re
from collections.abc import Iterator

from oer import words
from oer.formats import FORMATS, Format
from oer.formats.quiz import Fit, Way
from oer.model import Language, QuestionType

PLACE = re.compile(r"^```formats\n```$", re.MULTILINE)
"""Where a page of docs/ wants the table."""
COLUMNS = {
    "SCORM": "scorm12",
    "H5P": "h5p",
    "Moodle XML": "moodle",
    "Common Cartridge": "cc11",
    "GIFT": "gift",
}
"""Name of a column -> the format that it tells of; both versions of a standard keep the same."""


def with_table(text: str, language: Language) -> str:
    """A page's Markdown with the table in its place."""
    return PLACE.sub(lambda _: table(language), text)


def table(language: Language) -> str:
    """The table and, below it, why some types become others, as Markdown."""
    formats = {format.key: format for format in FORMATS}
    told = {name: formats[key] for name, key in COLUMNS.items()}
    rows = [
        [words.say(language, "lms.format"), *told],
        ["---"] * (len(told) + 1),
        *([_named(kind, language), *_cells(kind, told, language)] for kind in QuestionType),
    ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", *_reasons(told, language)])


def _named(kind: QuestionType, language: Language) -> str:
    return words.say(language, f"lms.type_{kind.value}")


def _cells(kind: QuestionType, told: dict[str, Format], language: Language) -> Iterator[str]:
    for format in told.values():
        fit = format.statement.get(kind)
        yield _cell(fit, language) if fit else words.say(language, "lms.kept")


def _cell(fit: Fit, language: Language) -> str:
    if fit.way is Way.TURNED:
        return words.say(language, "lms.turned", kind=f"`{fit.kind}`")
    return words.say(language, "lms.kept" if fit.way is Way.KEPT else "lms.left_out")


def _reasons(told: dict[str, Format], language: Language) -> Iterator[str]:
    for name, format in told.items():
        for kind, fit in format.statement.items():
            if fit.why:
                reason = words.say(language, fit.why)
                yield f"- **{name}, {_named(kind, language)}:** {reason}"
