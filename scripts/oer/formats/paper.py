"""Typst as a function: a prepared document and its pictures -> a tagged PDF (PDF/UA-1).

The fonts come from a wheel and from Typst itself, so that every machine makes the same pages:
Noto Sans holds all letters of the six languages. A sign that no font holds is written out by its
Unicode name, because PDF/UA-1 §7.21.7 refuses a page with a gap in it.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import typst

from oer import credits
from oer.formats.archive import CannotMake
from oer.formats.rasters import no_panic
from oer.works import Work

TEMPLATES = ("document.typ", "page.typ")
WITHOUT_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")
LEFT_OUT = "was ignored"
"""What Typst says of a block in a place that cannot hold one."""
MOST_TRIES = 40
"""Signs of so many blocks of Unicode may be missing in one document."""
BLOCK = 256
"""A missing sign takes its neighbours with it: letters of one script miss together."""
CREATIVE_COMMONS = "http://creativecommons.org/ns#"


def paper(document: str, pictures: Mapping[str, bytes], modified: str) -> bytes:
    """The PDF of `document.xml` (templates/pdf), whose pictures stand beside it by name.

    It is finished by `with_rights`.

    CannotMake with Typst's own words where it cannot: a broken picture, or too many odd signs.
    """
    with TemporaryDirectory() as folder:
        for name, data in pictures.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        for name in TEMPLATES:
            Path(folder, name).write_bytes(_template(name))
        return _compiled(Path(folder), document, _seconds(modified))


@cache
def fonts() -> typst.Fonts:
    """Noto Sans from its wheel, and Typst's own for a few signs. None of the machine's."""
    own = files("fontpkg_noto_sans") / "files"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[Path(str(own))]
    )


@cache
def _template(name: str) -> bytes:
    return (files("oer.formats") / "templates" / "pdf" / name).read_bytes()


def _compiled(folder: Path, document: str, seconds: int) -> bytes:
    compiler = typst.Compiler(
        input=folder / "document.typ",
        root=folder,
        font_paths=fonts(),
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
    )
    for _ in range(MOST_TRIES):
        (folder / "document.xml").write_text(document, "utf-8")
        try:
            with no_panic("a picture"):
                made, warnings = compiler.compile_with_warnings(
                    format="pdf", pdf_standards=["ua-1"], timestamp=seconds
                )
        except typst.TypstError as error:
            document = _without_missing(document, error)
            continue
        if lost := [str(warning) for warning in warnings if LEFT_OUT in str(warning)]:
            raise CannotMake(f"Typst: {lost[0]}")
        assert isinstance(made, bytes), "a PDF is one file"
        return made
    raise CannotMake("no font has the signs of this text")


def _without_missing(document: str, error: typst.TypstError) -> str:
    """The document with the names of signs that no font has in their place."""
    found = WITHOUT_GLYPH.search(str(error))
    if not found:
        hints = " ".join(getattr(error, "hints", ()))
        raise CannotMake(f"Typst: {error} {hints}".strip()) from error
    missing = {ord(sign) // BLOCK for sign in found[1] if ord(sign) >= BLOCK}
    named = "".join(f"[{_name(s)}]" if ord(s) // BLOCK in missing else s for s in document)
    if named == document:
        raise CannotMake(f"Typst: {error}") from error
    return named


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()


def _seconds(modified: str) -> int:
    return int(datetime.strptime(modified, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())


def with_rights(made: bytes, work: Work) -> bytes:
    """The licence in the file's metadata (XMP), where search and archives read it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp.register_xml_namespace(CREATIVE_COMMONS, "cc")
            xmp["dc:rights"] = credits.attribution(work)
            xmp["xmpRights:Marked"] = "True"
            xmp["xmpRights:UsageTerms"] = work.licence.name
            xmp["xmpRights:WebStatement"] = work.licence.url or work.address
            xmp[f"{{{CREATIVE_COMMONS}}}license"] = work.licence.url or work.licence.name
            xmp["dc:source"] = work.address
            if origins := credits.based_on(work):
                xmp["dc:relation"] = set(origins)
            xmp["dc:language"] = {work.language.locale}
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
