"""Signs that no font of ours can print: what stands on paper in their place.

PDF/UA-1 §7.21.7 refuses a page with a gap in it. An emoji or a letter of a far script is written
out by its Unicode name; a ring or a frame around a sign that can be printed is left out; a flag is
written as the two letters of its country.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst

STANDARD: Literal["ua-1"] = "ua-1"
NO_GLYPH = "could not be displayed"
"""What Typst says where the standard forbids a gap."""
PROBE = b"""#set document(title: "-")
#set text(font: ("Noto Sans", "DejaVu Sans Mono", "New Computer Modern Math"))
#sys.inputs.sign"""
"""One sign in the fonts of templates/pdf/document.typ."""
FLAGS = range(0x1F1E6, 0x1F200)
"""Letters of which two make a flag, A first."""
SKIN = range(0x1F3FB, 0x1F400)
SELECTORS = range(0xFE00, 0xFE10)
"""They choose between the looks of a sign and have none of their own."""


@cache
def fonts() -> typst.Fonts:
    """Noto Sans from its wheel, and Typst's own for a few signs. None of the machine's."""
    own = files("fontpkg_noto_sans") / "files"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[Path(str(own))]
    )


def written_out(text: str) -> str:
    """The text with something printable in the place of every sign that no font has."""
    return "".join(one if _printable(one) else _named(one) for one in _clusters(text))


def _clusters(text: str) -> Iterator[str]:
    """Signs, each with the marks that belong to it: a font must have them together."""
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _belongs(text[end]):
            yield text[begin:end]
            begin = end


def _belongs(sign: str) -> bool:
    return not sign.isascii() and (ord(sign) in SKIN or unicodedata.category(sign)[0] == "M")


@cache
def _printable(cluster: str) -> bool:
    if cluster.isascii():
        return True
    try:
        typst.compile(
            PROBE,
            format="pdf",
            pdf_standards=[STANDARD],
            sys_inputs={"sign": cluster},
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
    except typst.TypstError:
        return False
    return True


def _named(cluster: str) -> str:
    """The sign, or its name; of its marks those that can be printed with it, or their names."""
    made = cluster[0] if _printable(cluster[0]) else _name(cluster[0])
    for mark in cluster[1:]:
        if ord(mark) in SELECTORS or ord(mark) in SKIN or unicodedata.category(mark) == "Me":
            continue
        made += mark if _printable(made[-1] + mark) else _name(mark)
    return made


def _name(sign: str) -> str:
    if ord(sign) in FLAGS:
        return chr(ord("A") + ord(sign) - FLAGS[0])
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
