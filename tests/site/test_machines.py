"""What programs read: linked data, the catalogue, feeds, pictures of links."""

import json
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from judges.site import Page
from published import Published

pytestmark = pytest.mark.clients
ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/terms/"}
ALWAYS = {"@context", "@id", "name", "description", "inLanguage", "license", "author", "teaches"}
CARD_BYTES = 200_000
"""A messenger on a weak link still fetches so much."""


def linked(page: Page) -> dict[str, Any]:
    """The linked data of a page."""
    (text,) = page.find("//script[@type='application/ld+json']/text()")
    value: dict[str, Any] = json.loads(text)
    return value


def test_lessons_and_courses_say_what_they_are(repository: Published) -> None:
    site = repository.site
    for language in site.languages():
        lessons = {linked(page)["@id"]: linked(page) for page in site.lessons(language)}
        for page in (page for page in site.pages.values() if page.is_course):
            if page.language != language:
                continue
            course = linked(page)
            assert course.keys() >= ALWAYS | {"provider", "hasPart"}
            assert course["@type"] == ["Course", "LearningResource"]
            for part in course["hasPart"]:
                lesson = lessons[part["@id"]]
                home = lesson["isPartOf"]["@id"]
                assert part["@id"].startswith(home), "a route lends lessons of courses"
                assert lesson["name"] == part["name"]
        for url, lesson in lessons.items():
            assert lesson.keys() >= ALWAYS
            assert lesson["inLanguage"] == language
            assert url.endswith(site_path(url, language))
            if language != "en":
                assert lesson["translationOfWork"]["@id"] == url.replace(f"/{language}/", "/en/")
            assert all(a["targetName"] for a in lesson["educationalAlignment"])


def site_path(url: str, language: str) -> str:
    """The part of an address that begins with its language."""
    return url[url.index(f"/{language}/") :]


def test_machines_are_not_named_as_people(repository: Published) -> None:
    for page in repository.site.lessons("kk"):
        assert "translator" not in linked(page)
        assert linked(page)["creativeWorkStatus"] == "machine"


def test_catalogue_lists_every_course_page(repository: Published) -> None:
    catalogue = json.loads((repository.site.folder / "catalog.json").read_text("utf-8"))
    listed = {one["@id"] for one in catalogue["itemListElement"]}
    pages = (page for page in repository.site.pages.values() if page.is_course)
    assert listed == {page.find("//link[@rel='canonical']/@href")[0] for page in pages}


def test_links_have_a_picture_with_a_title(repository: Published) -> None:
    folder = repository.site.folder
    for page in repository.site.pages.values():
        if page.language == "en" and "/" not in page.path:
            continue
        title, *_ = page.find("//meta[@property='og:title']/@content")
        (picture,) = page.find("//meta[@property='og:image']/@content")
        data = (folder / site_path(picture, page.language)[1:]).read_bytes()
        assert title
        assert len(data) <= CARD_BYTES
        assert Image.open(BytesIO(data)).size == (1200, 630)


def test_feed_of_changes(repository: Published) -> None:
    for language in repository.site.languages():
        feed = etree.parse(repository.site.folder / language / "feed.xml")
        ids = repository.site.pages[f"{language}/corrections/index.html"].ids
        entries = feed.findall("a:entry", ATOM)
        assert entries
        for entry in entries:
            address = entry.findtext("a:id", default="", namespaces=ATOM)
            assert address.partition("#")[2] in ids
            assert entry.findtext("a:summary", namespaces=ATOM)


def test_books_for_reading_programs(sample: Published) -> None:
    feed = etree.parse(sample.site.folder / "opds.xml")
    manifest = json.loads((sample.site.folder / "downloads/manifest.json").read_text("utf-8"))
    books = {row["path"] for row in manifest["packages"] if row["format"] == "epub"}
    links = [str(link.get("href")) for link in feed.iterfind("a:entry/a:link", ATOM)]
    links = [link for link in links if "/downloads/" in link]
    assert books
    assert {link.partition("/downloads/")[2] for link in links} == {
        path.removeprefix("downloads/") for path in books
    }


def test_pages_state_their_licence(repository: Published) -> None:
    for page in repository.site.pages.values():
        if "/" in page.path:
            assert page.find("//link[@rel='license']/@href")[0].startswith("https://")
