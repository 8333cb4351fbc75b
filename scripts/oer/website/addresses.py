"""Addresses of the site.

An address is either relative to the folder of its language (`copyright/first-owner/`) or, with a
slash before it, to the root of the site (`/assets/…`, `/kk/copyright/`). Templates turn both into
paths relative to the page that they stand on, so that the site works below any path.
"""

from enum import StrEnum

from oer import links
from oer.links import Kind
from oer.model import Catalog, Lesson, Site

GLOSSARY = "glossary/"
RULES = "rules/"
REVIEW = "review/"
STATUS = "status/"
DOWNLOADS = "downloads/"
SKILLS = "skills/"
COMPARE = "compare/"
RECORD = "record/"
REPORT = "report/"
MADE = (GLOSSARY, RULES, REVIEW, STATUS, DOWNLOADS, SKILLS, COMPARE, RECORD, REPORT)
"""The pages that every language has, whatever is translated."""
NEEDS = "needs/"
ASSETS = "/assets/courses/"
"""The pictures and files of courses, which are the same in every language."""


class Surroundings(StrEnum):
    """What stands around the pages of a language."""

    SITE = "site"
    """The other languages, and the files of the theme in one place for all of them."""
    PREVIEW = "preview"
    """Nothing: the language is alone, with a copy of the theme."""


def course(id: str) -> str:
    """A course page."""
    return f"{id}/"


def lesson(course: str, slug: str, anchor: str = "") -> str:
    """A lesson page, or a heading of it."""
    return f"{course}/{slug}/{_fragment(anchor)}"


def page(name: str) -> str:
    """A page of docs/: `index` is the home page of its language."""
    return "" if name == "index" else f"{name}/"


def in_language(code: str, address: str) -> str:
    """The same address in another language, relative to the root of the site."""
    return f"/{code}/{address}"


def media(path: str) -> str:
    """A file of a course: `courses/copyright/media/a.svg` -> `/assets/courses/copyright/a.svg`."""
    _, course, _, name = path.split("/", 3)
    return f"{ASSETS}{course}/{name}"


def sheet(code: str, ending: str) -> str:
    """The sheet for the report of a workshop, relative to the site."""
    return f"downloads/report/{code}/workshop-report-{code}.{ending}"


def edit(site: Site, path: str) -> str:
    """A file of the repository in GitHub's editor."""
    return f"{site.repository}/edit/main/{path}"


def start(site: Site, path: str) -> str:
    """GitHub's editor with a new file of this name."""
    return f"{site.repository}/new/main?filename={path}"


def of_link(target: str, lesson_: Lesson, catalog: Catalog, site: Site) -> str | None:
    """Where a link of a lesson leads on the site; None where it cannot be kept."""
    to = links.destination(target, lesson_)
    match to.kind:
        case Kind.ANCHOR:
            return f"{lesson(lesson_.course, lesson_.slug)}{_fragment(to.anchor)}"
        case Kind.LESSON:
            return lesson(to.course, to.slug, to.anchor)
        case Kind.TERM:
            return f"{GLOSSARY}{_fragment(to.value)}"
        case Kind.FACT:
            return _fact(to.value.partition(".")[2], lesson_, catalog)
        case Kind.FILE:
            return _file(to.value, catalog, site)
    return to.value if to.kind is Kind.OUTSIDE else None


def _file(path: str, catalog: Catalog, site: Site) -> str:
    """A file of a course, or else the repository's page about it."""
    published = any(path in course.media for course in catalog.courses.values())
    return media(path) if published else site.file(path)


def _fact(topic: str, lesson_: Lesson, catalog: Catalog) -> str:
    """The table that shows a fact: in this lesson, in another of its language, or none."""
    edition = catalog.courses[lesson_.course].editions[lesson_.language]
    for shown in (lesson_, *edition.lessons.values()):
        if topic in shown.topics:
            return lesson(shown.course, shown.slug, f"facts-{topic}")
    return course(lesson_.course)


def _fragment(anchor: str) -> str:
    return f"#{anchor}" if anchor else ""


def relative(address: str, depth: int, surroundings: Surroundings) -> str:
    """An address as seen from a page that is `depth` folders below its language's folder."""
    if address.startswith("/"):
        above = depth + 1 if surroundings is Surroundings.SITE else depth
        return "../" * above + address[1:]
    if ":" in address.partition("/")[0]:
        return address
    return "../" * depth + address or "./"
