"""What a photograph or raster picture carries beside the picture: a place, a page, another file."""

import re
from collections.abc import Iterator

from PIL import Image as Raster

PAGE = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|svg|img|object|embed|meta|style|form)\b"
    rb"|<\?php",
    re.IGNORECASE,
)
FIRST = 1500
"""Bytes in which browsers look for a web page (MIME Sniffing §7)."""
PADDING = b"\0\xff\r\n\t "
"""Bytes that cameras and editors put behind a picture to fill up."""
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND"
JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
JPEG_END, JPEG_SCAN = 0xD9, 0xDA
GPS_IFD = 0x8825
GPS_PLACE = (2, 4)
"""Latitude and longitude (Exif 2.32 §4.6.6); a block with the version alone tells no place."""
METADATA = re.compile(rb"Exif|eXIf|EXIF|Raw profile type")
"""Without one of these there is none, and Pillow need not decode a whole PNG to know it."""
XMP_PLACE = re.compile(rb"GPSL(?:atitude|ongitude)[\s\"'=>]")


def smuggled(raw: bytes, kind: str) -> str:
    """What the file holds for another program than one that shows pictures."""
    if PAGE.search(raw, 0, FIRST):
        return "a web page at its start"
    end = _end(raw, kind)
    rest = raw[end:].lstrip(PADDING)
    return f"{len(raw) - end} bytes after the end of the picture" if rest else ""


def _end(raw: bytes, kind: str) -> int:
    """The index behind the last byte of the picture; that of the file where none is found."""
    find = {"PNG": _end_of_png, "JPEG": _end_of_jpeg, "WEBP": _end_of_webp}.get(kind)
    end = find(raw) if find else 0
    return end if 0 < end <= len(raw) else len(raw)


def _end_of_png(raw: bytes) -> int:
    return next((end for name, _, end in png_chunks(raw) if name == PNG_END), 0)


def png_chunks(raw: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Name and data of each chunk, and the index behind it, up to the one that ends the picture.

    Each has its length before its name, and a checksum of four bytes after its data (PNG §5.3).
    """
    at, name = len(PNG_START), b""
    while at + 8 <= len(raw) and name != PNG_END:
        length, name = int.from_bytes(raw[at : at + 4]), raw[at + 4 : at + 8]
        data, at = raw[at + 8 : at + 8 + length], at + length + 12
        yield name, data, at


def _end_of_jpeg(raw: bytes) -> int:
    """JPEG (ITU T.81 §B.1): segments have a length; after a scan one has to look for a marker."""
    at, in_scan = 2, False
    while at + 4 <= len(raw) or in_scan:
        found = JPEG_MARKER.search(raw, at)
        if not found:
            return 0
        marker, at = raw[found.start() + 1], found.end()
        if marker == JPEG_END:
            return at
        at += int.from_bytes(raw[at : at + 2])
        in_scan = marker == JPEG_SCAN
    return 0


def _end_of_webp(raw: bytes) -> int:
    """RIFF: the length stands after the first name, and is made even."""
    length = int.from_bytes(raw[4:8], "little")
    return 8 + length + length % 2


def place_taken(image: Raster.Image, raw: bytes) -> str:
    """How the file tells where the picture was taken; empty where it does not."""
    if XMP_PLACE.search(raw):
        return "XMP"
    if not METADATA.search(raw):
        return ""
    try:
        told = image.getexif().get_ifd(GPS_IFD)
    except Exception:  # spoilt metadata can make Pillow raise anything, and then tells nothing
        return ""
    return "EXIF" if any(told.get(tag) for tag in GPS_PLACE) else ""
