"""Translations go to other tools and come back whole."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from oer.cli import main
from oer.documents import split
from oer.formats.archive import pack, unpack
from oer.load import load
from oer.markup import parse_units
from oer.model import Catalog, Standing
from oer.translate import po, xliff
from oer.translate.exchange import Entry, Sheet, sheet
from oer.translate.memory import pairs
from oer.translate.reading import read
from oer.translate.start import start
from oer.translate.sync import sync, write
from oer.translate.transfer import Came, Refused, export, read as read_file, take_in
from oer.translate.writing import rewritten
from samples import TESTS, copy_sample

ROOT = TESTS.parent
LESSON = "courses/sharing/lessons/who-made-it.md"
KK = f"translations/kk/{LESSON}"


@pytest.fixture(scope="module")
def house() -> Catalog:
    return read(ROOT)


@pytest.mark.parametrize("form", [po, xliff])
def test_every_lesson_comes_back_byte_by_byte(house: Catalog, form: object) -> None:
    for _, own in pairs(house):
        there = sheet(own, house.languages[own.language].locale)
        back = form.read(form.write(there))  # type: ignore[attr-defined]
        assert back.entries == tuple(replace(one, read=False) for one in there.entries)
        came = take_in(ROOT, house, back)
        assert came.files[own.place.path] == (ROOT / own.place.path).read_text("utf-8")
        assert (came.written, came.unknown, came.outdated) == (0, (), ())


def test_every_unit_can_be_written_where_it_stands(house: Catalog) -> None:
    """Its own words, wrapped anew, are the same words for the parser."""
    for pair in pairs(house):
        for one in pair:
            text = (ROOT / one.place.path).read_text("utf-8")
            body = {unit: unit.text for unit in one.units if not is_of_head(unit.id)}
            _, made, first_line = split("\n".join(rewritten(text.split("\n"), body)))
            parsed = parse_units(made, one.place.path, first_line)
            assert [(u.id, u.text) for u in parsed.units] == [(u.id, u.text) for u in body]


def is_of_head(id: str) -> bool:
    return "/" not in id or id.startswith("outcomes/")


# --- on the sample ------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = copy_sample(tmp_path / "house")
    write(made, sync(made, load(made)).files)
    return made


def exported(root: Path) -> Sheet:
    catalog = load(root)
    own = catalog.courses["sharing"].editions["kk"].lessons["who-made-it"]
    return sheet(own, "kk")


def with_target(there: Sheet, id: str, target: str, done: bool = True) -> Sheet:
    entries = (replace(e, target=target, done=done) if e.id == id else e for e in there.entries)
    return replace(there, entries=tuple(entries))


def take(root: Path, came: Sheet) -> Came:
    made = take_in(root, load(root), came)
    write(root, made.files)
    return made


def standing(root: Path, id: str) -> Standing:
    lesson = load(root).courses["sharing"].editions["kk"].lessons["who-made-it"]
    return next(one.standing for one in lesson.progress if one.source and one.source.id == id)


@pytest.mark.parametrize(
    ("id", "target", "line"),
    [
        ("title", "Авторы: кім?", 'title: "Авторы: кім?"'),
        ("outcomes/1", "Авторын табу", "  - Авторын табу"),
        ("learn/h1", "Үйрен", "## Үйрен {#learn}"),
        ("learn/p3", "Фирма автор емес.", "> Фирма автор емес."),
        ("note-1/p1", "Ақша аз.", "[^1]: Ақша аз."),
        ("first-author/option2", "Суретші студент", "> - [x] Суретші студент"),
        ("first-author/feedback1", "Жасаған жоқ.", ">   Жасаған жоқ."),
    ],
)
def test_other_words_are_written_and_nothing_else(
    root: Path, id: str, target: str, line: str
) -> None:
    before = (root / KK).read_text("utf-8").split("\n")
    made = take(root, with_target(exported(root), id, target))
    after = (root / KK).read_text("utf-8").split("\n")
    assert made.written == 1
    assert [one for one in after if one not in before] == [line]
    assert standing(root, id) is Standing.CURRENT


def test_a_stale_unit_is_confirmed_unless_it_comes_back_fuzzy(root: Path) -> None:
    change_source(root)
    write(root, sync(root, load(root)).files)
    there = exported(root)
    assert [one.id for one in there.entries if not one.done] == ["learn/p3"]
    take(root, there)
    assert standing(root, "learn/p3") is Standing.STALE
    take(root, with_target(there, "learn/p3", "Компания автор емес."))
    assert standing(root, "learn/p3") is Standing.CURRENT
    assert "<!--" not in (root / KK).read_text("utf-8")


def test_a_text_of_yesterdays_source_is_taken_and_stale(root: Path) -> None:
    there = exported(root)
    change_source(root)
    made = take(root, with_target(there, "learn/p3", "Фирма автор емес."))
    assert made.outdated == ("learn/p3",)
    assert "Фирма автор емес." in (root / KK).read_text("utf-8")
    assert standing(root, "learn/p3") is Standing.STALE


def change_source(root: Path) -> None:
    text = (root / LESSON).read_text("utf-8")
    (root / LESSON).write_text(text.replace("A firm cannot", "A company cannot"), "utf-8")


def test_a_skeleton_is_filled_from_a_file(root: Path) -> None:
    write(root, start(root, load(root), "kk", "sharing/give-it-on", "en"))
    own = load(root).courses["sharing"].editions["kk"].lessons["give-it-on"]
    there = sheet(own, "kk")
    remembered = {one.id for one in there.entries if one.target}
    assert remembered == {"why/h1", "learn/h1", "do/h1", "check/h1", "keep/h1"}
    assert not any(one.done for one in there.entries)
    full = tuple(replace(one, target=f"Қ {one.source}", done=True) for one in there.entries)
    made = take(root, replace(there, entries=full))
    assert made.unknown == ()
    own = load(root).courses["sharing"].editions["kk"].lessons["give-it-on"]
    assert {one.standing for one in own.progress} == {Standing.CURRENT}
    assert "<!--" not in (root / own.place.path).read_text("utf-8")
    assert "# new:" not in (root / own.place.path).read_text("utf-8")


def test_unknown_ids_are_told_and_cost_nothing(root: Path) -> None:
    there = exported(root)
    strange = Entry("learn/p99", "No.", "Жоқ.", done=True)
    made = take(root, replace(there, entries=(*there.entries, strange)))
    assert made.unknown == ("learn/p99",)
    assert made.written == 0


@pytest.mark.parametrize(
    ("id", "target"), [("learn/p1", "Белгісіз."), ("why/p1", "```"), ("why/p1", "## Неге {#neg}")]
)
def test_words_that_would_break_other_units_are_told(root: Path, id: str, target: str) -> None:
    """A note without its mark would vanish, and a paragraph become code or a heading."""
    made = take(root, with_target(exported(root), id, target))
    assert (made.unknown, made.written) == ((id,), 0)
    others = with_target(with_target(exported(root), id, target), "keep/p1", "Басқа сөз.")
    assert take(root, others).written == 1
    assert "Басқа сөз." in (root / KK).read_text("utf-8")


def test_a_file_that_is_the_path_of_another_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.po").write_text(po.write(exported(root)), "utf-8")
    (tmp_path / "a.po").write_text(str(tmp_path / "secret.po"), "utf-8")
    with pytest.raises(Refused):
        read_file(tmp_path / "a.po")


def test_a_terminal_obeys_nothing_that_came(root: Path, tmp_path: Path) -> None:
    there = exported(root)
    strange = Entry("\x1b[2J", "No.", "Жоқ.", done=True)
    (tmp_path / "a.po").write_text(po.write(replace(there, entries=(strange,))), "utf-8")
    arguments = ["--root", str(root), "translate", "import", str(tmp_path / "a.po")]
    told = CliRunner().invoke(main, arguments, catch_exceptions=False).output
    assert "[2J" in told
    assert "\x1b" not in told


# --- Word ---------------------------------------------------------------------------------


@pytest.fixture
def word(root: Path, tmp_path: Path) -> Path:
    ((name, data),) = export(load(root), "kk", ["sharing/who-made-it"], "docx")
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def edit(file: Path, change: Callable[[list[str]], list[str]]) -> None:
    """Change the cells of every row: id with source, translation, remark."""
    document = Document(str(file))
    for row in document.tables[0].rows[1:]:
        before = [cell.text for cell in row.cells]
        for cell, text in zip(row.cells, change(before), strict=True):
            if cell.text != text:
                cell.text = text
    document.save(str(file))


def test_a_word_file_comes_back_unchanged(root: Path, word: Path) -> None:
    before = (root / KK).read_text("utf-8")
    assert take(root, read_file(word)).written == 0
    assert (root / KK).read_text("utf-8") == before


def test_word_files_are_the_same_twice(root: Path, word: Path) -> None:
    ((_, data),) = export(load(root), "kk", ["sharing/who-made-it"], "docx")
    assert data == word.read_bytes()


def test_a_lawyer_returns_words_a_remark_and_a_review(root: Path, word: Path) -> None:
    def change(cells: list[str]) -> list[str]:
        id = cells[0].partition("\n")[0]
        return [cells[0], "Фирма автор емес.", "15-бап"] if id == "learn/p3" else cells

    edit(word, change)
    arguments = ["--root", str(root), "translate", "import", str(word)]
    arguments += ["--reviewer", "Aigul Sample", "--role", "law-kz", "--date", "2026-11-25"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert "1 units have other words" in result.stdout
    assert "learn/p3: remark: 15-бап" in result.stdout
    own = load(root).courses["sharing"].editions["kk"].lessons["who-made-it"]
    assert own.translation is not None
    (review,) = own.translation.reviews
    assert (review.name, review.market, bool(review.hash)) == ("Aigul Sample", "kz", True)
    assert all(one.read == {"law-kz"} for one in own.progress)


def test_a_changed_id_is_told(root: Path, word: Path) -> None:
    edit(word, lambda cells: [cells[0].replace("learn/p3", "learn/p7"), *cells[1:]])
    assert take(root, read_file(word)).unknown == ("learn/p7",)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.po", b"no po"),
        ("a.po", b'msgid ""\nmsgstr ""\n"Language: kk\\n"\n'),
        ("a.xlf", b"<xliff"),
        ("a.xlf", b"<html/>"),
        ("a.xlf", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>'),
        ("a.docx", b"PK no zip"),
        ("a.txt", b"words"),
        ("a.po", b"\xff\xfe"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused):
        read_file(tmp_path / name)


def rezipped(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A Word file with another main part."""
    name = "word/document.xml"
    files = unpack(data)
    return pack({**files, name: change(files[name])})


WORD_ATTACKS: dict[str, Callable[[bytes], bytes]] = {
    "not well formed": lambda xml: xml.replace(b"<w:body>", b"<w:body><"),
    "grows": lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b" " * 60_000_000),
    "nested": lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 3000),
    "without cells": lambda xml: re.sub(b"<w:tc>.*?</w:tc>", b"", xml, flags=re.DOTALL),
}


@pytest.mark.parametrize("attack", WORD_ATTACKS)
def test_a_word_file_that_was_forged_is_refused(word: Path, attack: str) -> None:
    word.write_bytes(rezipped(word.read_bytes(), WORD_ATTACKS[attack]))
    with pytest.raises(Refused):
        read_file(word)


def test_a_word_file_that_was_spoilt_is_refused(word: Path) -> None:
    raw = word.read_bytes()
    word.write_bytes(raw[:400] + bytes(400) + raw[800:])
    with pytest.raises(Refused):
        read_file(word)


def test_a_cell_that_spans_a_hundred_million_columns_is_one(root: Path, word: Path) -> None:
    wide = b'<w:tcPr><w:gridSpan w:val="99999999"/>'
    raw = rezipped(word.read_bytes(), lambda xml: xml.replace(b"<w:tcPr>", wide))
    word.write_bytes(raw)
    assert take(root, read_file(word)).written == 0


def test_a_word_file_of_others_is_refused(tmp_path: Path) -> None:
    out = BytesIO()
    Document().save(out)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    with pytest.raises(Refused):
        read_file(tmp_path / "a.docx")
