"""What packages for learning platforms are tested with.

The sample in its languages, a lesson of every piece, questions that break readers, and 300 of them.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from oer.formats import FORMATS
from oer.formats.manuscript import Manuscript
from oer.formats.quiz import Fit
from oer.model import Question, QuestionPlace
from test_formats import repository, take

BY_KEY = {format.key: format for format in FORMATS}
EDITIONS = ("en", "ru", "kk", "pieces", "hard", "many")
"""The sample, a lesson of every piece, questions that break readers, and 300 questions."""


@pytest.fixture(scope="module")
def manuscripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Manuscript]:
    def root(*overlays: str) -> Path:
        return repository(tmp_path_factory.mktemp("sample"), *overlays)

    sample = root()
    taken = {language: take(sample, language) for language in ("en", "ru", "kk")}
    hard = take(root("hard-quiz"), "en")
    taken |= {"pieces": take(root("every-piece"), "en"), "hard": hard, "many": many(hard)}
    return taken


def many(made_from: Manuscript) -> Manuscript:
    """A course that asks 300 questions in one lesson."""
    edition = made_from.edition
    lesson = edition.lessons["hard-quiz"]
    kinds = [question for question in lesson.questions if question.id != "twenty-one"]
    asked = tuple(replace(kinds[n % len(kinds)], id=f"many-{n}") for n in range(300))
    text = (piece for piece in lesson.body if not isinstance(piece, QuestionPlace))
    body = (*text, *(QuestionPlace(question) for question in asked))
    lessons = {**edition.lessons, lesson.slug: replace(lesson, questions=asked, body=body)}
    return replace(made_from, edition=replace(edition, lessons=lessons))


def questions(made_from: Manuscript) -> list[Question]:
    return [q for lesson in made_from.edition.lessons.values() for q in lesson.questions]


def fits(key: str, made_from: Manuscript) -> dict[str, Fit]:
    fit = BY_KEY[key].fit
    assert fit is not None
    return {q.id: fit(q, made_from.edition.language) for q in questions(made_from)}
