"""The report of a workshop as a sheet of one page for Word, and as a table that can be added up."""

import csv
from collections.abc import Mapping
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


def sheet(made_from: Blank) -> bytes:
    """The Word file."""
    language, work = made_from.language, _work(made_from)
    tree = xhtml.read(fill_html("docx/report.html", language, fields=FIELDS))
    word_html.restyle(tree, made_from.locales)
    html = fill("docx/plain.html", language, work=work, body=xhtml.write(tree))
    return docx.written([docx.Document(work, html, (), {})], [made_from.modified])[0]


def _work(made_from: Blank) -> Work:
    language = made_from.language
    return Work(
        language=language,
        title=language.words["report.title"],
        authors=(language.words["site.name"],),
        version="",
        address=f"{made_from.site.url}{language.code}/report/",
        licence=made_from.licence,
        state=State.SOURCE,
        translations=(),
        pictures=(),
        facts=(),
    )
