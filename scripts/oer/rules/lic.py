"""LIC: all that we publish may be published, and is credited."""

from collections.abc import Iterator

from oer.check import Found, rule
from oer.model import Catalog, Place
from oer.rules.every import present_files, spoilt_files

COURSE_LICENCE = "cc-by-4.0"


@rule("LIC001", "A media file has no credit")
def no_credit(catalog: Catalog) -> Iterator[Found]:
    """A trainer who takes the picture into her slides must be able to name its author. Without
    the credit she breaks the licence, and so do we.

    Add a row with title, author, source, licence and changes to the `credits.yml` beside it. Your
    own work needs one as well. A file that nobody uses is best removed.
    """
    spoilt = spoilt_files(catalog)
    for course in catalog.courses.values():
        rows = f"courses/{course.id}/media/credits.yml"
        for media in course.media.values():
            if media.credit is None and rows not in spoilt:
                yield Place(media.path), {"path": media.path, "rows": rows}


@rule("LIC002", "A course is not under CC BY 4.0")
def course_licence(catalog: Catalog) -> Iterator[Found]:
    """Teachers mix lessons of several courses. Under one licence they may do so without asking a
    lawyer, and we may print one notice that is true for all of it.

    Write `licence: cc-by-4.0`. If an author does not agree, the text cannot become a course here;
    a lesson can still link to it.
    """
    for course in catalog.courses.values():
        if course.licence != COURSE_LICENCE:
            yield course.place, {"licence": course.licence, "wanted": COURSE_LICENCE}


@rule("LIC003", "A media file's licence is unknown or refused")
def refused_licence(catalog: Catalog) -> Iterator[Found]:
    """We tell readers that they may share and sell what they take from here. A file under a
    licence that forbids it would make that a lie, and them liable.

    Use an id from the licence table, `scripts/oer/licences.yml`. If the table refuses it, take
    another picture or ask its author. A whole picture under a ShareAlike licence may stay: it
    stands beside the text under its own notice.
    """
    for course in catalog.courses.values():
        for name, credit in course.credits.items():
            licence = catalog.licences.get(credit.licence)
            reason = licence.reason if licence else "it is not in the licence table"
            if licence is None or licence.include == "reject":
                yield credit.place, {"name": name, "licence": credit.licence, "reason": reason}


@rule("LIC004", "A credit belongs to no file")
def credit_of_nothing(catalog: Catalog) -> Iterator[Found]:
    """We would thank an author for a work that is not there, and the file that was renamed would
    stand without its credit.

    Correct the name, which is relative to the `media` folder, or remove the row.
    """
    files = present_files(catalog)
    for course in catalog.courses.values():
        for name, credit in course.credits.items():
            if f"courses/{course.id}/media/{name}" not in files:
                yield credit.place, {"name": name}
