"""A real lesson of every language in every format: no word lost, and nothing for judges to say."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

from judges import barriers, books, offices, papers
from judges.books import lost_words
from judges.site import Site
from judges.trouble import Trouble
from oer import credits
from oer.formats import FORMATS, Format, class_kit, docx, file_name
from oer.formats.archive import pack, unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, manuscript, needed_files, only, read_files
from oer.formats.pandoc import pandoc
from oer.load import load
from oer.model import Lesson
from oer.settings import read_site
from samples import TESTS
from test_formats import bodies, text_of, text_of_epub
from test_paper import text_on
from test_slides import texts

COURSE = "copyright"
TAKEN = ("epub", "page", "pdf", "class", "handout", "answers", "pptx", "docx", "odt")
CHOSEN = [format for format in FORMATS if format.key in TAKEN]
LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz")
pytestmark = pytest.mark.xdist_group("take-away")


class Made(NamedTuple):
    """A lesson in one language, and its packages by the key of their format."""

    manuscript: Manuscript
    files: Mapping[str, Path]

    @property
    def lesson(self) -> Lesson:
        return self.manuscript.edition.lessons[self.manuscript.lesson]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("take-away")


@pytest.fixture(scope="module")
def made(folder: Path) -> Mapping[str, Made]:
    """Another lesson in each language, so that six of them are looked at."""
    root = TESTS.parent
    catalog, site = load(root), read_site(root)
    found = {}
    for number, code in enumerate(LANGUAGES):
        edition = catalog.courses[COURSE].editions[code]
        slug = [*edition.lessons][2 * number % len(edition.lessons)]
        files = read_files(root, needed_files(catalog, edition))
        alone = only(manuscript(catalog, edition, site, files), slug)
        found[code] = Made(alone, {one.key: write(folder, one, alone) for one in CHOSEN})
        (folder / f"forms-{code}.docx").write_bytes(
            docx.written([class_kit.forms(alone)], [alone.modified])[0]
        )
    return found


def write(folder: Path, format: Format, alone: Manuscript) -> Path:
    file = folder / file_name(format, alone.edition, alone.lesson)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(format.make(alone))
    return file


def written(lesson: Lesson) -> str:
    """All that the lesson's author wrote."""
    return " ".join([lesson.title, lesson.summary, *lesson.outcomes, text_of(lesson.body)])


def asked(lesson: Lesson) -> str:
    """Every word of its questions: stems, options, feedback and explanations."""
    return " ".join(text_of(body) for one in lesson.questions for body in bodies(one))


def of_office(kind: str) -> Callable[[bytes], str]:
    def read(data: bytes) -> str:
        return pandoc(("--from", kind, "--to", "plain", "--wrap=none"), data).decode()

    return read


def of_page(data: bytes) -> str:
    return " ".join(map(str, html.document_fromstring(data.decode()).itertext()))


READERS: Mapping[str, Callable[[bytes], str]] = {
    "epub": text_of_epub,
    "page": of_page,
    "pdf": text_on,
    "docx": of_office("docx"),
    "odt": of_office("odt"),
    "pptx": lambda data: " ".join(texts(data)),
}
"""Formats that hold the whole lesson; on slides, what is too long to show is in the notes."""


@pytest.mark.clients
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", READERS)
def test_no_word_is_lost(key: str, code: str, made: Mapping[str, Made]) -> None:
    lesson = made[code].lesson
    shown = READERS[key](made[code].files[key].read_bytes())
    assert lost_words(f"{written(lesson)} {asked(lesson)}", shown) == []


@pytest.mark.clients
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_trainers_sheet_holds_every_explanation(code: str, made: Mapping[str, Made]) -> None:
    lesson = made[code].lesson
    told = " ".join(text_of(question.explanation) for question in lesson.questions)
    assert lost_words(told, text_on(made[code].files["answers"].read_bytes())) == []


@pytest.mark.clients
@pytest.mark.parametrize("key", [*READERS, "handout", "answers"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_file_alone_says_whose_it_is(code: str, key: str, made: Mapping[str, Made]) -> None:
    """Title, licence, source and the state of the translation, where a reader sees them."""
    work = edition_work(made[code].manuscript)
    read = READERS.get(key, text_on)
    told = read(made[code].files[key].read_bytes())
    sentence = credits.attribution(work).split("(https")[0]
    assert lost_words(f"{work.title} {sentence} {credits.state_note(work)}", told) == []
    assert lost_words(credits.facts_note(work), told) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_class_kit_holds_the_files_of_its_lesson(code: str, made: Mapping[str, Made]) -> None:
    files = made[code].files
    parts = {key: files[key].read_bytes() for key in class_kit.PARTS}
    held = unpack(class_kit.with_files(files["class"].read_bytes(), parts))
    assert set(parts.values()) < set(held.values())
    assert {name.partition("/")[2] for name in held} > {name for name, *_ in class_kit.FILES}


JUDGES: Mapping[str, Callable[[Site], Iterable[Trouble]]] = {
    "epubs": books.judge_epubs,
    "papers": papers.judge,
    "offices": offices.judge,
    "documents": books.judge_documents,
}


@pytest.mark.clients
@pytest.mark.parametrize("judge", JUDGES)
def test_judges_have_nothing_to_say(judge: str, folder: Path, made: Mapping[str, Made]) -> None:
    assert len(made) == len(LANGUAGES)
    assert list(map(str, JUDGES[judge](Site(folder, {})))) == []


@pytest.mark.clients
def test_everybody_can_read_the_e_book(made: Mapping[str, Made]) -> None:
    """Ace takes its time: one book here, all of them in `make judge`."""
    assert barriers.of_epub(made["kk"].files["epub"]) == []


@pytest.mark.clients
def test_judges_see_words_where_none_may_stand(made: Mapping[str, Made], tmp_path: Path) -> None:
    for key, part, place, words, judge in (
        ("odt", "content.xml", b"<office:text>", b"words", offices.open_document),
        ("docx", "word/document.xml", b"<w:body>", b"<w:t>words</w:t>", offices.open_xml),
    ):
        parts = unpack(made["en"].files[key].read_bytes())
        assert place in parts[part]
        spoilt = {**parts, part: parts[part].replace(place, place + words, 1)}
        (tmp_path / f"spoilt.{key}").write_bytes(pack(spoilt))
        assert judge(tmp_path / f"spoilt.{key}")


@pytest.mark.clients
def test_a_lost_word_is_seen(made: Mapping[str, Made]) -> None:
    """The sheet for learners leaves the explanations out, so that the same look must see it."""
    told = " ".join(text_of(question.explanation) for question in made["kk"].lesson.questions)
    assert lost_words(told, text_on(made["kk"].files["handout"].read_bytes()))
