"""The report of a workshop as a sheet of one page for Word, and as a table that can be added up."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from oer.formats import docx, word_html, xhtml
from oer.formats.texts import fill, fill_html
from oer.model import Language, Licence, Site, State
from oer.works import Work
from oer.workshop import COLUMNS, FIELDS


def table(language: Language) -> bytes:
    """The CSV template; its mark lets spreadsheets know that it is UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows((name, language.words[f"report.{name}"], "") for name in FIELDS)
    return text.getvalue().encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Blank:
    """What a sheet is made from."""

    language: Language
    locales: Mapping[str, str]
    """Language code -> tag with script and region."""
    licence: Licence
    site: Site
    modified: str
    """Date and time in UTC as packages state it."""


def sheets(made_from: Sequence[Blank]) -> list[bytes]:
    """The Word file of each."""
    documents = [_document(blank) for blank in made_from]
    return docx.written(documents, [blank.modified for blank in made_from])


def _document(blank: Blank) -> docx.Document:
    language, work = blank.language, _work(blank)
    tree = xhtml.read(fill_html("docx/report.html", language, fields=FIELDS))
    word_html.restyle(tree, blank.locales)
    html = fill("docx/plain.html", language, work=work, body=xhtml.write(tree))
    return docx.Document(work, html, (), {})


def _work(made_from: Blank) -> Work:
    language = made_from.language
    return Work(
        language=language,
        title=language.words["report.title"],
        authors=(language.words["site.name"],),
        version="",
        address=made_from.site.page(language.code, "report"),
        licence=made_from.licence,
        state=State.SOURCE,
        translations=(),
        pictures=(),
        facts=(),
    )
