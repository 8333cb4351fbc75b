"""Formats for learning platforms, read back by readers that follow the importers.

Real clients look at them in test_lms_clients.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from oer import credits
from oer.formats import CannotMake
from oer.formats.archive import unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, only
from oer.formats.quiz import Way, accepted
from oer.formats.statement import with_table
from oer.load import load
from oer.model import Body, Choice, Gap, Pair, Question, QuestionPlace, QuestionType
from platforms import BY_KEY, EDITIONS, fits, manuscripts, questions
from readers import cartridge, gift, h5p, moodle_xml
from readers.asked import Answer, Asked, right_answer, text_of, words, wrong_answer
from samples import TESTS
from test_formats import WORD

__all__ = ["manuscripts"]
LEFT_OUT = {
    "moodle": {"twenty-one"},
    "gift": {"twenty-one", "arrow"},
    "h5p": {"gaps"},
    "cc11": {"same-gaps"},
    "cc13": {"same-gaps"},
}
"""What the hard lesson asks and a format cannot."""
READERS: dict[str, Callable[[bytes], list[Asked]]] = {
    "moodle": lambda data: moodle_xml.read(data)[0],
    "gift": lambda data: gift.read(data.decode()),
    "h5p": h5p.read,
    "cc11": lambda data: cartridge.read(data).questions,
    "cc13": lambda data: cartridge.read(data).questions,
}


CASES = list(product(READERS, EDITIONS))


@pytest.fixture(scope="module")
def read(manuscripts: dict[str, Manuscript]) -> dict[tuple[str, str], list[Asked]]:
    return {
        (key, name): READERS[key](BY_KEY[key].make(manuscripts[name]))
        for key, name in product(READERS, EDITIONS)
    }


# --- the same questions with the same keys ------------------------------------------------


@pytest.mark.parametrize(("key", "name"), CASES)
def test_every_question_or_a_reason(
    key: str,
    name: str,
    manuscripts: dict[str, Manuscript],
    read: dict[tuple[str, str], list[Asked]],
) -> None:
    said = fits(key, manuscripts[name])
    wanted = [(id, fit.kind) for id, fit in said.items() if fit.kind]
    assert [(asked.id, asked.kind) for asked in read[key, name]] == wanted
    said_by = manuscripts[name].edition.language.words
    assert all(said_by[fit.why] for fit in said.values() if fit.way is not Way.KEPT)
    assert all(not fit.why for fit in said.values() if fit.way is Way.KEPT)
    assert all(bool(fit.kind) is (fit.way is not Way.LEFT_OUT) for fit in said.values())
    if name == "hard":
        assert {id for id, fit in said.items() if not fit.kind} == LEFT_OUT[key]


@pytest.mark.parametrize(("key", "name"), CASES)
def test_right_earns_all_and_wrong_earns_nothing(
    key: str,
    name: str,
    manuscripts: dict[str, Manuscript],
    read: dict[tuple[str, str], list[Asked]],
) -> None:
    source = {question.id: question for question in questions(manuscripts[name])}
    for asked in read[key, name]:
        question = source[asked.id]
        assert asked.mark(right_answer(question)) == pytest.approx(1), asked
        assert asked.mark(wrong_answer(question)) == 0, asked


@pytest.mark.parametrize(("key", "name"), CASES)
def test_the_words_of_the_question(
    key: str,
    name: str,
    manuscripts: dict[str, Manuscript],
    read: dict[tuple[str, str], list[Asked]],
) -> None:
    source = {question.id: question for question in questions(manuscripts[name])}
    for asked in read[key, name]:
        stem = source[asked.id].stem
        if source[asked.id].type is not QuestionType.BLANK:
            assert words_in_order(text_of(stem)) in words_in_order(asked.text)


def words_in_order(text: str) -> str:
    return " ".join(WORD.findall(text))


@pytest.mark.parametrize(("key", "name"), CASES)
def test_a_table_in_what_is_asked_and_titles_of_columns(
    key: str,
    name: str,
    manuscripts: dict[str, Manuscript],
    read: dict[tuple[str, str], list[Asked]],
) -> None:
    """Without them nobody could say how long it lasts, or what is to be matched with what."""
    source = {question.id: question for question in questions(manuscripts[name])}
    for asked in read[key, name]:
        found = set(WORD.findall(asked.text))
        titles = " ".join(map(text_of, source[asked.id].columns))
        assert set(WORD.findall(titles)) <= found, asked
    if name == "hard":
        (long,) = (asked for asked in read[key, name] if asked.id == "how-long")
        assert {"Act", "Minutes", "45", "II", "50"} <= set(WORD.findall(long.text))


@pytest.mark.parametrize("key", READERS)
def test_statement_holds(key: str, manuscripts: dict[str, Manuscript]) -> None:
    """What a format states of a type is what becomes of a plain question of it."""
    statement = BY_KEY[key].statement
    assert statement.keys() == set(QuestionType)
    for name in ("en", "pieces"):
        said = fits(key, manuscripts[name])
        for question in questions(manuscripts[name]):
            assert said[question.id] == statement[question.type]


def test_ticking_everything_earns_nothing(read: dict[tuple[str, str], list[Asked]]) -> None:
    for asked in read["moodle", "pieces"]:
        if asked.id == "several":
            assert asked.mark(Answer(chosen=frozenset(asked.options))) == 0


def test_nothing_is_asked_nothing_is_made(manuscripts: dict[str, Manuscript]) -> None:
    silent = only(manuscripts["hard"], "no-quiz")
    for key in ("moodle", "gift"):
        assert not BY_KEY[key].scopes(silent.edition)
        with pytest.raises(CannotMake, match="asks nothing"):
            BY_KEY[key].make(silent)


def test_no_package_of_what_a_format_cannot_ask(manuscripts: dict[str, Manuscript]) -> None:
    """A lesson whose only question has to be left out gets no package, and stops no build."""
    taken = only(manuscripts["hard"], "hard-quiz")
    lesson = taken.edition.lessons["hard-quiz"]
    for key, left_out in LEFT_OUT.items():
        asked = tuple(question for question in lesson.questions if question.id in left_out)
        body = tuple(QuestionPlace(question) for question in asked)
        alone = replace(lesson, questions=asked, body=body)
        edition = replace(taken.edition, lessons={lesson.slug: alone})
        whole = key in ("h5p", "cc11", "cc13")
        assert BY_KEY[key].scopes(edition) == (("",) if whole else ()), key
        if whole:
            assert READERS[key](BY_KEY[key].make(replace(taken, edition=edition, lesson=""))) == []


def test_accepted_as_the_site_accepts() -> None:
    assert accepted(["plain"]) == ["plain"]
    assert {"oʻzbek", "o'zbek", "o‘zbek"} <= set(accepted(["oʻzbek"]))
    assert accepted(["ёлка"]) == ["ёлка", "елка"]
    assert len(accepted([f"{n}'" for n in range(100)])) <= 24


def text_of_package(key: str, data: bytes) -> str:
    """All that can be read in a package."""
    if key == "h5p":
        return words(" ".join(texts(h5p.sound(data))))
    pages = [page.decode() for name, page in unpack(data).items() if name.endswith(".html")]
    tests = [asked.text for asked in cartridge.read(data).questions] if "cc" in key else []
    return words(" ".join(pages)) + " ".join(tests)


def texts(value: object) -> Iterator[str]:
    """Every text of a content, each apart."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield f"{value} "


@pytest.mark.parametrize(
    ("key", "name"), list(product(("scorm12", "h5p", "cc11", "cc13"), EDITIONS[:4]))
)
def test_no_word_of_a_lesson_is_lost(
    key: str, name: str, manuscripts: dict[str, Manuscript]
) -> None:
    taken = manuscripts[name]
    found = set(WORD.findall(text_of_package(key, BY_KEY[key].make(taken))))
    for lesson in taken.edition.lessons.values():
        written = (lesson.title, lesson.summary, *lesson.outcomes, text_of(lesson.body))
        assert {word for text in written for word in WORD.findall(text)} - found == set()
    shown = " ".join(fact.value for fact in edition_work(taken).facts)
    assert set(WORD.findall(shown)) - found == set()


SIGNS = st.text("{}~=#:\\\\*/%[]<>&\"'|-> abжё1", min_size=1, max_size=12)
THINGS = st.lists(
    SIGNS.filter(str.strip), min_size=2, max_size=5, unique_by=lambda t: words(escape(t))
)


def body_of(text: str) -> Body:
    return (escape(text.strip(), quote=False),)


@pytest.mark.parametrize("key", READERS)
def test_any_signs(key: str, manuscripts: dict[str, Manuscript]) -> None:
    """Whatever an author writes: the right answer earns all, or the question is left out."""
    taken = only(manuscripts["en"], "give-it-on")

    @given(things=THINGS)
    @settings(max_examples=60, deadline=None)
    def look(things: list[str]) -> None:
        made_from = asking(taken, things)
        found = {one.id: one for one in READERS[key](BY_KEY[key].make(made_from))}
        assert found.keys() == {id for id, fit in fits(key, made_from).items() if fit.kind}
        for question in questions(made_from):
            if question.id in found:
                assert found[question.id].mark(right_answer(question)) == pytest.approx(1)
                assert found[question.id].mark(wrong_answer(question)) < 1

    look()


def asking(taken: Manuscript, things: list[str]) -> Manuscript:
    """The manuscript of one lesson that asks about things in four ways."""
    (lesson,) = taken.edition.lessons.values()
    place, bodies = lesson.place, [body_of(thing) for thing in things]
    choices = tuple(Choice(body, n == 1, body, place) for n, body in enumerate(bodies))
    answers = tuple(" ".join(thing.split()) for thing in things)  # as the parser gives them
    gap: Body = ("<p>", Gap(answers), "</p>")
    pairs = tuple(Pair(body_of(f"left {n}"), body) for n, body in enumerate(bodies))
    asked: tuple[Question, ...] = (
        Question("one", QuestionType.SINGLE, bodies[0], bodies[1], place, choices=choices),
        Question("gap", QuestionType.BLANK, bodies[0], (), place, text=gap),
        Question("two", QuestionType.MATCHING, bodies[1], (), place, pairs=pairs),
        Question("row", QuestionType.ORDERING, bodies[1], (), place, items=tuple(bodies)),
    )
    asked = tuple(replace(one, stem=("<p>", *one.stem, "</p>")) for one in asked)
    text = tuple(QuestionPlace(question) for question in asked)
    changed = replace(lesson, questions=asked, body=text)
    return replace(taken, edition=replace(taken.edition, lessons={lesson.slug: changed}))


# --- Moodle XML ---------------------------------------------------------------------------


def test_moodle_has_a_category_for_each_lesson(manuscripts: dict[str, Manuscript]) -> None:
    _, categories = moodle_xml.read(BY_KEY["moodle"].make(manuscripts["hard"]))
    assert categories["first-author"] == (
        '$course$/top/Sharing what you make & "more"/01. Who made it'
    )
    assert len({*categories.values()}) == 3


def test_no_title_or_name_asks_questions_of_its_own(manuscripts: dict[str, Manuscript]) -> None:
    """A line of a GIFT file is a comment only up to its end."""
    forged = "A\n\n::forged::Who?{=b}"
    made_from = manuscripts["hard"]
    lessons = {slug: replace(one, title=forged) for slug, one in made_from.edition.lessons.items()}
    attacked = replace(
        made_from,
        course=replace(made_from.course, authors=(forged,)),
        edition=replace(made_from.edition, title=forged, lessons=lessons),
    )
    asked = {one.id for one in gift.read(BY_KEY["gift"].make(attacked).decode())}
    assert asked == {one.id for one in gift.read(BY_KEY["gift"].make(made_from).decode())}


def test_moodle_pictures_are_inside(manuscripts: dict[str, Manuscript]) -> None:
    text = BY_KEY["moodle"].make(manuscripts["hard"]).decode()
    assert text.count('<file name="notice.svg" path="/" encoding="base64">') == 2
    assert "https://courses.example/en/sharing/" in text


# --- H5P ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EDITIONS)
def test_h5p_quizzes_and_cards_are_sound(name: str, manuscripts: dict[str, Manuscript]) -> None:
    made_from = manuscripts[name]
    whole = {asked.id for asked in h5p.read(BY_KEY["h5p"].make(made_from))}
    scopes = BY_KEY["h5p"].scopes(made_from.edition)
    apart = [h5p.read(BY_KEY["h5p"].make(only(made_from, scope))) for scope in scopes[1:]]
    assert {asked.id for quiz in apart for asked in quiz} == whole
    if BY_KEY["h5p-cards"].scopes(made_from.edition):
        cards = h5p.sound(BY_KEY["h5p-cards"].make(made_from))["dialogs"]
        assert len(cards) == len(made_from.terms)


def test_h5p_book_of_many_lessons(manuscripts: dict[str, Manuscript]) -> None:
    """H5P takes fifty chapters: neighbours share one where there are more lessons."""
    taken = manuscripts["en"]
    lesson = taken.edition.lessons["give-it-on"]
    lessons = {
        f"give-{n}": replace(
            lesson,
            slug=f"give-{n}",
            questions=(),
            body=tuple(piece for piece in lesson.body if not isinstance(piece, QuestionPlace)),
        )
        for n in range(130)
    }
    module = replace(taken.edition.modules[0], lessons=tuple(lessons))
    edition = replace(taken.edition, lessons=lessons, modules=(module,))
    book = h5p.sound(BY_KEY["h5p"].make(replace(taken, edition=edition)))
    assert 40 < len(book["chapters"]) <= 50


# --- Common Cartridge ---------------------------------------------------------------------


@pytest.mark.parametrize("key", ["cc11", "cc13"])
def test_cartridge_holds_the_course(key: str, manuscripts: dict[str, Manuscript]) -> None:
    taken = manuscripts["en"]
    made = cartridge.read(BY_KEY[key].make(taken))
    (title, items), (links, _), (credit, pages) = made.sections
    assert title == "Basics"
    kinds = [(name, kind.split("_")[0]) for name, kind in items]
    assert kinds == [
        ("Who made it", "webcontent"),
        ("Check yourself: Who made it", "imsqti"),
        ("Your turn: Who made it", "imsdt"),
        ("Give it on", "webcontent"),
        ("Check yourself: Give it on", "imsqti"),
        ("Your turn: Give it on", "imsdt"),
    ]
    assert links == "Links of this course"
    assert credit == "Licence and credits"
    assert len(pages) == 2
    whole = " ".join(made.pages.values())
    assert credits.attribution(edition_work(taken)).partition("(")[0][:40] in words(whole)
    assert all(fact.value in words(whole) for fact in edition_work(taken).facts if fact.value)


@pytest.mark.parametrize("name", EDITIONS)
def test_cartridges_say_nothing_of_absent_questions(
    name: str, manuscripts: dict[str, Manuscript]
) -> None:
    made = cartridge.read(BY_KEY["cc13"].make(manuscripts[name]))
    for path, page in made.pages.items():
        assert ("questions of this lesson" in page) is (path not in QUIET and "page-" in path), path


QUIET = {"web_resources/page-no-quiz.html"}


def test_the_page_for_trainers_tells_what_formats_keep() -> None:
    catalog = load(TESTS.parent)
    pages = {page.language: page for page in catalog.pages if page.name == "lms"}
    assert pages.keys() == catalog.languages.keys()
    for code, page in pages.items():
        language = catalog.languages[code]
        text = with_table(page.text, language)
        assert text.count("```") == page.text.count("```") - 2
        for kind in QuestionType:
            assert f"| {language.words[f'lms.type_{kind}']} |" in text
        assert language.words["lms.why_whole_orders"] in text
