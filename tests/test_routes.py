"""Workshop routes: what they borrow stays where it lives, and nothing is told or made twice."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from oer import status
from oer.formats import FORMATS
from oer.formats.archive import unpack
from oer.formats.manuscript import manuscript, needed_files, read_files
from oer.inputs import Inputs, read_inputs
from oer.load import load
from oer.model import Catalog, Site
from oer.packages import finished, packages, with_borrowed
from oer.tasks import Pieces, Task
from oer.website import front
from oer.website.addresses import Surroundings
from oer.website.course_pages import course_pages
from oer.website.pages import Publication, project_pages
from oer.website.staged import StagedPage
from samples import copy_buildable

HOME = Site("https://courses.example/", "https://git.example/house/courses")
LISTING = """title: {title}
summary: Lessons of two courses that have the same name.
level: basic
licence: cc-by-4.0
version: 2.0.0
authors:
  - name: Route Maker
modules:
  - id: evening
    title: Evening
    lessons:
"""
WORDS = """title: Бір кеш
summary: Екі курстың сабақтары.
modules:
  evening: Кеш
translation:
  of: en
  status: draft
  translators: [Sample Translator]
  reviews: []
"""


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a second course, whose lesson has a name of the first, and a route."""
    root = copy_buildable(tmp_path_factory.mktemp("routes") / "sample")
    second, route = root / "courses" / "second", root / "courses" / "evening"
    (second / "lessons").mkdir(parents=True)
    lesson = (root / "courses/sharing/lessons/give-it-on.md").read_text("utf-8")
    plain = lesson.replace("../media/", "../../sharing/media/")
    (second / "lessons" / "give-it-on.md").write_text(plain, "utf-8")
    listing = LISTING.replace("Route Maker", "Second Author")
    (second / "course.yml").write_text(
        f"{listing.format(title='Second')}      - give-it-on\n", "utf-8"
    )
    route.mkdir()
    names = ("second/give-it-on", "sharing/who-made-it", "sharing/give-it-on")
    listed = "".join(f"      - {name}\n" for name in names)
    (route / "course.yml").write_text(LISTING.format(title="One evening") + listed, "utf-8")
    translated = root / "translations/kk/courses/evening/course.yml"
    translated.parent.mkdir(parents=True)
    translated.write_text(WORDS, "utf-8")
    return root


@pytest.fixture(scope="session")
def catalog(root: Path) -> Catalog:
    return load(root)


def pages(catalog: Catalog, code: str) -> list[StagedPage]:
    made_from = Publication(catalog, catalog.languages[code], HOME, Surroundings.SITE)
    return list(course_pages(made_from, catalog.routes["evening"]))


def test_a_route_borrows(catalog: Catalog) -> None:
    route = catalog.routes["evening"]
    assert "evening" not in catalog.courses
    lessons = route.editions["en"].lessons
    assert list(lessons) == ["second/give-it-on", "sharing/who-made-it", "sharing/give-it-on"]
    shared = catalog.courses["sharing"].editions["en"].lessons
    assert lessons["sharing/who-made-it"] is shared["who-made-it"]
    assert list(route.editions["kk"].lessons) == ["sharing/who-made-it"]
    assert "ru" not in route.editions, "nobody has translated its title"


def test_its_page_leads_to_where_lessons_live(catalog: Catalog) -> None:
    (page,) = pages(catalog, "en")
    rows = [row for module in page.values["modules"] for row in module["lessons"]]
    assert [row["address"] for row in rows] == [
        "second/give-it-on/",
        "sharing/who-made-it/",
        "sharing/give-it-on/",
    ]
    assert [row["home"]["address"] for row in rows] == ["second/", "sharing/", "sharing/"]
    lessons = catalog.routes["evening"].editions["en"].lessons.values()
    assert sum(row["minutes"] for row in rows) == sum(lesson.minutes for lesson in lessons)


def test_its_page_says_what_a_language_lacks(catalog: Catalog) -> None:
    (page,) = pages(catalog, "kk")
    rows = [row for module in page.values["modules"] for row in module["lessons"]]
    assert [row["exists"] for row in rows] == [False, True, False]
    (notice,) = pages(catalog, "ru")
    assert notice.template == "missing.html"


def test_its_card_counts_what_its_page_lists(catalog: Catalog) -> None:
    """A language that has one of its lessons is told of all three, and of their time."""
    made_from = Publication(catalog, catalog.languages["kk"], HOME, Surroundings.SITE)
    home = next(page for page in project_pages(made_from) if page.path == "index.md")
    (card,) = home.values["routes"]
    (page,) = pages(catalog, "kk")
    assert (card["lessons"], card["time"]) == (page.values["lessons"], page.values["time"])
    assert card["lessons"].startswith("3 ")


def test_pages_and_tasks_stand_once(catalog: Catalog) -> None:
    sitemap = front.front_files(catalog, HOME, status.status(catalog))["sitemap.xml"].decode()
    assert "/en/evening/</loc>" in sitemap
    assert "evening/sharing" not in sitemap
    named = [(one.language, one.course, one.name) for one in status.status(catalog)]
    assert len(named) == len(set(named))
    assert {name for _, course, name in named if course == "evening"} == {"course.yml"}


def taken_away(root: Path, catalog: Catalog, formats: Sequence[str]) -> dict[str, bytes]:
    """What is made in English, by path below downloads/."""
    made = packages(catalog, HOME, read_inputs(root), ["en"], formats)
    ready = [one for package in made for one in finished(package, run(package.task))]
    return {one.path.removeprefix("downloads/"): one.data for one in with_borrowed(ready)}


def run(task: Task) -> Pieces:
    missing = list(task.pieces)
    made: Pieces = task.make(missing, *task.arguments(missing))
    return made


def test_it_is_taken_away_as_courses_are(root: Path, catalog: Catalog) -> None:
    made = packages(catalog, HOME, read_inputs(root), ["en"], [one.key for one in FORMATS])
    kinds = {one.format.key: tuple(one.task.pieces) for one in made if one.course.id == "evening"}
    of_lessons = {"page", "handout", "answers", "pptx", "odt"}
    assert kinds.keys() == {one.key for one in FORMATS} - of_lessons - {"source"}
    assert set(kinds.values()) == {("",)}, "a lesson is taken away where it lives"


def test_its_kit_holds_those_of_its_lessons(root: Path, catalog: Catalog) -> None:
    made = taken_away(root, catalog, ["class"])
    kit = unpack(made["evening/en/evening-en-class.zip"])
    folders = dict.fromkeys(path.split("/")[1] for path in kit)
    lessons = ("01-give-it-on-en", "02-who-made-it-en", "03-give-it-on-en")
    assert list(folders) == ["5-forms.docx", "README.txt", *lessons]
    first = unpack(made["second/en/lessons/give-it-on-en-class.zip"])
    slides = "give-it-on-en/1-slides.pptx"
    assert kit[f"evening-en/01-{slides}"] == first[slides]
    assert "evening-en/01-give-it-on-en/5-forms.docx" not in kit, "forms are for the whole day"
    assert "01: Give it on" in kit["evening-en/README.txt"].decode()


def test_lessons_of_one_name_stay_apart(root: Path, catalog: Catalog) -> None:
    made = taken_away(root, catalog, ["moodle", "cc13"])
    bank = etree.fromstring(made["evening/en/evening-en.moodle.xml"])
    ids = [node.text for node in bank.iterfind("question[@type='category']/idnumber")]
    assert len(ids) == len(set(ids)) == 4, "one of the route, and one of each lesson"
    cartridge = unpack(made["evening/en/evening-en.cc13.imscc"])
    tests = {"tests/second_give-it-on.xml", "tests/sharing_give-it-on.xml"}
    assert tests <= cartridge.keys()


def test_its_book_holds_both_lessons_of_one_name(root: Path, catalog: Catalog) -> None:
    edition = catalog.routes["evening"].editions["en"]
    files = read_files(root, needed_files(catalog, edition))
    epub = FORMATS[0].make(manuscript(catalog, edition, HOME, files))
    book = ZipFile(BytesIO(epub))
    chapters = sorted(name for name in book.namelist() if "lesson-" in name)
    assert chapters == [
        "EPUB/lesson-second_give-it-on.xhtml",
        "EPUB/lesson-sharing_give-it-on.xhtml",
        "EPUB/lesson-sharing_who-made-it.xhtml",
    ]
    text = {name: book.read(name).decode() for name in book.namelist() if name.endswith("xhtml")}
    assert "Second Author" in text["EPUB/credits.xhtml"]
    assert "Aigul Sample" in text["EPUB/credits.xhtml"]
    assert "Aigul Sample" in text["EPUB/lesson-sharing_who-made-it.xhtml"]
    inside = {
        target.partition("#")[0]
        for page in text.values()
        for target in re.findall(r'href="(lesson-[^"]+)"', page)
    }
    assert {f"EPUB/{target}" for target in inside} == set(chapters)


def keys_of(inputs: Inputs, catalog: Catalog) -> dict[str, str]:
    made = packages(catalog, HOME, inputs, ["en"], ["epub"])
    return {one.course.id: one.task.pieces[""] for one in made}


def test_what_is_borrowed_makes_the_book_anew(root: Path, catalog: Catalog) -> None:
    before = read_inputs(root)
    path = "courses/second/lessons/give-it-on.md"
    after = Inputs(before.root, {**before.digests, path: "other"}, before.epoch)
    old, new = keys_of(before, catalog), keys_of(after, catalog)
    assert {id for id in old if old[id] != new[id]} == {"second", "evening"}
