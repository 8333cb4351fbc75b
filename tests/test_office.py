"""Word and OpenDocument of a lesson: no word lost, right for real Office programs."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from judges.offices import open_document
from oer import credits
from oer.formats import docx, odt, qr
from oer.formats.archive import pack, unpack
from oer.formats.book import edition_work
from oer.formats.columns import LINE, fit_pictures, weights
from oer.formats.manuscript import Manuscript, only
from oer.formats.odt_styles import name as odf
from oer.formats.pandoc import pandoc
from test_formats import WORD, W, manuscripts, words_of
from test_slides import CASES, lessons, office_errors

__all__ = ["lessons", "manuscripts"]
MAKERS = {"docx": docx.make, "odt": odt.make}


@pytest.fixture(scope="module")
def made(lessons: dict[str, Manuscript]) -> dict[tuple[str, str, str], bytes]:
    return {
        (key, name, slug): make(only(lessons[name], slug))
        for key, make in MAKERS.items()
        for name, slug in CASES
    }


@pytest.mark.parametrize("key", MAKERS)
@pytest.mark.parametrize(("name", "slug"), CASES)
def test_no_word_is_lost(
    key: str,
    name: str,
    slug: str,
    made: dict[tuple[str, str, str], bytes],
    lessons: dict[str, Manuscript],
) -> None:
    text = pandoc(("--from", key, "--to", "plain", "--wrap=none"), made[key, name, slug]).decode()
    assert words_of(lessons[name].edition.lessons[slug]) - set(WORD.findall(text)) == set()


@pytest.mark.clients
@pytest.mark.parametrize(("name", "slug"), CASES)
def test_office_finds_no_error(
    name: str, slug: str, made: dict[tuple[str, str, str], bytes], tmp_path: Path
) -> None:
    assert office_errors(made["docx", name, slug], tmp_path, ".docx") == []


@pytest.mark.clients
@pytest.mark.parametrize(("name", "slug"), [("pieces", "every-piece"), ("hard", "who-made-it")])
def test_libreoffice_shows_all_words_of_opendocument(
    name: str,
    slug: str,
    made: dict[tuple[str, str, str], bytes],
    lessons: dict[str, Manuscript],
    tmp_path: Path,
) -> None:
    assert shutil.which("soffice"), "this needs LibreOffice: apt-get install libreoffice-writer"
    (tmp_path / "text.odt").write_bytes(made["odt", name, slug])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "text.odt")], check=True, capture_output=True)
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(tmp_path / "text.pdf"), "-"],
        check=True,
        capture_output=True,
    ).stdout.decode()
    assert words_of(lessons[name].edition.lessons[slug]) - set(WORD.findall(told)) == set()


def content(data: bytes) -> etree._Element:
    return etree.fromstring(unpack(data)["content.xml"])


def test_opendocument_begins_with_its_type(made: dict[tuple[str, str, str], bytes]) -> None:
    start = made["odt", "en", "give-it-on"][30:77]
    assert start == b"mimetypeapplication/vnd.oasis.opendocument.text"


def test_opendocument_styles_exist(made: dict[tuple[str, str, str], bytes]) -> None:
    data = made["odt", "pieces", "every-piece"]
    trees = (content(data), etree.fromstring(unpack(data)["styles.xml"]))
    known = {s.get(odf("style:name")) for tree in trees for s in tree.iter(odf("style:style"))}
    used = {p.get(odf("text:style-name")) for p in trees[0].iter(odf("text:p"), odf("text:h"))}
    assert used - known == set()
    assert {"Box_20_Tip", "Table_20_Head", "Credit"} <= known
    assert not any(" " in str(name) for name in used | known)


def test_opendocument_pictures_are_described(made: dict[tuple[str, str, str], bytes]) -> None:
    frames = list(content(made["odt", "pieces", "every-piece"]).iter(odf("draw:frame")))
    told = [frame.findtext(odf("svg:desc")) for frame in frames]
    assert told == ["Three shapes in a row", "Code to scan"]


@pytest.mark.parametrize(("key", "folder"), [("docx", "word/media/"), ("odt", "Pictures/")])
def test_a_code_leads_to_the_newest_version(
    key: str,
    folder: str,
    made: dict[tuple[str, str, str], bytes],
    lessons: dict[str, Manuscript],
) -> None:
    address = edition_work(only(lessons["kk"], "who-made-it")).address
    parts = unpack(made[key, "kk", "who-made-it"])
    pictures = [data for name, data in parts.items() if name.startswith(folder)]
    text = pandoc(("--from", key, "--to", "plain", "--wrap=none"), made[key, "kk", "who-made-it"])
    assert qr.png(address) in pictures
    assert address in text.decode()


def test_opendocument_states_its_licence(
    made: dict[tuple[str, str, str], bytes], lessons: dict[str, Manuscript]
) -> None:
    work = edition_work(only(lessons["kk"], "who-made-it"))
    told = unpack(made["odt", "kk", "who-made-it"])["meta.xml"].decode()
    assert work.title in told
    assert str(work.licence.url) in told
    assert credits.state_note(work) in told


@pytest.mark.parametrize("key", MAKERS)
def test_every_lesson_carries_its_attribution(
    key: str, made: dict[tuple[str, str, str], bytes], lessons: dict[str, Manuscript]
) -> None:
    work = edition_work(only(lessons["ru"], "who-made-it"))
    text = pandoc(("--from", key, "--to", "plain", "--wrap=none"), made[key, "ru", "who-made-it"])
    words = set(WORD.findall(credits.attribution(work).split("(https")[0]))
    assert words <= set(WORD.findall(text.decode()))


def test_options_are_rows_of_a_table(made: dict[tuple[str, str, str], bytes]) -> None:
    """A trainer changes, moves and deletes rows; squares stand in a column of their own."""
    tree = etree.fromstring(unpack(made["docx", "pieces", "every-piece"])["word/document.xml"])
    rows = [
        ["".join(map(str, cell.itertext())) for cell in row.iter(f"{W}tc")]
        for row in tree.iter(f"{W}tr")
    ]
    assert ["☐", "A stock photo"] in rows
    assert rows.index(["☐", "A stock photo"]) < rows.index(["☐", "A picture under CC0"])


def test_columns_of_numbers_are_narrow() -> None:
    table = etree.fromstring(
        "<table><thead><tr><th>No.</th><th>What</th><th>Yours</th></tr></thead><tbody>"
        f"<tr><td>1</td><td>{'many words ' * 20}</td><td></td></tr></tbody></table>"
    )
    number, text, blank = weights(table)
    assert number <= 6
    assert blank > number
    assert text > blank
    assert abs(number + text + blank - LINE) <= 2


def test_a_table_in_a_list_stands_between_its_items(
    made: dict[tuple[str, str, str], bytes],
) -> None:
    """ODF 1.3 part 3 §5.3.3 allows none inside, and LibreOffice shows none there."""
    tree = content(made["odt", "pieces", "every-piece"])
    (table,) = [
        one for one in tree.iter(odf("table:table")) if "Watt" in str(one.xpath("string()"))
    ]
    before, after = table.getprevious(), table.getnext()
    assert before is not None
    assert after is not None
    assert before.tag == after.tag == odf("text:list")
    assert after.get(odf("text:continue-numbering")) == "true"
    assert [part.tag for part in after] == [odf("text:list-header"), odf("text:list-item")]


def test_tasks_below_tasks_stand_below_them(made: dict[tuple[str, str, str], bytes]) -> None:
    tree = content(made["odt", "pieces", "every-piece"])
    items = ["".join(map(str, item.itertext())) for item in tree.iter(odf("text:list-item"))]
    assert [one for one in items if one.strip("☐ \n") == "A half of it"]


def test_a_picture_is_no_wider_than_its_column() -> None:
    """Beside a long text it would lie upon it, or be cut where its cell ends."""
    wide = '<img src="a" alt="" width="400" height="200"/>'
    rows = "<tr><td>Name</td><td>Picture</td><td>Text</td></tr>"
    rows += f"<tr><td>Plan</td><td>{wide}</td><td>{'many words ' * 20}</td></tr>"
    tree = etree.fromstring(f"<div><table><tbody>{rows}</tbody></table></div>")
    (plan, shown, text), (picture,) = weights(tree[0]), tree.iter("img")
    fit_pictures(tree, 440)
    width, height = float(picture.get("width") or 0), float(picture.get("height") or 0)
    assert plan < shown < text
    assert 100 < width < 440 * shown / (plan + shown + text)
    assert height == pytest.approx(width / 2, abs=1)


def test_a_table_of_forty_columns_has_no_place_on_paper() -> None:
    cells = "".join(f"<td>cell{number}</td>" for number in range(40))
    assert weights(etree.fromstring(f"<table><tbody><tr>{cells}</tr></tbody></table>")) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<office:text>", b"<office:text>words"),
        (b"<office:text>", b"<office:text><text:nonsense/>"),
        (b'text:outline-level="1"', b'text:outline-level="one"'),
    ],
)
def test_the_judge_of_opendocument_sees_what_is_wrong(
    old: bytes, new: bytes, made: dict[tuple[str, str, str], bytes], tmp_path: Path
) -> None:
    file, parts = tmp_path / "text.odt", unpack(made["odt", "en", "give-it-on"])
    file.write_bytes(made["odt", "en", "give-it-on"])
    assert open_document(file) == []
    changed = parts["content.xml"].replace(old, new, 1)
    assert changed != parts["content.xml"]
    file.write_bytes(pack({**parts, "content.xml": changed}, stored="mimetype"))
    assert open_document(file) != []
