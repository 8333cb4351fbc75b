"""Notes for reviewers: which unit of a translation each of them is on."""

import re
from collections.abc import Iterable, Iterator, Mapping

from oer.model import Course, DataText, Lesson, Note, Unit, Written
from oer.sources import Sources

MARKS = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)|[*_`\[\]]|\[\^[^\]]*\]")
"""Links, of which the words stay, and marks of emphasis, code, gaps and footnotes."""


def read_notes(
    sources: Sources, languages: Iterable[str], texts: Iterable[Written | DataText]
) -> Iterator[Note]:
    """The notes of every language, with the units that they are on."""
    units = {text.place.path: text.units for text in texts}
    for code in languages:
        data = sources.yaml(f"translations/{code}/notes.yml", "notes")
        if data is None:
            continue
        for number, row in enumerate(data.value["notes"]):
            known = units.get(f"translations/{code}/{row['page']}", ())
            yield Note(
                language=code,
                page=row["page"],
                passage=row["passage"],
                source=row["source"],
                doubt=row["doubt"],
                first=row.get("first", False),
                unit=_found(row, known),
                place=data.place("notes", number),
            )


def written(courses: Mapping[str, Course]) -> Iterator[Lesson]:
    """Every lesson of every course in every language."""
    for course in courses.values():
        for edition in course.editions.values():
            yield from edition.lessons.values()


def _found(row: Mapping[str, str], units: Iterable[Unit]) -> Unit | None:
    passage = said(row["passage"])
    return next((unit for unit in units if passage in said(unit.text)), None)


def said(text: str) -> str:
    """The words of a text, with spaces folded and without marks of Markdown."""
    return " ".join(MARKS.sub(lambda found: found[1] or "", text).split())
