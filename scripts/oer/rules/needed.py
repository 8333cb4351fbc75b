"""STR, from 015: lessons answer the needs of the sector that the research found."""

from collections.abc import Iterator

from oer.check import Found, Level, rule
from oer.model import Catalog
from oer.needs import NEEDS, answered
from oer.rules.every import source_lessons, spoilt_files


@rule("STR015", "A lesson names a need that nobody listed")
def unknown_need(catalog: Catalog) -> Iterator[Found]:
    """The page of needs shows to trainers and to those who pay what is done for whom. A code that
    is not listed leads nowhere, and the lesson is missing under the need that was meant.

    Take the code from `courses/needs.yml`, or list the need there in a few words of your own.
    """
    if NEEDS in spoilt_files(catalog):
        return
    for lesson in source_lessons(catalog):
        unknown = [code for code in lesson.needs if code not in catalog.needs]
        if unknown:
            yield lesson.place, {"needs": ", ".join(unknown)}


@rule("STR016", "No lesson answers a need", Level.ADVICE)
def unanswered_need(catalog: Catalog) -> Iterator[Found]:
    """Somebody in the sector said what they lack, and nobody who looks for it will find it here.

    Name the need in `needs` of the lesson that answers it, or write one. Where no lesson can answer
    it, it concerns the product: `concerns: product`.
    """
    for code, lessons in answered(catalog).items():
        need = catalog.needs[code]
        if need.concerns == "content" and not lessons:
            yield need.place, {"need": f"{code} ({need.need})"}
