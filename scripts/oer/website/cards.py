"""The pictures that a messenger shows of a link: one for each course and language, with its title.

Typst draws them with the letters that it brings along, always the same bytes.
"""

from functools import cache

import typst

from oer.formats import cover
from oer.model import Language

DRAWING = b"""#set page(width: 450pt, height: 236.25pt, margin: 0pt, fill: rgb(sys.inputs.ground))
#set text(font: "Libertinus Serif", fill: white, lang: sys.inputs.language, hyphenate: false)
#place(left, image(bytes(sys.inputs.picture), format: "svg", height: 236.25pt))
#place(dx: 190pt, dy: 26pt, block(width: 236pt, height: 184pt, {
  layout(size => {
    let set-in(points) = block(width: size.width, text(points, weight: "bold", sys.inputs.title))
    let fits(points) = measure(set-in(points)).height < 130pt
    let points = (30pt, 26pt, 22pt, 19pt, 16pt).find(fits)
    set par(leading: 0.5em)
    text(if points == none { 14pt } else { points }, weight: "bold", sys.inputs.title)
  })
  place(bottom + left, text(13pt, fill: rgb("#f2b263"), sys.inputs.house))
}))
"""


def home_card(language: Language) -> bytes:
    """The picture of a language's home page."""
    return _drawn("home", language.words["site.tagline"], language)


def course_card(course: str, title: str, language: Language) -> bytes:
    """The picture of a course."""
    return _drawn(course, title, language)


def _drawn(ornament: str, title: str, language: Language) -> bytes:
    inputs = {
        "ground": cover.ground(ornament),
        "picture": _tiles(ornament),
        "title": title,
        "house": language.words["site.name"],
        "language": language.code,
    }
    drawn = _compiler().compile(DRAWING, format="png", ppi=192.0, sys_inputs=inputs)
    assert isinstance(drawn, bytes)
    return drawn


@cache
def _compiler() -> typst.Compiler:
    """One for all cards of a process: it has found its letters."""
    return typst.Compiler(ignore_system_fonts=True)


def _tiles(ornament: str) -> str:
    """The upper part of a course's cover."""
    shapes = "".join(
        f'<path transform="translate({tile.x} {tile.y})" d="{tile.path}" fill="{tile.fill}"/>'
        for tile in cover.tiles(ornament)
    )
    width, height = cover.COLUMNS * cover.SIDE, cover.LINES * cover.SIDE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path d="M0 0H{width}V{height}H0Z" fill="{cover.ground(ornament)}"/>{shapes}</svg>'
    )
