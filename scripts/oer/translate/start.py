"""`oer translate start`: the skeleton of a translation, in English under markers."""

from collections.abc import Sequence
from pathlib import Path

from oer import markers
from oer.model import SOURCE_LANGUAGE, Catalog, Lesson, Progress, Standing, Written
from oer.translate.memory import memories
from oer.translate.merge import Memory, TextFile, merged
from oer.translate.writing import written_value
from oer.units import NEVER, Row, sidecar, write_rows

NOTHING_YET = TextFile(("---", "---", ""), (), ())


class Refused(Exception):  # noqa: N818 (it says what happened)
    """There is nothing to start; the text says why."""


def start(root: Path, catalog: Catalog, language: str, name: str, of: str) -> dict[str, str]:
    """The new files of a translation, by path; what memory knows is filled in, to be confirmed.

    `name` is `course/lesson`, or `docs/page`.
    """
    source = _source(catalog, name)
    path = f"translations/{language}/{source.place.path}"
    if path in catalog.files:
        raise Refused(f"{path} is there already")
    lines = (root / source.place.path).read_text("utf-8").split("\n")
    in_body = [unit for unit in source.units if unit.line > lines.index("---", 1)]
    stands = [Progress(Standing.MISSING, unit, None) for unit in in_body]
    memory = Memory(memories(catalog).get(language, {}))
    body = merged(TextFile(lines, source.units, source.blocks), NOTHING_YET, stands, memory)
    text = "\n".join(_head(source, of)) + body.removeprefix("---\n---")
    rows = (Row(unit.id, NEVER, unit.prose) for unit in source.units)
    return {path: text, sidecar(path): write_rows(rows)}


def _source(catalog: Catalog, name: str) -> Written:
    first, _, rest = name.removesuffix(".md").partition("/")
    for page in catalog.pages:
        if first == "docs" and (page.language, page.name) == (SOURCE_LANGUAGE, rest):
            return page
    course = catalog.courses.get(first)
    if course is None or rest not in course.source_lessons:
        raise Refused(
            f"there is no English lesson or page {name}; write course/lesson or docs/page"
        )
    return course.source_lessons[rest]


def _head(source: Written, of: str) -> Sequence[str]:
    """Front matter to be translated: every value says that it is still English."""
    lines = ["---"]
    outcomes = source.outcomes if isinstance(source, Lesson) else ()
    for name, text in (("title", source.title), ("summary", source.summary)):
        lines += markers.write_in_yaml([name], []).splitlines()
        lines.append(f"{name}: {written_value(text)}")
    lines += ["outcomes:"] if outcomes else []
    for number, outcome in enumerate(outcomes, 1):
        lines += markers.write_in_yaml([f"outcomes/{number}"], [], "  ").splitlines()
        lines.append(f"  - {written_value(outcome)}")
    about = ["translation:", f"  of: {of}", "  status: draft", "  translators: []", "  reviews: []"]
    return [*lines, *about, "---"]
