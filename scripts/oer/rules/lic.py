"""LIC: all that we publish may be published, and is credited."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from oer.check import Found, Level, Scope, rule
from oer.model import MARKETS, Catalog, Course, Credit, Place
from oer.rules.every import present_files, spoilt_files, translated_lessons
from oer.values import own_data

COURSE_LICENCE = "cc-by-4.0"
PUBLIC_DOMAIN = ("pd", "pdm-1.0")
TERMS = {"kz": 70, "kg": 50, "tj": 50, "uz": 70}
"""Years after the author's death, to the end of the last one (copyright-facts, TERM-SPLIT)."""
LIFE_DATES = re.compile(r"\(\D*(\d{3,4})\D{0,20}?[-–—]\D{0,20}?(\d{4})\D*\)")
"""`(1870–1931)` or `(born 1870 – died 1931)`."""
DEATH = re.compile(r"(?:†|\bd\.|\bdied(?: in)?)\s*(\d{4})")
"""`died 1931`, `d. 1931`, `† 1931`."""
LIFETIMES = range(15, 111)
"""As many years as a life can have; others are those of a firm or of a series."""


@cache
def _words(list: str) -> frozenset[str]:
    """A list of credit-words.yml."""
    return frozenset(own_data("credit-words.yml", "credit-words")[list])


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


@rule("LIC005", "A credit leaves title, author, source or changes open")
def blank_credit(catalog: Catalog) -> Iterator[Found]:
    """Who did not look writes "unknown", and it robs an author of her name in every copy that is
    made from ours.

    Look for the picture's first home. If nobody knows its author, say how that is known: "Unknown
    (the plate is unsigned)". Write "none" where nothing was changed.
    """
    for name, credit in _credits(catalog):
        for field in ("title", "author", "source", "changes"):
            said = getattr(credit, field)
            nobody = _words("nobody") if field == "author" else frozenset[str]()
            if _folded(said) in _words("blank") | nobody:
                yield credit.place, {"name": name, "field": field, "said": said}


@rule("LIC006", "A credit's source cannot be found")
def vague_source(catalog: Catalog) -> Iterator[Found]:
    """The source is how a reader finds the original and its licence, and how we prove it. "The
    internet" is no place.

    Give the https address of the page with the picture and its licence, or write "own work" or
    "Drawn for this course". What has no licence online, such as an old book or a letter, is told
    in words: title, place, year.
    """
    for course in catalog.courses.values():
        for name, credit in course.credits.items():
            licence = catalog.licences.get(credit.licence)
            online = bool(licence and licence.url) and credit.author not in course.authors
            source = _folded(credit.source)
            vague = source in _words("nowhere") or (online and not _leads_home(credit.source))
            if vague and source not in _words("blank"):
                yield credit.place, {"name": name, "source": credit.source}


def _leads_home(source: str) -> bool:
    """Whether a source is an address, or says that the work was made here."""
    folded = f" {_folded(source)} "
    own = any(f" {own} " in folded for own in _words("own"))
    made = any(f" {made} " in folded and f" {made} from " not in folded for made in _words("made"))
    return "https://" in source or own or made


@rule("LIC007", "A picture was changed and its licence forbids it")
def forbidden_change(catalog: Catalog) -> Iterator[Found]:
    """Under NoDerivatives nobody may share a changed copy, and under ShareAlike a changed copy
    would have to leave CC BY. Teachers who trust our notice would break the licence.

    Show the work whole, as it was, and write `changes: none`; take another one; or ask its author.
    A new size or file format is no change.
    """
    for name, credit in _credits(catalog):
        licence = catalog.licences.get(credit.licence)
        forbids = licence and licence.adapt == "reject" != licence.include
        if licence and forbids and not _is_as_it_was(credit.changes):
            values = {"licence": licence.name, "reason": licence.reason}
            yield credit.place, {"name": name, "changes": credit.changes, **values}


def _is_as_it_was(changes: str) -> bool:
    """Whether nothing was changed but the file (CC BY-ND 4.0 §2(a)(4): formats are no changes)."""
    words = re.findall(r"[^\W\d_]+", changes.lower())
    said = _folded(changes)
    none = any(f"{said} ".startswith(f"{none} ") for none in _words("unchanged"))
    unchanged = none and not _words("but").intersection(words)
    return unchanged or said in _words("blank") or _words("technical").issuperset(words)


@rule(
    "LIC008", "A translated figure does not say what was changed", Level.ADVICE, scope=Scope.COURSE
)
def translated_figure(catalog: Catalog) -> Iterator[Found]:
    """A figure that was drawn again with other words is an adaptation. Its readers must learn that
    it is one (CC BY 4.0 §3(a)(1)(B)), and some licences do not allow it at all.

    Write in its credit what was changed: "words translated into Russian". Of a figure whose licence
    forbids changes, show the original and translate its words in the text below.
    """
    for course, original, figure in _translated_figures(catalog):
        made, source = course.credits.get(figure), course.credits.get(original)
        licence = catalog.licences.get(source.licence) if source else None
        forbidden = licence is not None and licence.adapt == "reject" != licence.include
        if made and (forbidden or _is_as_it_was(made.changes)):
            terms = licence.name if licence else "no known licence"
            yield made.place, {"name": figure, "original": original, "licence": terms}


def _translated_figures(catalog: Catalog) -> Iterator[tuple[Course, str, str]]:
    """Original and translated figure: `map.svg` in English, `map-ru.svg` in the Russian lesson."""
    shown: set[tuple[str, str, str]] = set()
    for source, lesson in translated_lessons(catalog):
        originals = {PurePosixPath(image.target).stem: image.target for image in source.images}
        for image in lesson.images:
            stem = PurePosixPath(image.target).stem
            original = originals.get(re.sub(rf"[-_.]{lesson.language}$", "", stem))
            if original and stem not in originals:
                shown.add((lesson.course, _name(original), _name(image.target)))
    yield from ((catalog.courses[id], original, figure) for id, original, figure in sorted(shown))


def _name(target: str) -> str:
    """The name of a picture as its credits have it."""
    return target.rpartition("/media/")[2]


@rule("LIC009", "Nothing says why a work is in the public domain", Level.ADVICE)
def unfounded_freedom(catalog: Catalog) -> Iterator[Found]:
    """The term of protection differs: what is free in Bishkek may be protected in Almaty. Whoever
    prints it relies on us.

    Write into its credit `public_domain: {died: 1931}` with the year in which its author died, or a
    reason for each market: `{kz: folk art, article 8}`, or `everywhere`. Life dates after the
    author's name, "(1870–1931)", will do.
    """
    for name, credit in _credits(catalog):
        free = credit.public_domain
        open_markets = [m for m in MARKETS if m not in free and "everywhere" not in free]
        if credit.licence in PUBLIC_DOMAIN and open_markets and not _year_of_death(credit):
            yield credit.place, {"name": name, "markets": ", ".join(open_markets)}


@rule("LIC010", "A work is said to be free and its term is not over")
def term_not_over(catalog: Catalog) -> Iterator[Found]:
    """Its heirs can forbid the book of a teacher who believed us.

    Compare the year with the law of the market. If the work is free for another reason, give the
    reason for that market under `public_domain`; else ask the heirs or take another work.
    """
    this_year = int(catalog.today[:4] or 0)
    for name, credit in _credits(catalog):
        died = _year_of_death(credit)
        markets = [
            market
            for market, years in TERMS.items()
            if died and this_year and this_year <= died + years
            if market not in credit.public_domain and "everywhere" not in credit.public_domain
        ]
        if markets and credit.licence in PUBLIC_DOMAIN:
            yield credit.place, {"name": name, "died": str(died), "markets": ", ".join(markets)}


def _year_of_death(credit: Credit) -> int:
    """The latest one that a credit tells, 0 if none: of several authors the last one counts."""
    lives = [(int(born), int(died)) for born, died in LIFE_DATES.findall(credit.author)]
    told = [died for born, died in lives if died - born in LIFETIMES]
    told += [int(died) for died in DEATH.findall(credit.author)]
    return int(credit.public_domain.get("died") or max(told, default=0))


def _credits(catalog: Catalog) -> Iterator[tuple[str, Credit]]:
    return (one for course in catalog.courses.values() for one in course.credits.items())


def _folded(text: str) -> str:
    return re.sub(r"[\s\W]+", " ", text.lower()).strip()
