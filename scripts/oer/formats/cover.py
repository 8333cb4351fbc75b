"""A cover picture of our own: an ornament of tiles that is the course's own and needs no font."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

SIDE = 100
COLUMNS, LINES = 6, 8
SHAPES = (
    "M0 0H100A100 100 0 0 1 0 100Z",
    "M100 0V100A100 100 0 0 1 0 0Z",
    "M100 100H0A100 100 0 0 1 100 0Z",
    "M0 100V0A100 100 0 0 1 100 100Z",
    "M0 0H100L0 100Z",
    "M100 0V100L0 0Z",
    "M50 10L90 50L50 90L10 50Z",
    "M50 15A35 35 0 1 1 49.9 15Z",
)
PALETTES = (
    ("#14324a", "#e9b44c", "#f3ead8", "#9b2915"),
    ("#123c3a", "#f0c987", "#f6f1e4", "#d1603d"),
    ("#3a1f4a", "#e6af2e", "#f4efe6", "#5e7ce2"),
    ("#4a1a22", "#e8c07d", "#f7efe2", "#3e7c74"),
    ("#1d2f5f", "#f2b134", "#eef0f2", "#c8553d"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One shape of the ornament."""

    x: int
    y: int
    path: str
    fill: str


def ground(course: str) -> str:
    """The colour that the tiles lie on."""
    return _palette(course)[0]


def tiles(course: str) -> Iterator[Tile]:
    """The ornament of a course: the left half decides, the right half is its mirror image."""
    colours = _palette(course)[1:]
    for line in range(LINES):
        for column in range(COLUMNS):
            chance = _digest(f"{course}/{line}/{min(column, COLUMNS - 1 - column)}")
            shape = chance[0] % len(SHAPES)
            mirrored = MIRRORED[shape] if column >= COLUMNS // 2 else shape
            fill = colours[chance[1] % len(colours)]
            yield Tile(column * SIDE, line * SIDE, SHAPES[mirrored], fill)


MIRRORED = (1, 0, 3, 2, 5, 4, 6, 7)
"""Shape -> the shape that it is in a mirror."""


def _palette(course: str) -> tuple[str, ...]:
    return PALETTES[_digest(course)[0] % len(PALETTES)]


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=4).digest()
