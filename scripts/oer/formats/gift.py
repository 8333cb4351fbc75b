"""GIFT: the questions as plain text, for platforms that take nothing richer.

docs.moodle.org/en/GIFT_format. No pictures, no ordering, one gap a question. A blank line ends a
question, and a sign that is not escaped can change its type without a word; so every text is one
line with all of its signs escaped.
"""

import re
from collections.abc import Iterator
from typing import Any

from oer import credits, words
from oer.formats.archive import CannotMake
from oer.formats.manuscript import Manuscript
from oer.formats.moodle import MOST_RIGHT, category_name, fractions
from oer.formats.quiz import (
    Fit,
    Part,
    Statement,
    accepted,
    asked_work,
    described,
    gaps,
    is_true_first,
    kept,
    left_out,
    no_picture,
    one_line,
    parts,
    setting,
    stem_and_text,
    turned,
    words_of,
)
from oer.formats.texts import fill
from oer.model import Body, Language, Question, QuestionType
from oer.render import Setting, render

STATEMENT: Statement = {
    QuestionType.SINGLE: kept("multichoice"),
    QuestionType.MULTIPLE: kept("multichoice"),
    QuestionType.TRUE_FALSE: kept("truefalse"),
    QuestionType.MATCHING: kept("matching"),
    QuestionType.ORDERING: turned("matching", "lms.why_places"),
    QuestionType.BLANK: kept("shortanswer"),
    QuestionType.NUMBER: kept("numerical"),
}
SIGN = re.compile(r"[~=#{}:\\]")
WEIGHT = re.compile(r"%-*\d")
"""What GIFT takes for the part of a mark that an answer earns."""
ARROW = "->"


def fit(question: Question, language: Language) -> Fit:
    """What becomes of one question."""
    return described(_fit(question, language), question)


def _fit(question: Question, language: Language) -> Fit:
    if sum(choice.right for choice in question.choices) > MOST_RIGHT:
        return left_out("lms.why_many_right")
    if question.type is QuestionType.TRUE_FALSE and is_true_first(question, language) is None:
        return turned("multichoice", "lms.why_own_words")
    if question.type is QuestionType.BLANK:
        return _fit_gaps(question)
    return STATEMENT[question.type]


def _fit_gaps(question: Question) -> Fit:
    answers = [answer for gap in gaps(question) for answer in gap.answers]
    if any(ARROW in answer for answer in answers):
        return left_out("lms.why_signs")
    if len(gaps(question)) > 1:
        return turned("matching", "lms.why_gaps")
    return STATEMENT[question.type]


def make(manuscript: Manuscript) -> bytes:
    """The questions of an edition. CannotMake where nothing is asked."""
    lessons = [
        {"name": category_name(f"{part.number:02}. {part.lesson.title}"), "questions": asked}
        for part in parts(manuscript.edition)
        if (asked := list(_questions(manuscript, part)))
    ]
    if not lessons:
        raise CannotMake(f"{manuscript.edition.place} asks nothing")
    work = asked_work(manuscript)
    text = fill(
        "gift/questions.txt",
        work.language,
        work=work,
        attribution=credits.attribution(work),
        rows=credits.rows(work),
        top=category_name(work.title),
        lessons=lessons,
        one_line=_one_line,
    )
    return text.encode()


def _one_line(text: str) -> str:
    """Text for a comment, which ends with its line: the rest would be read as questions."""
    return " ".join(text.split())


def _questions(manuscript: Manuscript, part: Part) -> Iterator[dict[str, Any]]:
    language = manuscript.edition.language
    filling = setting(manuscript, part.lesson, no_picture)
    for question in part.lesson.questions:
        kind = fit(question, language).kind
        if kind:
            yield {
                "id": question.id,
                "text": written(stem_and_text(question), filling),
                "answers": list(_answers(question, kind, filling)),
                "explanation": written(question.explanation, filling),
            }


def _answers(question: Question, kind: str, filling: Setting) -> Iterator[str]:
    """The lines between the braces."""
    match kind:
        case "multichoice":
            yield from _options(question, filling)
        case "truefalse":
            yield _true_false(question, filling)
        case "matching":
            yield from _pairs(question, filling)
        case "shortanswer":
            for answer in accepted(gaps(question)[0].answers):
                yield f"={_short(answer)}"
        case "numerical":
            yield f"#{question.number}:{question.tolerance}"


def _short(answer: str) -> str:
    """An accepted answer; an asterisk would stand for any letters, a percentage for a mark."""
    text = escaped(answer.replace("*", r"\*"))
    return f"%100%{text}" if WEIGHT.match(text) else text


def _options(question: Question, filling: Setting) -> Iterator[str]:
    shares = fractions([choice.right for choice in question.choices])
    for share, choice in zip(shares, question.choices, strict=True):
        sign = {"100": "=", "0": "~"}.get(share, f"~%{share}%")
        feedback = written(choice.feedback, filling)
        yield f"{sign}{written(choice.text, filling)}" + (f"#{feedback}" if feedback else "")


def _true_false(question: Question, filling: Setting) -> str:
    """The word, then the feedback on the wrong answer and that on the right one."""
    first = is_true_first(question, filling.language)
    right = next(choice for choice in question.choices if choice.right)
    wrong = next(choice for choice in question.choices if not choice.right)
    word = "TRUE" if first == question.choices[0].right else "FALSE"
    said, other = written(right.feedback, filling), written(wrong.feedback, filling)
    return f"{word}#{other}#{said}" if said or other else word


def _pairs(question: Question, filling: Setting) -> Iterator[str]:
    """What stands on the left, and the words to choose for it."""
    rows: list[tuple[str, str]] = []
    if question.pairs:
        rows = [
            (written(pair.left, filling), words_of(pair.right, filling)) for pair in question.pairs
        ]
    elif question.items:
        rows = [
            (written(item, filling), str(place)) for place, item in enumerate(question.items, 1)
        ]
    else:
        rows = [
            (escaped(words.say(filling.language, "lms.gap", number=str(place))), gap.answers[0])
            for place, gap in enumerate(gaps(question), 1)
        ]
    for left, right in rows:
        yield f"={left} {ARROW} {escaped(right)}"


def written(body: Body, filling: Setting) -> str:
    """A part of a question as GIFT writes HTML: on one line, its first sign no sign of GIFT's."""
    html = one_line(render(body, filling))
    if html.startswith(("[", "%")):
        return escaped(f"&#{ord(html[0])};{html[1:]}")
    return escaped(html)


def escaped(text: str) -> str:
    """A text that holds none of GIFT's own signs."""
    return SIGN.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", r"\n")
