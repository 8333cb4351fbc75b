"""Packages for learning platforms before real clients, and what they cost."""

import re
from itertools import product
from pathlib import Path
from time import process_time
from urllib.parse import unquote

import pytest
from lxml import etree

from judges import imports, scorm
from oer import credits
from oer.formats import FORMATS, file_name
from oer.formats.archive import pack, unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, manuscript, needed_files, only, read_files
from oer.load import load
from platforms import BY_KEY, EDITIONS, fits, manuscripts
from samples import TESTS
from test_formats import SITE

__all__ = ["manuscripts"]

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
def test_scorm_plays(packages: Path) -> None:
    """Courses and lessons, with all kinds of questions, with 300 of them and with none."""
    chosen = (
        *("en/sharing-en", "kk/sharing-kk", "hard/sharing-en", "many/lessons/hard-quiz-en"),
        *("en/lessons/give-it-on-en", "pieces/lessons/every-piece-en", "hard/lessons/no-quiz-en"),
    )
    files = [packages / f"{name}.{key}.zip" for name in chosen for key in SCORM]
    assert scorm.judge_files(packages, files) == []


@pytest.mark.clients
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
