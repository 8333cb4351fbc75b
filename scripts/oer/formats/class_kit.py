"""Everything for one class in one folder: slides, hand-out, answers, text, and forms to fill in.

The forms (attendance, test before and after, feedback, report, certificate) are one Word file, so
that a trainer changes them as she needs. The certificate claims attendance and nothing more.
"""

from functools import partial

from oer import credits
from oer.formats import archive, docx, handout, pptx, texts, word_html, xhtml
from oer.formats.book import Layout, book, edition_work
from oer.formats.docx import Document
from oer.formats.manuscript import Manuscript
from oer.words import say

FILES = (
    ("1-slides.pptx", "download.pptx_small", pptx.make),
    ("2-hand-out.pdf", "download.handout_small", handout.make),
    ("3-answers.pdf", "download.answers", handout.make_answers),
    ("4-lesson.docx", "download.docx_small", docx.make),
)
FORMS = "5-forms.docx"


def make(manuscript: Manuscript) -> bytes:
    """The zip file of one lesson's class."""
    folder = f"{manuscript.lesson}-{manuscript.edition.language.code}"
    entries = {name: make_file(manuscript) for name, _, make_file in FILES}
    entries |= {FORMS: forms(manuscript), "README.txt": _readme(manuscript)}
    return archive.pack({f"{folder}/{name}": data for name, data in sorted(entries.items())})


def forms(manuscript: Manuscript) -> bytes:
    """The Word file of the sheets to fill in."""
    work, language = edition_work(manuscript), manuscript.edition.language
    lesson = manuscript.edition.lessons[manuscript.lesson]
    tree = xhtml.read(
        texts.fill_html(
            "class/sheets.html",
            language,
            work=work,
            questions=_questions(manuscript),
            outcomes=lesson.outcomes,
            minutes=lesson.minutes,
        )
    )
    word_html.restyle(tree, manuscript.locales)
    html = texts.fill("class/forms.html", language, html=xhtml.write(tree))
    return docx.written(Document(work, html, ()), manuscript.modified)


def _questions(manuscript: Manuscript) -> object:
    """The questions of the lesson as it asks them on paper, without links into it."""
    made = book(manuscript, Layout(lambda chapter: "", partial(docx.shown, manuscript)))
    tree = xhtml.read(made.parts[0].chapters[0].html)
    asked = [item for item in tree if item.get("class") == "quiz"]
    tree[:] = asked
    tree.text = None
    for item in asked:
        item.tail = None
        for link in list(item.iter("a")):
            link.tag = "span"
            link.attrib.clear()
    return xhtml.write(tree) if asked else ""


def _readme(manuscript: Manuscript) -> bytes:
    work, language = edition_work(manuscript), manuscript.edition.language
    files = [(name, say(language, told)) for name, told, _ in FILES]
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
