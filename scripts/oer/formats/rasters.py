"""Pictures for programs that show neither SVG nor WebP: drawn as PNG, always the same bytes."""

import posixpath
from io import BytesIO

import typst
from PIL import Image

from oer.formats.archive import CannotMake
from oer.model import Media

SHARPNESS = 192.0
"""Dots per inch, where one CSS pixel is 1/96 inch: two dots for each."""
DRAWING = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.picture), format: "svg", width: float(sys.inputs.width) * 0.75pt)
"""
LARGEST = 1400
"""Pixels of the drawn width: more than a page can show sharply."""


def for_office(media: Media, data: bytes) -> tuple[str, bytes]:
    """Media type and bytes of a picture that every Word can show."""
    ending = posixpath.splitext(media.path)[1].lower()
    if ending == ".svg":
        return "image/png", _drawn(media, data)
    if ending == ".webp":
        return "image/png", _converted(data)
    if ending == ".png":
        return "image/png", data
    if ending in (".jpg", ".jpeg"):
        return "image/jpeg", data
    raise CannotMake(f"{media.path}: Word shows SVG, PNG, JPEG and WebP pictures and no others")


def _drawn(media: Media, data: bytes) -> bytes:
    """An SVG picture as PNG, by Typst, which needs no system library and no system font."""
    if not media.width:
        raise CannotMake(f"{media.path} has no size")
    try:
        return draw(data, min(media.width, LARGEST / 2))
    except (typst.TypstError, UnicodeDecodeError) as error:
        raise CannotMake(f"{media.path} cannot be drawn: {error}") from error


def draw(picture: bytes, width: float) -> bytes:
    """An SVG picture as PNG, two dots for each of `width` CSS pixels. TypstError, UnicodeError."""
    inputs = {"picture": picture.decode(), "width": str(width)}
    drawn = typst.compile(
        DRAWING, format="png", ppi=SHARPNESS, sys_inputs=inputs, ignore_system_fonts=True
    )
    return bytes(drawn)


def _converted(data: bytes) -> bytes:
    made = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        picture.convert("RGBA").save(made, "PNG", optimize=False)
    return made.getvalue()
