"""Moodle XML: a question bank with all seven types, pictures inside, a category per lesson.

Made for the importer of Moodle 4.5 (docs.moodle.org/en/Moodle_XML_format). Its question type
`ordering` is part of Moodle since 4.4; for older ones the GIFT file asks the same by matching.
"""

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from oer import credits
from oer.formats.archive import CannotMake
from oer.formats.manuscript import Manuscript, only
from oer.formats.quiz import (
    Fit,
    Part,
    Statement,
    accepted,
    asked_work,
    cut,
    is_true_first,
    kept,
    left_out,
    one_line,
    parts,
    setting,
    stem,
    title_of,
    turned,
    words_of,
)
from oer.formats.texts import fill
from oer.model import Body, Gap, Language, Question, QuestionType
from oer.render import Setting, Shown, render

STATEMENT: Statement = {
    QuestionType.SINGLE: kept("multichoice"),
    QuestionType.MULTIPLE: kept("multichoice"),
    QuestionType.TRUE_FALSE: kept("truefalse"),
    QuestionType.MATCHING: kept("matching"),
    QuestionType.ORDERING: kept("ordering"),
    QuestionType.BLANK: kept("cloze"),
    QuestionType.NUMBER: kept("numerical"),
}
MOST_RIGHT = 20
FRACTIONS = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571"}
FRACTIONS |= {8: "12.5", 9: "11.11111", 10: "10"}
"""Parts of a mark that Moodle knows; it refuses a whole file for any other number."""
LONGEST_NAME = 100
LONGEST_CATEGORY = 200
CLOZE_SIGN = re.compile(r"[{}~#\\&<>\"']")
"""Signs that mean something in a cloze question or in HTML."""
BRACE = "&#123;"
PLUGIN_FILE = "@@PLUGINFILE@@"
Text = dict[str, Any]
"""A text as the template writes it: its `html`, and the `files` that it shows, in base64."""


def fit(question: Question, language: Language) -> Fit:
    """What becomes of one question."""
    if question.type is QuestionType.TRUE_FALSE and is_true_first(question, language) is None:
        return turned("multichoice", "lms.why_own_words")
    if sum(choice.right for choice in question.choices) > MOST_RIGHT:
        return left_out("lms.why_many_right")
    return STATEMENT[question.type]


def make(manuscript: Manuscript) -> bytes:
    """The question bank of an edition. CannotMake where nothing is asked."""
    categories = [_category(manuscript, part) for part in parts(manuscript.edition)]
    asked = [category for category in categories if category["questions"]]
    if not asked:
        raise CannotMake(f"{manuscript.edition.place} asks nothing")
    work = asked_work(manuscript)
    text = fill(
        "moodle/questions.xml",
        work.language,
        work=work,
        course=manuscript.course.id,
        attribution=credits.attribution(work),
        top=category_name(work.title),
        categories=asked,
    )
    return text.encode()


def category_name(title: str) -> str:
    """A part of a category's path: a slash in it is written twice. It stands on one line."""
    return cut(" ".join(title.split()), LONGEST_CATEGORY).replace("/", "//")


def _category(manuscript: Manuscript, part: Part) -> dict[str, Any]:
    m, lesson = manuscript, part.lesson
    asked = [
        _Asking(manuscript, part, number, question).values()
        for number, question in enumerate(lesson.questions, 1)
        if fit(question, m.edition.language).kind
    ]
    return {
        "name": category_name(f"{part.number:02}. {lesson.title}"),
        "id": f"{lesson.course}-{lesson.language}-{lesson.slug}"[:100],
        "work": asked_work(only(m, m.edition.key_of(lesson))),
        "slug": m.edition.name_of(lesson),
        "questions": asked,
    }


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question on its way."""

    manuscript: Manuscript
    part: Part
    number: int
    question: Question

    def values(self) -> dict[str, Any]:
        """What the template needs."""
        question = self.question
        kind = fit(question, self.manuscript.edition.language).kind
        asked: Body = (*stem(question), *_with_gaps(question.text))
        return {
            "kind": kind,
            "id": question.id,
            "name": title_of(self.number, question, self.setting, LONGEST_NAME),
            "text": self.text(asked, cloze=kind == "cloze"),
            "explanation": self.text(question.explanation),
            "single": question.type is not QuestionType.MULTIPLE,
            **self.answers(kind),
        }

    @property
    def setting(self) -> Setting:
        shown = partial(_picture, self.manuscript)
        return setting(self.manuscript, self.part.lesson, shown)

    def text(self, body: Body, *, cloze: bool = False) -> Text:
        """A text with the files that it shows."""
        html = one_line(render(_safe(body) if cloze else body, self.setting))
        files = {
            name: b64encode(data).decode()
            for path, data in self.manuscript.media.items()
            if f"{PLUGIN_FILE}/{quote(name := file_name_of(path))}" in html
        }
        return {"html": html, "files": files}

    def answers(self, kind: str) -> dict[str, Any]:
        """The answer part of a kind, with the part of a mark that each answer earns."""
        question = self.question
        match kind:
            case "multichoice":
                return {"answers": list(self.options())}
            case "truefalse":
                return {"answers": list(self.true_and_false())}
            case "matching":
                return {"pairs": list(self.pairs())}
            case "ordering":
                return {"entries": [self.text(entry) for entry in question.items]}
            case "numerical":
                return {"number": question.number, "tolerance": question.tolerance}
        return {}

    def options(self) -> Iterator[tuple[str, Text, Text]]:
        shares = fractions([choice.right for choice in self.question.choices])
        for share, choice in zip(shares, self.question.choices, strict=True):
            yield share, self.text(choice.text), self.text(choice.feedback)

    def true_and_false(self) -> Iterator[tuple[str, str, Text]]:
        """Under Moodle's own two words, in the author's order."""
        first = is_true_first(self.question, self.manuscript.edition.language)
        said = ("true", "false") if first else ("false", "true")
        for word, choice in zip(said, self.question.choices, strict=True):
            yield "100" if choice.right else "0", word, self.text(choice.feedback)

    def pairs(self) -> Iterator[tuple[Text, str]]:
        for pair in self.question.pairs:
            yield self.text(pair.left), words_of(pair.right, self.setting)


def fractions(right: list[bool]) -> list[str]:
    """The part of a mark that each option earns: the right ones together all of it.

    Ticking everything earns nothing, since the wrong ones together take all of it away.
    """
    earns, takes = sum(right), len(right) - sum(right)
    if earns == 1:
        return ["100" if one else "0" for one in right]
    shares = iter(_shares(earns))
    lost = f"-{FRACTIONS[min(takes, 10)]}" if takes else "0"
    return [next(shares) if one else lost for one in right]


def _shares(count: int) -> list[str]:
    """Fractions that Moodle knows and that make 100 together: above ten of them tens and fives."""
    if count in FRACTIONS:
        return [FRACTIONS[count]] * count
    return [*["10"] * (MOST_RIGHT - count), *["5"] * (2 * count - MOST_RIGHT)]


# --- gaps ---------------------------------------------------------------------------------


def _with_gaps(text: Body) -> Body:
    """The text of a cloze question: a gap is written in place, with all that is right in it."""
    return tuple(Markup(_gap(piece)) if isinstance(piece, Gap) else piece for piece in text)  # noqa: S704 (its signs are references)


def _gap(gap: Gap) -> str:
    answers = "~".join(f"={_answer(answer)}" for answer in accepted(gap.answers))
    return f"{{1:SHORTANSWER:{answers}}}"


def _answer(answer: str) -> str:
    """An accepted answer; an asterisk would stand for any letters, a brace would end the gap.

    Signs are written as references, which Moodle resolves after it has taken the gap apart; it
    does not take the # of a reference for its own.
    """
    text = CLOZE_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", answer)
    return text.replace("*", "\\*")


def _safe(body: Body) -> Body:
    """The author's own braces as references, so that none of them opens a gap."""
    return tuple(
        piece.replace("{", BRACE)
        if isinstance(piece, str) and not isinstance(piece, Markup)
        else piece
        for piece in body
    )


# --- pictures -----------------------------------------------------------------------------


def file_name_of(path: str) -> str:
    """A picture's name in the folder of a question: `courses/x/media/a/b.svg` -> `a-b.svg`."""
    return posixpath.join(*path.split("/")[3:]).replace("/", "-")


def _picture(manuscript: Manuscript, path: str) -> Shown:
    if path not in manuscript.media:
        raise CannotMake(f"a question shows {path}, which is no picture of its course")
    media = manuscript.course.media[path]
    return Shown(f"{PLUGIN_FILE}/{quote(file_name_of(path))}", media.width, media.height)
