"""Common Cartridge as Moodle (1.1) and Open edX's converter (1.3) take it.

The schemas of the standard are in no package registry; what the two importers look for, and the
rules of the profile that they rest on, are checked one by one.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

from .asked import Answer, Asked, words
from .moodle_xml import Refused, wildcards

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
PROFILES = ("multiple_choice", "multiple_response", "true_false", "fib", "essay")
SOURCE = re.compile(r'(?:src|href)="([^"]*)"')
GAP = re.compile(r"\(\d+\) ")


class Cartridge(NamedTuple):
    """What a platform makes of a cartridge."""

    sections: list[tuple[str, list[tuple[str, str]]]]
    """Titles with the titles and types of what stands in them."""
    questions: list[Asked]
    pages: dict[str, str]
    """HTML by path."""


def read(data: bytes) -> Cartridge:
    """Everything in a cartridge. Refused where an importer would stumble."""
    with ZipFile(BytesIO(data)) as file:
        files = {name: file.read(name) for name in file.namelist()}
    head = files["imsmanifest.xml"][:1024].decode(errors="ignore")
    found = re.search(r'xmlns="http://www.imsglobal.org/xsd/imscc(v1p[13])/imscp_v1p1"', head)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    if not found or not re.search(r'<manifest identifier="[^"]+" xmlns=', head):
        raise Refused("no converter claims this manifest")
    version = found[1]
    schema = (manifest.findtext(".//{*}schema"), manifest.findtext(".//{*}schemaversion"))
    if schema != ("IMS Common Cartridge", {"v1p1": "1.1.0", "v1p3": "1.3.0"}[version]):
        raise Refused(f"schema {schema}")
    resources = _resources(manifest, files, version)
    sections = list(_sections(manifest, resources))
    questions = [
        asked
        for path, kind in resources.values()
        if kind.endswith("/assessment")
        for asked in _test(etree.fromstring(files[path]), version)
    ]
    pages = {path: files[path].decode() for path, _ in resources.values() if path.endswith(".html")}
    for path, text in pages.items():
        _links(path, text, files, version)
    return Cartridge(sections, questions, pages)


def _resources(
    manifest: _Element, files: dict[str, bytes], version: str
) -> dict[str, tuple[str, str]]:
    """Path and type of each resource by its identifier."""
    ids = [str(item.get("identifier")) for item in manifest.iter() if item.get("identifier")]
    if len(ids) != len(set(ids)) or not all(map(NAME.fullmatch, ids)):
        raise Refused("identifiers")
    rows = manifest.findall(".//{*}resource")
    found = {str(row.get("identifier")): _resource(row, ids, version) for row in rows}
    if sorted(path for path, _ in found.values()) != sorted(files.keys() - {"imsmanifest.xml"}):
        raise Refused("files that are not listed, or listed and not there")
    for path, kind in found.values():
        if kind.startswith(("imswl", "imsdt")):
            _content(etree.fromstring(files[path]), path, f"{kind[:5]}_{version}", version)
    return found


def _resource(row: _Element, ids: list[str], version: str) -> tuple[str, str]:
    kind, (file,) = str(row.get("type")), row.findall("{*}file")
    path = unquote(str(file.get("href")))
    if kind == "webcontent" and row.get("href") != file.get("href"):
        raise Refused(f"{path} is not what is opened")
    ours = (f"imswl_xml{version}", f"imsdt_xml{version}", f"imsqti_xmlv1p2/imscc_xml{version}/")
    if kind != "webcontent" and not kind.startswith(ours):
        raise Refused(f"type {kind}")
    if any(one.get("identifierref") not in ids for one in row.findall("{*}dependency")):
        raise Refused("a dependency on nothing")
    return path, kind


def _content(root: _Element, path: str, name: str, version: str) -> None:
    """A link leads somewhere; a discussion asks something."""
    space = f"http://www.imsglobal.org/xsd/imscc{version}/{name}"
    if etree.QName(root).namespace != space or not root.findtext("{*}title"):
        raise Refused(f"{path} is no {name}, or has no title")
    address = root.find("{*}url")
    if address is not None:
        if not str(address.get("href")).startswith("https://"):
            raise Refused(f"{path} leads nowhere")
    elif not words(root.findtext("{*}text") or ""):
        raise Refused(f"{path} asks nothing")


def _sections(
    manifest: _Element, resources: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    (organization,) = manifest.findall(".//{*}organization")
    (root,) = organization.findall("{*}item")
    if organization.get("structure") != "rooted-hierarchy" or root.find("{*}title") is not None:
        raise Refused("organization")
    for section in root.findall("{*}item"):
        items = [
            (str(item.findtext("{*}title")), resources[str(item.get("identifierref"))][1])
            for item in section.findall("{*}item")
        ]
        title = section.findtext("{*}title")
        if not title or not all(0 < len(name) <= 255 for name, _ in items) or not items:
            raise Refused("a title is missing or too long")
        yield title, items


def _links(path: str, text: str, files: dict[str, bytes], version: str) -> None:
    """Pictures are found, each importer's way; all else leads to the web or stays on the page."""
    ids = set(re.findall(r'id="([^"]*)"', text))
    for address in SOURCE.findall(text):
        if address.startswith("#"):
            if address[1:] not in ids:
                raise Refused(f"{path}: {address} leads nowhere")
        elif not address.startswith(("https:", "mailto:", "tel:")):
            folder = {"v1p1": "web/", "v1p3": "web_resources/"}[version]
            base = {"v1p1": "", "v1p3": "$IMS-CC-FILEBASE$/"}[version]
            if not address.startswith(base) or folder + unquote(address[len(base) :]) not in files:
                raise Refused(f"{path}: {address} is not found")


# --- tests --------------------------------------------------------------------------------


def _test(root: _Element, version: str) -> Iterator[Asked]:
    if etree.QName(root).namespace != "http://www.imsglobal.org/xsd/ims_qtiasiv1p2":
        raise Refused("namespace of a test")
    (assessment,) = root.findall("{*}assessment")
    said = {
        row.findtext("{*}fieldlabel"): row.findtext("{*}fieldentry")
        for row in assessment.findall("{*}qtimetadata/{*}qtimetadatafield")
    }
    if said.get("cc_profile") != "cc.exam.v0p1" or len(assessment.findall("{*}section")) != 1:
        raise Refused(f"test {said}")
    items = assessment.findall("{*}section/{*}item")
    idents = [item.get("ident") for item in items]
    if len(idents) != len(set(idents)):
        raise Refused("idents of items")
    for item in items:
        yield _item(item, version)


def _item(item: _Element, version: str) -> Asked:
    order = [etree.QName(child).localname for child in item]
    known = ["itemmetadata", "presentation", "resprocessing", *["itemfeedback"] * (len(order) - 3)]
    if order != known:
        raise Refused(f"order of {order}")
    kind = (item.findtext(".//{*}fieldentry") or "").removeprefix("cc.").removesuffix(".v0p1")
    if kind not in PROFILES:
        raise Refused(f"profile {kind}")
    shown = {str(one.get("linkrefid")) for one in item.iterfind(".//{*}displayfeedback")}
    if shown != {str(one.get("ident")) for one in item.findall("{*}itemfeedback")}:
        raise Refused("feedback that is not shown, or shown and not there")
    text = words(item.findtext("{*}presentation/{*}material/{*}mattext") or "")
    labels = {
        str(label.get("ident")): words(label.findtext("{*}material/{*}mattext") or "")
        for label in item.iterfind(".//{*}response_label")
    }
    if kind == "true_false" and labels.keys() != {"true", "false"}:
        raise Refused("Moodle knows true and false only")
    mark = {"v1p1": as_moodle, "v1p3": as_open_edx}[version](item, kind, labels)
    id = str(item.get("ident")).removeprefix("q-")
    return Asked(id, kind, GAP.sub("", text), mark, tuple(labels.values()))


Mark = Callable[[Answer], float]


def as_moodle(item: _Element, kind: str, labels: dict[str, str]) -> Mark:
    """Moodle: an option's mark is what the last condition says that names it first."""
    conditions = item.findall("{*}resprocessing/{*}respcondition")
    if kind == "fib":
        scored = [one for one in conditions if one.find("{*}setvar") is not None]
        answers = [str(one.text) for one in scored[0].findall("{*}conditionvar/{*}varequal")]
        return _written([wildcards(answer) for answer in answers])
    if kind == "multiple_response":
        right = {
            str(one.text)
            for condition in conditions
            if condition.findtext("{*}setvar") == "100"
            for one in condition.iterfind("{*}conditionvar//{*}varequal[@case='Yes']")
            if etree.QName(one.getparent()).localname != "not"
        }
        return _chosen({labels[ident] for ident in right})
    earns: dict[str, bool] = {}
    for condition in conditions:
        named = condition.findtext("{*}conditionvar/{*}varequal")
        if named:
            earns[named] = condition.findtext("{*}setvar") == "100"
    return _chosen({labels[ident] for ident, right in earns.items() if right})


def as_open_edx(item: _Element, kind: str, labels: dict[str, str]) -> Mark:
    """Open edX's converter: whatever is named is right, up to the first condition that ends."""
    named: list[str] = []
    for condition in item.findall("{*}resprocessing/{*}respcondition"):
        plain = [str(one.text) for one in condition.findall("{*}conditionvar/{*}varequal")]
        inner = [str(one.text) for one in condition.findall("{*}conditionvar/{*}and/{*}varequal")]
        named += plain or inner
        if condition.get("continue", "No") == "No":
            break
    if kind == "fib":
        return _written([re.escape(answer) for answer in named])
    return _chosen({labels[ident] for ident in named})


def _written(patterns: list[str]) -> Mark:
    if not patterns:
        raise Refused("no answer is right")

    def mark(answer: Answer) -> float:
        (given,) = answer.gaps or (answer.number,)
        return float(any(re.fullmatch(one, given, re.IGNORECASE) for one in patterns))

    return mark


def _chosen(right: set[str]) -> Mark:
    """Marks a choice; of whole answers the one is chosen that says what the learner means."""
    if not right:
        raise Refused("nothing is right")

    def mark(answer: Answer) -> float:
        if answer.chosen:
            return float(answer.chosen == right)
        (whole,) = right
        return float(whole in _whole(answer))

    return mark


def _whole(answer: Answer) -> set[str]:
    """Pairs, an order or gaps, as the option writes them that means the same."""
    pairs = "".join(f"{left} – {right}" for left, right in answer.pairs.items())
    gaps = "; ".join(f"({number}) {gap}" for number, gap in enumerate(answer.gaps, 1))
    return {pairs, " → ".join(answer.order), gaps} - {""}
