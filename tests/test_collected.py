"""All courses of a language in one file: sound for Kiwix and Kolibri, the same bytes each time."""

import json
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import md5
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from libzim.reader import Archive
from PIL import Image

from judges import kiwix, kolibri as importing
from oer.collected import taught
from oer.formats import CannotMake, kolibri, zim
from oer.formats.archive import unpack
from oer.formats.manuscript import Manuscript
from oer.formats.zim import Searched, Zim
from oer.load import load
from oer.rules.sec import PUBLISHED
from published import Published
from samples import copy_sample
from test_formats import manuscripts

__all__ = ["manuscripts"]
LANGUAGES = {"en": "eng", "ru": "rus", "kk": "kaz"}
PAGE = b"<html><head><title>One</title></head><body><p>Two</p></body></html>"


def icon() -> bytes:
    made = BytesIO()
    Image.new("RGB", (48, 48)).save(made, "PNG")
    return made.getvalue()


def small(**pages: Searched) -> Zim:
    words = {"Name": "small", "Language": "kaz", "Title": "Small"}
    files = {f"{name}.html": PAGE for name in pages}
    listed = {f"{name}.html": searched for name, searched in pages.items()}
    return Zim(words, icon(), "one.html", files, listed)


# --- Kiwix --------------------------------------------------------------------------------


def test_same_zim_again() -> None:
    """Also where a page holds what an index starts with."""
    tricky = small(one=Searched("One", "Two", "three"))
    tricky = replace(tricky, files={**tricky.files, "picture.png": zim.GLASS + bytes(40)})
    made = zim.make(tricky)
    assert made == zim.make(tricky)
    assert bytes(zim.GLASS + bytes(40)) in made
    assert md5(made[:-16]).digest() == made[-16:]
    assert struct.unpack_from("<Q", made, 72)[0] == len(made) - 16


def test_every_file_has_a_kind() -> None:
    """Of ours, so that the machine is not asked for it."""
    assert sorted(PUBLISHED - zim.KINDS.keys()) == []


def test_names_make_the_identifier(tmp_path: Path) -> None:
    one = small(one=Searched("One", "Two", ""))
    other = replace(one, metadata={**one.metadata, "Name": "other"})
    assert zim.make(one)[8:24] != zim.make(other)[8:24]


@pytest.mark.clients
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_kiwix_is_told(language: str, sample: Published) -> None:
    (file,) = sample.site.folder.glob(f"downloads/all/{language}/*.zim")
    archive = Archive(file)
    assert archive.check()
    assert archive.has_fulltext_index
    assert archive.has_title_index
    told = {
        name: archive.get_metadata(name).decode()
        for name in archive.metadata_keys
        if not name.startswith("Illustration")
    }
    assert told["Language"] == LANGUAGES[language]
    assert told["License"] == "CC BY 4.0 International"
    assert told["Date"] == "2026-01-01"
    wanted = {"Title", "Description", "Creator", "Publisher", "Name", "Flavour", "Tags", "Source"}
    assert wanted <= {name for name, value in told.items() if value}
    assert len(told["Title"]) <= 30
    assert archive.get_illustration_sizes() == {48}
    assert archive.main_entry.get_item().path == f"{language}/index.html"


@pytest.mark.clients
def test_kiwix_shows_and_finds(sample: Published) -> None:
    assert len(sample.site.files(".zim")) == len(LANGUAGES)
    assert list(kiwix.judge(sample.site)) == []


@pytest.mark.clients
def test_kiwix_takes_no_broken_file(sample: Published, tmp_path: Path) -> None:
    """The judge itself: one bit of a page turned over."""
    (file,) = sample.site.folder.glob("downloads/all/en/*.zim")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    broken = tmp_path / "downloads/all/en/broken.zim"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(data)
    site = replace(sample.site, folder=tmp_path)
    assert "ERROR" in next(kiwix.judge(site)).what


def test_holds_pages_and_no_notice(sample: Published) -> None:
    """A lesson that Kazakh lacks is linked on the site, and what needs a network stays there."""
    (file,) = sample.site.folder.glob("downloads/all/kk/*.zim")
    archive = Archive(file)
    for path, page in sample.site.pages.items():
        if page.language == "kk" and (page.is_lesson or page.is_notice):
            assert archive.has_entry_by_path(path) is page.is_lesson, path
    assert not archive.has_entry_by_path("sw.js")
    assert not archive.has_entry_by_path("assets/javascripts/offline.js")
    home = bytes(archive.get_entry_by_path("kk/index.html").get_item().content).decode()
    assert 'type="module"' not in home


# --- Kolibri ------------------------------------------------------------------------------


def channel(data: bytes) -> Iterator[sqlite3.Row]:
    """The nodes of a channel, as its database has them."""
    files = unpack(data)
    (database,) = (data for path, data in files.items() if path.endswith(".sqlite3"))
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(database)
        opened.row_factory = sqlite3.Row
        yield from opened.execute("SELECT * FROM content_contentnode ORDER BY lft")


def test_tree_and_files(manuscripts: dict[str, Manuscript]) -> None:
    data = kolibri.make([manuscripts["ru"]])
    assert data == kolibri.make([manuscripts["ru"]])
    nodes = list(channel(data))
    places = sorted(place for node in nodes for place in (node["lft"], node["rght"]))
    assert places == list(range(1, 2 * len(nodes) + 1))
    apps = [node for node in nodes if node["kind"] == "html5"]
    assert [node["level"] for node in apps] == [3] * len(manuscripts["ru"].edition.lessons)
    lessons = manuscripts["ru"].edition.lessons.values()
    assert [node["title"] for node in apps] == [lesson.title for lesson in lessons]
    assert {node["license_name"] for node in apps} == {"CC BY"}
    assert all("https://creativecommons.org/" in node["license_description"] for node in apps)
    stored = {path: data for path, data in unpack(data).items() if path.endswith(".zip")}
    assert len(stored) == len(apps)
    for path, app in stored.items():
        name = md5(app).hexdigest()
        assert path == f"KOLIBRI_DATA/content/storage/{name[0]}/{name[1]}/{name}.zip"
        assert ZipFile(BytesIO(app)).namelist() == ["index.html"]


def test_identifiers_stay(manuscripts: dict[str, Manuscript]) -> None:
    """Another word in a lesson changes its file, and nobody's progress is lost."""
    made_from = manuscripts["en"]
    slug, lesson = next(iter(made_from.edition.lessons.items()))
    lessons = {**made_from.edition.lessons, slug: replace(lesson, title="Another title " * 40)}
    changed = replace(made_from, edition=replace(made_from.edition, lessons=lessons))
    before, after = (list(channel(kolibri.make([one]))) for one in (made_from, changed))
    assert [node["id"] for node in before] == [node["id"] for node in after]
    assert [node["content_id"] for node in before] == [node["content_id"] for node in after]
    assert max(len(node["title"]) for node in after) == kolibri.TITLE


def test_no_channel_without_a_lesson(manuscripts: dict[str, Manuscript]) -> None:
    edition = replace(manuscripts["kk"].edition, lessons={})
    empty = replace(manuscripts["kk"], edition=edition)
    for none in ([], [empty]):
        with pytest.raises(CannotMake):
            kolibri.make(none)
    assert kolibri.make([empty, manuscripts["kk"]]) == kolibri.make([manuscripts["kk"]])


@pytest.mark.clients
def test_kolibri_imports(sample: Published) -> None:
    assert len(sample.site.files(".kolibri.zip")) == len(LANGUAGES)
    assert list(importing.judge(sample.site)) == []


# --- both ---------------------------------------------------------------------------------


def test_only_languages_with_lessons(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    for lesson in root.glob("translations/kk/courses/sharing/lessons/*.md"):
        lesson.unlink()
    assert taught(load(root), list(LANGUAGES)) == ["en", "ru"]
    assert taught(replace(load(root), courses={}), list(LANGUAGES)) == []


def test_listed_in_the_manifest(sample: Published) -> None:
    text = (sample.site.folder / "downloads/manifest.json").read_text("utf-8")
    rows = [row for row in json.loads(text)["packages"] if row["course"] is None]
    assert sorted((row["format"], row["language"]) for row in rows) == sorted(
        (format, code) for format in ("kolibri", "zim") for code in LANGUAGES
    )
    assert {row["lesson"] for row in rows} == {row["version"] for row in rows} == {None}
    assert {row["licence"] for row in rows} == {"CC BY 4.0 International"}
    assert {row["state"] for row in rows if row["language"] == "en"} == {"source"}
