"""A question as a content of H5P: what each of our seven types becomes there.

H5P marks gaps and words to drag with signs in the text, `*word/other*` and `*word:tip*`, and has
no way to write those signs themselves; so in words they are written as their mathematical twins,
and an answer that holds one is not among the accepted ones.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from oer.formats import h5p_text
from oer.formats.h5p_words import interface
from oer.formats.quiz import (
    Fit,
    Statement,
    accepted,
    described,
    fill_gaps,
    gaps,
    has_picture,
    kept,
    left_out,
    no_picture,
    numbers,
    stem,
    turned,
    words_of,
)
from oer.model import Body, Choice, Gap, Language, Picture, Question, QuestionType
from oer.render import Setting, render

STATEMENT: Statement = {
    QuestionType.SINGLE: kept("MultiChoice"),
    QuestionType.MULTIPLE: kept("MultiChoice"),
    QuestionType.TRUE_FALSE: kept("TrueFalse"),
    QuestionType.MATCHING: turned("DragText", "lms.why_drag"),
    QuestionType.ORDERING: turned("DragText", "lms.why_drag"),
    QuestionType.BLANK: kept("Blanks"),
    QuestionType.NUMBER: turned("Blanks", "lms.why_exact"),
}
TWINS = str.maketrans({"*": "∗", ":": "∶", "\\": "∖"})
STARS = str.maketrans({"*": "∗"})
SIGN = re.compile(r"[*/:]")
ALONE = ("MultiChoice", "TrueFalse", "Blanks")
"""Kinds that show one picture above the question."""
Params = dict[str, Any]
MakePicture = Callable[[Picture], Params]


def fit(question: Question, language: Language) -> Fit:
    """What becomes of one question."""
    found = STATEMENT[question.type]
    answers = [gap.answers for gap in gaps(question)]
    if any(SIGN.search(gap[0]) for gap in answers):
        return left_out("lms.why_signs")
    if any(SIGN.search(answer) for gap in answers for answer in gap):
        found = turned(found.kind, "lms.why_signs")
    if found.kind in ALONE and picture_above(question):
        return found
    return described(found, question)


def picture_above(question: Question) -> Picture | None:
    """The only picture of a question, if it stands in what is asked."""
    shown = [piece for piece in question.stem if isinstance(piece, Picture)]
    if len(shown) != 1:
        return None
    rest = Question("", question.type, (), question.explanation, question.place)
    others = (
        *(choice.text for choice in question.choices),
        *(choice.feedback for choice in question.choices),
        question.text,
    )
    alone = not has_picture(rest) and not any(
        isinstance(piece, Picture) for body in others for piece in body
    )
    return shown[0] if alone else None


def params(question: Question, setting: Setting, picture: MakePicture) -> Params:
    """The parameters of the content that asks a question."""
    making = _Making(question, setting)
    kind = fit(question, setting.language).kind
    made = {
        "MultiChoice": making.multi_choice,
        "TrueFalse": making.true_false,
        "Blanks": making.blanks,
        "DragText": making.drag_text,
    }[kind]()
    above = picture_above(question) if kind in ALONE else None
    media: Params = {"disableImageZooming": False}
    if above:
        media["type"] = picture(above)
    shown = {"media": media} if kind in ALONE else {}
    return {**interface(f"H5P.{kind}", setting.language), **shown, **made}


def _answers(gap: Gap) -> list[str]:
    """What is right in a gap and can be written down."""
    return [answer for answer in accepted(gap.answers) if answer and not SIGN.search(answer)]


def _written(_: int, gap: Gap) -> str:
    return h5p_text.plain(f"*{'/'.join(_answers(gap))}*")


@dataclass(frozen=True, slots=True)
class _Making:
    """One question on its way."""

    question: Question
    setting: Setting

    @property
    def described(self) -> Setting:
        """Pictures inside a text are told by their descriptions."""
        return replace(self.setting, picture=no_picture)

    def html(self, body: Body) -> str:
        """A text of blocks, without the picture that stands above it."""
        without = tuple(piece for piece in body if not self.is_above(piece))
        return h5p_text.text(render(without, self.described))

    def is_above(self, piece: object) -> bool:
        kind = fit(self.question, self.setting.language).kind
        return kind in ALONE and piece is picture_above(self.question)

    def inline(self, body: Body) -> str:
        return h5p_text.inline(render(body, self.described))

    def plain(self, body: Body) -> str:
        """Plain words, escaped as H5P stores them."""
        return h5p_text.plain(words_of(body, self.setting))

    @property
    def feedback(self) -> list[Params]:
        """The explanation, after whatever answer."""
        explanation = self.plain(self.question.explanation)
        whole: Params = {"from": 0, "to": 100}
        return [whole | ({"feedback": explanation} if explanation else {})]

    def multi_choice(self) -> Params:
        several = self.question.type is QuestionType.MULTIPLE
        return {
            "question": self.html(self.question.stem),
            "answers": [self.option(choice) for choice in self.question.choices],
            "overallFeedback": self.feedback,
            "behaviour": {
                **BUTTONS,
                "enableCheckButton": True,
                "type": "multi" if several else "single",
                "singlePoint": True,
                "randomAnswers": False,
                "showSolutionsRequiresInput": True,
                "confirmCheckDialog": False,
                "confirmRetryDialog": False,
                "autoCheck": False,
                "passPercentage": 100,
                "showScorePoints": False,
            },
        }

    def option(self, choice: Choice) -> Params:
        told = {"chosenFeedback": self.inline(choice.feedback), "notChosenFeedback": ""}
        return {
            "text": f"<div>{self.inline(choice.text)}</div>",
            "correct": choice.right,
            "tipsAndFeedback": {"tip": "", **told},
        }

    def true_false(self) -> Params:
        """The first option is H5P's true, in whatever words the author says it."""
        first, second = self.question.choices
        said = interface("H5P.TrueFalse", self.setting.language)["l10n"]
        words = {"trueText": self.plain(first.text), "falseText": self.plain(second.text)}
        right, wrong = (first, second) if first.right else (second, first)
        return {
            "question": self.html(self.question.stem),
            "correct": "true" if first.right else "false",
            "l10n": said | words,
            "behaviour": {
                **BUTTONS,
                "enableCheckButton": True,
                "confirmCheckDialog": False,
                "confirmRetryDialog": False,
                "autoCheck": False,
                "feedbackOnCorrect": self.plain((*right.feedback, " ", *self.question.explanation)),
                "feedbackOnWrong": self.plain((*wrong.feedback, " ", *self.question.explanation)),
            },
        }

    def blanks(self) -> Params:
        if self.question.type is QuestionType.NUMBER:
            written = f"<p>= *{'/'.join(numbers(self.question))}*</p>"
        else:
            written = self.gap_text()
        task = self.html(self.question.stem)
        return {
            "text": task or f"<p>{h5p_text.plain(self.setting.language.words['quiz.blank'])}</p>",
            "questions": [written],
            "overallFeedback": self.feedback,
            "behaviour": {
                **BUTTONS,
                "enableCheckButton": True,
                "autoCheck": False,
                "caseSensitive": False,
                "showSolutionsRequiresInput": True,
                "separateLines": False,
                "confirmCheckDialog": False,
                "confirmRetryDialog": False,
                "acceptSpellingErrors": False,
            },
        }

    def gap_text(self) -> str:
        """The text with its gaps; the author's own asterisks are twins."""
        text = tuple(
            piece.translate(STARS) if isinstance(piece, str) else piece
            for piece in self.question.text
        )
        quiet = Question("", self.question.type, (), (), self.question.place, text=text)
        return self.html(fill_gaps(quiet, _written))

    def drag_text(self) -> Params:
        return {
            "taskDescription": self.html(stem(self.question)),
            "textField": "\n".join(self.lines()),
            "distractors": "",
            "overallFeedback": self.feedback,
            "behaviour": {**BUTTONS, "enableCheckButton": True, "instantFeedback": False},
        }

    def lines(self) -> list[str]:
        """Each row with the place that its word is dragged to."""
        if self.question.items:
            rows = [(f"{n}.", item) for n, item in enumerate(self.question.items, 1)]
        else:
            rows = [
                (f"{self.plain(pair.left).translate(STARS)} –", pair.right)
                for pair in self.question.pairs
            ]
        return [f"{left} *{self.plain(right).translate(TWINS)}*" for left, right in rows]


BUTTONS: Params = {"enableRetry": True, "enableSolutionsButton": True}
