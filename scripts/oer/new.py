"""Skeletons of courses, lessons and languages, which pass the check but for what to write."""

import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE = re.compile(r"[a-z]{2,3}")
LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}")
LANGUAGE_FILES = ("language.yml", "interface.yml", "glossary.yml", "style.md")
LISTED = re.compile(r"^([ \t]*)- (?:[a-z0-9-]+)[ \t]*$", re.MULTILINE)


class Refused(Exception):  # noqa: N818 (it says what happened)
    """The name cannot be used; the text says why."""


def course(root: Path, name: str) -> Sequence[Path]:
    """Make a course with its first lesson; the paths of the new files."""
    _check(name)
    folder = root / "courses" / name
    if folder.exists():
        raise Refused(f"there is a course {name} already")
    listing, first = folder / "course.yml", folder / "lessons" / "first-lesson.md"
    first.parent.mkdir(parents=True)
    listing.write_text(_template("course.yml"), "utf-8")
    first.write_text(_lesson("first-lesson"), "utf-8")
    return [listing, first]


def lesson(root: Path, name: str) -> Sequence[Path]:
    """Make a lesson, named `course/lesson`, and list it last in its course; the changed files."""
    course, _, slug = name.partition("/")
    _check(slug)
    listing = root / "courses" / course / "course.yml"
    file = root / "courses" / course / "lessons" / f"{slug}.md"
    if not listing.is_file():
        raise Refused(f"there is no course {course}; `oer new course {course}` starts one")
    if file.exists():
        raise Refused(f"there is a lesson {name} already")
    text = listing.read_text("utf-8")
    listing.write_text(_listed(text, slug), "utf-8")
    file.parent.mkdir(exist_ok=True)
    file.write_text(_lesson(slug), "utf-8")
    return [file, listing]


def language(
    root: Path, code: str, name: str, locale: str, leans_on: Sequence[str]
) -> Sequence[Path]:
    """Make a language: its files are all that has to be filled in; the paths of the new files.

    `locale` is a BCP 47 tag with a region; `leans_on` are languages that its readers know better
    than English, the best first.
    """
    if not CODE.fullmatch(code):
        raise Refused(f"{code!r} is no code of two or three small letters (ISO 639)")
    if not LOCALE.fullmatch(locale):
        raise Refused(f"{locale!r} is no tag like kaa-Latn-UZ: language, script if needed, region")
    folder = root / "translations" / code
    if folder.exists():
        raise Refused(f"there is a language {code} already")
    known = [
        one for one in leans_on if not (root / "translations" / one / "language.yml").is_file()
    ]
    if known:
        raise Refused(f"there is no language {', '.join(known)} to lean on")
    values = {"code": code, "name": name, "locale": locale, "fallback": ", ".join(leans_on) or "en"}
    made = []
    for file in LANGUAGE_FILES:
        text = _template(f"language/{file}")
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", value)
        made.append(folder / file)
        made[-1].parent.mkdir(parents=True, exist_ok=True)
        made[-1].write_text(text, "utf-8")
    return made


def _check(name: str) -> None:
    if not NAME.fullmatch(name) or len(name) < 3:
        raise Refused(f"{name!r} is no name: take three or more small letters, digits and hyphens")


def _listed(text: str, slug: str) -> str:
    """The course file with a lesson more, after the last one that it lists."""
    found = list(LISTED.finditer(text))
    if not found:
        raise Refused("the course lists no lesson in the form `- name`; add it by hand")
    last = found[-1]
    return f"{text[: last.end()]}\n{last[1]}- {slug}{text[last.end() :]}"


def _lesson(slug: str) -> str:
    return _template("lesson.md").replace("{slug}", slug)


def _template(name: str) -> str:
    return resources.files("oer").joinpath("templates", "new", name).read_text("utf-8")
