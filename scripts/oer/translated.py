"""What was translated, beside its source: units of data files, sidecars, and how they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from oer.data import Data, Key
from oer.model import Defect, Lesson, Place, Unit
from oer.newer import with_newer
from oer.sources import Sources
from oer.units import Row, digest, progress, read_rows, sidecar


def value_units(data: Data, keys: Mapping[str, Key]) -> Iterator[Unit]:
    """Values of a data file as units, by their ids; a value that is not there is none."""
    for id, key in keys.items():
        if key not in data.lines:
            continue
        text = " ".join(str(data.value_at(key)).split())
        made = digest(text)
        yield Unit(id, text, made, made, data.lines[key], marked=data.marks.get(id, ""))


def head_units(data: Data) -> tuple[Unit, ...]:
    """What readers see of a text's front matter."""
    outcomes = {
        f"outcomes/{number}": ("outcomes", number - 1)
        for number in range(1, 1 + len(data.value.get("outcomes", ())))
    }
    return tuple(value_units(data, {"title": ("title",), "summary": ("summary",), **outcomes}))


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


def compared(
    lesson: Lesson, source: Lesson, fallbacks: Sequence[Lesson], sources: Sources
) -> Lesson:
    """A translated lesson that knows how it stands, with notes for its readers."""
    rows = read_sidecar(sources, lesson.place.path)
    stands = progress(source.units, lesson.units, rows)
    return with_newer(replace(lesson, progress=stands), source, fallbacks)
