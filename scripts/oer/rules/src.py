"""SRC: files can be read, and say where they belong."""

from collections.abc import Iterable

from oer.check import Found, defects, rule
from oer.model import Catalog


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
