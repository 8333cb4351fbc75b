"""QUZ: from its questions one learns something, and cannot guess."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from oer.check import Found, Level, Scope, rule
from oer.model import Catalog, Course, Gap, Question, QuestionType
from oer.rules.every import lessons, source_lessons, spoilt_files, text_of
from oer.rules.quz import fold

FEWEST, MOST = 5, 8
"""Questions of a lesson."""
ENOUGH_QUESTIONS = 8
"""With fewer, what they have in common may be chance."""
MOST_OF_THEM = 2 / 3
"""With eight questions of four options, chance gets there once in sixty courses."""
HINT = re.compile(r"[^\W\d_][^():]*(?:\s\([^()]+\)|:\s+\S.*)")
"""`word (a hint)` and `word: a hint`; 12:30, f(x) and https:… are answers like others."""
CHOOSING = (QuestionType.SINGLE, QuestionType.MULTIPLE)
ENDED = re.compile(r"[.!?:;…]\W*$")
"""The end of a sentence."""
LISTS = ("<ul", "<ol", "<pre", "<table")


@rule("QUZ009", "A lesson has few or many questions", Level.ADVICE, scope=Scope.COURSE)
def number_of_questions(catalog: Catalog) -> Iterator[Found]:
    """With two questions one can pass by luck, and with twelve one stops half way. Then the test
    says nothing to a learner, or to whoever gives a certificate for it.

    Ask five to eight questions, and at least one for each outcome.
    """
    spoilt = spoilt_files(catalog)
    for lesson in source_lessons(catalog):
        number = len(lesson.questions)
        if not FEWEST <= number <= MOST and lesson.place.path not in spoilt:
            values = {"number": number, "fewest": FEWEST, "most": MOST}
            yield lesson.place, {name: str(value) for name, value in values.items()}


@rule("QUZ010", "Wrong options have no feedback", Level.ADVICE, scope=Scope.COURSE)
def no_feedback(catalog: Catalog) -> Iterator[Found]:
    """A learner who chose it had a reason. If nobody says why it is wrong, they remember the
    mistake as well as the answer.

    Write a sentence under each wrong option, indented by two spaces.
    """
    for question in _questions(catalog):
        silent = [text_of(c.text) for c in question.choices if not c.right and not c.feedback]
        if silent and question.type in CHOOSING:
            yield question.place, {"id": question.id, "options": "; ".join(silent)}


@rule("QUZ011", "A question has no explanation", Level.ADVICE, scope=Scope.COURSE)
def no_explanation(catalog: Catalog) -> Iterator[Found]:
    """The word "wrong" teaches nothing, and what was right may have been a guess. The explanation
    is the moment in which most is learnt.

    Say after the answer part in a sentence or two why it is so.
    """
    for question in _questions(catalog):
        if not question.explanation:
            yield question.place, {"id": question.id}


@rule("QUZ012", "The right option is mostly at the same place", Level.ADVICE, scope=Scope.COURSE)
def same_place(catalog: Catalog) -> Iterator[Found]:
    """Learners find out soon, and choose the second option without reading. The test then
    measures who has noticed.

    Put the right option elsewhere in some of the questions, in every language.
    """
    for course, questions in _single_choice(catalog):
        places = Counter([c.right for c in q.choices].index(True) + 1 for q in questions)
        place, number = max(places.items(), key=lambda one: one[1])
        if number >= len(questions) * MOST_OF_THEM:
            values = {"place": place, "number": number, "all": len(questions)}
            yield course.place, {name: str(value) for name, value in values.items()}


@rule("QUZ013", "The right option is mostly the longest", Level.ADVICE, scope=Scope.COURSE)
def longest_is_right(catalog: Catalog) -> Iterator[Found]:
    """Authors take care with what is true and are short with what is not. Whoever knows that can
    pass the test without the lesson.

    Give some wrong options the same care, or shorten the right ones.
    """
    for course, questions in _single_choice(catalog):
        number = sum(map(_is_longest, questions))
        if number >= len(questions) * MOST_OF_THEM:
            yield course.place, {"number": str(number), "all": str(len(questions))}


def _is_longest(question: Question) -> bool:
    right, *others = sorted(question.choices, key=lambda choice: not choice.right)
    longest = max(len(text_of(choice.text)) for choice in others)
    return len(text_of(right.text)) > longest


def _single_choice(catalog: Catalog) -> Iterator[tuple[Course, list[Question]]]:
    """Courses with enough questions of one right option among three or more."""
    for course in catalog.courses.values():
        lessons = course.source_lessons.values()
        asked = [question for lesson in lessons for question in lesson.questions]
        found = [q for q in asked if q.type is QuestionType.SINGLE and len(q.choices) > 2]
        if len(found) >= ENOUGH_QUESTIONS:
            yield course, found


@rule("QUZ014", "A gap can only be filled with its hint", Level.ADVICE, scope=Scope.COURSE)
def hint_in_answer(catalog: Catalog) -> Iterator[Found]:
    """What stands between the brackets is what a learner has to type. With a hint in it nobody
    can, and everyone who knows the word is marked wrong.

    Write the hint before the gap or into the text above it.
    """
    for question in _questions(catalog):
        for gap in (part for part in question.text if isinstance(part, Gap)):
            if all(HINT.fullmatch(answer) for answer in gap.answers):
                yield question.place, {"id": question.id, "answer": gap.answers[0]}


@rule("QUZ015", "A number's tolerance is larger than the number", Level.ADVICE, scope=Scope.COURSE)
def wide_tolerance(catalog: Catalog) -> Iterator[Found]:
    """Nearly every answer would be right, nothing at all included, so that the question asks for
    nothing.

    Check the value after ± and its unit: it is in the unit of the number and no percentage.
    """
    for question in _questions(catalog):
        if question.number and 0 < abs(Decimal(question.number)) < Decimal(question.tolerance):
            values = {"number": question.number, "tolerance": question.tolerance}
            yield question.place, {"id": question.id, **values}


@rule(
    "QUZ016",
    "Two rows of a matching question have the same answer",
    Level.ADVICE,
    scope=Scope.COURSE,
)
def same_answers(catalog: Catalog) -> Iterator[Found]:
    """A learner sees the answer twice and must choose one of them. Some programs mark the other
    one wrong, although it says the same.

    Make the answers differ, or ask with a table to fill in.
    """
    for question in _questions(catalog):
        folded = Counter(fold(pair.right) for pair in question.pairs)
        twice = [text_of(p.right) for p in question.pairs if folded[fold(p.right)] > 1]
        if twice:
            yield question.place, {"id": question.id, "answer": twice[0]}


def _questions(catalog: Catalog) -> Iterator[Question]:
    """Every question in the source language."""
    return (question for lesson in source_lessons(catalog) for question in lesson.questions)


@rule("QUZ017", "An option seems to go on in the next line", Level.ADVICE, scope=Scope.COURSE)
def broken_option(catalog: Catalog) -> Iterator[Found]:
    """The first line of an item is the option, and the rest its feedback. Learners would see half
    of the option, and an editor that breaks long lines makes such halves.

    Write the option on one line. Begin the feedback below it with a capital letter.
    """
    for lesson in lessons(catalog):
        for question in lesson.questions:
            for choice in question.choices:
                option, rest = text_of(choice.text), text_of(choice.feedback)
                begins_small = rest[:1].islower() and not str(choice.feedback[0]).startswith(LISTS)
                if begins_small and not ENDED.search(option):
                    values = {"id": question.id, "option": option[:60], "rest": rest[:60]}
                    yield choice.place, values
