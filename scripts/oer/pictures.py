"""Media files: digest and size, without trusting what the name says."""

from hashlib import blake2b
from pathlib import Path

from lxml import etree
from PIL import Image as Raster

from oer.model import Defect, Media, Place

RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
MAX_PIXELS = 40_000_000
UNREADABLE = (
    *(ValueError, OverflowError, OSError),
    *(etree.XMLSyntaxError, Raster.DecompressionBombError),
)
SVG = "{http://www.w3.org/2000/svg}svg"


def measure(file: Path, path: str) -> Media | Defect:
    """Digest and pixel size of a media file; IMG003 where it is not what its name says."""
    raw = file.read_bytes()
    ending = file.suffix.lower()
    try:
        width, height = _size(file, raw, ending)
    except UNREADABLE as error:
        reason = str(error).splitlines()[0].replace(str(file), path)[:120]
        return Defect("IMG003", Place(path), {"kind": ending or "no ending", "reason": reason})
    return Media(path, blake2b(raw, digest_size=20).hexdigest(), width, height, credit=None)


def _size(file: Path, raw: bytes, ending: str) -> tuple[int, int]:
    if ending == ".svg":
        return _svg_size(raw)
    if ending not in RASTERS:
        return 0, 0
    with Raster.open(file) as image:
        if image.format != RASTERS[ending]:
            raise ValueError(f"the file holds {image.format}")
        if image.width * image.height > MAX_PIXELS:
            raise ValueError(f"{image.width} x {image.height} pixels are too many")
        return image.size


def _svg_size(raw: bytes) -> tuple[int, int]:
    """Width and height from `viewBox` (SVG 2 §8.6)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(raw, parser)
    if root.tag != SVG:
        raise ValueError("the file is not an SVG picture")
    numbers = (root.get("viewBox") or "").replace(",", " ").split()
    if len(numbers) != 4:
        raise ValueError("the picture has no viewBox of four numbers")
    return round(float(numbers[2])), round(float(numbers[3]))
