"""SRC: files can be read, and say where they belong."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from unicodedata import is_normalized, normalize

from oer.check import Found, Level, defects, rule
from oer.model import SOURCE_LANGUAGE, Catalog, Page, Place
from oer.rules.every import media

RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE
)
"""What Windows takes for a device, whatever follows the point."""
REFUSED_BY_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
PLAIN = re.compile(r"[A-Za-z0-9._-]+")
CUSTOMARY = re.compile(r"[A-Z]+(?:[-_][A-Z0-9]+)*(?:\.[a-z]+)?")
"""`README.md`: names that everyone writes in capitals."""
LANGUAGE_CODE = re.compile(r"[A-Za-z]{2}(?:[_-][A-Za-z]{2})?")
LARGE_MEDIA = 500_000
OURS = {
    *("compare", "downloads", "glossary", "needs", "record", "report", "review", "rules"),
    *("skills", "status"),
}
"""Pages that the program makes in every language; `all` holds the packages of every course."""


@rule("SRC001", "A text file is not UTF-8")
def not_utf8(catalog: Catalog) -> Iterable[Found]:
    """Kazakh, Kyrgyz, Tajik and Uzbek letters survive in one encoding only. In any other a reader
    sees question marks and boxes where words should be.

    Save the file as UTF-8. GitHub's own editor always does.
    """
    return defects(catalog, "SRC001")


@rule("SRC002", "A file is empty")
def empty(catalog: Catalog) -> Iterable[Found]:
    """An empty lesson would be an empty page, and an empty data file takes away what it held.

    Write the text, or remove the file and where it is listed.
    """
    return defects(catalog, "SRC002")


@rule("SRC003", "A file is a symbolic link")
def symbolic_link(catalog: Catalog) -> Iterable[Found]:
    """A link can point outside the repository, and what is published must be what was reviewed.
    On Windows and in ZIP archives it turns into a file that holds a path.

    Replace the link by the file itself.
    """
    return defects(catalog, "SRC003")


@rule("SRC004", "A file is too large")
def too_large(catalog: Catalog) -> Iterable[Found]:
    """Every reader pays for every byte, many of them on a phone with a weak link; an offline
    copy of a whole language should still fit on a small card.

    Make the picture smaller or simpler, split the text, or link to the recording where it lives.
    """
    return defects(catalog, "SRC004")


@rule("SRC005", "A data file or front matter is not YAML")
def unreadable(catalog: Catalog) -> Iterable[Found]:
    """Titles, times and credits are read from there. Until it can be read, the page cannot be
    made, and nobody sees the lesson.

    Look at the line and the one above. Usually it is a text with a colon that needs "quotes", a
    tab instead of spaces, or a missing `---` line.
    """
    return defects(catalog, "SRC005")


@rule("SRC006", "A data file or front matter does not fit its schema")
def misfit(catalog: Catalog) -> Iterable[Found]:
    """A misspelt or missing field would silently disappear: the reader of a hand-out would not
    learn who made it or how long it takes.

    Compare with a neighbouring file of the same name. The schemas stand in scripts/oer/schemas/,
    and most editors can check against them while you type.
    """
    return defects(catalog, "SRC006")


@rule("SRC007", "A course lists a lesson that does not exist")
def missing_lesson(catalog: Catalog) -> Iterable[Found]:
    """The lesson would be a hole in the navigation, in every language and every package.

    Add the lesson's file, correct its name in `course.yml`, or take it off the list.
    """
    return defects(catalog, "SRC007")


@rule("SRC008", "A lesson is not listed in its course")
def unlisted_lesson(catalog: Catalog) -> Iterable[Found]:
    """No menu leads to it and no package holds it, so nobody will read it.

    List it in `course.yml`, in the module and at the place where it is to be taught.
    """
    return defects(catalog, "SRC008")


@rule("SRC009", "A folder in courses/ has no course.yml")
def no_course(catalog: Catalog) -> Iterable[Found]:
    """Without it the folder is no course: it has no title, no author and no licence, and nothing
    in it is published.

    Add `course.yml`, or move the files into the course where they belong.
    """
    return defects(catalog, "SRC009")


@rule("SRC010", "A course lists a lesson twice")
def listed_twice(catalog: Catalog) -> Iterable[Found]:
    """A learner would meet the same lesson again, and an LMS would count it twice.

    Keep the place where it is to be taught, and link to it from the other one.
    """
    return defects(catalog, "SRC010")


@rule("SRC011", "A translation belongs to no lesson")
def translation_of_nothing(catalog: Catalog) -> Iterable[Found]:
    """A translation is found by the name of its file. Under another name its readers are told
    that nobody has translated the lesson.

    Give the file the name that the English lesson has now, or remove it if the lesson is gone.
    """
    return defects(catalog, "SRC011")


@rule("SRC012", "Lessons are translated and their course is not")
def no_translated_course(catalog: Catalog) -> Iterable[Found]:
    """A course appears in a language when its own title and summary do; until then its readers
    see none of the lessons that were translated for them.

    Translate `course.yml`: a title, a summary and the titles of the modules.
    """
    return defects(catalog, "SRC012")


@rule("SRC013", "A file holds a control character")
def control_character(catalog: Catalog) -> Iterable[Found]:
    """It cannot be seen, it breaks the e-book and the Word file of the whole course, and in a
    terminal it can forge what a reviewer reads.

    Remove it: usually it came with text that was copied from a PDF. Type the words around it anew.
    """
    return defects(catalog, "SRC013")


# --- names --------------------------------------------------------------------------------


@rule("SRC014", "Two names differ only in capitals or in how letters are composed")
def same_name(catalog: Catalog) -> Iterator[Found]:
    """On Windows and macOS they are one file: whoever downloads the source or unpacks a package
    there loses one of the two and is not told.

    Give one of them another name.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for path in sorted(catalog.files):
        alike[normalize("NFC", path).casefold()].append(path)
    for first, *others in alike.values():
        for path in others:
            yield Place(path), {"path": path, "other": first}


@rule("SRC015", "A name is refused by Windows")
def refused_by_windows(catalog: Catalog) -> Iterator[Found]:
    """`con`, `aux`, `nul` and some more are devices there, and signs such as `:` cannot be stored:
    a trainer with Windows cannot unpack anything that holds the file.

    Choose another name; a word more is enough.
    """
    for path, name in _names(catalog):
        if RESERVED.fullmatch(name) or REFUSED_BY_WINDOWS.search(name):
            yield Place(path), {"name": name}


@rule("SRC016", "A name holds a space or a letter that changes in addresses")
def odd_name(catalog: Catalog) -> Iterator[Found]:
    """The name becomes an address. With a space or a letter that is not Latin it turns into
    `%D0%BA`, breaks where somebody copies it, and tears links in Markdown.

    Use small letters from a to z, digits, hyphens, points and underscores.
    """
    for path, name in _names(catalog):
        plain = PLAIN.fullmatch(name) or not is_normalized("NFC", name)
        if not (plain or REFUSED_BY_WINDOWS.search(name)):
            yield Place(path), {"name": name}


@rule("SRC017", "A name is not composed as names are (NFC)")
def decomposed_name(catalog: Catalog) -> Iterator[Found]:
    """й can be one letter, or и with a sign over it. Both look the same, so a link with the one
    does not find the file with the other, and nobody sees why.

    Type the name anew on Windows, Linux or GitHub; macOS is what takes letters apart.
    """
    for path, name in _names(catalog):
        if not is_normalized("NFC", name):
            yield Place(path), {"name": normalize("NFC", name)}


@rule("SRC018", "A course, lesson or page is named like a language")
def named_like_language(catalog: Catalog) -> Iterator[Found]:
    """Addresses begin with the code of a language. A course `tv` would be taken for one, and its
    pages would stand in a menu of languages or nowhere.

    Take a longer name: `television`.
    """
    codes = set(catalog.languages)
    for place, name in _slugs(catalog):
        if LANGUAGE_CODE.fullmatch(name) or name in codes:
            yield place, {"name": name}


def _slugs(catalog: Catalog) -> Iterator[tuple[Place, str]]:
    """What becomes a part of an address, once for all languages."""
    for course in catalog.shelf.values():
        yield course.place, course.id
        for slug, place in () if course.is_route else course.lesson_places.items():
            yield place, slug
    for page in _source_pages(catalog):
        yield from ((page.place, part) for part in page.name.split("/"))


@rule("SRC019", "A page or course has the address of another page")
def taken_address(catalog: Catalog) -> Iterator[Found]:
    """Only one of the two can be published there, so the other one would vanish without a word.

    Rename the page, and the links to it.
    """
    lessons = {f"{id}/{slug}" for id, one in catalog.courses.items() for slug in one.lesson_places}
    for page in _source_pages(catalog):
        if page.name in {*OURS, *catalog.shelf, *lessons}:
            yield page.place, {"address": f"{page.name}/"}
    for id in sorted({*OURS, "all"} & catalog.shelf.keys()):
        yield catalog.shelf[id].place, {"address": f"{id}/"}


def _source_pages(catalog: Catalog) -> Iterator[Page]:
    return (page for page in catalog.pages if page.language == SOURCE_LANGUAGE)


@rule("SRC020", "A media file is large", Level.ADVICE)
def large_media(catalog: Catalog) -> Iterator[Found]:
    """At a weak link half a megabyte takes ten seconds and costs money, and it stands in every
    package of the course in every language.

    Make the picture as wide as it is shown, 1600 pixels at most, and save it as WebP or JPEG with a
    quality of 80; draw what can be drawn as SVG.
    """
    for one in media(catalog):
        if one.size > LARGE_MEDIA:
            size, limit = f"{one.size / 1000:.0f} kB", f"{LARGE_MEDIA / 1000:.0f} kB"
            yield Place(one.path), {"size": size, "limit": limit}


@rule("SRC021", "A name holds capital letters", Level.ADVICE)
def capital_letters(catalog: Catalog) -> Iterator[Found]:
    """On the author's Windows `Map.svg` and `map.svg` are the same, and on the server they are not:
    a link that works at home is dead on the site.

    Write names small. Names that everyone writes in capitals, such as `README.md`, are no harm.
    """
    for path, name in _names(catalog):
        if PLAIN.fullmatch(name) and name != name.lower() and not CUSTOMARY.fullmatch(name):
            yield Place(path), {"name": name}


@rule("SRC022", "A workshop route lists a lesson that no course has")
def unknown_lesson(catalog: Catalog) -> Iterator[Found]:
    """A trainer prepares an evening by the route. What no course has cannot be taught, and the
    times of the route are too short.

    Write `course/lesson` as folder and file are named. A route has no lessons of its own: a new
    lesson goes into a course, and the route borrows it.
    """
    return defects(catalog, "SRC022")


def _names(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every name of a file or folder, with the first path that holds it."""
    told: set[str] = set()
    for path in sorted(catalog.files):
        parts = PurePosixPath(path).parts
        for depth, name in enumerate(parts, 1):
            upto = "/".join(parts[:depth])
            if upto not in told:
                told.add(upto)
                yield path, name
