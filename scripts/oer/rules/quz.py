"""QUZ: questions can be asked, marked and compared between languages."""

import re
from collections.abc import Callable, Iterable, Iterator

from oer.check import Found, Scope, defects, rule
from oer.model import Body, Catalog, Gap, Lesson, Place, Question
from oer.rules.every import changed_in_english, lessons, text_of, translated_lessons

APOSTROPHES = re.compile("[’‘ʻʼ`´]")
EDGES = ".,;:!?…؟،()[]{}\"'«»„“”‹›"
"""Signs that tell nothing apart at the edge of a word; inside one they may: 1.5, C++, co-author."""
DASH = re.compile(r"(?<=[^\W\d_])\s*[-‐‑–—]\s*(?=[^\W\d_])")
"""Between letters; before and between digits it is a minus or a range."""
SPACE = re.compile(r"(?<!\d) | (?!\d)")
"""Not one between digits: 1 2 is not 12."""


@rule("QUZ001", "A quiz box is no question")
def no_question(catalog: Catalog) -> Iterable[Found]:
    """The page, the printed sheet and the LMS all make their question from this box. What is
    unclear to them would be asked wrongly, or marked wrongly.

    See "Questions" on the page "Write a lesson": an id, a text, an answer part, an explanation;
    every line of the box starts with `>`.
    """
    return defects(catalog, "QUZ001")


@rule("QUZ002", "Two questions of a course have the same id", scope=Scope.COURSE)
def id_twice(catalog: Catalog) -> Iterator[Found]:
    """An LMS keeps a learner's answer under the id of the question, so that one of the two would
    overwrite the other.

    Give the later question another id, in every language.
    """
    for course in catalog.courses.values():
        for edition in course.editions.values():
            first: dict[str, Place] = {}
            for question in (q for lesson in edition.lessons.values() for q in lesson.questions):
                if question.id in first:
                    yield question.place, {"id": question.id, "first": str(first[question.id])}
                first.setdefault(question.id, question.place)


@rule("QUZ003", "A gap to fill in stands outside a question")
def stray_gap(catalog: Catalog) -> Iterable[Found]:
    """Nobody could check what is written there, and its answer would be printed in the lesson.

    Move the text into a quiz box: every line starts with `>`, the first one being `> [!QUIZ] id`.
    """
    return defects(catalog, "QUZ003")


@rule("QUZ004", "A translation's questions differ from the source", scope=Scope.COURSE)
def other_question(catalog: Catalog) -> Iterator[Found]:
    """Two learners would take the same test with different right answers. A slip of `[x]` by one
    line marks everyone wrong who understood.

    Keep the questions, their ids, the number and order of options and every `[x]` as in English;
    translate only the words.
    """
    unclear = _unclear(catalog)
    for source, lesson in translated_lessons(catalog):
        changed = changed_in_english(lesson)
        for place, id, difference in _differences(source, lesson):
            if (
                not changed.get(id)
                and not {(source.place.path, id), (lesson.place.path, id)} & unclear
            ):
                yield place, {"id": id, "difference": difference}


def _unclear(catalog: Catalog) -> set[tuple[str, str]]:
    """Path and id of the boxes that QUZ001 reports already."""
    found = (defect for defect in catalog.defects if defect.code == "QUZ001")
    return {(defect.place.path, defect.values["id"]) for defect in found}


def _differences(source: Lesson, lesson: Lesson) -> Iterator[tuple[Place, str, str]]:
    """Where a translation's questions differ: place, id, and in what."""
    wanted = {question.id: question for question in source.questions}
    given = {question.id: question for question in lesson.questions}
    shared, order = [id for id in given if id in wanted], [id for id in wanted if id in given]
    for id in (id for id in wanted if id not in given):
        yield lesson.place, id, "it is missing"
    for id in (id for id in given if id not in wanted):
        yield given[id].place, id, "English has no such question"
    for id, expected in zip(shared, order, strict=True):
        if id != expected:
            yield given[id].place, id, f"English has {expected} here"
            break
    for id in shared:
        differs = (name for name, of in ASPECTS if of(given[id]) != of(wanted[id]))
        if difference := next(differs, ""):
            yield given[id].place, id, difference


Aspect = Callable[[Question], object]
ASPECTS: tuple[tuple[str, Aspect], ...] = (
    ("another type of question", lambda question: question.type),
    ("another number of options", lambda question: len(question.choices)),
    ("other options are right", lambda question: [c.right for c in question.choices]),
    ("another number of pairs", lambda question: len(question.pairs)),
    ("another number of items", lambda question: len(question.items)),
    ("another number of gaps", lambda question: sum(isinstance(p, Gap) for p in question.text)),
    ("another number is right", lambda question: (question.number, question.tolerance)),
)
"""What must be the same in every language, in the order in which it is told."""


@rule("QUZ005", "A part of a question stands outside its box")
def slipped_options(catalog: Catalog) -> Iterable[Found]:
    """The lesson would show the answer ticked, and the question would be asked without it, or not
    at all.

    Start every line of the question with `>`. A list of things to do is welcome in a box, such as
    an activity; elsewhere leave it unticked.
    """
    return defects(catalog, "QUZ005")


@rule("QUZ006", "A footnote stands inside a question")
def footnote_in_question(catalog: Catalog) -> Iterable[Found]:
    """A question travels alone into an LMS, a test sheet or a slide, and the note stays behind in
    the lesson.

    Say it in the text of the question or in its explanation.
    """
    return defects(catalog, "QUZ006")


@rule("QUZ007", "Two options of a question are the same", scope=Scope.COURSE)
def same_options(catalog: Catalog) -> Iterator[Found]:
    """Whoever knows the answer can still choose the wrong one of the two, and is marked down for
    a space or a full stop.

    Say in what the options differ, or remove one of them.
    """
    for lesson in lessons(catalog):
        for question in lesson.questions:
            for place, text in _repeated((c.text, c.place) for c in question.choices):
                yield place, {"id": question.id, "option": text}


@rule("QUZ008", "Two rows of a question are the same", scope=Scope.COURSE)
def same_rows(catalog: Catalog) -> Iterator[Found]:
    """Two equal things cannot be put in order or matched: a learner who is right is marked wrong
    every second time.

    Say in what the rows differ, or remove one of them.
    """
    for lesson in lessons(catalog):
        for question in lesson.questions:
            rows = (*(pair.left for pair in question.pairs), *question.items)
            for place, text in _repeated((row, question.place) for row in rows):
                yield place, {"id": question.id, "row": text}


def _repeated(texts: Iterable[tuple[Body, Place]]) -> Iterator[tuple[Place, str]]:
    """What a reader cannot tell from something before it."""
    seen: set[str] = set()
    for body, place in texts:
        folded = fold(body)
        if folded in seen:
            yield place, text_of(body)
        seen.add(folded)


def fold(body: Body) -> str:
    """A text without what does not tell it apart: case, spaces and signs at the edge of a word.

    Code is kept as it is, and so is a text that is nothing but signs.
    """
    text = text_of(body)
    if any("<code>" in part for part in body if isinstance(part, str)):
        return text
    words = APOSTROPHES.sub("'", DASH.sub("", text)).casefold().split()
    return SPACE.sub("", " ".join(word.strip(EDGES) for word in words)) or text
