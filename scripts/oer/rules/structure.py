"""STR: every lesson has the same shape, so that readers and trainers know their way."""

import re
from collections.abc import Iterable, Iterator

from oer.check import Found, Level, defects, rule
from oer.model import Catalog, Lesson, Place
from oer.rules.every import lessons

HEADING_ID = re.compile(r"[a-z0-9-]+")
SECTIONS = ("why", "learn", "do", "check", "keep")
LEARN_WORDS = 600
DOING_PERCENT = 60


@rule("STR001", "A heading has no id of small letters, digits and hyphens")
def heading_without_id(catalog: Catalog) -> Iterator[Found]:
    """The id is the address of the section. If it were made from the words, a link sent to a
    friend would break with every correction, and would differ in every language.

    Write an id in braces after the heading, the same in every language: `## Learn {#learn}`.
    """
    for lesson in lessons(catalog):
        for heading in lesson.headings:
            if not HEADING_ID.fullmatch(heading.id):
                yield heading.place, {"heading": heading.text, "id": heading.id}


@rule("STR002", "Two headings of a lesson have the same id")
def id_twice(catalog: Catalog) -> Iterator[Found]:
    """A link to it can only ever reach the first of the two, and a screen reader gets lost.

    Give the later heading an id of its own, in every language.
    """
    for lesson in lessons(catalog):
        first: dict[str, int] = {}
        for heading in lesson.headings:
            if heading.id and heading.id in first:
                yield heading.place, {"id": heading.id, "first": str(first[heading.id])}
            first.setdefault(heading.id, heading.place.line)


@rule("STR003", "A lesson lacks one of its five sections, or has them in another order")
def sections(catalog: Catalog) -> Iterator[Found]:
    """Readers find their way by the shape, and the packages for trainers are cut along it: slides
    from Learn, a hand-out from Do, a test from Check.

    Have the sections why, learn, do, check and keep in this order, at level two. The words of the
    headings are free; their ids are not.
    """
    for lesson in lessons(catalog):
        there, place = _sections(lesson)
        if there != SECTIONS:
            yield place, {"sections": ", ".join(SECTIONS), "found": ", ".join(there) or "none"}


def _sections(lesson: Lesson) -> tuple[tuple[str, ...], Place]:
    """The five sections as they stand, each once, and the place of the first wrong one."""
    found = [h for h in lesson.headings if h.level == 2 and h.id in SECTIONS]
    places = {heading.id: heading.place for heading in reversed(found)}
    there = tuple(dict.fromkeys(heading.id for heading in found))
    wrong = (id for id, wanted in zip(there, SECTIONS, strict=False) if id != wanted)
    return there, places.get(next(wrong, ""), lesson.place)


@rule("STR004", "A box is of an unknown kind")
def unknown_box(catalog: Catalog) -> Iterable[Found]:
    """It would appear as a quotation with a strange word in brackets, and a question or a note
    for trainers would stand open to everyone.

    Correct the word after `[!`: note, tip, important, warning, caution, example, activity,
    trainer, quiz or market. It stays English in every language.
    """
    return defects(catalog, "STR004")


@rule("STR005", "The section Learn is long", Level.ADVICE)
def long_learn(catalog: Catalog) -> Iterator[Found]:
    """People read this on a phone between two jobs. What does not fit into ten minutes is put off,
    and a translator into five languages carries every sentence.

    Cut, or make two lessons. Only the English text is measured: languages differ in length.
    """
    for lesson in lessons(catalog):
        for heading in lesson.headings if lesson.translation is None else ():
            if heading.id == "learn" and heading.words > LEARN_WORDS:
                yield heading.place, {"words": str(heading.words), "limit": str(LEARN_WORDS)}


@rule("STR006", "A lesson leaves little time for doing", Level.ADVICE)
def little_doing(catalog: Catalog) -> Iterator[Found]:
    """These are courses for people who make things. What one has done oneself stays; what one has
    only read is gone in a week.

    Give the activities the time that they really take (`minutes: 20` on the line after
    `> [!ACTIVITY]`), and let them fill most of the lesson.
    """
    for lesson in lessons(catalog):
        doing = sum(box.minutes for box in lesson.boxes if box.kind == "activity")
        if lesson.translation is None and doing * 100 < lesson.minutes * DOING_PERCENT:
            minutes, percent = str(lesson.minutes), str(DOING_PERCENT)
            yield lesson.place, {"doing": str(doing), "minutes": minutes, "percent": percent}
