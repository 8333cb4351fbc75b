"""STR, from 012: a lesson practises and tests what it promises, and a course what it declares."""

from collections.abc import Iterator

from oer.check import Found, Level, rule
from oer.model import Catalog, Lesson, Practice
from oer.rules.every import source_lessons


@rule("STR012", "The practice of a lesson names what it does not have")
def unknown_practice(catalog: Catalog) -> Iterator[Found]:
    """`practice` tells trainers and the skills map which activity exercises an outcome and which
    question tests it. A name that leads nowhere tells them something untrue.

    Give one entry for each outcome, in the same order, with the numbers of activities (the first
    box is 1) and the ids of questions of this lesson.
    """
    for lesson in source_lessons(catalog):
        unknown = list(_unknown(lesson))
        if lesson.practice and len(lesson.practice) != len(lesson.outcomes):
            unknown.insert(0, f"{len(lesson.practice)} entries for {len(lesson.outcomes)} outcomes")
        if unknown:
            yield lesson.place, {"names": ", ".join(unknown)}


def _unknown(lesson: Lesson) -> Iterator[str]:
    activities = sum(box.kind == "activity" for box in lesson.boxes)
    questions = {question.id for question in lesson.questions}
    for one in lesson.practice:
        yield from (f"activity {number}" for number in one.activities if number > activities)
        yield from (id for id in one.questions if id not in questions)


@rule("STR013", "An outcome is not practised, or not tested", Level.ADVICE)
def idle_outcome(catalog: Catalog) -> Iterator[Found]:
    """A lesson promises that afterwards one can do something. Whoever has never done it in the
    lesson, or was never asked about it, cannot know whether the promise holds.

    Name in `practice` an activity and a question for each outcome, or take the outcome away.
    """
    for lesson in source_lessons(catalog):
        for outcome, practice in zip(lesson.outcomes, _practice(lesson), strict=False):
            if not practice.activities or not practice.questions:
                yield lesson.place, {"outcome": outcome}


def _practice(lesson: Lesson) -> tuple[Practice, ...]:
    return lesson.practice or (Practice((), ()),) * len(lesson.outcomes)


@rule("STR014", "A course declares a skill that none of its lessons teaches")
def idle_skill(catalog: Catalog) -> Iterator[Found]:
    """The skills map and the course page tell employers and trainers what a course is good for.

    Add the skill to the lesson that teaches it, or take it away from `skills` in course.yml.
    """
    for course in catalog.shelf.values():
        taught = {code for one in course.source_lessons.values() for code in one.skills}
        for code in course.skills:
            if code not in taught:
                yield course.place, {"skill": code}
