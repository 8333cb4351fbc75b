"""N lessons in six languages on disk, in any dialect. The same seed gives the same bytes."""

import re
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from benchmarks import hugo, ours, stock, zensical
from benchmarks.content import Library, library
from benchmarks.words import LANGUAGES, draws, sentence, voice

SEED = 2026


def write_ours(repository: Path, root: Path, lessons: int) -> None:
    """A repository for our program, dressed like the real one."""
    ours.borrow(repository, root, LANGUAGES)
    for each in _libraries(lessons):
        _write(root, ours.files(each, _picture()))


def write_stock(_repository: Path, root: Path, lessons: int) -> None:
    """A project of stock MkDocs, which needs nothing of the real repository."""
    _write(root, stock.project_files())
    for each in _libraries(lessons):
        _write(root, stock.files(each, _picture()))


def write_zensical(_repository: Path, root: Path, lessons: int) -> None:
    """The same pages for Zensical."""
    _write(root, zensical.project_files())
    for each in _libraries(lessons):
        _write(root, stock.files(each, _picture()))


def write_hugo(_repository: Path, root: Path, lessons: int) -> None:
    """The same lessons for Hugo."""
    _write(root, hugo.project_files(_picture()))
    for each in _libraries(lessons):
        _write(root, hugo.files(each))


def edit_one_lesson(root: Path) -> None:
    """Add a sentence to the first Russian lesson of our program's repository."""
    path = root / ours.lesson_path("ru", "course-001", "lesson-0001")
    addition = sentence(voice("ru", SEED, "edit"))
    path.write_text(f"{path.read_text('utf-8').rstrip()} {addition}\n", "utf-8")


def retitle_one_lesson(root: Path) -> None:
    """Give the same lesson another title: it stands in the menus of its course."""
    path = root / ours.lesson_path("ru", "course-001", "lesson-0001")
    title = sentence(voice("ru", SEED, "title"))
    path.write_text(re.sub("(?m)^title: .*", f"title: {title}", path.read_text("utf-8")), "utf-8")


def _libraries(lessons: int) -> Iterable[Library]:
    return (library(language, lessons, SEED) for language in LANGUAGES)


def _write(root: Path, files: Iterable[tuple[str, str]]) -> None:
    for name, text in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _picture() -> str:
    """A drawing without words, of about 2 kB."""
    random = draws(SEED, "picture")
    svg = etree.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox="0 0 640 360")
    for _ in range(36):
        circle = etree.SubElement(svg, "circle", fill=f"#{random.randint(0, 0xFFFFFF):06x}")
        circle.set("cx", str(random.randint(0, 640)))
        circle.set("cy", str(random.randint(0, 360)))
        circle.set("r", str(random.randint(8, 60)))
    return etree.tostring(svg, encoding="unicode", pretty_print=True)
