"""What Office files tell of themselves: title, authors, language, and the licence in their own way.

Open Packaging (ECMA-376 part 2) has room for the first; the rest are properties of our own, which
Word and PowerPoint show under File, Properties, Custom.
"""

from collections.abc import Mapping

from lxml import etree

from oer import credits
from oer.formats.texts import fill
from oer.works import Work

RELATIONS, TYPES = "_rels/.rels", "[Content_Types].xml"
CUSTOM = "docProps/custom.xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)


def properties(work: Work, modified: str) -> dict[str, bytes]:
    """The parts of a file that hold its properties."""
    values = {"work": work, "modified": modified, "properties": own_properties(work)}
    return {
        f"docProps/{name}": fill(f"docx/{name}", work.language, **values).encode()
        for name in ("app.xml", "core.xml", "custom.xml")
    }


def own_properties(work: Work) -> list[tuple[str, str]]:
    """Names and values of those that no standard has a place for."""
    told = (
        ("rights", credits.attribution(work)),
        ("license", work.licence.url or work.licence.name),
        ("source", work.address),
        ("based_on", " ".join(credits.based_on(work))),
        ("version", work.version),
        ("translators", ", ".join(credits.translator_names(work))),
        ("state", credits.state_note(work)),
    )
    return [(name, value) for name, value in told if value]


def with_custom(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that name our own properties, where another program has made the file."""
    relations, types = etree.fromstring(files[RELATIONS]), etree.fromstring(files[TYPES])
    first = relations[0].tag
    relation = {"Id": "licence", "Type": CUSTOM_RELATION, "Target": CUSTOM}
    etree.SubElement(relations, first, relation)
    override = str(types[0].tag).replace("}Default", "}Override")
    etree.SubElement(types, override, {"PartName": f"/{CUSTOM}", "ContentType": CUSTOM_TYPE})
    return {
        name: etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
        for name, tree in ((RELATIONS, relations), (TYPES, types))
    }
