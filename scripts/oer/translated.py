"""What was translated, beside its source and its sidecar."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from oer.model import Defect, Lesson, Place, Progress, Unit
from oer.newer import with_newer
from oer.sources import Sources
from oer.units import Row, progress, read_rows, sidecar


def read_sidecar(sources: Sources, path: str) -> list[Row]:
    """The rows beside a translation; none, and a defect, where they cannot be read."""
    beside = sidecar(path)
    text = sources.text(beside) if beside in sources.tree.files else None
    if text is None:
        return []
    try:
        return read_rows(text)
    except ValueError as error:
        sources.defects.append(Defect("TRN050", Place(beside), {"line": str(error)}))
        return []


class Asked(NamedTuple):
    """What it takes to compare two lessons; to see that it is the same again takes little."""

    source: Sequence[Unit]
    own: Sequence[Unit]
    rows: Sequence[Row]


_LAST: dict[str, tuple[Asked, tuple[Progress, ...]]] = {}
"""By path, what was compared last: a preview loads all again after each change."""


def _stands(path: str, asked: Asked) -> tuple[Progress, ...]:
    known = _LAST.get(path)
    if known is None or known[0] != asked:
        known = _LAST[path] = asked, progress(*asked)
    return known[1]


def compared(
    lesson: Lesson, source: Lesson, fallbacks: Sequence[Lesson], sources: Sources
) -> Lesson:
    """A translated lesson that knows how it stands, with notes for its readers."""
    rows = read_sidecar(sources, lesson.place.path)
    stands = _stands(lesson.place.path, Asked(source.units, lesson.units, rows))
    return with_newer(replace(lesson, progress=stands), source, fallbacks)
