"""Works with an author and a licence: pictures, and what a remix was made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oer.model.places import Place


@dataclass(frozen=True, slots=True)
class Licence:
    """A row of the licence table."""

    id: str
    name: str
    url: str
    adapt: str
    """May it be changed and merged into our CC BY 4.0 text: allow, allow_with_notice, reject."""
    include: str
    """May it stand whole beside our text, under its own notice: the same words."""
    reason: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Title, author, source and licence of a borrowed or own work (TASL), and what was changed."""

    title: str
    author: str
    source: str
    licence: str
    """Id in the licence table: `cc-by-4.0`."""
    changes: str
    place: Place
    public_domain: Mapping[str, str] = field(default_factory=dict)
    """Why it is free where the licence says public domain: `died`, the year of its author's
    death, or a reason by market or `everywhere`."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that lessons show. The bytes stay on disk; the digest stands for them."""

    path: str
    """Relative to the repository."""
    digest: str
    """BLAKE2b of the bytes, hexadecimal."""
    width: int
    height: int
    """In CSS pixels; 0 where the size is unknown."""
    credit: Credit | None
    size: int = 0
    """In bytes."""
    words: str = ""
    """Words inside an SVG picture, where no translator can reach them."""
    unlisted: str = ""
    """The first part of an SVG picture that pictures do not need: `<style>`, `onload`."""
    place_taken: str = ""
    """How the file tells where a photograph was taken: `EXIF` or `XMP`."""
    smuggled: str = ""
    """What the file holds beside the picture: `1234 bytes after its end`, `a web page`."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A work that somebody else's edition was made from, as its source bundle names it."""

    title: str
    authors: tuple[str, ...]
    version: str
    address: str
    licence: str
    """Its name, and its address in brackets."""
    changed_by: tuple[str, ...] = ()
    """Where it was a remix itself."""


@dataclass(frozen=True, slots=True)
class Remix:
    """Where an edition comes from, and what was done to its files since."""

    place: Place
    changed_by: tuple[str, ...]
    origins: tuple[Origin, ...]
    """The newest first: the last one is the original."""
    changed: frozenset[str]
    """Paths of files, as in the two below."""
    added: frozenset[str]
    removed: frozenset[str]
