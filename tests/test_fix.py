"""`oer check --fix`: nothing is lost, nothing is mended twice, and code stays as it is."""

import io
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from PIL import Image, PngImagePlugin

from oer import fixes, letters, mend, nowhere
from oer.leftovers import place_taken
from oer.load import load
from oer.markup import parse
from oer.model import Letters
from samples import TESTS, contents, copy_sample, oer_here

CYRILLIC = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
KAZAKH = Letters(frozenset(CYRILLIC), frozenset("әғқңөұүһі"), frozenset(CYRILLIC + LATIN))
UZBEK = Letters(frozenset(f"{LATIN}ʻʼ"), frozenset("ʻʼ"), frozenset(f"{LATIN}ʻʼ"), "ʻ", "og", "ʼ")
KK = "translations/kk/courses/sharing/lessons/who-made-it.md"
RU = "translations/ru/courses/sharing/lessons/who-made-it.md"
EN = "courses/sharing/lessons/who-made-it.md"

PIECES = st.sampled_from(
    [
        *("бiлiм ", "Wordта ", "o'z ", "sanʻat", "й", "и\u0306", "e\u0301", "`бiлiм`", "``x`", "`"),
        *("  \n", " \n", "\n", "\n\n", "\t\n", "> ", "- ", "1. ", "# ", "## бiр {#a}", "    бiр\n"),
        *("```\n", "~~~\n", "[бiр](бiр)", "[бiр](lang:ru)", "https://x.kz/бiр ", "<бiр> ", "&amp;"),
        *(
            "[!NOTE] бiр\n",
            "[^бiр]",
            "[^1]: бiр\n",
            "[a]: бiр\n",
            "| a | бiр |\n",
            "|-|-|\n",
            "[[бiр]]",
        ),
        *("\\", "*", "_", "!", "'", "’", "g'", "a\u0306"),
    ]
)
TEXTS = st.lists(PIECES | st.text("абiі'oʻg` \n#>-", max_size=6), max_size=25).map("".join)


@given(TEXTS, st.sampled_from([KAZAKH, UZBEK, None]))
def test_second_time_changes_nothing(text: str, own: Letters | None) -> None:
    once = mend.lesson(text, own, {})
    assert mend.lesson(once, own, {}) == once


@given(TEXTS, st.sampled_from([KAZAKH, UZBEK, None]))
def test_nothing_but_letters_and_spaces_changes(text: str, own: Letters | None) -> None:
    """Blocks, links, code and addresses of the parse stay, and every letter has its twin."""
    made = mend.lesson(text, own, {})
    before, after = parse(text, "x.md"), parse(made, "x.md")
    assert [(one.target) for one in after.links] == [one.target for one in before.links]
    shapes = [
        [(part.kind, part.code, part.targets) for part in each.parts] for each in (before, after)
    ]
    assert shapes[0] == shapes[1]
    assert _bare(made) == _bare(text)


def _bare(text: str) -> str:
    """What a text says to the eye: without spaces at ends, marks put apart, twins and signs."""
    plain = "".join(letters.TO_CYRILLIC.get(c, c) for c in unicodedata.normalize("NFC", text))
    folded = plain.translate(dict.fromkeys(map(ord, letters.APOSTROPHES), "'"))
    return "\n".join(line.rstrip() for line in folded.split("\n"))


SPOILT = {
    KK: (
        ("Кафе ғаламтордан", "Кафе ғaлaмтордан"),
        ("Фирма автор", "Фирма `бiлiм` [бiлiм](lang:ru) автор"),
        ("## Біл {#learn}", "## Біл"),
    ),
    RU: (
        ("рисунком из сети. ", "рисунком из сети.   "),
        ("summary: Назовите", "summary: Нaзовите"),
    ),
    EN: (("## Learn {#learn}", "## Learn"), ("its author writes.", "its author writes. \t")),
}
UZ = """title: Ulashish
summary: "O'zbekiston san'ati" # izoh
modules:
  basics: 'Asos'
translation:
  of: en
  status: draft
  translators: ["O'tkir o'zi"]
"""


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    root = copy_sample(tmp_path)
    for path, pairs in SPOILT.items():
        text = (root / path).read_text("utf-8")
        for old, new in pairs:
            text = text.replace(old, new, 1)
        (root / path).write_text(text, "utf-8")
    uzbek = root / "translations/uz/courses/sharing/course.yml"
    uzbek.parent.mkdir(parents=True)
    uzbek.write_text(UZ, "utf-8", newline="\r\n")
    (root / "translations/uz/language.yml").write_bytes(
        (TESTS.parent / "translations/uz/language.yml").read_bytes()
    )
    return root


def test_shows_first_and_changes_only_when_told(spoilt: Path) -> None:
    before = contents(spoilt)
    shown = oer_here(spoilt, "check", "--fix")
    assert shown.exit_code == 1
    assert "+Кафе ғаламтордан" in shown.output
    assert contents(spoilt) == before
    assert oer_here(spoilt, "check", "--fix", "--yes").exit_code == 0
    after = contents(spoilt)
    assert after.keys() == before.keys()
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {KK, RU, EN, "translations/uz/courses/sharing/course.yml"}
    again = oer_here(spoilt, "check", "--fix")
    assert (again.exit_code, again.output) == (0, "Nothing to mend.\n")


def test_mends_what_it_should(spoilt: Path) -> None:
    oer_here(spoilt, "check", "--fix", "--yes")
    kazakh, english = (spoilt / KK).read_text("utf-8"), (spoilt / EN).read_text("utf-8")
    assert "Кафе ғаламтордан" in kazakh
    assert "Фирма `бiлiм` [бiлiм](lang:ru) автор" in kazakh
    assert "## Learn {#learn}\n" in english
    assert "## Біл {#learn}\n" in kazakh
    assert "summary: Назовите" in (spoilt / RU).read_text("utf-8")
    uzbek = (spoilt / "translations/uz/courses/sharing/course.yml").read_bytes().decode()
    assert 'Oʻzbekiston sanʼati" # izoh\r\n' in uzbek
    assert "[\"O'tkir o'zi\"]" in uzbek, "a name is left as it is"


def test_leaves_alone_what_was_changed_meanwhile(spoilt: Path) -> None:
    change = fixes.changes(spoilt, load(spoilt))[0]
    stale = replace(change, before=b"older")
    assert not fixes.write(spoilt, stale)
    assert (spoilt / change.path).read_bytes() == change.before
    assert not [file for file in spoilt.rglob(".*") if file.is_file()]


def test_paths_narrow_it(spoilt: Path) -> None:
    shown = oer_here(spoilt, "check", "--fix", "translations/kk").output
    assert "kk" in shown
    assert "translations/ru" not in shown


# --- pictures -----------------------------------------------------------------------------

XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    b"<rdf:Description xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:GPSLatitude='43,15.6N'"
    b" exif:GPSLongitude='76,56.7E' exif:Artist='A'/></rdf:RDF></x:xmpmeta>"
)


def photograph(kind: str, xmp: bool) -> bytes:
    image = Image.effect_noise((40, 30), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x013B], exif[0x0112], exif[0x8298] = "Aigul", 6, "CC BY"
    gps = {1: "N", 2: (43.0, 15.0, 36.5), 3: "E", 4: (76.0, 56.0, 42.1)}
    exif[0x8825] = gps
    made = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    if xmp:
        info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
    more = {"pnginfo": info} if kind == "PNG" else {"xmp": XMP} if xmp else {}
    image.save(made, kind, exif=exif.tobytes(), **more)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("xmp", [False, True])
def test_takes_the_place_and_nothing_else(kind: str, xmp: bool) -> None:
    raw = photograph(kind, xmp)
    with Image.open(io.BytesIO(raw)) as image:
        assert place_taken(image, raw)
        pixels = image.tobytes()
    made = nowhere.without_place(raw)
    with Image.open(io.BytesIO(made)) as image:
        assert place_taken(image, made) == ""
        assert image.tobytes() == pixels
        exif = image.getexif()
        assert (exif[0x013B], exif[0x0112], exif[0x8298]) == ("Aigul", 6, "CC BY")
    assert nowhere.without_place(made) == made
    assert b"43,15.6N" not in made


@given(st.binary(max_size=400))
def test_spoilt_pictures_are_left_alone(raw: bytes) -> None:
    assert nowhere.without_place(raw) == raw


def test_pictures_of_a_course(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    picture = root / "courses/sharing/media/photo.jpg"
    picture.write_bytes(photograph("JPEG", xmp=True))
    assert "photo.jpg: the place" in oer_here(root, "check", "--fix").output
    oer_here(root, "check", "--fix", "--yes")
    assert [one.place_taken for one in load(root).courses["sharing"].media.values()] == ["", ""]
