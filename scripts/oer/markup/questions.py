"""QUIZ boxes -> questions. The answer part decides the type (lesson-format.md, Questions)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from markdown_it.token import Token

from oer.markup.fragments import Fragments
from oer.model import Body, Choice, Defect, Gap, Pair, Place, Question, QuestionType

QUESTION_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FIGURE = r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,]\d+)?"
"""Thousands may stand apart, as in 12 500."""
NUMBER = re.compile(rf"=\s*([-\u2212]?{FIGURE})(?:\s*(?:±|\+/-)\s*({FIGURE}))?")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)")
"""In English thousands, in our other languages three decimals."""
LISTS = ("bullet_list_open", "ordered_list_open")
MOST_ANSWERS = 50
"""Options, items or pairs of a question, or gaps in it: more than anybody chooses from."""
Tokens = Sequence[Token]
Reader = Callable[[Tokens, Fragments], Question]


class Unclear(Exception):  # noqa: N818 (it says what happened)
    """Why a box is not a question; the text is a key of the reasons of QUZ001."""


def read_question(opening: Token, tokens: Tokens, fragments: Fragments) -> Question | Defect:
    """The question in a box whose inner tokens are given."""
    place = fragments.place(opening)
    id, _, option = str(opening.meta["argument"]).partition(" ")
    try:
        _check_header(id, option)
        question = _read(id, list(blocks(tokens)), fragments, place)
        return _as_true_false(question) if option else question
    except Unclear as reason:
        return Defect("QUZ001", place, {"id": id or "?", "reason": str(reason)})


def _check_header(id: str, option: str) -> None:
    if not QUESTION_ID.fullmatch(id):
        raise Unclear("id")
    if option not in ("", "true-false"):
        raise Unclear("after-id")


def blocks(tokens: Tokens) -> Iterator[Tokens]:
    """The top-level blocks of a run of tokens."""
    start = depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : index + 1]
            start = index + 1


def _read(id: str, parts: list[Tokens], fragments: Fragments, place: Place) -> Question:
    first, after, read = _answer_part(parts)
    stem = fragments.body(list(chain(*parts[:first])))
    rest = list(chain(*parts[after:]))
    if any(token.meta and "checked" in token.meta for token in rest):
        raise Unclear("two-lists")
    question = read(list(chain(*parts[first:after])), fragments)
    if _answers(question) > MOST_ANSWERS:
        raise Unclear("too-many")
    if not stem and question.type is not QuestionType.BLANK:
        raise Unclear("no-stem")
    return replace(question, id=id, place=place, stem=stem, explanation=fragments.body(rest))


def _answer_part(parts: list[Tokens]) -> tuple[int, int, Reader]:
    """Which blocks hold the answers, from one up to another, and what reads them.

    Gaps may stand in several blocks of any kind. A table or a numbered list may also be what is
    asked about, or belong to the explanation: it holds the answers only where nothing else does.
    """
    gaps = [index for index, part in enumerate(parts) if any(map(_has_gap, part))]
    found = [(index, read) for index, part in enumerate(parts) if (read := _reader(part))]
    if gaps:
        if any(read is _read_choices for _, read in found):
            raise Unclear("gaps-too")
        return gaps[0], gaps[-1] + 1, _read_gaps
    if not found:
        raise Unclear("no-answers")
    sure = [one for one in found if one[1] not in (_read_pairs, _read_items)]
    index, read = (sure or found)[0]
    return index, index + 1, read


def _has_gap(token: Token) -> bool:
    return any(child.type == "gap" for child in token.children or [])


def _answers(question: Question) -> int:
    gaps = sum(isinstance(hole, Gap) for hole in question.text)
    return len(question.choices) + len(question.pairs) + len(question.items) + gaps


def _reader(part: Tokens) -> Reader | None:
    """The function that reads this block as an answer part without gaps, or None."""
    kind = part[0].type
    if kind in LISTS and any("checked" in (token.meta or {}) for token in part):
        return _read_choices
    if kind == "table_open":
        return _read_pairs
    if kind == "ordered_list_open":
        return _read_items
    if kind == "paragraph_open" and part[1].content.lstrip().startswith("="):
        return _read_number
    return None


def _question(type: QuestionType) -> Question:
    """A question still without what all types share."""
    return Question("", type, (), (), Place(""))


def _items(part: Tokens) -> Iterator[Tokens]:
    """The items of a list, each with its opening and closing token."""
    yield from blocks(part[1:-1])


def _read_choices(part: Tokens, fragments: Fragments) -> Question:
    choices = tuple(_choice(item, fragments) for item in _items(part))
    right = sum(choice.right for choice in choices)
    if len(choices) < 2:
        raise Unclear("one-option")
    if not right:
        raise Unclear("none-right")
    several = right > 1
    kind = QuestionType.MULTIPLE if several else QuestionType.SINGLE
    return replace(_question(kind), choices=choices)


def _choice(item: Tokens, fragments: Fragments) -> Choice:
    """First line: the option. What follows in the item: its feedback."""
    if "checked" not in (item[0].meta or {}):
        raise Unclear("no-box")
    if len(item) < 4 or item[1].type != "paragraph_open":
        raise Unclear("empty-option")
    children = item[2].children or []
    breaks = [i for i, child in enumerate(children) if child.type in ("softbreak", "hardbreak")]
    end = breaks[0] if breaks else len(children)
    text = fragments.inline(children[:end])
    if not text:
        raise Unclear("empty-option")
    feedback = fragments.inline(children[end + 1 :])
    if more := fragments.body(item[4:-1]):
        feedback = (*(("<p>", *feedback, "</p>\n") if feedback else ()), *more)
    return Choice(text, bool(item[0].meta["checked"]), feedback, fragments.place(item[0]))


def _read_pairs(part: Tokens, fragments: Fragments) -> Question:
    rows = [
        [fragments.inline(part[i + 1].children or []) for i in cells]
        for cells in _rows_of_cells(part)
    ]
    if any(len(row) != 2 for row in rows):
        raise Unclear("two-columns")
    if len(rows) < 3 or not all(cell for row in rows[1:] for cell in row):
        raise Unclear("two-rows")
    pairs = tuple(Pair(left, right) for left, right in rows[1:])
    return replace(_question(QuestionType.MATCHING), pairs=pairs, columns=tuple(rows[0]))


def _rows_of_cells(part: Tokens) -> Iterator[list[int]]:
    """For each row of a table the indexes of the tokens that open its cells."""
    cells: list[int] = []
    for index, token in enumerate(part):
        if token.type in ("th_open", "td_open"):
            cells.append(index)
        elif token.type == "tr_close":
            yield cells
            cells = []


def _read_items(part: Tokens, fragments: Fragments) -> Question:
    items = tuple(_item(item, fragments) for item in _items(part))
    if len(items) < 3 or not all(items):
        raise Unclear("three-items")
    return replace(_question(QuestionType.ORDERING), items=items)


def _item(item: Tokens, fragments: Fragments) -> Body:
    if [token.type for token in item[1:-1]] != ["paragraph_open", "inline", "paragraph_close"]:
        raise Unclear("one-line")
    return fragments.inline(item[2].children or [])


def _read_gaps(part: Tokens, fragments: Fragments) -> Question:
    return replace(_question(QuestionType.BLANK), text=fragments.body(part))


def _read_number(part: Tokens, fragments: Fragments) -> Question:
    text = part[1].content.strip()
    if THOUSANDS.search(text):
        raise Unclear("thousands")
    if not (found := NUMBER.fullmatch(text)):
        raise Unclear("number")
    return replace(
        _question(QuestionType.NUMBER), number=_figure(found[1]), tolerance=_figure(found[2] or "0")
    )


def _figure(written: str) -> str:
    return "".join(written.split()).replace(",", ".").replace("\u2212", "-")


def _as_true_false(question: Question) -> Question:
    if question.type is not QuestionType.SINGLE or len(question.choices) != 2:
        raise Unclear("true-false")
    return replace(question, type=QuestionType.TRUE_FALSE)
