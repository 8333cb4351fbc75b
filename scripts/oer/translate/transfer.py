"""Export to and import from files of other tools, in the three formats that we speak."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oer.model import Catalog, Language, Written
from oer.translate import po, word_table, xliff
from oer.translate.exchange import Entry, Pair, Sheet, sheet, take
from oer.translate.memory import pairs
from oer.translate.writing import Unfit
from oer.units import read_rows, sidecar

LARGEST = 20_000_000
"""Bytes of a file to import; a lesson has a hundredth of it."""
ENDINGS = {"po": ".po", "xliff": ".xlf", "docx": ".docx"}


class Refused(Exception):  # noqa: N818 (it says what happened)
    """A file that cannot be taken; the text says why."""


@dataclass(frozen=True, slots=True)
class Came:
    """What an import does to one translation."""

    path: str
    files: Mapping[str, str]
    """New texts by path."""
    written: int
    unknown: Sequence[str]
    outdated: Sequence[str]
    remarks: Sequence[Entry]


def export(
    catalog: Catalog, language: str, names: Sequence[str], form: str
) -> Iterator[tuple[str, bytes]]:
    """File name and content for each translation of a language, or only for those named."""
    spoken = catalog.languages[language]
    for source, own in pairs(catalog):
        if own.language == language and (not names or _name(source) in names):
            made = sheet(own, spoken.locale)
            name = f"{language}-{_name(source).replace('/', '-')}{ENDINGS[form]}"
            yield name, _written(form, made, spoken, own.title)


def _written(form: str, made: Sheet, language: Language, title: str) -> bytes:
    if form == "docx":
        return word_table.write(made, language, title)
    return {"po": po.write, "xliff": xliff.write}[form](made).encode()


def _name(source: Written) -> str:
    """`course/lesson`, or `docs/page`, as a person names it."""
    parts = source.place.path.removesuffix(".md").split("/")
    return "/".join(parts[1::2] if parts[0] == "courses" else parts)


READERS: Mapping[str, Callable[[bytes], Sheet]] = {
    ".po": lambda data: po.read(data.decode()),
    ".xlf": lambda data: xliff.read(data.decode()),
    ".xliff": lambda data: xliff.read(data.decode()),
    ".docx": word_table.read,
}


def read(file: Path) -> Sheet:
    """The sheet of a file. Refused where it is none."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise Refused(f"{file.name} ends with none of {', '.join(READERS)}")
    if file.stat().st_size > LARGEST:
        raise Refused(f"{file.name} is too large for the units of one lesson")
    try:
        return reader(file.read_bytes())
    except ValueError as error:
        raise Refused(f"{file.name}: {error}") from error


def take_in(root: Path, catalog: Catalog, came: Sheet) -> Came:
    """What a sheet does to its translation. Refused where there is none."""
    found = next(((s, o) for s, o in pairs(catalog) if o.place.path == came.path), None)
    if found is None:
        raise Refused(f"there is no translation {came.path}; `oer translate start` makes one")
    source, own = found
    beside = sidecar(came.path)
    pair = Pair(
        source=source,
        source_text=(root / source.place.path).read_text("utf-8"),
        own=own,
        text=(root / came.path).read_text("utf-8"),
        rows=read_rows((root / beside).read_text("utf-8")) if beside in catalog.files else (),
    )
    try:
        taken = take(pair, came)
    except Unfit as error:
        raise Refused(f"{came.path}: {error}") from error
    remarks = [entry for entry in came.entries if entry.remark]
    files = {came.path: taken.text, beside: taken.rows}
    return Came(came.path, files, taken.written, taken.unknown, taken.outdated, remarks)
