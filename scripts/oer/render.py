"""A lesson's body -> HTML for one reader: the holes are filled.

The site shows questions as forms; paper and e-books show them as sheets with the answers at
the end. Links and pictures go through the functions of a `Setting`, because their addresses
depend on where the lesson goes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial
from hashlib import blake2b
from html import escape, unescape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from oer import words
from oer.compiled import compiled
from oer.model import (
    SOURCE_LANGUAGE,
    Anchor,
    Body,
    BoxEnd,
    BoxStart,
    Fact,
    FactTable,
    Gap,
    Hole,
    Language,
    LinkEnd,
    Newer,
    Picture,
    Question,
    QuestionPlace,
    Target,
    Topic,
    Word,
)

TAG = re.compile(r"<[^>]*>")
WITHIN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
"""The space between the thousands of a number, as everybody types it."""


class Questions(StrEnum):
    """How questions are shown."""

    FORM = "form"
    SHEET = "sheet"


class Trainer(StrEnum):
    """How boxes for the trainer are shown."""

    FOLDED = "folded"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a picture stands in the output, and its size in pixels (0: unknown)."""

    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that a body's holes need to know about the place where they are filled."""

    language: Language
    address: Callable[[str], str | None]
    """Target as written -> address in the output; None where the link cannot be kept."""
    picture: Callable[[str], Shown | None]
    questions: Questions
    trainer: Trainer
    facts: Sequence[Fact] = ()
    topics: Mapping[str, Topic] | None = None
    prefix: str = ""
    """Put before every id, where lessons share a file."""
    today: str = ""
    """ISO date that facts are compared with; empty: no fact is marked as old."""


@cache
def environment() -> Environment:
    """The templates of the parts of a lesson, compiled once in each process."""
    made = Environment(
        loader=PackageLoader("oer"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled("parts"),
    )
    made.filters["plain"] = plain
    return made


def render(body: Body, setting: Setting) -> Markup:
    """The body's HTML, which is also well-formed XML."""
    return _glued(_Filling(setting).fill(body))


def _glued(html: str) -> Markup:
    """No line ends within a number (U+00A0)."""
    return Markup(WITHIN_NUMBER.sub("\u00a0", html))  # noqa: S704 (it was markup before)


def answer_key(questions: Sequence[Question], setting: Setting) -> Markup:
    """The answers of a lesson's questions, for the end of a sheet."""
    filling = _Filling(setting)
    shown = [
        _question_values(question, number, filling) for number, question in enumerate(questions, 1)
    ]
    return _glued(_part("answers", setting.language, questions=shown))


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return unescape(TAG.sub("", html)).strip()


def shuffled(question: Question, count: int) -> list[int]:
    """A fixed order of options that hides the key, the same in every language."""

    def mixed(index: int) -> bytes:
        return blake2b(f"{question.id}/{index}".encode(), digest_size=8).digest()

    order = sorted(range(count), key=mixed)
    return order if order != list(range(count)) else order[1:] + order[:1]


class _Filling:
    """Fills holes from left to right; remembers open links and counts questions."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.say = partial(words.say, setting.language)
        self.question_number = 0
        self.link_ends: list[str] = []

    def fill(self, body: Body) -> Markup:
        filled = (piece if isinstance(piece, str) else self.hole(piece) for piece in body)
        return Markup("".join(filled))  # noqa: S704 (made by the parser and by templates)

    def hole(self, hole: Hole) -> str:  # noqa: C901, PLR0911 (a table: one line for each kind)
        match hole:
            case Anchor(id):
                return escape(self.setting.prefix + id)
            case Target(target):
                return self.link(target)
            case LinkEnd():
                return self.link_ends.pop()
            case Picture():
                return self.picture(hole)
            case Word(key):
                return escape(self.say(key))
            case BoxStart():
                return self.box_start(hole)
            case BoxEnd(box):
                folded = box.kind == "trainer" and self.setting.trainer is Trainer.FOLDED
                return "</div></details>" if folded else "</div>"
            case Gap():
                return '<span class="gap">________</span>'
            case FactTable():
                return self.facts(hole)
            case QuestionPlace(question):
                return self.question(question)
            case Newer():
                return self.newer(hole)

    def link(self, target: str) -> str:
        if target.startswith("lang:"):
            self.link_ends.append("</span>")
            return f'<span lang="{escape(target[5:])}">'
        address = self.setting.address(target)
        self.link_ends.append("</a>" if address is not None else "")
        if address is None:
            return ""
        kind = ' class="term"' if target.startswith("term:") else ""
        return f'<a href="{escape(address)}"{kind}>'

    def picture(self, hole: Picture) -> str:
        shown = self.setting.picture(hole.target)
        if shown is None:
            return escape(hole.description)
        size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
        return f'<img src="{escape(shown.source)}" alt="{escape(hole.description)}"{size} />'

    def box_start(self, hole: BoxStart) -> str:
        box, setting = hole.box, self.setting
        # An unknown market is a finding; a preview shows it as it is written.
        market = setting.language.words.get(f"market.{box.argument}", box.argument)
        minutes = words.count(setting.language, "lesson.minutes", box.minutes)
        return _part(
            "box",
            setting.language,
            kind=box.kind,
            title=self.say(f"box.{box.kind}", market=market),
            minutes=minutes if box.minutes else "",
            folded=box.kind == "trainer" and setting.trainer is Trainer.FOLDED,
        )

    def facts(self, table: FactTable) -> str:
        setting = self.setting
        shown = [
            (id, topic, [self.fact(fact) for fact in setting.facts if fact.topic == id])
            for id in table.topics
            if (topic := (setting.topics or {}).get(id))
        ]
        return _part(
            "facts",
            setting.language,
            topics=shown,
            prefix=setting.prefix,
            spoken=setting.language.code,
        )

    def fact(self, fact: Fact) -> dict[str, Any]:
        """The values that the facts template shows of one fact."""
        setting = self.setting
        return {
            "fact": fact,
            "market": self.say(f"market.{fact.market}"),
            "lang": fact.language if fact.language != setting.language.code else "",
            "as_of": words.long_date(setting.language, fact.as_of),
            "review_by": words.long_date(setting.language, fact.review_by),
            "old": bool(setting.today) and setting.today > fact.review_by,
            "source_lang": SOURCE_LANGUAGE if setting.language.code != SOURCE_LANGUAGE else "",
        }

    def newer(self, hole: Newer) -> str:
        """Shown a second time on the page: ids of its own, and questions not to be answered."""
        setting = self.setting
        quoted = _Filling(
            replace(setting, prefix=f"{setting.prefix}newer-", questions=Questions.SHEET)
        )
        asked = sum(isinstance(part, QuestionPlace) for part in hole.body)
        quoted.question_number = self.question_number - asked
        return _part(
            "newer",
            setting.language,
            kind=hole.kind,
            lang=hole.language,
            html=quoted.fill(hole.body),
            folded=setting.trainer is Trainer.FOLDED,
            open=hole.critical,
        )

    def question(self, question: Question) -> str:
        self.question_number += 1
        values = _question_values(question, self.question_number, self)
        return _part(self.setting.questions.value, self.setting.language, **values)


def _question_values(question: Question, number: int, filling: _Filling) -> dict[str, Any]:
    """The values that the question templates share: its parts as HTML."""
    fill = filling.fill
    texts = [fill(choice.text) for choice in question.choices]
    return {
        "number": number,
        "question": question,
        "id": f"quiz-{question.id}",
        "stem": fill(question.stem),
        "explanation": fill(question.explanation),
        "choices": texts,
        "feedback": [fill(choice.feedback) for choice in question.choices],
        "lefts": [fill(pair.left) for pair in question.pairs],
        "rights": [fill(pair.right) for pair in question.pairs],
        "columns": [fill(column) for column in question.columns],
        "items": [fill(item) for item in question.items],
        "text": fill(question.text),
        "gaps": [hole.answers for hole in question.text if isinstance(hole, Gap)],
        "order": shuffled(question, len(question.pairs) or len(question.items)),
    }


def _part(template: str, language: Language, **values: Any) -> Markup:
    say, count = partial(words.say, language), partial(words.count, language)
    made = environment().get_template(f"{template}.html")
    html = made.render(say=say, count=count, **values)
    return Markup(html.strip())  # noqa: S704 (it was filled with escaping)
