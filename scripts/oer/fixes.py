"""What `oer check --fix` would change, file by file, and how it does so."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from oer import mend, nowhere
from oer.data import Data, read_yaml
from oer.documents import split
from oer.files import put, read_text, scan
from oer.markup import parse
from oer.model import SOURCE_LANGUAGE, Catalog, Defect, Lesson, Letters, Part, Value
from oer.rules.every import NOT_PROSE, NOT_READ, language_of, lessons, media, source_lesson

FRONT_MATTER_LINES = 1
"""Lines before the data of front matter: `---`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file, before and after."""

    path: str
    before: bytes
    after: bytes


def changes(root: Path, catalog: Catalog) -> list[Change]:
    """Every file that can be mended without a decision, in the order of the files."""
    found = [*_texts(root, catalog), *_pictures(root, catalog)]
    return sorted(found, key=lambda change: change.path)


def _pictures(root: Path, catalog: Catalog) -> Iterator[Change]:
    for one in media(catalog):
        if one.place_taken:
            raw = (root / one.path).read_bytes()
            made = nowhere.without_place(raw)
            if made != raw:
                yield Change(one.path, raw, made)


def _texts(root: Path, catalog: Catalog) -> Iterator[Change]:
    tree, by_path = scan(root), {one.place.path: one for one in lessons(catalog)}
    for path in sorted(catalog.files):
        text = read_text(tree, path) if path.endswith((".md", ".yml")) else ""
        if not text or isinstance(text, Defect) or path.endswith(NOT_READ):
            continue
        language = language_of(path, catalog)
        own = language.letters if language else None
        values = catalog.values.get(path, ())
        if path.endswith(".yml"):
            made = _data(text, own, values, 0)
        else:
            head, body, first = split(text)
            ids = _ids(by_path.get(path), catalog)
            mended = mend.lesson(body, own, {line - first: id for line, id in ids.items()})
            made = text[: len(text) - len(body)] + (mended if _same_shape(body, mended) else body)
            if head:
                fresh = _data(head, own, values, FRONT_MATTER_LINES)
                made = made.replace(head, fresh, 1)
        raw = (root / path).read_bytes()
        if made != text and (after := _as_written(made, raw)):
            yield Change(path, raw, after)


def _as_written(text: str, raw: bytes) -> bytes:
    """The text with the line ends and the mark at the start that the file has; empty if mixed."""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    windows, lines = raw.count(b"\r\n"), raw.count(b"\n")
    if raw.count(b"\r") != windows or windows not in (0, lines):
        return b""
    ends = "\r\n" if windows else "\n"
    return mark + text.replace("\n", ends).encode()


def _same_shape(text: str, made: str) -> bool:
    """Whether the same blocks hold the same code and lead to the same places: a net, no rule."""
    if text == made:
        return True
    before, after = parse(text, ""), parse(made, "")
    return list(map(_bare, before.parts)) == list(map(_bare, after.parts))


def _bare(part: Part) -> tuple[object, ...]:
    """A part without its words, its place and the id of a heading."""
    detail = part.detail[:2] if part.kind == "heading" else part.detail
    return part.kind, detail, part.code, part.targets, tuple(map(_bare, part.parts))


def _data(text: str, own: Letters | None, values: Sequence[Value], before: int) -> str:
    """A data file with its texts mended; as it was where that would change anything else."""
    made = mend.data(text, own, list(_lines(text, values, before)))
    return made if made != text and _same_but_words(text, made, own) else text


def _lines(text: str, values: Sequence[Value], before: int) -> Iterator[range]:
    """The lines of each text for readers, counted from 0."""
    starts = sorted({value.place.line - 1 - before for value in values})
    ends = dict(zip(starts, (*starts[1:], text.count("\n") + 1), strict=False))
    for value in values:
        if NOT_PROSE.isdisjoint(value.key.split(".")):
            start = value.place.line - 1 - before
            yield range(start, ends[start])


def _same_but_words(text: str, made: str, own: Letters | None) -> bool:
    old, new = read_yaml(text, "", ANYTHING), read_yaml(made, "", ANYTHING)
    return isinstance(old, Data) and isinstance(new, Data) and _alike(old.value, new.value, own)


ANYTHING = "anything"


def _alike(old: object, new: object, own: Letters | None) -> bool:
    """Whether two documents are the same but for mended words."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_alike(old[k], new[k], own) for k in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_alike, old, new, [own] * len(old)))
    if isinstance(old, str) and isinstance(new, str):
        return new == old or new == mend.data(old, own, [range(old.count("\n") + 1)])
    return old == new


# --- ids of headings ----------------------------------------------------------------------


def _ids(lesson: Lesson | None, catalog: Catalog) -> dict[int, str]:
    """The ids that headings of a lesson lack, by line."""
    if lesson is None:
        return {}
    if lesson.language == SOURCE_LANGUAGE:
        wanted = _made_ids(lesson)
    else:
        source = source_lesson(catalog, lesson.course, lesson.slug)
        levels = [one.level for one in lesson.headings]
        same = source is not None and levels == [one.level for one in source.headings]
        wanted = _made_ids(source) if source and same else [""] * len(levels)
    pairs = zip(lesson.headings, wanted, strict=True)
    return {one.place.line: id for one, id in pairs if id and not one.id}


def _made_ids(lesson: Lesson) -> list[str]:
    """The id of each heading, one made from its words where it has none."""
    taken = {heading.id for heading in lesson.headings if heading.id}
    made = []
    for heading in lesson.headings:
        id = heading.id or _free(mend.slug(heading.text), taken)
        taken.add(id)
        made.append(id)
    return made


def _free(id: str, taken: set[str]) -> str:
    if not id:
        return ""
    others = (f"{id}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (id, *others) if one not in taken)


# --- showing and writing ------------------------------------------------------------------


def shown(change: Change) -> str:
    """A unified diff, as `git apply` takes it; of a picture only what is done to it."""
    try:
        before, after = change.before.decode(), change.after.decode()
    except UnicodeDecodeError:
        return f"{change.path}: the place where the picture was taken is removed\n"
    rows = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{change.path}",
        f"b/{change.path}",
    )
    return "".join(
        row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows
    )


def write(root: Path, change: Change) -> bool:
    """Put the file in the place of the old one, whole or not at all.

    False where somebody has changed it since it was read.
    """
    file = root / change.path
    if file.is_symlink() or file.read_bytes() != change.before:
        return False
    put(file, change.after)
    return True
