"""Files to download that are no pictures: whether they are what their name says, and only that.

A table, a hand-out or a recording stands on our website under our name. It may be read and
played; it may not run anything, fetch anything, or be another kind of file than it seems.
"""

import csv
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from zipfile import ZipFile

from lxml import etree

from oer.files import NO_ARCHIVE

BEGINNINGS = {
    **dict.fromkeys((".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".epub"), rb"PK\x03\x04"),
    **dict.fromkeys((".ogg", ".opus", ".oga", ".ogv"), rb"OggS"),
    **dict.fromkeys((".mp4", ".m4a"), rb".{4}ftyp"),
    ".pdf": rb"%PDF-",
    ".webm": rb"\x1a\x45\xdf\xa3",
    ".mp3": rb"ID3|\xff[\xe2-\xff]",
}
"""How a file of a kind begins."""
TEXTS = (".txt", ".csv", ".vtt", ".srt")
MOST_UNPACKED, MOST_ENTRIES = 20_000_000, 2_000
IN_PDF = re.compile(
    rb"/S\s*/(JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|Movie|Sound)\b"
    rb"|/(JS|XFA|EmbeddedFiles|RichMediaContent)\b"
)
"""Actions that do more than turn a page (ISO 32000-1 §12.6.4), forms that run, other files."""
TWICE_PACKED = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")
IN_ZIP = re.compile(
    r"vbaProject|(?:^|/)(?:Basic|Scripts|activeX|externalLinks)/|oleObject|\.(?:exe|js|vbs|bat|cmd)$",
    re.IGNORECASE,
)
"""Macros, scripts, controls and links to other tables in office files."""
READ = (".xml", ".rels", ".xhtml", ".html", ".htm", ".svg", ".opf")
RUNS = ("script", "event-listener", "iframe", "object", "embed", "altChunk", "subDoc")
FIELD = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b|WEBSERVICE\(", re.IGNORECASE)
"""Fields and formulas that start programs or fetch files."""
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
LEADS = ("a", "hyperlink", "template")
"""Elements whose address somebody chooses to follow; so are links, but for style sheets."""
FORMULA = re.compile(r"\s*[=+\-@].*(?:[A-Za-z]{2,}\(|\w\|)")
"""A cell that calls something; -5, +7 701, @name and =1+2 call nothing."""


def carried(raw: bytes, ending: str) -> str:
    """What a file does beside being read, or that it is no such file; empty where all is well."""
    begins = BEGINNINGS.get(ending)
    if begins and not re.match(begins, raw, re.DOTALL):
        return f"it is no file of the kind {ending}"
    if ending == ".pdf":
        return _in_pdf(raw)
    if begins and begins.startswith(b"PK"):
        return next(_in_zip(raw), "")
    return _in_text(raw, ending) if ending in TEXTS else ""


def _in_text(raw: bytes, ending: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "its text is not UTF-8"
    if "\0" in text:
        return "its text holds signs that no text has"
    try:
        rows = list(csv.reader(StringIO(text))) if ending == ".csv" else []
    except csv.Error as error:
        return f"the table cannot be read: {error}"
    found = (cell for row in rows for cell in row if FORMULA.match(cell))
    return next((f"the formula {cell.strip()[:40]}" for cell in found), "")


def _in_pdf(raw: bytes) -> str:
    # It takes long to import, and few courses have such a file.
    import pikepdf  # noqa: PLC0415

    if TWICE_PACKED.search(raw):
        return "parts that are packed twice"
    try:
        with pikepdf.open(BytesIO(raw)) as pdf:
            objects = (
                one for one in (*pdf.objects, pdf.trailer) if isinstance(one, pikepdf.Object)
            )
            parts = [one.unparse(resolved=True) for one in objects]
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return "a password, or pages that cannot be read"
    found = next(filter(None, map(IN_PDF.search, parts)), None)
    return f"/{(found[1] or found[2]).decode()}" if found else ""


def _in_zip(raw: bytes) -> Iterator[str]:
    """What an office file or an e-book holds beside text and pictures."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or size > MOST_UNPACKED:
                yield "more than it can be unpacked to"
                return
            yield from (entry.filename for entry in entries if IN_ZIP.search(entry.filename))
            for entry in entries:
                # LibreOffice keeps an empty file for keys that nobody has set.
                if entry.file_size and entry.filename.lower().endswith(READ):
                    yield from _in_xml(archive.read(entry), entry.filename)
    except NO_ARCHIVE:
        yield "an archive that cannot be read"


def _in_xml(raw: bytes, name: str) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        yield f"{name}, which cannot be read"
        return
    for element in root.iter("{*}*"):
        tag = etree.QName(element).localname
        if tag in RUNS:
            yield f"<{tag}> in {name}"
        elif tag in ("instrText", "f", "fldSimple") and FIELD.search(_told(element)):
            yield f"a field that fetches something in {name}"
        elif loaded := _loaded(element, tag):
            yield f"{loaded[:60]} in {name}"


def _told(element: etree._Element) -> str:
    return " ".join([element.text or "", *map(str, element.values())])


def _loaded(element: etree._Element, tag: str) -> str:
    """An address from which a part is fetched while the file is only looked at."""
    if tag == "Relationship":
        outside = element.get("TargetMode") == "External"
        leads = (element.get("Type") or "").endswith("/hyperlink")
        return (element.get("Target") or "an address") if outside and not leads else ""
    leads = tag in LEADS or (tag == "link" and "stylesheet" not in (element.get("rel") or ""))
    for key, value in element.items():
        name = etree.QName(key).localname
        fetched = name == "src" or (name == "href" and not leads)
        if fetched and ELSEWHERE.match(str(value).strip()) and not str(value).startswith("data:"):
            return str(value)
    return ""
