"""What an SVG picture may hold: shapes, and nothing that runs, loads or changes (SVG 2).

A picture can be opened by itself, and would then act with the rights of our pages. What drawing
programs leave in their own namespaces does nothing and may stay.
"""

import re

from lxml import etree

from oer.values import own_data

NAMESPACE = "http://www.w3.org/2000/svg"
MAY_STAY = own_data("svg.yml", "svg")
ELEMENTS, ATTRIBUTES = frozenset(MAY_STAY["elements"]), frozenset(MAY_STAY["attributes"])
OF_PROGRAMS = tuple(MAY_STAY["of_programs"])
XML, XLINK = "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/xlink"
EXTERNAL = re.compile(
    r"url\(\s*[\"']?(?!#|\s*[\"']?#)|@import|(?:expression|image-set|image|src)\(|\\|</",
    re.IGNORECASE,
)
"""In a style: an address that is no part of the picture, or an escape that could hide one."""
OF_XML = ("lang", "space")
"""What XML itself may say; `xml:base` would turn addresses inside into those of elsewhere."""
WORD = re.compile(r"[^\W\d_]{2,}")
SHORT = 60


def unlisted(root: etree._Element) -> str:
    """The first part that a picture does not need; empty where all is well."""
    for element in root.iter("{*}*", "*"):
        name = etree.QName(element)
        if (name.namespace or "").startswith(OF_PROGRAMS):
            continue
        if name.namespace != NAMESPACE or name.localname not in ELEMENTS:
            return f"<{name.localname}>"
        if name.localname == "style" and EXTERNAL.search("".join(map(str, element.itertext()))):
            return "<style> with an address"
        if found := next(filter(None, (_attribute(*item) for item in element.items())), ""):
            return f"{found} of <{name.localname}>"
    return ""


def _attribute(full: str | bytes, value: str | bytes) -> str:
    name, text = etree.QName(full), str(value)
    if name.namespace not in (None, XML, XLINK):
        known = (name.namespace or "").startswith(OF_PROGRAMS)
        return "" if known else name.localname
    listed = name.localname in ATTRIBUTES or name.localname.startswith(("data-", "aria-"))
    if name.namespace == XML and name.localname not in OF_XML:
        return f"xml:{name.localname}"
    if name.namespace is None and not listed:
        return name.localname
    return f"an address in {name.localname}" if EXTERNAL.search(text) else ""


def words(root: etree._Element) -> str:
    """The words that a reader sees in the picture; signs, numbers and single letters are none."""
    texts = (" ".join("".join(map(str, one.itertext())).split()) for one in root.iter(TEXT))
    return " ".join(filter(WORD.search, texts))[:SHORT]


TEXT = f"{{{NAMESPACE}}}text"
