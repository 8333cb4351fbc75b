"""A question as a learner meets it, and what is right in the source."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape

from oer.model import Body, Gap, Picture, Question, QuestionType

TAG = re.compile(r"<[^>]*>")
PICTURE = re.compile(r'<img [^>]*alt="([^"]*)"[^>]*>')


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learner does, in the words that stand on the screen; one of the fields is used."""

    chosen: frozenset[str] = frozenset()
    pairs: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a file."""

    id: str
    kind: str
    text: str
    """What is asked, in plain words."""
    mark: Callable[[Answer], float]
    """0 to 1."""
    options: tuple[str, ...] = ()
    """What can be chosen, in plain words."""


def words(html: str) -> str:
    """The words of a piece of HTML on one line, pictures told by their descriptions."""
    return " ".join(unescape(TAG.sub("", PICTURE.sub(r"\1", html))).split())


def text_of(body: Body) -> str:
    """The words of a part of a question in the source; pictures are told by their descriptions."""
    pieces = (
        piece
        if isinstance(piece, str)
        else piece.description
        if isinstance(piece, Picture)
        else " "
        if isinstance(piece, Gap)
        else ""
        for piece in body
    )
    return words("".join(pieces))


def right_answer(question: Question) -> Answer:
    """What the author says is right."""
    match question.type:
        case QuestionType.MATCHING:
            pairs = {text_of(pair.left): text_of(pair.right) for pair in question.pairs}
            return Answer(pairs=pairs)
        case QuestionType.ORDERING:
            return Answer(order=tuple(text_of(item) for item in question.items))
        case QuestionType.BLANK:
            gaps = (piece for piece in question.text if isinstance(piece, Gap))
            return Answer(gaps=tuple(gap.answers[0] for gap in gaps))
        case QuestionType.NUMBER:
            return Answer(number=question.number)
    right = (text_of(choice.text) for choice in question.choices if choice.right)
    return Answer(chosen=frozenset(right))


def wrong_answer(question: Question) -> Answer:
    """Something that the author says is wrong in every part."""
    right = right_answer(question)
    match question.type:
        case QuestionType.MATCHING:
            return Answer(pairs=dict.fromkeys(right.pairs, "?"))
        case QuestionType.ORDERING:
            return Answer(order=right.order[1:] + right.order[:1])
        case QuestionType.BLANK:
            return Answer(gaps=tuple(f"{gap}?" for gap in right.gaps))
        case QuestionType.NUMBER:
            return Answer(number=str(float(right.number) + float(question.tolerance) + 1))
    wrong = (text_of(choice.text) for choice in question.choices if not choice.right)
    return Answer(chosen=frozenset(wrong))
