"""The lessons as a repository of our own program (lesson Markdown, course.yml, translations)."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.content import (
    PICTURE,
    Block,
    Box,
    Course,
    Lesson,
    Library,
    Option,
    Quiz,
    Term,
)
from benchmarks.markdown import data, page, paragraphs, plain, tick

SOURCE = "en"
BORROWED = ("mkdocs.yml", "docs", "overrides", "scripts/oer/website/hook.py")
"""What a build needs besides courses, taken as it is today from the real repository."""
TRANSLATION = {"of": SOURCE, "status": "machine", "tool": "generator"}

Files = Iterator[tuple[str, str]]
"""Paths relative to the root, with their text."""


def borrow(repository: Path, root: Path, languages: tuple[str, ...]) -> None:
    """Copy theme, pages and interface words of the real repository; what is missing is left out."""
    words = (path for code in languages for path in (repository / f"translations/{code}").glob("*"))
    wanted = (path for path in words if path.suffix == ".yml" or path.name == "docs")
    for source in (*(repository / name for name in BORROWED), *wanted):
        target = root / source.relative_to(repository)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copyfile(source, target)


def files(library: Library, picture: str) -> Files:
    """Every file of one language."""
    if library.language == SOURCE:
        yield from _source_files(library, picture)
    else:
        yield from _translated_files(library)


def _source_files(library: Library, picture: str) -> Files:
    yield "courses/glossary.yml", data([_term(term) for term in library.terms])
    yield "courses/skills.yml", data([])
    for course in library.courses:
        folder = f"courses/{course.id}"
        yield f"{folder}/course.yml", data(_course(course))
        yield f"{folder}/media/{PICTURE}", picture
        yield f"{folder}/media/credits.yml", data({PICTURE: _credit()})
        for lesson in lessons(course):
            yield f"{folder}/lessons/{lesson.slug}.md", _source_lesson(lesson)


def _translated_files(library: Library) -> Files:
    folder = f"translations/{library.language}"
    yield f"{folder}/glossary.yml", data({"terms": _translated_terms(library)})
    for course in library.courses:
        yield f"{folder}/courses/{course.id}/course.yml", data(_translated_course(course))
        for lesson in lessons(course):
            path = lesson_path(library.language, course.id, lesson.slug)
            yield path, _translated_lesson(lesson)


def lesson_path(language: str, course: str, slug: str) -> str:
    """Where a translated lesson stands."""
    return f"translations/{language}/courses/{course}/lessons/{slug}.md"


def lessons(course: Course) -> Iterator[Lesson]:
    """The lessons of a course in teaching order."""
    return (lesson for module in course.modules for lesson in module.lessons)


# --- data files ---------------------------------------------------------------------------


def _term(term: Term) -> dict[str, str]:
    return {"id": term.id, "term": term.term, "definition": term.definition}


def _translated_terms(library: Library) -> dict[str, Any]:
    return {term.id: {"term": term.term, "definition": term.definition} for term in library.terms}


def _credit() -> dict[str, str]:
    return {
        "title": "Figure",
        "author": "The generator",
        "source": "own work",
        "licence": "cc-by-4.0",
        "changes": "none",
    }


def _course(course: Course) -> dict[str, Any]:
    modules = [
        {"id": module.id, "title": module.title, "lessons": [item.slug for item in module.lessons]}
        for module in course.modules
    ]
    return {
        "title": course.title,
        "summary": course.summary,
        "level": "intermediate",
        "licence": "cc-by-4.0",
        "version": "0.1.0",
        "authors": [{"name": "The generator"}],
        "modules": modules,
    }


def _translated_course(course: Course) -> dict[str, Any]:
    return {
        "title": course.title,
        "summary": course.summary,
        "modules": {module.id: module.title for module in course.modules},
        "translation": TRANSLATION,
    }


# --- lessons ------------------------------------------------------------------------------


def _source_lesson(lesson: Lesson) -> str:
    head = {
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "outcomes": list(lesson.outcomes),
        "skills": [],
    }
    return page(head, map(_block, lesson.blocks))


def _translated_lesson(lesson: Lesson) -> str:
    head = {
        "title": lesson.title,
        "summary": lesson.summary,
        "outcomes": list(lesson.outcomes),
        "translation": TRANSLATION,
    }
    return page(head, map(_block, lesson.blocks))


def _block(block: Block) -> str:
    match block:
        case Box():
            return _quoted(_box(block))
        case Quiz():
            return _quoted(_quiz(block))
        case _:
            return plain(block)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _box(box: Box) -> str:
    """An own time stands on the first line, with an empty line after it."""
    minutes = f"minutes: {box.minutes}\n\n" if box.minutes else ""
    return f"[!{box.kind.upper()}]\n{minutes}{paragraphs(map(plain, box.blocks))}"


def _quiz(quiz: Quiz) -> str:
    options = "\n".join(map(_option, quiz.options))
    return paragraphs((f"[!QUIZ] {quiz.id}", quiz.stem, options, quiz.explanation))


def _option(option: Option) -> str:
    return f"{tick(option.right)} {option.text}\n  {option.feedback}"
