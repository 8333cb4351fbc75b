"""Everything for one class in one folder: slides, hand-out, answers, text, and forms to fill in.

The forms (attendance, test before and after, feedback, report, certificate) are one Word file, so
that a trainer changes them as she needs. The certificate claims attendance and nothing more.

What is a package of its own is made once, and put in by `with_files`. The kit of a workshop route
has the forms of the whole workshop, and a folder with the kit of each lesson, by `with_lessons`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from lxml.etree import _Element

from oer import credits
from oer.formats import archive, docx, texts, word_html, xhtml
from oer.formats.book import Layout, book, edition_work
from oer.formats.docx import Document
from oer.formats.manuscript import Manuscript
from oer.words import say

FILES = (
    ("1-slides.pptx", "download.pptx_small", "pptx"),
    ("2-hand-out.pdf", "download.handout_small", "handout"),
    ("3-answers.pdf", "download.answers", "answers"),
    ("4-lesson.docx", "download.docx_small", "docx"),
)
"""Its name in the kit, the word for what it is, and the format that it is made as anyway."""
PARTS = tuple(format for *_, format in FILES)
FORMS = "5-forms.docx"


def make(manuscript: Manuscript) -> bytes:
    """The zip file of one lesson's class, or of a route, without what is made apart from it."""
    return make_all([manuscript])[0]


def make_all(manuscripts: Sequence[Manuscript]) -> list[bytes]:
    """The zip files of several, for whose forms pandoc starts once."""
    made = [forms(manuscript) for manuscript in manuscripts]
    files = docx.written(made, [manuscript.modified for manuscript in manuscripts])
    return [_kit(*one) for one in zip(manuscripts, files, strict=True)]


def _kit(manuscript: Manuscript, filled: bytes) -> bytes:
    edition = manuscript.edition
    folder = f"{manuscript.lesson or edition.course}-{edition.language.code}"
    entries = {FORMS: filled, "README.txt": _readme(manuscript)}
    return archive.pack({f"{folder}/{name}": data for name, data in entries.items()})


def with_files(kit: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A lesson's kit with its slides, hand-out, answers and text, given by format."""
    own = archive.unpack(kit)
    folder = next(iter(own)).partition("/")[0]
    added = {f"{folder}/{name}": parts[format] for name, _, format in FILES}
    return archive.pack(dict(sorted({**own, **added}.items())), stored=added)


def with_lessons(kit: bytes, lessons: Sequence[bytes]) -> bytes:
    """A route's kit with those of its lessons, each in a folder that is numbered as it is taught.

    What they hold is compressed already, and the sheets for one class are left out.
    """
    own = archive.unpack(kit)
    folder = next(iter(own)).partition("/")[0]
    borrowed = {
        f"{folder}/{number:02}-{path}": data
        for number, lesson in enumerate(lessons, 1)
        for path, data in archive.unpack(lesson).items()
        if not path.endswith(f"/{FORMS}")
    }
    return archive.pack({**own, **borrowed}, stored=borrowed)


def forms(manuscript: Manuscript) -> Document:
    """The sheets to fill in."""
    work, language = edition_work(manuscript), manuscript.edition.language
    lessons = list(manuscript.edition.lessons.values())
    single = lessons[0] if manuscript.lesson else None
    tree = xhtml.read(
        texts.fill_html(
            "class/sheets.html",
            language,
            work=work,
            questions=_questions(manuscript),
            learnt=say(language, "lesson.outcomes" if single else "site.lessons"),
            points=single.outcomes if single else [lesson.title for lesson in lessons],
            minutes=sum(lesson.minutes for lesson in lessons),
        )
    )
    word_html.restyle(tree, manuscript.locales)
    html = texts.fill("class/forms.html", language, html=xhtml.write(tree))
    return Document(work, html, (), docx.pictures_of(manuscript))


def _questions(manuscript: Manuscript) -> object:
    """The questions of a lesson as it asks them on paper, without links into it; of a route the
    first of each lesson, so that the test stays short.
    """
    made = book(manuscript, Layout(lambda chapter: "", partial(docx.shown, manuscript)))
    trees = [xhtml.read(chapter.html) for part in made.parts for chapter in part.chapters]
    most = None if manuscript.lesson else 1
    asked = [item for tree in trees for item in islice(_quizzes(tree), most)]
    for number, item in enumerate(asked, 1):
        item.tail = None
        item[0][0].text = say(manuscript.edition.language, "quiz.question", number=str(number))
        for link in list(item.iter("a")):
            link.tag = "span"
            link.attrib.clear()
    sheet = trees[0]
    sheet.text = None
    sheet[:] = asked
    return xhtml.write(sheet) if asked else ""


def _quizzes(tree: _Element) -> Iterator[_Element]:
    return (item for item in tree if item.get("class") == "quiz")


def _readme(manuscript: Manuscript) -> bytes:
    work, language = edition_work(manuscript), manuscript.edition.language
    lessons = enumerate(manuscript.edition.lessons.values(), 1)
    files = (
        [(name, say(language, told)) for name, told, _ in FILES]
        if manuscript.lesson
        else [(f"{number:02}", lesson.title) for number, lesson in lessons]
    )
    text = texts.fill(
        "class/README.txt",
        language,
        work=work,
        files=[*files, (FORMS, say(language, "class.forms"))],
        attribution=credits.attribution(work),
        rows=credits.rows(work),
        facts_note=credits.facts_note(work),
    )
    return text.encode()
