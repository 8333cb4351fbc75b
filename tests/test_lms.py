"""Formats for learning platforms, read back by readers of our own and by real clients.

The sample in its languages, a lesson of every piece, and a lesson of questions that break readers.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from itertools import product
from pathlib import Path
from time import process_time
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from judges import imports, scorm
from oer import credits
from oer.formats import FORMATS, CannotMake, file_name
from oer.formats.archive import pack, unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, manuscript, needed_files, only, read_files
from oer.formats.quiz import Fit, Way, accepted
from oer.formats.statement import with_table
from oer.load import load
from oer.model import Body, Choice, Gap, Pair, Question, QuestionPlace, QuestionType
from readers import cartridge, gift, h5p, moodle_xml
from readers.asked import Answer, Asked, right_answer, text_of, words, wrong_answer
from samples import TESTS
from test_formats import SITE, WORD, repository, take

BY_KEY = {format.key: format for format in FORMATS}
EDITIONS = ("en", "ru", "kk", "pieces", "hard", "many")
"""The sample, a lesson of every piece, questions that break readers, and 300 questions."""
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
            assert text_of(stem) in asked.text


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
    gap: Body = ("<p>", Gap(tuple(thing.strip() for thing in things)), "</p>")
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


# --- SCORM --------------------------------------------------------------------------------

SCORM = ("scorm12", "scorm2004")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@pytest.mark.parametrize(("key", "name"), list(product(SCORM, EDITIONS)))
def test_scorm_manifest(key: str, name: str, manuscripts: dict[str, Manuscript]) -> None:
    taken = manuscripts[name]
    for scope in BY_KEY[key].scopes(taken.edition):
        made_from = only(taken, scope)
        files = unpack(BY_KEY[key].make(made_from))
        manifest = etree.fromstring(files["imsmanifest.xml"])
        ids = [str(item.get("identifier")) for item in manifest.iter() if item.get("identifier")]
        assert len(ids) == len(set(ids)) == 4
        assert all(NAME.fullmatch(id) for id in ids)
        listed = {unquote(str(item.get("href"))) for item in manifest.iterfind(".//{*}file")}
        assert listed == files.keys() - {"imsmanifest.xml"}
        assert all(
            len(title.text or "") <= 200 for title in manifest.iterfind(".//{*}item/{*}title")
        )
        said = " ".join(map(str, manifest.itertext()))
        assert credits.attribution(edition_work(made_from)) in said
        page = files["index.html"].decode()
        assert not re.search(r"<[^>]* on[a-z]+=", page), "no handlers in the markup"
        assert "creativecommons.org/licenses/by/4.0/" in page


def test_scorm_without_questions_asks_no_mastery(manuscripts: dict[str, Manuscript]) -> None:
    silent = only(manuscripts["hard"], "no-quiz")
    for key, sign in (("scorm12", b"masteryscore"), ("scorm2004", b"primaryObjective")):
        assert sign not in unpack(BY_KEY[key].make(silent))["imsmanifest.xml"]
        assert sign in unpack(BY_KEY[key].make(manuscripts["hard"]))["imsmanifest.xml"]


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

# --- real clients -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def packages(manuscripts: dict[str, Manuscript], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every package for platforms, of every edition."""
    folder = tmp_path_factory.mktemp("packages")
    for name, taken in manuscripts.items():
        for format in FORMATS:
            if format.is_for_platforms:
                for scope in format.scopes(taken.edition):
                    file = folder / name / file_name(format, taken.edition, scope)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(format.make(only(taken, scope)))
    return folder


GIFT_TYPES = {
    "multichoice": "MC",
    "truefalse": "TF",
    "matching": "Matching",
    "shortanswer": "Short",
    "numerical": "Numerical",
}


@pytest.mark.clients
def test_importers_take_gift_and_h5p(packages: Path, manuscripts: dict[str, Manuscript]) -> None:
    files = [*sorted(packages.rglob("*.gift.txt")), *sorted(packages.rglob("*.h5p"))]
    rows = dict(zip(files, imports.imported(files), strict=True))
    assert [row for row in rows.values() if "refused" in row] == []
    for name, taken in manuscripts.items():
        (file,) = (packages / name).glob("*.gift.txt")
        wanted = [[id, GIFT_TYPES[fit.kind]] for id, fit in fits("gift", taken).items() if fit.kind]
        assert rows[file]["questions"] == wanted


@pytest.mark.clients
def test_importers_refuse(tmp_path: Path) -> None:
    (tmp_path / "bad.gift.txt").write_text("::a::b {=c ~d", "utf-8")
    (tmp_path / "bad.h5p").write_bytes(pack({"h5p.json": b"{}", "content/content.json": b"{}"}))
    rows = imports.imported(sorted(tmp_path.iterdir()))
    assert all(row["refused"] for row in rows)


@pytest.mark.clients
@pytest.mark.xdist_group("browser")
def test_scorm_plays(packages: Path) -> None:
    """Courses and lessons, with all kinds of questions, with 300 of them and with none."""
    chosen = (
        *("en/sharing-en", "kk/sharing-kk", "hard/sharing-en", "many/lessons/hard-quiz-en"),
        *("en/lessons/give-it-on-en", "pieces/lessons/every-piece-en", "hard/lessons/no-quiz-en"),
    )
    files = [packages / f"{name}.{key}.zip" for name in chosen for key in SCORM]
    assert scorm.judge_files(packages, files) == []


@pytest.mark.clients
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("player.js", '"passed" : "failed"', '"passed" : "passed"', "status"),
        ("player.js", "now.percent)", "now.percent + 1)", "refused"),
        ("player.js", "restore(platform", "String(platform", "forgets answers"),
        ("player.js", "if (place &&", "throw new Error(place); if (place &&", "script error"),
        ("imsmanifest.xml", '<file href="player.js"/>', "", "lists"),
        ("imsmanifest.xml", "identifierref", "identifierRef", "manifest"),
    ],
)
def test_scorm_judge_finds(
    file: str, old: str, new: str, said: str, packages: Path, tmp_path: Path
) -> None:
    entries = unpack((packages / "en" / "sharing-en.scorm12.zip").read_bytes())
    assert old.encode() in entries[file]
    broken = {**entries, file: entries[file].replace(old.encode(), new.encode())}
    (tmp_path / "broken.scorm12.zip").write_bytes(pack(broken))
    found = scorm.judge_files(tmp_path, [tmp_path / "broken.scorm12.zip"])
    assert any(trouble.what.startswith(said) for trouble in found), found


# --- what it costs, and what is told ------------------------------------------------------


def test_six_languages_of_the_largest_course_cost_little() -> None:
    """Twenty seconds of work at most; a page of docs/ and the plan of the house promise it."""
    catalog = load(TESTS.parent)
    courses = catalog.courses.values()
    largest = max(courses, key=lambda course: len(course.editions["en"].lessons))
    edition = largest.editions["en"]
    files = read_files(TESTS.parent, needed_files(catalog, edition))
    taken = manuscript(catalog, edition, SITE, files)
    begun = process_time()
    for _ in catalog.languages:
        for format in FORMATS:
            if format.is_for_platforms:
                for scope in format.scopes(edition):
                    assert format.make(only(taken, scope))
    assert process_time() - begun < 20


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
