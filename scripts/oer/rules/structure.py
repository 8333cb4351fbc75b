"""STR: every lesson has the same shape, so that readers and trainers know their way."""

import re
from collections.abc import Iterable, Iterator

from oer.check import Found, Level, Scope, defects, rule
from oer.model import Box, Catalog, FactTable, Lesson, Place
from oer.rules.every import lessons, source_lessons, spoilt_files

HEADING_ID = re.compile(r"[a-z0-9-]+")
OURS = re.compile(r"house-.*|note(?:ref)?-[0-9]+(?:-[0-9]+)?")
PART = re.compile(r"-(?:title|stem|[0-9]+)$")
"""How the ids of a question's parts end."""
SECTIONS = ("why", "learn", "do", "check", "keep")
LEARN_WORDS = 600
DOING_PERCENT = 60
OUTCOMES = 5
OUTCOME_WORDS = 20
WORDS_PER_MINUTE = 200
"""A slow reader in English; readers of a first language take 240 (Brysbaert 2019)."""
ENOUGH = 0.75
"""The share of its true time that a lesson may state before it is far off."""
WORD = re.compile(r"\w+(?:['’-]\w+)*")


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


@rule("STR017", "A heading has an id that its page needs for something else")
def id_of_the_page(catalog: Catalog) -> Iterator[Found]:
    """The page's own parts are found by such ids: its questions, notes and facts, and the words of
    its buttons. With the heading in their place a link or a button does nothing.

    Choose another id, in every language. Ours are `note-1`, `noteref-1`, `facts-` with a topic,
    `quiz-` with the id of a question, and whatever begins with `house-`.
    """
    for lesson in lessons(catalog):
        asked = {f"quiz-{question.id}" for question in lesson.questions}
        told = {
            f"facts-{id}" for one in lesson.body if isinstance(one, FactTable) for id in one.topics
        }
        for heading in lesson.headings:
            of_question = heading.id in asked or PART.sub("", heading.id) in asked
            if of_question or heading.id in told or OURS.fullmatch(heading.id):
                yield heading.place, {"id": heading.id}


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
    for lesson in source_lessons(catalog):
        for heading in lesson.headings:
            if heading.id == "learn" and heading.words > LEARN_WORDS:
                yield heading.place, {"words": str(heading.words), "limit": str(LEARN_WORDS)}


@rule("STR006", "A lesson leaves little time for doing", Level.ADVICE)
def little_doing(catalog: Catalog) -> Iterator[Found]:
    """These are courses for people who make things. What one has done oneself stays; what one has
    only read is gone in a week.

    Give the activities the time that they really take (`minutes: 20` on the line after
    `> [!ACTIVITY]`), and let them fill most of the lesson.
    """
    for lesson in filter(_activities, source_lessons(catalog)):
        doing = sum(box.minutes for box in _activities(lesson))
        if doing * 100 < lesson.minutes * DOING_PERCENT:
            minutes, percent = str(lesson.minutes), str(DOING_PERCENT)
            yield lesson.place, {"doing": str(doing), "minutes": minutes, "percent": percent}


def _activities(lesson: Lesson) -> list[Box]:
    return [box for box in lesson.boxes if box.kind == "activity"]


@rule("STR007", "A heading's level does not follow from the one before")
def skipped_level(catalog: Catalog) -> Iterator[Found]:
    """Who listens to a page walks through it by levels, and takes a gap for a part that is
    missing. A PDF with such a gap is not accessible (PDF/UA-1 §7.4.2), and a Word outline breaks.

    Start with `##`, since the title of the lesson is level one, and go down one level at a time.
    """
    for lesson in lessons(catalog):
        before = 1
        for heading in lesson.headings:
            if not 2 <= heading.level <= before + 1:
                values = {"level": heading.level, "wanted": min(heading.level, before) + 1}
                yield heading.place, {name: str(value) for name, value in values.items()}
            before = heading.level


@rule("STR008", "A section is empty")
def empty_section(catalog: Catalog) -> Iterator[Found]:
    """The table of contents promises something, and the reader who follows it finds the next
    heading.

    Write the section, or remove its heading.
    """
    spoilt = spoilt_files(catalog)
    for lesson in lessons(catalog):
        for heading in lesson.headings if lesson.place.path not in spoilt else ():
            if heading.empty:
                yield heading.place, {"heading": heading.text}


@rule("STR009", "A lesson has many or long outcomes", Level.ADVICE)
def many_outcomes(catalog: Catalog) -> Iterator[Found]:
    """The outcomes tell a learner in one look what the lesson is good for. Nobody can practise
    six things in an hour, and nobody remembers a sentence of thirty words.

    Keep one to five outcomes, each with a verb and one thing that a learner can then do.
    """
    for lesson in source_lessons(catalog):
        longest = max((len(WORD.findall(outcome)) for outcome in lesson.outcomes), default=0)
        if len(lesson.outcomes) > OUTCOMES or longest > OUTCOME_WORDS:
            number, limit = str(len(lesson.outcomes)), str(OUTCOMES)
            words = {"words": str(longest), "most": str(OUTCOME_WORDS)}
            yield lesson.place, {"number": number, "limit": limit, **words}


@rule("STR010", "A lesson takes longer than it says", Level.ADVICE, scope=Scope.COURSE)
def short_minutes(catalog: Catalog) -> Iterator[Found]:
    """A trainer plans her day by `minutes`, and a learner the evening. Whoever runs out of time
    leaves out the end, which is where the doing is.

    State the time of reading and of all activities together, or cut. Boxes for trainers do not
    count, and only the English text is measured.
    """
    for lesson in source_lessons(catalog):
        passages = (p for p in lesson.passages if p.box is None or p.box.kind != "trainer")
        reading = sum(len(WORD.findall(p.text)) for p in passages) / WORDS_PER_MINUTE
        doing = sum(box.minutes for box in _activities(lesson))
        if lesson.minutes < (reading + doing) * ENOUGH:
            stated, read = str(lesson.minutes), f"{reading:.0f}"
            yield lesson.place, {"minutes": stated, "reading": read, "doing": str(doing)}


@rule("STR011", "A lesson has no activity", Level.ADVICE)
def no_activity(catalog: Catalog) -> Iterator[Found]:
    """Reading about a contract is not writing one. A trainer looks for what the group can do, and
    the hand-out is made of it.

    Add a box `> [!ACTIVITY]` that says what to make, with what, and how one knows that it is good.
    """
    for lesson in source_lessons(catalog):
        if not _activities(lesson):
            yield lesson.place, {}


@rule("STR018", "A meaning has no term of its own", Level.ADVICE)
def lost_meaning(catalog: Catalog) -> Iterable[Found]:
    """The colon is printed, and term and meaning run together in one paragraph.

    Write the term alone on the line above, with an empty line before it. Two terms of one meaning
    stand on one line, with a comma between them.
    """
    return defects(catalog, "STR018")


@rule("STR019", "A box begins within another one")
def joined_box(catalog: Catalog) -> Iterable[Found]:
    """What follows belongs to the box above: a question is not asked and shows its answer, and
    the marker is printed.

    Leave a line that is wholly empty, without `>`, before `> [!KIND]`.
    """
    return defects(catalog, "STR019")


@rule("STR020", "Half of a footnote is missing")
def half_note(catalog: Catalog) -> Iterable[Found]:
    """A mark without its note is printed as it stands, and a note without a mark is shown to
    nobody.

    Write `[^name]` where the note belongs, and `[^name]: text` at the end of the lesson.
    """
    return defects(catalog, "STR020")


@rule("STR021", "A row of a table has a cell too many")
def lost_cell(catalog: Catalog) -> Iterable[Found]:
    r"""Words without a column are shown nowhere, neither on the page nor on paper, and nobody
    misses them.

    Give the table one more column, from its first row on. A stroke that belongs to the text of a
    cell is written `\|`, also between backticks.
    """
    return defects(catalog, "STR021")
