"""Pictures for programs that show neither SVG nor WebP: drawn as PNG, always the same bytes."""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO

import typst
from lxml import etree
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
XLINK = "{http://www.w3.org/1999/xlink}href"
OWN_ADDRESSES = ("#", "data:")


def without_programs(path: str, data: bytes) -> bytes:
    """A picture that may stand in a book: no script and nothing from elsewhere (EPUB 3.3 §3.6).

    CannotMake, with its path, for an SVG that is broken or that runs or loads something.
    """
    if not path.lower().endswith(".svg"):
        return data
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        items = list(etree.fromstring(data, parser).iter(etree.Element))
    except etree.XMLSyntaxError as error:
        raise CannotMake(f"{path} is not well-formed SVG: {error}") from error
    for item in items:
        name = etree.QName(item).localname
        events = [str(key) for key in item.keys() if str(key).startswith("on")]  # noqa: SIM118
        address = item.get("href") or item.get(XLINK) or "#"
        if name in ("script", "foreignObject") or events or not address.startswith(OWN_ADDRESSES):
            raise CannotMake(f"{path} holds <{name}> that runs or loads something")
    return data


def for_web(path: str, data: bytes, widest: int, largest: int) -> tuple[str, bytes]:
    """Media type and bytes of a picture for a small page: a large photograph becomes smaller."""
    ending = posixpath.splitext(path)[1].lower()
    if ending not in WEB_KINDS:
        raise CannotMake(f"{path}: a page shows SVG, PNG, JPEG and WebP pictures and no others")
    if ending == ".svg" or len(data) <= largest:
        return WEB_KINDS[ending], without_programs(path, data)
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


@contextmanager
def no_panic(name: str) -> Iterator[None]:
    """Typst gives up by an exception of its own kind, which nothing catches: CannotMake instead."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise CannotMake(f"{name} cannot be drawn: {error}") from error


@lru_cache(maxsize=64)
def drawn(path: str, width: float, data: bytes) -> bytes:
    """An SVG picture as PNG, by Typst, which needs no system library and no system font.

    The editions of a course show the same pictures, and drawing them takes most of the time.
    """
    if not width:
        raise CannotMake(f"{path} has no size")
    try:
        with no_panic(path):
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
