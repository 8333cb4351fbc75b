"""A source bundle, unpacked into an empty folder and changed, says what it is based on."""

import json
import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
import yaml

from oer import credits
from oer.formats import FORMATS, source
from oer.formats.archive import unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import (
    Manuscript,
    manuscript,
    needed_files,
    only,
    read_files,
)
from oer.load import load
from oer.program import program_files
from samples import HOUSE, TESTS, built, copy_buildable, oer, oer_here
from test_formats import SITE, manuscripts, repository, take

__all__ = ["manuscripts"]
ORIGIN = "https://courses.example/en/sharing/"
LESSON = "courses/sharing/lessons/give-it-on.md"
RECORD = "courses/sharing/based_on.yml"
EDITOR = "Aigul Trainer"


def lay_out(bundle: bytes, root: Path) -> Path:
    """What a bundle holds, in a folder as its reader unpacks it."""
    with ZipFile(BytesIO(bundle)) as held:
        held.extractall(root)
    return next(root.iterdir())


def change(root: Path, *names: str) -> None:
    """Put a sentence into a lesson, and names into every record."""
    lesson = root / LESSON
    lesson.write_text(lesson.read_text("utf-8").replace("{#why}\n", "{#why}\n\nOurs.\n"), "utf-8")
    for record in root.rglob("based_on.yml"):
        text = record.read_text("utf-8")
        record.write_text(text.replace("changed_by: []", f"changed_by: {json.dumps(names)}", 1))


@pytest.fixture(scope="module")
def unpacked(manuscripts: dict[str, Manuscript], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle in Kazakh, which holds the English as well, with an English lesson changed."""
    root = lay_out(source.make(manuscripts["kk"]), tmp_path_factory.mktemp("remix"))
    change(root, EDITOR)
    return root


@pytest.fixture(scope="module")
def remixed(unpacked: Path) -> dict[str, Manuscript]:
    return {code: take(unpacked, code) for code in ("en", "kk")}


def test_an_untouched_copy_says_so(manuscripts: dict[str, Manuscript], tmp_path: Path) -> None:
    copy = take(lay_out(source.make(manuscripts["en"]), tmp_path), "en")
    sentence = credits.attribution(edition_work(copy))
    assert sentence.endswith("No file has been changed.")
    assert f"Based on: “{copy.edition.title}”" in sentence
    assert ORIGIN in sentence
    assert "Changed by" not in sentence


def test_other_line_ends_are_no_change(manuscripts: dict[str, Manuscript], tmp_path: Path) -> None:
    root = lay_out(source.make(manuscripts["en"]), tmp_path)
    lesson = root / LESSON
    lesson.write_bytes(lesson.read_bytes().replace(b"\n", b"\r\n"))
    assert credits.attribution(edition_work(take(root, "en"))).endswith("has been changed.")


def test_what_was_changed_is_found(remixed: dict[str, Manuscript]) -> None:
    english, kazakh = remixed["en"], remixed["kk"]
    title = english.edition.lessons["give-it-on"].title
    assert edition_work(english).provenance.changed == (title,)  # type: ignore[union-attr]
    changed, same = (edition_work(only(english, slug)) for slug in ("give-it-on", "who-made-it"))
    assert f"Changed by: {EDITOR}. Changed: {title}." in credits.attribution(changed)
    assert EDITOR not in credits.attribution(same)
    assert "Based on: " in credits.attribution(same)
    assert not edition_work(kazakh).provenance.is_changed  # type: ignore[union-attr]


def test_a_new_lesson_is_by_its_author(manuscripts: dict[str, Manuscript], tmp_path: Path) -> None:
    root = lay_out(source.make(manuscripts["en"]), tmp_path)
    change(root, EDITOR)
    old = (root / LESSON).read_text("utf-8")
    (root / LESSON).with_name("ours.md").write_text(old.replace("give-it-on", "ours"), "utf-8")
    course = root / "courses/sharing/course.yml"
    course.write_text(
        course.read_text("utf-8").replace("- give-it-on", "- give-it-on\n      - ours")
    )
    edition = load(root).courses["sharing"].editions["en"]
    assert edition.remix.added == {"courses/sharing/lessons/ours.md"}  # type: ignore[union-attr]
    made = take_unchecked(root)
    work = edition_work(only(made, "ours"))
    assert work.authors == (EDITOR,)
    assert work.provenance is None
    assert "New: " in credits.attribution(edition_work(made))


def take_unchecked(root: Path) -> Manuscript:
    catalog = load(root)
    edition = catalog.courses["sharing"].editions["en"]
    return manuscript(catalog, edition, SITE, read_files(root, needed_files(catalog, edition)))


def test_every_package_says_it(remixed: dict[str, Manuscript]) -> None:
    """In metadata and on a page: the address of the origin, and who changed it."""
    made_from = only(remixed["en"], "give-it-on")
    made = {f.key: f.make(made_from) for f in FORMATS if f.key in ("page", "pdf", "docx", "odt")}
    made["epub"] = next(f for f in FORMATS if f.key == "epub").make(remixed["en"])
    metadata = {
        "docx": unpack(made["docx"])["docProps/custom.xml"].decode(),
        "odt": unpack(made["odt"])["meta.xml"].decode(),
        "epub": unpack(made["epub"])["EPUB/package.opf"].decode(),
        "page": made["page"].decode(),
        "pdf": xmp(made["pdf"]),
    }
    for key, told in metadata.items():
        assert ORIGIN in told, key
        assert EDITOR in told, key
    assert f"<dc:relation>{ORIGIN}</dc:relation>" in metadata["epub"]
    assert 'name="based_on"' in metadata["docx"]
    pages = {
        "docx": unpack(made["docx"])["word/document.xml"].decode(),
        "odt": unpack(made["odt"])["content.xml"].decode(),
        "epub": unpack(made["epub"])["EPUB/credits.xhtml"].decode(),
    }
    for key, told in pages.items():
        assert EDITOR in told, key


def xmp(paper: bytes) -> str:
    with pikepdf.open(BytesIO(paper)) as read:
        return bytes(read.Root.Metadata.read_bytes()).decode()


def test_a_remix_of_a_remix_names_both(remixed: dict[str, Manuscript], tmp_path: Path) -> None:
    root = lay_out(source.make(remixed["en"]), tmp_path)
    record = yaml.safe_load((root / RECORD).read_text("utf-8"))
    assert record["changed_by"] == []
    assert [work.get("changed_by") for work in record["works"]] == [[EDITOR], None]
    again = edition_work(take(root, "en"))
    assert len(again.provenance.origins) == 2  # type: ignore[union-attr]


def test_a_fork_takes_over_the_record_of_a_bundle(
    manuscripts: dict[str, Manuscript], tmp_path: Path
) -> None:
    fork = repository(tmp_path / "fork")
    assert "No course here" in oer_here(fork, "remix").output
    (tmp_path / "sharing.zip").write_bytes(source.make(manuscripts["en"]))
    change(fork)
    told = oer_here(fork, "remix", str(tmp_path / "sharing.zip")).output
    assert told.startswith(f"{RECORD}\n")
    assert "Changed: " in told
    change(fork, EDITOR)
    assert f"Changed by: {EDITOR}" in oer_here(fork, "remix").output
    # A second time, the names in the record stay.
    assert EDITOR in oer_here(fork, "remix", str(tmp_path / "sharing.zip")).output


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"../based_on.yml": b"x"},
        {"x/courses/../based_on.yml": b"x"},
        {"x/courses/other/based_on.yml": b"x"},
        {"x/courses/sharing/course.yml": b"x"},
    ],
)
def test_no_bundle_is_refused(entries: Mapping[str, bytes], tmp_path: Path) -> None:
    fork, bundle = repository(tmp_path / "fork"), tmp_path / "bundle.zip"
    with ZipFile(bundle, "w") as held:
        for name, data in entries.items():
            held.writestr(name, data)
    before = sorted(tmp_path.rglob("*"))
    assert oer_here(fork, "remix", str(bundle)).exit_code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_text("no")
    assert oer_here(repository(tmp_path / "fork"), "remix", str(tmp_path / "no.zip")).exit_code == 2


@pytest.mark.parametrize("text", ["works: 3", "changed_by: []\nworks: []\nfiles: {}", "- a"])
def test_a_spoilt_record_is_a_finding(text: str, tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / RECORD).write_text(text, "utf-8")
    assert {defect.place.path for defect in load(root).defects} == {RECORD}


def test_a_real_bundle_holds_what_make_site_needs(tmp_path: Path) -> None:
    """Of the house itself: unpacked, it is built by the program that it brings."""
    root = copy_buildable(tmp_path / "house")
    held = read_files(TESTS.parent, program_files(TESTS.parent))
    assert {*HOUSE, "Makefile", "requirements.lock"} <= {*held, "LICENSE-CC-BY"}
    assert not any("__pycache__" in path for path in held)
    for path, data in held.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    bundle = built(root, "--format", "source")["downloads/sharing/kk/sharing-kk.source.zip"]
    copy = lay_out(bundle, tmp_path / "copy")
    assert not (copy / "docs").exists()
    change(copy, EDITOR)
    environment = {"PYTHONPATH": str(copy / "scripts")}
    done = oer(copy, "build", "--format", "site", **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (copy / "dist/en/sharing/give-it-on/index.html").read_text("utf-8")
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert linked
    based_on = json.loads(linked[1])["isBasedOn"]
    assert [one.rpartition("/sharing/")[2] for one in based_on] == ["give-it-on/"]
    assert EDITOR in page
    assert (copy / "dist/kk/index.html").is_file()
