"""Pictures without the place where they were taken: the tags are blanked, nothing else changes.

The pixels are not touched, and title, author, rights and orientation stay.
"""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image as Raster

from oer.leftovers import GPS_IFD, PNG_START, XMP_PLACE, place_taken, png_chunks

TIFF = re.compile(rb"II\*\0|MM\0\*")
SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8)
"""Bytes of a value by its type (TIFF 6.0 §2)."""
XMP_TAG = re.compile(
    rb"""(?<![\w-])[\w-]+:GPS\w+\s*=\s*(?:"[^"]{0,999}"|'[^']{0,999}')"""
    rb"""|<([\w-]+:GPS\w+)[^>]{0,999}>.{0,999}?</\1\s*>|<[\w-]+:GPS\w+[^>]{0,999}/>""",
    re.DOTALL,
)
TEXT_CHUNKS = (b"tEXt", b"zTXt", b"iTXt")


def without_place(raw: bytes) -> bytes:
    """The file without its place; as it was where the picture would change, or still tell it."""
    made = _blanked(raw)
    if raw.startswith(PNG_START):
        made = _png(made)
    return made if _is_same_picture(raw, made) and not _tells(made) else raw


def _blanked(raw: bytes) -> bytes:
    """Zeros in the place of GPS tags and their values, spaces in the place of those of XMP."""
    made = bytearray(XMP_TAG.sub(lambda found: b" " * len(found[0]), raw))
    for found in TIFF.finditer(raw):
        for start, end in _gps(raw, found.start()):
            made[start:end] = bytes(end - start)
    return bytes(made)


def _gps(raw: bytes, base: int) -> Iterator[tuple[int, int]]:
    """Where the GPS directory of a TIFF header stands, and the values that it points to."""
    order = "<" if raw[base : base + 1] == b"I" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", raw, base + 4)
        for tag, _, _, value in _entries(raw, base, first, order):
            if tag == GPS_IFD:
                (count,) = struct.unpack_from(f"{order}H", raw, base + value)
                for _, kind, number, at in _entries(raw, base, value, order):
                    size = number * (SIZES[kind] if kind < len(SIZES) else 0)
                    if size > 4 and base + at + size <= len(raw):
                        yield base + at, base + at + size
                yield base + value, min(len(raw), base + value + 2 + 12 * count)
    except struct.error:  # the header was no header, or is spoilt
        return


def _entries(raw: bytes, base: int, at: int, order: str) -> Iterator[tuple[int, int, int, int]]:
    """Tag, type, number of values, and value or offset (TIFF 6.0 §2)."""
    (count,) = struct.unpack_from(f"{order}H", raw, base + at)
    for index in range(count):
        yield struct.unpack_from(f"{order}HHII", raw, base + at + 2 + 12 * index)


def _png(raw: bytes) -> bytes:
    """New checksums, and no packed text that still tells the place."""
    parts, chunks = [PNG_START], list(png_chunks(raw))
    for name, data, _ in chunks:
        packed = name in TEXT_CHUNKS and _holds_metadata(data)
        if not packed:
            checksum = zlib.crc32(name + data)
            parts.append(struct.pack(">I4s", len(data), name) + data + struct.pack(">I", checksum))
    end = chunks[-1][2] if chunks else len(PNG_START)
    return b"".join(parts) + raw[end:]


def _holds_metadata(data: bytes) -> bool:
    """A packed profile, which cannot be blanked in its place."""
    return data.startswith((b"Raw profile type exif", b"Raw profile type APP1")) or bool(
        XMP_PLACE.search(data)
    )


def _tells(raw: bytes) -> bool:
    with warnings.catch_warnings(action="ignore"), Raster.open(BytesIO(raw)) as image:
        return bool(place_taken(image, raw))


def _is_same_picture(one: bytes, other: bytes) -> bool:
    """Whether both show the same, seen the same way round."""
    try:
        with warnings.catch_warnings(action="ignore"):
            before, after = Raster.open(BytesIO(one)), Raster.open(BytesIO(other))
            way = before.getexif().get(0x0112), after.getexif().get(0x0112)
            return way[0] == way[1] and before.tobytes() == after.tobytes()
    except Exception:  # spoilt pictures can make Pillow raise anything
        return False
