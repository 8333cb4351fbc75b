"""Reports of workshops: what a sheet says is added up, and what tells of one person is refused."""

import json
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest

from oer.formats.report_sheet import Blank, sheets, table
from oer.indicators import indicators
from oer.load import load, load_languages
from oer.model import Language, Site
from oer.values import licences
from oer.workshop import FIELDS, Refusal, Report, added_up, read_report
from samples import TESTS, copy_buildable, oer

CODES = ("en", "kk", "ky", "ru", "tg", "uz")
GOOD = {
    "date": "2026-05-31",
    "country": "kg",
    "place": "Нарын",
    "language": "ky",
    "participants": "12",
    "women": "7",
    "men": "4",
    "sex_not_said": "1",
    "age_under_18": "",
    "age_18_29": "5",
    "age_30_49": "5",
    "age_50_over": "2",
    "age_not_said": "0",
    "town": "5",
    "village": "7",
    "home_not_said": "",
    "scored": "10",
    "before": "3,5",
    "after": "7",
    "highest": "14",
}
NOTHING_SCORED = {"scored": "", "before": "", "after": "", "highest": ""}


@pytest.fixture(scope="module")
def languages() -> Mapping[str, Language]:
    return load_languages(TESTS.parent)


def filled(empty: bytes, values: Mapping[str, str], separator: str = ",") -> str:
    """The template with values, as a spreadsheet would save it."""
    lines = empty.decode("utf-8-sig").splitlines()
    rows = [f"{name}{separator}…{separator}{values[name]}" for name in FIELDS]
    if separator == ",":
        rows = [f'{name},…,"{values[name]}"' for name in FIELDS]
    assert [line.partition(",")[0] for line in lines[1:]] == list(FIELDS)
    return "\r\n".join([separator.join(lines[0].split(",")), *rows])


def text(separator: str = ",", **changed: str) -> str:
    header = separator.join(("field", "what", "value"))
    values = {**GOOD, **changed}
    rows = (f'{name}{separator}what{separator}"{value}"' for name, value in values.items())
    return "\r\n".join([header, *rows])


def refusals(made: str) -> list[tuple[int, str]]:
    read = read_report(made, CODES)
    assert not isinstance(read, Report)
    assert all(isinstance(one, Refusal) for one in read)
    return [(one.line, one.key) for one in read]


# --- the sheets ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_the_table_can_be_filled_in(languages: Mapping[str, Language], code: str) -> None:
    empty = table(languages[code])
    assert empty.startswith(b"\xef\xbb\xbf"), "or a spreadsheet takes it for another encoding"
    read = read_report("\ufeff" + filled(empty, GOOD), CODES)
    assert isinstance(read, Report)
    assert read.counts["women"] == 7


@pytest.mark.parametrize("code", CODES)
def test_the_sheet_asks_for_the_same(languages: Mapping[str, Language], code: str) -> None:
    locales = {known: language.locale for known, language in languages.items()}
    site = Site("https://courses.example/", "https://git.example/house/courses")
    licence = licences()["cc-by-4.0"]
    blank = Blank(languages[code], locales, licence, site, "2026-01-01T00:00:00Z")
    made = sheets([blank])[0]
    assert [made] == sheets([blank]), "the same input, the same bytes"
    words = zipfile.ZipFile(BytesIO(made)).read("word/document.xml").decode()
    missing = [name for name in FIELDS if languages[code].words[f"report.{name}"] not in words]
    assert missing == []


# --- reading ------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_a_spreadsheet_saves_is_read(separator: str) -> None:
    made = text(separator, date="31.05.2026").replace("\r\n", f"{separator}{separator}\r\n")
    read = read_report(f"\ufeff{made}\r\n{separator * 4}\r\n", CODES)
    assert isinstance(read, Report)
    assert (read.date, read.before, read.after) == ("2026-05-31", Fraction(1, 4), Fraction(1, 2))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"date": "31/05/2026"}, (2, "no_date")),
        ({"date": "2026-02-30"}, (2, "no_date")),
        ({"country": "Kyrgyzstan"}, (3, "choice")),
        ({"place": "Asel, +996 555 123456"}, (4, "no_place")),
        ({"place": "asel@example.org"}, (4, "no_place")),
        ({"language": "xx"}, (5, "choice")),
        ({"participants": "twelve"}, (6, "no_count")),
        ({"participants": "1001"}, (6, "no_count")),
        ({"participants": "9" * 5000}, (6, "no_count")),
        ({"women": "Asel, Bermet"}, (7, "no_count")),
        ({"women": "-7"}, (7, "no_count")),
        ({"women": "٧"}, (7, "no_count")),
        ({"women": "8"}, (7, "sums")),
        ({"age_18_29": "4"}, (10, "sums")),
        ({"village": "0"}, (15, "sums")),
        ({"scored": "4"}, (18, "too_few")),
        ({"scored": ""}, (18, "scores")),
        ({"highest": ""}, (18, "scores")),
        ({"scored": "13"}, (18, "impossible")),
        ({"after": "15"}, (18, "impossible")),
        ({"highest": "0"}, (18, "impossible")),
        ({"before": "Asel 3"}, (19, "no_score")),
    ],
)
def test_refuses(changed: dict[str, str], expected: tuple[int, str]) -> None:
    assert refusals(text(**changed)) == [expected]


def test_refuses_other_columns_and_lines() -> None:
    with_names = text().replace("field,what,value", "field,what,value,name")
    assert refusals(with_names) == [(1, "columns")]
    assert refusals(f"{text()}\r\nwomen,what,3,Asel") == [(22, "columns")]
    assert refusals(f"{text()}\r\nname,what,Asel") == [(22, "unknown")]
    assert refusals(f"{text()}\r\nwomen,what,7") == [(22, "twice")]
    assert refusals("name,phone\r\nAsel,123") == [(1, "columns")]
    assert refusals("") == [(1, "columns")]
    assert refusals('field,what,value\r\ndate,"what') == [(1, "columns")]
    lacking = "\r\n".join(line for line in text().splitlines() if not line.startswith("men,"))
    assert refusals(lacking) == [(1, "missing")]


def test_no_refusal_repeats_what_stands_in_the_file() -> None:
    read = read_report(text(women="Asel", place="Asel 1", before="Asel"), CODES)
    assert not isinstance(read, Report)
    assert len(read) == 3
    assert "Asel" not in repr(read)


# --- adding up ----------------------------------------------------------------------------


def report(**changed: str) -> Report:
    read = read_report(text(**changed), CODES)
    assert isinstance(read, Report), read
    return read


def test_adds_up() -> None:
    """Averages weigh by people: 10 × 50 % and 5 × 80 % make 60 %."""
    second = report(
        country="kz", date="2026-04-01", scored="5", before="4", after="8", highest="10"
    )
    third = report(country="kz", language="kk", **NOTHING_SCORED)
    sums = added_up([report(), second, third])
    total = sums["total"]
    assert (total["workshops"], total["participants"], total["women"]) == (3, 36, 21)
    assert (total["scored"], total["before"], total["after"]) == (15, 30, 60)
    assert (sums["from"], sums["to"]) == ("2026-04-01", "2026-05-31")
    assert {code: one["workshops"] for code, one in sums["countries"].items()} == {"kg": 1, "kz": 2}
    assert sums["languages"]["kk"]["before"] is None
    assert "Нарын" not in json.dumps(sums, ensure_ascii=False)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_buildable(tmp_path_factory.mktemp("report") / "sample")


def test_the_command(root: Path, tmp_path: Path) -> None:
    names = []
    for number, women in enumerate(("7", "6")):
        file = tmp_path / f"{number}.csv"
        made = text(language="kk", women=women, sex_not_said=str(8 - int(women)))
        file.write_text(made, "utf-8")
        names.append(str(file))
    done = oer(root, "report", "add", "--format", "json", *names)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["total"]["women"] == 13
    shown = oer(root, "report", "add", "--language", "ru", *names)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Женщины" in shown.stdout


def test_the_command_refuses_all_or_nothing(root: Path, tmp_path: Path) -> None:
    good, twin, bad, other = (tmp_path / f"{name}.csv" for name in ("good", "twin", "bad", "other"))
    for file in (good, twin):
        file.write_text(text(language="kk"), "utf-8")
    bad.write_text("name,phone\nAsel,1\n", "utf-8")
    other.write_bytes(text().encode("utf-16"))
    done = oer(root, "report", "add", *map(str, (good, twin, bad, other)))
    assert (done.returncode, done.stdout) == (1, "")
    places = [line.partition(": ")[0] for line in done.stderr.splitlines()]
    assert places == [f"{twin}:1", f"{bad}:1", f"{other}:1"]
    assert oer(root, "report", "add", str(tmp_path / "none.csv")).returncode == 2


RELEASES = [
    {"assets": [{"name": "copyright-kk.epub", "download_count": 3}]},
    {
        "assets": [
            {"name": "copyright-kk.scorm12.zip", "download_count": 2},
            {"name": "manifest.json", "download_count": 1},
        ]
    },
]


def test_downloads_of_releases_are_added_up(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "releases.json"
    file.write_text(json.dumps(RELEASES), "utf-8")
    done = oer(root, "report", "downloads", str(file), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "total": 6,
        "languages": {"kk": 5, "other": 1},
        "formats": {"epub": 3, "other": 1, "scorm12": 2},
    }
    assert "scorm12" in oer(root, "report", "downloads", str(file)).stdout


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"assets": [{}]}]', '[{"assets": 1}]'])
def test_no_list_of_releases(root: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "releases.json"
    file.write_text(text, "utf-8")
    done = oer(root, "report", "downloads", str(file))
    assert done.returncode == 2
    assert "is no list of releases" in done.stderr


def test_indicators(root: Path) -> None:
    assert indicators(load(root)) == {
        "languages": 3,
        "courses": 1,
        "routes": 0,
        "lessons": 2,
        "editions": 3,
        "translated": 2,
        "reviewed": 0,
    }
