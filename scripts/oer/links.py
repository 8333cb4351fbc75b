"""Where a link of a lesson leads. Links are written as in English and resolve from there."""

import posixpath
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from oer.model import MARKETS, Lesson, Page


class Kind(StrEnum):
    """What a link's target is."""

    ANCHOR = "anchor"  # a heading of the same lesson
    LESSON = "lesson"
    FILE = "file"
    TERM = "term"
    FACT = "fact"
    WORDS = "words"  # no link: words of another language
    OUTSIDE = "outside"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Destination:
    """A link's target, taken apart."""

    kind: Kind
    value: str = ""
    """File path relative to the repository, term id, `market.topic`, language or address."""
    anchor: str = ""
    course: str = ""
    slug: str = ""


OUTSIDE = ("https:", "mailto:", "tel:")


def destination(target: str, lesson: Lesson) -> Destination:
    """Take apart a target that stands in a lesson, in whatever language."""
    scheme, colon, rest = target.partition(":")
    if colon and scheme in ("term", "lang"):
        return Destination(Kind.TERM if scheme == "term" else Kind.WORDS, rest)
    if colon and scheme == "fact":
        known = rest.partition(".")[0] in MARKETS
        return Destination(Kind.FACT if known else Kind.REFUSED, rest)
    if target.startswith(OUTSIDE):
        return Destination(Kind.OUTSIDE, target)
    if _is_refused(target):
        return Destination(Kind.REFUSED, target)
    return _inside(target, lesson)


def _is_refused(target: str) -> bool:
    """Another scheme, or a path that does not begin beside the text."""
    scheme, colon, _ = target.partition(":")
    return target.startswith(("/", "\\")) or bool(colon and "/" not in scheme and "#" not in scheme)


def _inside(target: str, lesson: Lesson) -> Destination:
    path, _, anchor = target.partition("#")
    if not path:
        return Destination(Kind.ANCHOR, anchor=anchor, course=lesson.course, slug=lesson.slug)
    full = posixpath.normpath(f"courses/{lesson.course}/lessons/{unquote(path)}")
    parts = full.split("/")
    if len(parts) == 4 and parts[2] == "lessons" and full.endswith(".md"):
        slug = parts[3].removesuffix(".md")
        return Destination(Kind.LESSON, full, anchor, course=parts[1], slug=slug)
    return Destination(Kind.FILE, full, anchor)


@dataclass(frozen=True, slots=True)
class FromPage:
    """A target in a page of docs/, taken apart."""

    path: str = ""
    """Relative to the repository; empty where it leads to an address."""
    anchor: str = ""
    refused: bool = False


def from_page(target: str, page: Page) -> FromPage:
    """Take apart a target that stands in a page: as GitHub would, seen from the English page."""
    if target.startswith(OUTSIDE):
        return FromPage()
    if _is_refused(target):
        return FromPage(refused=True)
    path, _, anchor = target.partition("#")
    here = f"docs/{page.name}.md"
    full = posixpath.normpath(f"{posixpath.dirname(here)}/{unquote(path)}") if path else here
    return FromPage(full, anchor)
