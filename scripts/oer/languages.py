"""The pages of a build: tasks for each language, and what stands above all of them.

The pages of a language are made in pieces: each course, and the house's own pages. So an edited
lesson costs the pages of its course. Its search index is made from all of them together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from oer import keys
from oer.house import House
from oer.inputs import Inputs
from oer.model import Catalog, Course, Site
from oer.newer import behind_english
from oer.outlines import outline, seen_from
from oer.packing import pack, unpack
from oer.report import wording_in
from oer.status import PageStatus, status
from oer.stems import stemmer
from oer.store import Files
from oer.tasks import Pieces, Task
from oer.website import assets, extras, front, offline, search
from oer.website.addresses import Surroundings
from oer.website.frame import frame
from oer.website.generator import HOUSE, page_files, staged_pages
from oer.website.pages import Download, Publication

WORDS = "words"
"""Stands among the files of a piece for what is searched in it."""


@dataclass(frozen=True, slots=True)
class Library:
    """All that pages are made from, and what each sees of courses other than its own."""

    catalog: Catalog
    site: Site
    inputs: Inputs
    seen: Mapping[str, str]
    """A key of what is seen of a course from its pages in other languages."""
    facts: str
    """A key of the facts of all courses, which the page for experts lists."""
    statuses: Sequence[PageStatus]
    """How far the pages are in all languages."""


def library(catalog: Catalog, site: Site, inputs: Inputs) -> Library:
    """A catalogue with keys of what is seen of its courses."""
    courses = catalog.shelf.values()
    facts = repr([edition.facts for course in courses for edition in course.editions.values()])
    seen = {one.id: _seen(one) for one in courses}
    return Library(catalog, site, inputs, seen, keys.key(facts), status(catalog))


def _seen(course: Course) -> str:
    itself = replace(course, editions={}, media={}, credits={})
    outlines = (replace(outline(edition), facts=()) for edition in course.editions.values())
    return keys.key(repr(itself), *map(repr, outlines))


Offered = Mapping[str, Sequence[Download]]
"""The packages of each course, in one language."""


def pages_task(made_from: Library, code: str, downloads: Offered) -> Task:
    """The task that makes the pages of one language."""
    inputs = made_from.inputs

    def arguments(missing: Sequence[str]) -> tuple[Publication, House]:
        publication = Publication(
            catalog=seen_from(made_from.catalog, code, missing),
            language=made_from.catalog.languages[code],
            site=made_from.site,
            surroundings=Surroundings.SITE,
            downloads=downloads,
            wordings=wording_in(inputs.root, code),
            today=inputs.today,
            statuses=made_from.statuses,
        )
        return publication, House(inputs.root)

    keys_of_pieces = _keys(made_from, code, downloads)
    return Task(f"{code} pages", keys_of_pieces, make_pages, arguments, code)


def _keys(made_from: Library, code: str, downloads: Offered) -> dict[str, str]:
    """The key of each piece: what a page sees of others stands on it, or in its menus."""
    catalog, inputs = made_from.catalog, made_from.inputs
    language = catalog.languages[code]
    around = repr(frame(catalog, language, made_from.site, Surroundings.SITE).pages)
    media = repr([sorted(course.media) for course in catalog.courses.values()])
    pieces = {}
    for id, course in catalog.shelf.items():
        courses = (id, *course.lenders)
        seen = keys.key(*(made_from.seen[one] for one in courses))
        around_it = keys.key(around, media, seen, repr(downloads.get(id, ())))
        pieces[id] = inputs.of_course_pages(courses, language, around_it, _behind(course, code))
    house = (made_from.facts, repr(made_from.statuses), repr(downloads))
    all_seen = keys.key(*made_from.seen.values(), *house)
    return {HOUSE: inputs.of_house_pages(code, all_seen), **pieces}


def _behind(course: Course, code: str) -> set[str]:
    """Lessons that lack what English says, with notes that may be in other languages."""
    edition = course.editions.get(code)
    return behind_english(edition.lessons.values()) if edition else set()


def make_pages(wanted: Sequence[str], made_from: Publication, house: House) -> Pieces:
    """The task: finished pages of courses, and the house's own, with what is searched in them."""
    code = made_from.language.code
    pages = {piece: staged_pages(made_from, piece) for piece in wanted}
    all_pages = [page for some in pages.values() for page in some]
    finished = page_files(made_from, house.configuration, all_pages)
    rules = stemmer(made_from.language.word_forms)
    return {
        piece: {
            **{f"{code}/{page.address}index.html": finished[page.path] for page in some},
            **{f"{code}/{path}": data for path, data in _beside(made_from, piece)},
            WORDS: pack(search.records(some, code, rules)),
        }
        for piece, some in pages.items()
    }


def _beside(made_from: Publication, piece: str) -> Iterator[tuple[str, bytes]]:
    return extras.of_house(made_from) if piece == HOUSE else extras.of_course(made_from, piece)


def files_of(piece: Files) -> Files:
    """What of a piece belongs into the site as it is."""
    kept_back = (WORDS, search.ENTRY, search.FRAGMENTS)
    return {path: data for path, data in piece.items() if path not in kept_back}


def index_task(code: str, pieces: Pieces) -> Task:
    """The task that makes the search index of one language from all its pieces."""
    words = [files[WORDS] for _, files in sorted(pieces.items())]
    key = keys.key("index", keys.of_program(), code, *map(keys.digest, words))
    return Task(f"{code} search", {code: key}, make_index, lambda _: (words,), code)


def make_index(wanted: Sequence[str], words: Sequence[bytes]) -> Pieces:
    """The task: the search index of a language."""
    records = [record for packed in words for record in unpack(packed)]
    return {code: search.index(records, code) for code in wanted}


def front_files(made_from: Library, indexes: Sequence[Files]) -> dict[str, bytes]:
    """What stands once for all languages; `indexes` are those of their search."""
    catalog, root = made_from.catalog, made_from.inputs.root
    media = assets.media_files(catalog)
    theme = assets.theme_files(root / "overrides")
    return {
        search.ENTRY: search.merged_entry(index[search.ENTRY] for index in indexes),
        **_search_rules(catalog),
        **front.script_files(catalog),
        **theme,
        **offline.worker_files(catalog, theme, root / "overrides"),
        **{path: (root / source).read_bytes() for path, source in media.items()},
        **front.front_files(catalog, made_from.site, made_from.statuses),
    }


def _search_rules(catalog: Catalog) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for code, language in catalog.languages.items():
        made |= search.rules_file(language, catalog.terms[code].values())
    return made
