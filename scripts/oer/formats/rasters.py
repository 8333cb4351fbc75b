"""Pictures for programs that show neither SVG nor WebP: drawn as PNG, always the same bytes."""

import posixpath
from functools import lru_cache
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


KINDS = {
    ".svg": "image/png",
    ".webp": "image/png",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""Ending of a picture -> media type that it is shown as."""


WEB_KINDS = {**KINDS, ".svg": "image/svg+xml", ".webp": "image/webp"}
WEB_QUALITY = 60


def for_web(path: str, data: bytes, widest: int, largest: int) -> tuple[str, bytes]:
    """Media type and bytes of a picture for a small page: a large photograph becomes smaller."""
    ending = posixpath.splitext(path)[1].lower()
    if ending not in WEB_KINDS:
        raise CannotMake(f"{path}: a page shows SVG, PNG, JPEG and WebP pictures and no others")
    if ending == ".svg" or len(data) <= largest:
        return WEB_KINDS[ending], data
    made = BytesIO()
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.thumbnail((widest, widest * 4))
            picture.convert("RGBA" if picture.mode in ("P", "LA", "RGBA") else "RGB").save(
                made, "WEBP", quality=WEB_QUALITY, method=4
            )
    except OSError as error:
        raise CannotMake(f"{path} is no picture: {error}") from error
    return "image/webp", made.getvalue()


def kind_for_office(path: str) -> str:
    """The media type that a picture gets; CannotMake for what is no picture."""
    ending = posixpath.splitext(path)[1].lower()
    if ending not in KINDS:
        raise CannotMake(f"{path}: Word shows SVG, PNG, JPEG and WebP pictures and no others")
    return KINDS[ending]


def for_office(media: Media, data: bytes) -> tuple[str, bytes]:
    """Media type and bytes of a picture that every Word can show."""
    kind, ending = kind_for_office(media.path), posixpath.splitext(media.path)[1].lower()
    if ending == ".svg":
        return kind, drawn(media.path, media.width, data)
    if ending == ".webp":
        return kind, _converted(data)
    return kind, data


@lru_cache(maxsize=64)
def drawn(path: str, width: float, data: bytes) -> bytes:
    """An SVG picture as PNG, by Typst, which needs no system library and no system font.

    The editions of a course show the same pictures, and drawing them takes most of the time.
    """
    if not width:
        raise CannotMake(f"{path} has no size")
    try:
        return draw(data, min(width, LARGEST / 2))
    except (typst.TypstError, UnicodeDecodeError) as error:
        raise CannotMake(f"{path} cannot be drawn: {error}") from error


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
