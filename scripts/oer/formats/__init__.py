"""The packages that an edition is taken away in.

book        an edition as finished chapters; credits are in oer.credits
epub        e-book for phones
page        one web page that holds a lesson
pdf         pages to print; handout, for a class and its trainer
class_kit   everything for one class
pptx        slides with notes for the trainer
docx        Word document for trainers; odt, the same for LibreOffice
source      the files themselves, for whoever builds their own
moodle      Moodle XML: a question bank with all types
gift        GIFT: the same questions as plain text
h5p         H5P: quizzes, a book and cards
cartridge   Common Cartridge: pages, tests, discussions and links
scorm       SCORM 1.2 and 2004: a page that marks and remembers
kolibri     all courses of a language as a channel for Kolibri
zim         all pages of a language as a file for Kiwix
statement   what each of these keeps of our questions
quiz        what all formats with question types of their own share
archive     zip files with identical bytes
manuscript  everything a package is made from

A new format is a module here, a row in FORMATS, and its words: in `download:` of interface.yml,
or in lms.yml where a platform opens it. Those of a whole language are in KINDS of oer.collected.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from oer.formats import (
    cartridge,
    class_kit,
    docx,
    epub,
    gift,
    h5p,
    handout,
    moodle,
    odt,
    page,
    pdf,
    pptx,
    scorm,
    source,
)
from oer.formats.archive import CannotMake
from oer.formats.manuscript import Manuscript, linked_terms
from oer.formats.quiz import Fitting, Statement
from oer.model import Edition

__all__ = ["FORMATS", "CannotMake", "Format", "Manuscript", "file_name"]

WHOLE = ""
"""The whole edition, where the slug of a lesson could stand."""
Scopes = Callable[[Edition], Sequence[str]]
"""What of an edition gets a package of its own: slugs of lessons, or `WHOLE`."""


def whole(edition: Edition) -> Sequence[str]:
    """One package of the edition."""
    return (WHOLE,) if edition.lessons else ()


def lessons(edition: Edition) -> Sequence[str]:
    """One package of each lesson."""
    return tuple(edition.lessons)


def lessons_or_route(edition: Edition) -> Sequence[str]:
    """One package of each lesson, or one of the edition where it borrows all its lessons."""
    return whole(edition) if edition.homes else lessons(edition)


def asked_in_whole(fit: Fitting) -> Scopes:
    """One package of the edition, where the format can ask any of its questions."""

    def scopes(edition: Edition) -> Sequence[str]:
        return (WHOLE,) if _asking(edition, fit) else ()

    return scopes


def whole_and_asked(fit: Fitting) -> Scopes:
    """One package of the edition, and one of each lesson with a question for the format."""

    def scopes(edition: Edition) -> Sequence[str]:
        return (*whole(edition), *_asking(edition, fit))

    return scopes


def _asking(edition: Edition, fit: Fitting) -> Sequence[str]:
    """The lessons with a question that a format can ask."""
    return tuple(
        slug
        for slug, lesson in edition.lessons.items()
        if any(fit(question, edition.language).kind for question in lesson.questions)
    )


def whole_and_lessons(edition: Edition) -> Sequence[str]:
    """One package of the edition, and one of each lesson."""
    return (*whole(edition), *edition.lessons)


def whole_with_terms(edition: Edition) -> Sequence[str]:
    """One package of the edition, where it links to words of the glossary."""
    return (WHOLE,) if any(linked_terms(edition.lessons.values())) else ()


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of package."""

    key: str
    ending: str
    """End of the file name, with its full stop."""
    make: Callable[[Manuscript], bytes]
    title: str
    """Interface word: what one does with it."""
    small: str
    """Interface word: what kind of file it is."""
    scopes: Scopes = whole
    statement: Statement = field(default_factory=dict)
    """What it makes of each type of question; empty where questions are part of the text."""
    fit: Fitting | None = None
    """What it makes of one question."""
    lesson_small: str = ""
    """Interface word: what kind of file a lesson's is, where it is another kind."""
    make_all: Callable[[Sequence[Manuscript]], list[bytes]] | None = None
    """The same for several, where that costs less."""
    of_routes: bool = True
    """Workshop routes are taken away in it too; they hold nothing that could be rebuilt."""

    @property
    def is_for_platforms(self) -> bool:
        """Whether a learning platform opens it, rather than a person."""
        return self.title.startswith("lms.")


FORMATS = (
    Format("epub", ".epub", epub.make, "download.epub", "download.epub_small"),
    Format("page", ".html", page.make, "download.page", "download.page_small", scopes=lessons),
    Format("pdf", ".pdf", pdf.make, "download.pdf", "download.pdf_small", scopes=whole_and_lessons),
    Format(
        "class",
        "-class.zip",
        class_kit.make,
        "download.class",
        "download.class_small",
        scopes=lessons_or_route,
        make_all=class_kit.make_all,
    ),
    Format(
        "handout",
        "-handout.pdf",
        handout.make,
        "download.handout",
        "download.handout_small",
        scopes=lessons,
    ),
    Format(
        "answers",
        "-answers.pdf",
        handout.make_answers,
        "download.answers",
        "download.answers_small",
        scopes=lessons,
    ),
    Format("pptx", ".pptx", pptx.make, "download.pptx", "download.pptx_small", scopes=lessons),
    Format(
        "docx",
        ".docx",
        docx.make,
        "download.docx",
        "download.docx_small",
        scopes=whole_and_lessons,
        make_all=docx.make_all,
    ),
    Format(
        "odt",
        ".odt",
        odt.make,
        "download.odt",
        "download.odt_small",
        scopes=lessons,
        make_all=odt.make_all,
    ),
    Format(
        "source",
        ".source.zip",
        source.make,
        "download.source",
        "download.source_small",
        of_routes=False,
    ),
    Format(
        "scorm12",
        ".scorm12.zip",
        scorm.make12,
        "lms.scorm12",
        "lms.scorm12_small",
        scopes=whole_and_lessons,
    ),
    Format(
        "scorm2004",
        ".scorm2004.zip",
        scorm.make2004,
        "lms.scorm2004",
        "lms.scorm2004_small",
        scopes=whole_and_lessons,
    ),
    Format(
        "moodle",
        ".moodle.xml",
        moodle.make,
        "lms.moodle",
        "lms.moodle_small",
        scopes=asked_in_whole(moodle.fit),
        statement=moodle.STATEMENT,
        fit=moodle.fit,
    ),
    Format(
        "cc11",
        ".cc11.imscc",
        cartridge.make11,
        "lms.cc11",
        "lms.cc11_small",
        statement=cartridge.STATEMENT,
        fit=cartridge.fit,
    ),
    Format(
        "cc13",
        ".cc13.imscc",
        cartridge.make13,
        "lms.cc13",
        "lms.cc13_small",
        statement=cartridge.STATEMENT,
        fit=cartridge.fit,
    ),
    Format(
        "gift",
        ".gift.txt",
        gift.make,
        "lms.gift",
        "lms.gift_small",
        scopes=asked_in_whole(gift.fit),
        statement=gift.STATEMENT,
        fit=gift.fit,
    ),
    Format(
        "h5p",
        ".h5p",
        h5p.make,
        "lms.h5p",
        "lms.h5p_small",
        scopes=whole_and_asked(h5p.fit),
        statement=h5p.STATEMENT,
        fit=h5p.fit,
        lesson_small="lms.h5p_quiz_small",
    ),
    Format(
        "h5p-cards",
        ".cards.h5p",
        h5p.make_cards,
        "lms.h5p_cards",
        "lms.h5p_cards_small",
        scopes=whole_with_terms,
    ),
)
"""In the order in which readers find them useful."""


def file_name(format: Format, edition: Edition, lesson: str = WHOLE) -> str:
    """`copyright-kk.epub`: the name says what it is wherever it is sent."""
    folder, name = ("lessons/", lesson) if lesson else ("", edition.course)
    return f"{folder}{name}-{edition.language.code}{format.ending}"
