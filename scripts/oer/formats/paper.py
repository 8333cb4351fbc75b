"""Typst as a function: a prepared document and its pictures -> a tagged PDF (PDF/UA-1).

The fonts come from a wheel and from Typst itself, so that every machine makes the same pages:
Noto Sans holds all letters of the six languages; what no font holds is written out (`glyphs`).
"""

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
from oer.formats.glyphs import NO_GLYPH, STANDARD, fonts, written_out
from oer.formats.rasters import no_panic
from oer.works import Work

TEMPLATES = ("document.typ", "page.typ")
LEFT_OUT = "was ignored"
"""What Typst says of a block in a place that cannot hold one."""
CREATIVE_COMMONS = "http://creativecommons.org/ns#"


def paper(document: str, pictures: Mapping[str, bytes], modified: str) -> bytes:
    """The PDF of `document.xml` (templates/pdf), whose pictures stand beside it by name.

    It is finished by `with_rights`.

    CannotMake with Typst's own words where it cannot, for example because of a broken picture.
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
    file = folder / "document.xml"
    file.write_text(document, "utf-8")
    try:
        return _made(compiler, seconds)
    except typst.TypstError as error:
        if NO_GLYPH not in str(error):
            raise _cannot(error) from error
    file.write_text(written_out(document), "utf-8")
    try:
        return _made(compiler, seconds)
    except typst.TypstError as error:
        raise _cannot(error) from error


def _cannot(error: typst.TypstError) -> CannotMake:
    return CannotMake(f"Typst: {error} {' '.join(getattr(error, 'hints', ()))}".strip())


def _made(compiler: typst.Compiler, seconds: int) -> bytes:
    with no_panic("a picture"):
        made, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=[STANDARD], timestamp=seconds
        )
    if lost := [str(warning) for warning in warnings if LEFT_OUT in str(warning)]:
        raise CannotMake(f"Typst: {lost[0]}")
    assert isinstance(made, bytes), "a PDF is one file"
    return made


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
