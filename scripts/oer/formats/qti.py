"""A lesson's questions as a test of Common Cartridge: QTI 1.2.1, in its profile for cartridges.

The profile has choices, one gap a question and essays, no more (Common Cartridge 1.1 §4.10); an
order, pairs and several gaps become one choice between whole answers. What stands in which order
here is what Moodle's and Open edX's readers need to find the key: both look at the first condition
that ends the marking, and at nothing that follows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, permutations
from typing import Any

from markupsafe import Markup

from oer.formats.manuscript import Manuscript
from oer.formats.quiz import (
    Fit,
    Statement,
    accepted,
    described,
    gaps,
    is_true_first,
    kept,
    left_out,
    no_picture,
    numbers,
    one_line,
    setting,
    stem_and_text,
    title_of,
    turned,
)
from oer.formats.texts import fill
from oer.model import Choice, Language, Lesson, Question, QuestionType
from oer.render import Setting, render

MOST_ORDERS = 4
"""Whole answers to choose from."""
LONGEST_TITLE = 100
LOOKED_THROUGH = 5000
"""Orders that are looked through for those that read differently."""


STATEMENT: Statement = {
    QuestionType.SINGLE: kept("multiple_choice"),
    QuestionType.MULTIPLE: kept("multiple_response"),
    QuestionType.TRUE_FALSE: kept("true_false"),
    QuestionType.MATCHING: turned("multiple_choice", "lms.why_whole_pairs"),
    QuestionType.ORDERING: turned("multiple_choice", "lms.why_whole_orders"),
    QuestionType.BLANK: kept("fib"),
    QuestionType.NUMBER: turned("fib", "lms.why_exact"),
}


def fit(question: Question, language: Language) -> Fit:
    """What becomes of one question."""
    found = STATEMENT[question.type]
    if question.type is QuestionType.TRUE_FALSE and is_true_first(question, language) is None:
        found = turned("multiple_choice", "lms.why_own_words")
    if question.type is QuestionType.BLANK and len(gaps(question)) > 1:
        found = turned("multiple_choice", "lms.why_whole_gaps")
    if _is_whole(question) and len(_orders(_rows(question))) < 2:
        found = left_out("lms.why_same")
    return described(found, question)


def _is_whole(question: Question) -> bool:
    """Whether it becomes one choice between whole answers."""
    return bool(question.pairs or question.items or len(gaps(question)) > 1)


def test(manuscript: Manuscript, lesson: Lesson, title: str, asterisk: str) -> str:
    """The test of a lesson; empty where nothing of it can be asked.

    `asterisk` is how one is written in an accepted answer: some readers take it for any letters.
    """
    filling = setting(manuscript, lesson, no_picture)
    ident = f"test-{manuscript.edition.name_of(lesson)}"
    items = [
        _item(question, number, filling, asterisk)
        for number, question in enumerate(lesson.questions, 1)
        if fit(question, filling.language).kind
    ]
    if not items:
        return ""
    return fill("cartridge/test.xml", filling.language, ident=ident, title=title, items=items)


def _item(question: Question, number: int, filling: Setting, asterisk: str) -> dict[str, Any]:
    kind = fit(question, filling.language).kind
    asked = _whole(question, filling) if _is_whole(question) else question
    first = is_true_first(question, filling.language) if kind == "true_false" else None
    idents = [f"o{place}" for place in range(1, len(asked.choices) + 1)]
    if first is not None:
        # Moodle knows the two by these names and no others.
        idents = ["true", "false"] if first else ["false", "true"]
    return {
        "ident": f"q-{question.id}",
        "title": title_of(number, question, filling, LONGEST_TITLE),
        "kind": kind,
        "text": one_line(render(stem_and_text(question), filling)),
        "explanation": one_line(render(question.explanation, filling)),
        "options": [
            {
                "ident": ident,
                "text": one_line(render(choice.text, filling)),
                "right": choice.right,
                "feedback": one_line(render(choice.feedback, filling)),
            }
            for ident, choice in zip(idents, asked.choices, strict=True)
        ],
        "answers": [one.replace("*", asterisk) for one in _answers(question)],
    }


def _answers(question: Question) -> list[str]:
    if question.type is QuestionType.NUMBER:
        return numbers(question)
    return accepted(gaps(question)[0].answers) if len(gaps(question)) == 1 else []


# --- one choice between whole answers -----------------------------------------------------


def _rows(question: Question) -> list[str]:
    """What is put in order, by what can be read of it, in the right order."""
    if question.type is QuestionType.BLANK:
        return [gap.answers[0] for gap in gaps(question)]
    bodies = question.items or [pair.right for pair in question.pairs]
    return [
        "".join(piece if isinstance(piece, str) else repr(piece) for piece in body)
        for body in bodies
    ]


def _orders(rows: Sequence[str]) -> list[tuple[int, ...]]:
    """Orders of the rows that read differently, the right one first."""
    seen: dict[tuple[str, ...], tuple[int, ...]] = {}
    for order in islice(_all_orders(len(rows)), LOOKED_THROUGH):
        seen.setdefault(tuple(rows[place] for place in order), order)
        if len(seen) == MOST_ORDERS:
            break
    return list(seen.values())


def _all_orders(count: int) -> Iterator[tuple[int, ...]]:
    """The right order, then turned ones, in which nothing stands where it should, then all."""
    right = tuple(range(count))
    yield right
    for start in range(1, count):
        yield right[start:] + right[:start]
    yield from permutations(right)


def _whole(question: Question, filling: Setting) -> Question:
    """The question as one choice between whole answers; its id decides where the right one is."""
    right, *others = _orders(_rows(question))
    place = sum(question.id.encode()) % (len(others) + 1)
    shown = [*others[:place], right, *others[place:]]
    choices = tuple(
        Choice((_written(question, order, filling),), order == right, (), question.place)
        for order in shown
    )
    return replace(question, choices=choices)


def _written(question: Question, order: Sequence[int], filling: Setting) -> Markup:
    """A whole answer as the text of an option."""
    if question.pairs:
        lefts = [render(pair.left, filling) for pair in question.pairs]
        rights = [render(question.pairs[place].right, filling) for place in order]
        pairs = (Markup("{} – {}").format(*pair) for pair in zip(lefts, rights, strict=True))
        return Markup("<br/>").join(pairs)
    if question.items:
        return Markup(" → ").join(render(question.items[place], filling) for place in order)
    found = [gap.answers[0] for gap in gaps(question)]
    words = (f"({number}) {found[place]}" for number, place in enumerate(order, 1))
    return Markup("; ").join(words)
