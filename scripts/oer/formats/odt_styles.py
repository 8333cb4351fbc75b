"""The styles of Word said in OpenDocument (ODF 1.3 part 3 §16 and §20), so that there is one look.

The face is Noto Sans, which LibreOffice brings with it on every system.
"""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from oer.formats.texts import fill
from oer.formats.word_styles import LOOK, W
from oer.model import Language
from oer.works import Work

FONT = "Noto Sans"
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
NAMES = {
    "Normal": ("Standard",),
    "BodyText": ("Text_20_body", "First_20_paragraph"),
    "Compact": ("Definition_20_Term_20_Tight", "Definition_20_Definition_20_Tight", "Compact"),
    "TableCaption": ("TableCaption",),
    "FootnoteText": ("Footnote",),
    "BlockText": ("Quotations",),
    "SourceCode": ("Preformatted_20_Text",),
    "DefinitionTerm": ("Definition_20_Term", "Definition_20_Term_20_Tight"),
    "Definition": ("Definition_20_Definition", "Definition_20_Definition_20_Tight"),
    "Footer": ("Footer",),
}
"""Word's id of a style -> the names that pandoc gives its paragraphs in OpenDocument."""
SIDES = ("top", "left", "bottom", "right")
TWIPS, EIGHTHS, HALVES, LINE_PERCENT = 20, 8, 2, 2.4
"""What Word counts of a point: lengths, borders, sizes of type; and of a percent of a line."""


def name(prefixed: str) -> str:
    """`fo:border` with its namespace, as lxml wants it."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def encoded(style: str) -> str:
    """The name of a style where no space may stand (ODF 1.3 part 3 §19.502)."""
    return style.replace(" ", "_20_")


def styles(default: bytes, work: Work) -> bytes:
    """Pandoc's styles with ours in place of those of the same name, our page and our footer."""
    tree = etree.fromstring(default)
    found = tree.find(name("office:styles"))
    assert found is not None, "a document has styles"
    ours = {style.get(name("style:name")): style for style in _ours(work)}
    for old in [old for old in found if old.get(name("style:name")) in ours]:
        found.remove(old)
    found.extend(ours.values())
    for properties in found.iter(name("style:text-properties")):
        for attribute in [key for key in properties.keys() if "font-name" in str(key)]:  # noqa: SIM118
            del properties.attrib[attribute]
    _defaults(found, work.language)
    for part in ("font-face-decls", "automatic-styles", "master-styles"):
        before = next(tree.iter(name(f"office:{part}")))
        text = fill(f"odt/{part}.xml", work.language, work=work, font=FONT)
        tree.replace(before, etree.fromstring(text))
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


COLOURS = {key: LOOK[key] for key in ("ink", "grey", "line")}


def _defaults(found: _Element, language: Language) -> None:
    """Face, size and language of all text."""
    code, country = language.locale.split("-")[0], language.locale.split("-")[-1]
    for default in found.iter(name("style:default-style")):
        for properties in default.iter(name("style:text-properties")):
            properties.set(name("style:font-name"), FONT)
            properties.set(name("fo:font-size"), "10.5pt")
            properties.set(name("fo:language"), code)
            properties.set(name("fo:country"), country)
            properties.set(name("fo:hyphenate"), "false")


def _ours(work: Work) -> Iterator[_Element]:
    filled = fill("docx/styles.xml", work.language, work=work, **LOOK)
    for style in etree.fromstring(filled.encode()):
        if style.get(f"{W}type") == "paragraph":
            for known in _names(style):
                yield _paragraph_style(style, known)


def _names(style: _Element) -> tuple[str, ...]:
    id = style.get(f"{W}styleId") or ""
    if id.startswith("Heading"):
        return (f"Heading_20_{id[-1]}",)
    return NAMES.get(id) or (encoded(_value(style, "name")),)


def _paragraph_style(style: _Element, known: str) -> _Element:
    display = known.replace("_20_", " ")
    made = etree.Element(name("style:style"), nsmap=NAMESPACES)
    made.set(name("style:name"), known)
    made.set(name("style:display-name"), display)
    made.set(name("style:family"), "paragraph")
    for word, odf in (("basedOn", "parent-style-name"), ("next", "next-style-name")):
        if target := _value(style, word):
            ids = NAMES.get(target) or (_spaced_id(style, target),)
            made.set(name(f"style:{odf}"), ids[0])
    if known.startswith("Heading_20_"):
        made.set(name("style:default-outline-level"), known[-1])
    paragraph = etree.SubElement(made, name("style:paragraph-properties"))
    text = etree.SubElement(made, name("style:text-properties"))
    for key, value in _paragraph_properties(style):
        paragraph.set(name(key), value)
    for key, value in _text_properties(style):
        text.set(name(key), value)
    return made


def _spaced_id(style: _Element, id: str) -> str:
    """The name of a style by its id: `BoxTip` -> `Box_20_Tip`."""
    parent = style.getparent()
    assert parent is not None, "a style stands among others"
    named = {other.get(f"{W}styleId"): _value(other, "name") for other in parent}
    return encoded(named.get(id) or id)


# --- properties ---------------------------------------------------------------------------


LENGTHS = (
    ("spacing", "before", "margin-top"),
    ("spacing", "after", "margin-bottom"),
    ("ind", "left", "margin-left"),
    ("ind", "right", "margin-right"),
)
SIGNS = (
    ("keepNext", "keep-with-next", "always"),
    ("keepLines", "keep-together", "always"),
    ("pageBreakBefore", "break-before", "page"),
)


def _paragraph_properties(style: _Element) -> Iterator[tuple[str, str]]:
    properties = style.find(f"{W}pPr")
    if properties is None:
        return
    for tag, word, odf in LENGTHS:
        if value := _value(properties, tag, word):
            yield f"fo:{odf}", _points(value)
    if line := _value(properties, "spacing", "line"):
        yield "fo:line-height", f"{round(int(line) / LINE_PERCENT)}%"
    if hanging := _value(properties, "ind", "hanging"):
        yield "fo:text-indent", f"-{_points(hanging)}"
    for tag, odf, value in SIGNS:
        if properties.find(f"{W}{tag}") is not None:
            yield f"fo:{odf}", value
    yield from _borders(properties)


def _borders(properties: _Element) -> Iterator[tuple[str, str]]:
    borders = properties.find(f"{W}pBdr")
    if borders is None:
        return
    for side in SIDES:
        border = borders.find(f"{W}{side}")
        if border is None:
            yield f"fo:border-{side}", "none"
            continue
        width = int(border.get(f"{W}sz") or 0) / EIGHTHS
        yield f"fo:border-{side}", f"{width:g}pt solid #{border.get(f'{W}color')}"
        yield f"fo:padding-{side}", f"{border.get(f'{W}space')}pt"


def _text_properties(style: _Element) -> Iterator[tuple[str, str]]:
    properties = style.find(f"{W}rPr")
    if properties is None:
        return
    if properties.find(f"{W}b") is not None:
        yield "fo:font-weight", "bold"
    if colour := _value(properties, "color"):
        yield "fo:color", f"#{colour}"
    if size := _value(properties, "sz"):
        yield "fo:font-size", f"{int(size) / HALVES:g}pt"


def _value(item: _Element, tag: str, attribute: str = "val") -> str:
    found = item.find(f"{W}{tag}")
    return (found.get(f"{W}{attribute}") or "") if found is not None else ""


def _points(twips: str) -> str:
    return f"{int(twips) / TWIPS:g}pt"
