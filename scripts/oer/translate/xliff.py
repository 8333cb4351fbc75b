"""Sheets as XLIFF 2.1 (OASIS Standard, 13 February 2018), for CAT tools.

A segment's state tells how its target stands: `initial` is to be looked at, `translated` says
what the source says, `reviewed` was read by somebody (§4.3.1.27).
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from oer.model import SOURCE_LANGUAGE
from oer.translate.exchange import Entry, Sheet

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SPACES: Any = {None: NAMESPACE}
DONE = ("translated", "reviewed", "final")


def write(sheet: Sheet) -> str:
    """An XLIFF document of one lesson or page."""
    about = {"version": "2.1", "srcLang": SOURCE_LANGUAGE, "trgLang": sheet.language}
    root = etree.Element(_name("xliff"), about, nsmap=SPACES)
    file = etree.SubElement(root, _name("file"), id="f1", original=sheet.path)
    for number, entry in enumerate(sheet.entries, 1):
        unit = etree.SubElement(file, _name("unit"), id=f"u{number}", name=entry.id)
        segment = etree.SubElement(unit, _name("segment"), state=_state(entry))
        etree.SubElement(segment, _name("source")).text = entry.source
        if entry.target:
            etree.SubElement(segment, _name("target")).text = entry.target
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding=str) + "\n"


def _state(entry: Entry) -> str:
    if not entry.target or not entry.done:
        return "initial"
    return "reviewed" if entry.read else "translated"


def read(text: str) -> Sheet:
    """The sheet of an XLIFF document; ValueError where it is none of ours."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    file = root.find(_name("file"))
    if root.tag != _name("xliff") or file is None or not file.get("original"):
        raise ValueError("it is no XLIFF 2 document that says where it belongs (file original)")
    language = str(root.get("trgLang", ""))
    return Sheet(str(file.get("original")), language, tuple(_entries(file)))


def _entries(file: etree._Element) -> Iterator[Entry]:
    for unit in file.iter(_name("unit")):
        segments = unit.findall(_name("segment"))
        source, target = (_text(segments, name) for name in ("source", "target"))
        done = all(segment.get("state", "initial") in DONE for segment in segments)
        yield Entry(str(unit.get("name", "")), source, target, done=bool(target) and done)


def _text(segments: list[etree._Element], name: str) -> str:
    """What the segments of a unit say; a tool may have cut it into sentences."""
    found = (segment.find(_name(name)) for segment in segments)
    return " ".join("".join(map(str, one.itertext())).strip() for one in found if one is not None)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
