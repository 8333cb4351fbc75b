"""The e-books as a catalogue for reading programs (OPDS 1.2, Atom)."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from oer import credits, works
from oer.model import SOURCE_LANGUAGE, Catalog, Site
from oer.packages import Finished

OPDS = "opds.xml"
BOOK = "epub"


def opds(catalog: Catalog, site: Site, done: Sequence[Finished], modified: str) -> dict[str, bytes]:
    """The file by its path; nothing where no e-book was made. `modified`: ISO date and time."""
    books = [one for one in done if one.package.format.key == BOOK]
    if not books:
        return {}
    made = Environment(
        loader=PackageLoader("oer"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template("opds.xml")
    xml = made.render(
        name=catalog.languages[SOURCE_LANGUAGE].words["site.name"],
        site=site,
        modified=modified,
        books=[_book(one, catalog, site) for one in books],
    )
    return {OPDS: xml.encode()}


def _book(one: Finished, catalog: Catalog, site: Site) -> dict[str, object]:
    course, edition = one.package.course, one.package.edition
    work = works.edition_work(course, edition, catalog.licences, site)
    code = edition.language.code
    return {
        "address": f"{site.url}{one.path}",
        "page": site.page(code, course.id),
        "title": edition.title,
        "summary": edition.summary,
        "language": code,
        "authors": course.authors,
        "licence": work.licence,
        "state": credits.state_note(work),
        "bytes": len(one.data),
    }
