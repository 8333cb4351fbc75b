"""Media files: digest, size and what they carry, without trusting what the name says."""

import warnings
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from lxml import etree
from PIL import Image as Raster

from oer import attachments, leftovers, svg, svg_work
from oer.model import Defect, Media, Place

RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
ENDINGS = (".svg", *RASTERS)
MAX_PIXELS = 40_000_000
JPEG_SCAN = b"\xff\xda"
MOST_SCANS = 100
"""A progressive JPEG has about ten; each goes over the whole picture (ITU T.81 §G.1.1.1.1)."""
LONGEST = 100_000
MOST_ATTRIBUTES = 200
STRIP = 30
"""Times that one side of a drawing may be as long as the other: a page is no roll of paper."""
UNREADABLE = (
    *(ValueError, OverflowError, OSError),
    *(etree.XMLSyntaxError, Raster.DecompressionBombError),
)
RUNS = ("script", "foreignObject", "iframe", "handler", "set", "animate")
"""Elements of an SVG that run, hold another page, or can change an address (SVG 2 §2.5)."""


def measure(file: Path, path: str) -> Media | Defect:
    """Digest, pixel size and contents of a media file; IMG003 where it is not what it seems."""
    raw = file.read_bytes()
    digest = blake2b(raw, digest_size=20).hexdigest()
    media = Media(path, digest, width=0, height=0, credit=None, size=len(raw))
    ending = file.suffix.lower()
    try:
        if ending == ".svg":
            return _drawn(media, raw)
        if ending in RASTERS:
            return _raster(media, file, raw)
    except UNREADABLE as error:
        reason = str(error).splitlines()[0].replace(str(file), path)[:120]
        return Defect("IMG003", Place(path), {"kind": ending or "no ending", "reason": reason})
    if what := attachments.carried(raw, ending):
        return Defect("SEC011", Place(path), {"what": what})
    return media


def _raster(media: Media, file: Path, raw: bytes) -> Media:
    kind = RASTERS[file.suffix.lower()]
    if kind == "JPEG" and raw.count(JPEG_SCAN) > MOST_SCANS:
        raise ValueError(f"the picture is drawn in more than {MOST_SCANS} passes")
    # Pillow warns of spoilt metadata, which nobody needs.
    with warnings.catch_warnings(action="ignore"), Raster.open(file) as image:
        if image.format != kind:
            raise ValueError(f"the file holds {image.format}")
        if image.width * image.height > MAX_PIXELS:
            raise ValueError(f"{image.width} x {image.height} pixels are too many")
        image.load()  # A file that ends early tells its size all the same.
        return replace(
            media,
            width=image.width,
            height=image.height,
            place_taken=leftovers.place_taken(image, raw),
            smuggled=leftovers.smuggled(raw, kind),
        )


def _drawn(media: Media, raw: bytes) -> Media:
    """Width and height from `viewBox` (SVG 2 §8.6)."""
    root = etree.fromstring(raw, _parser(raw))
    if root.tag != f"{{{svg.NAMESPACE}}}svg":
        raise ValueError("the file is not an SVG picture")
    _refuse_what_runs(root)
    width, height = _size(root)
    svg_work.refuse_endless(root, max(width, height))
    return replace(
        media,
        width=round(width),
        height=round(height),
        words=svg.words(root),
        unlisted=svg.unlisted(root),
    )


def _parser(raw: bytes) -> etree.XMLParser:
    """Reads UTF-8 only: a browser takes letters of other encodings for others than we do, and in
    UTF-7 a script can hide in what we would read as a comment.
    """
    raw.decode("utf-8")
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8"
    )


def _size(root: etree._Element) -> tuple[float, float]:
    """Width and height of the viewBox, as they can be shown on a page."""
    numbers = (root.get("viewBox") or "").replace(",", " ").split()
    if len(numbers) != 4:
        raise ValueError("the picture has no viewBox of four numbers")
    width, height = float(numbers[2]), float(numbers[3])
    if not (1 <= width <= LONGEST and 1 <= height <= LONGEST):
        raise ValueError(f"a side of the viewBox is not between 1 and {LONGEST}")
    if max(width, height) > STRIP * min(width, height):
        raise ValueError(f"one side of the viewBox is more than {STRIP} times the other")
    return width, height


def _refuse_what_runs(root: etree._Element) -> None:
    """A picture can be opened by itself, and would then run with the rights of our pages."""
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None or tree.xpath("//processing-instruction()"):
        raise ValueError("a picture may not hold <!DOCTYPE> or <?processing instructions?>")
    for element in root.iter("{*}*"):
        name = etree.QName(element).localname
        if len(element.attrib) > MOST_ATTRIBUTES:
            raise ValueError(f"<{name}> has more than {MOST_ATTRIBUTES} attributes")
        if name in RUNS:
            raise ValueError(f"a picture may not hold <{name}>")
        for attribute, value in ((str(name), str(value)) for name, value in element.items()):
            local = etree.QName(attribute).localname
            if local.startswith("on"):
                raise ValueError(f"a picture may not hold the attribute {local}")
            if local == "href" and not value.startswith("#"):
                raise ValueError("a picture may link only to its own parts")
