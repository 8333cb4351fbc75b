"""Sheets as Word tables of three columns: source, translation, remark.

For lawyers and editors who live in Word. The first line of a row's first cell is the unit's id;
whoever changes it is told so on return, and nothing is lost.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from lxml.etree import XMLSyntaxError

from oer.files import NO_ARCHIVE
from oer.formats.archive import repacked
from oer.model import SOURCE_LANGUAGE, Language
from oer.translate.exchange import Entry, Sheet

MOST_UNPACKED = 50_000_000
"""Bytes; a lesson's table has a thousandth of it."""
SUBJECT = "oer translate"
WIDTHS = (Cm(9.5), Cm(9.5), Cm(7))
GREY = RGBColor(0x5F, 0x63, 0x68)
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def write(sheet: Sheet, language: Language, title: str) -> bytes:
    """A Word file of one lesson or page."""
    document = Document()
    about = document.core_properties
    about.title, about.subject, about.identifier = title, SUBJECT, sheet.path
    about.language, about.author = sheet.language, ""
    about.created = about.modified = EPOCH
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10)
    _speak(document, sheet.language)
    _lay_across(document.sections[0])
    document.add_heading(title, 1)
    document.add_paragraph(language.words["exchange.how"])
    table = document.add_table(1, 3, "Table Grid")
    names = ("exchange.source", "exchange.translation", "exchange.remark")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].add_run(language.words[name]).bold = True
    _repeat(table.rows[0])
    for entry in sheet.entries:
        _row(table, entry)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        for cell in column.cells:
            cell.width = width
    out = BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _lay_across(section: Any) -> None:
    """A4 on its side: three columns need the room."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(
        1.8
    )


def _row(table: Any, entry: Entry) -> None:
    row = table.add_row()
    first = row.cells[0].paragraphs[0]
    id = first.add_run(entry.id)
    id.font.size, id.font.color.rgb = Pt(7), GREY
    said = row.cells[0].add_paragraph()
    said.add_run(entry.source)._r.get_or_add_rPr().append(_language(SOURCE_LANGUAGE))
    row.cells[1].paragraphs[0].add_run(entry.target)


def _repeat(row: Any) -> None:
    """The titles stand on every page, and no row is cut in two."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _speak(document: Any, tag: str) -> None:
    """The language of the text, for the spelling checker."""
    document.styles["Normal"].element.get_or_add_rPr().append(_language(tag))


def _language(tag: str) -> Any:
    made = OxmlElement("w:lang")
    made.set(qn("w:val"), tag)
    return made


def read(data: bytes) -> Sheet:
    """The sheet of a Word file; ValueError where it is none of ours."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        document = Document(BytesIO(data)) if size <= MOST_UNPACKED else None
    except (*NO_ARCHIVE, PackageNotFoundError, KeyError, XMLSyntaxError) as error:
        raise ValueError(f"it is no Word file: {error}") from error
    if document is None:
        raise ValueError("it is too large once it is unpacked")
    about = document.core_properties
    if about.subject != SUBJECT or not document.tables:
        raise ValueError("it was not made by oer translate export")
    entries = tuple(_entries(document.tables[0]))
    return Sheet(about.identifier or "", about.language or "", entries)


def _entries(table: Any) -> Iterator[Entry]:
    for row in table.rows[1:]:
        # A row's own list of cells repeats each as often as the file says that it spans columns.
        cells = [_Cell(cell, table).text for cell in row._tr.tc_lst[:3]]
        if len(cells) < len(WIDTHS):
            raise ValueError("a row of its table has fewer than three cells")
        first, target, remark = cells
        id, _, source = first.partition("\n")
        yield Entry(
            id.strip(),
            source.strip(),
            target.strip(),
            done=bool(target.strip()),
            remark=remark.strip(),
        )
