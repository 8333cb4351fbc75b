"""The packages that an edition is taken away in.

book        an edition as finished chapters; credits are in oer.credits
epub        e-book for phones
docx        Word document for trainers
source      the files themselves, for whoever builds their own
archive     zip files with identical bytes
manuscript  everything a package is made from

A new format is a module here, a row in FORMATS, and its words in `download:` of interface.yml.
"""

from collections.abc import Callable
from dataclasses import dataclass

from oer.formats import docx, epub, source
from oer.formats.archive import CannotMake
from oer.formats.manuscript import Manuscript
from oer.model import Edition

__all__ = ["FORMATS", "CannotMake", "Format", "Manuscript", "file_name"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of package."""

    key: str
    ending: str
    """End of the file name, with its full stop."""
    make: Callable[[Manuscript], bytes]
    title: str
    """Interface word: what one does with it."""
    small: str
    """Interface word: what kind of file it is."""


FORMATS = (
    Format("epub", ".epub", epub.make, "download.epub", "download.epub_small"),
    Format("docx", ".docx", docx.make, "download.docx", "download.docx_small"),
    Format("source", ".source.zip", source.make, "download.source", "download.source_small"),
)
"""In the order in which readers find them useful."""


def file_name(format: Format, edition: Edition) -> str:
    """`copyright-kk.epub`: the name says what it is wherever it is sent."""
    return f"{edition.course}-{edition.language.code}{format.ending}"
