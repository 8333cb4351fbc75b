"""A translation beside its source: which block stands for which, and where their shapes differ.

Headings are compared over the whole text, blocks section by section, and what is inside a block
only where the blocks themselves are the same: one mistake, one finding. Questions are compared by
their ids, footnotes by their labels.

Where the English has changed since a translation was last brought up to date, its shape is no
mistake of the translator: TRN051 counts it, and the next sync puts it right.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from oer.model import Catalog, Lesson, Page, Part, Place
from oer.rules.every import (
    changed_in_english,
    once,
    spoilt_files,
    translated_lessons,
    translated_pages,
)
from oer.rules.quz import other_question

MANY = {"list": "item", "numbered list": "item", "table": "row", "definitions": "term"}
"""Blocks of which a translation may not lack a part, and how the part is called."""
SIGNS = {
    "paragraph": "¶",
    "list": "-",
    "numbered list": "1.",
    "quotation": ">",
    "table": "|",
    "definitions": ":",
    "code": "```",
    "indented code": "```",
    "facts": "```facts",
    "line": "---",
}
"""How a block is told in a finding: by what it is written with, the same in every language."""
SHORT = 60
Text = Lesson | Page


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a translation's shape is not that of its source."""

    kind: str
    """`heading`, `block`, `number`, `code in line`, `code` or `target`."""
    place: Place
    values: Mapping[str, str]


@dataclass(slots=True)
class Compared:
    """All that the rules need: what differs, and the blocks that stand for each other."""

    differences: list[Difference] = field(default_factory=list)
    pairs: list[tuple[Text, Part, Part]] = field(default_factory=list)
    """The translation, a block of the source that holds text, and the same of the translation."""


@once
def compared(catalog: Catalog) -> Compared:
    """Every translated lesson and page beside its source."""
    result = Compared()
    told = {(place.path, values["id"]) for place, values in other_question.look(catalog)}
    unclear = {one.place.path for one in catalog.defects if one.code == "QUZ001"}
    spoilt = spoilt_files(catalog) - unclear
    texts: list[tuple[Text, Text]] = [*translated_lessons(catalog), *translated_pages(catalog)]
    for source, text in texts:
        if not {source.place.path, text.place.path} & spoilt:
            _compare(source, text, told, result)
    return result


def _compare(source: Text, text: Text, told: set[tuple[str, str]], result: Compared) -> None:
    wanted, given, changed = _Shape(source), _Shape(text), changed_in_english(text)
    if not any(changed.values()):
        result.differences += _other_headings(wanted, given, text)
    here, asked = _Comparison(text, result), _Comparison(text, result, numbers_are_told=True)
    for id, section in given.sections.items():
        if id in wanted.sections and id not in changed:
            place = given.headings[id].place if id in given.headings else text.place
            here.blocks(wanted.sections[id], section, place)
    for id, question in given.questions.items():
        known = id in wanted.questions and (text.place.path, id) not in told
        if known and id not in changed:
            asked.blocks(wanted.questions[id].parts, question.parts, question.place)
    for ours, theirs in ((wanted.notes, given.notes), (wanted.headings, given.headings)):
        for id in (one for one in theirs if one in ours and not changed):
            here.block(ours[id], theirs[id])


class _Shape:
    """The top of a text: headings, and what stands between them, by the heading's id."""

    def __init__(self, text: Text) -> None:
        self.headings: dict[str, Part] = {}
        self.sections: dict[str, list[Part]] = {"": []}
        self.questions: dict[str, Part] = {}
        self.notes: dict[str, Part] = {}
        section = self.sections[""]
        gone = list(_gone(text))
        for number, part in enumerate(text.parts):
            if any(part.place.line in lines for lines in gone):
                continue
            if part.kind == "heading":
                id = part.detail.partition(" ")[2] or f"?{number}"
                self.headings.setdefault(id, part)
                section = self.sections.setdefault(id, [])
            elif part.kind == "question":
                self.questions.setdefault(part.detail, part)
            elif part.kind == "notes":
                self.notes = {note.detail: note for note in part.parts}
            else:
                section.append(part)


def _gone(text: Text) -> Iterator[range]:
    """The lines of blocks of which a marker says that English no longer has them."""
    ends = (*(block.line for block in text.blocks[1:]), sys.maxsize)
    for block, end in zip(text.blocks, ends, strict=False):
        if block.marker and block.marker.kinds.get("") == "removed":
            yield range(block.line, end)


def _other_headings(wanted: _Shape, given: _Shape, text: Text) -> Iterator[Difference]:
    """Each heading that is missing, too much, or has another level or id."""
    ids, own = list(wanted.headings), list(given.headings)
    last = text.place
    for _, i, j, k, m in SequenceMatcher(None, ids, own, autojunk=False).get_opcodes():
        for one, other in zip_longest(ids[i:j], own[k:m]):
            last = given.headings[other].place if other else last
            marks = _mark(wanted.headings.get(one)), _mark(given.headings.get(other))
            if marks[0] != marks[1]:
                told = wanted.headings.get(one) or given.headings[other]
                yield _heading(last, *marks, told)


def _heading(place: Place, wanted: str, given: str, heading: Part) -> Difference:
    values = {"wanted": wanted or "–", "given": given or "–", "heading": heading.words[:SHORT]}
    return Difference("heading", place, values)


def _mark(heading: Part | None) -> str:
    """`### {#id}`: the level and the id as they are written; empty where there is no heading."""
    if heading is None:
        return ""
    level, _, id = heading.detail.partition(" ")
    return f"{'#' * int(level[1])} {{#{id}}}"


# --- blocks -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Compares the blocks of one text with those of its source."""

    text: Text
    result: Compared
    numbers_are_told: bool = False
    """QUZ004 counts the options, rows and items of questions."""

    def blocks(self, wanted: Sequence[Part], given: Sequence[Part], around: Place) -> None:
        """Blocks one after the other; what is in them only where all are of the same kind."""
        at = _first_other(wanted, given)
        if at < 0:
            for one, other in zip(wanted, given, strict=True):
                self.block(one, other)
            return
        there = given[at : at + 1] or given[-1:]
        place = there[0].place if there else around
        self._differ(
            "block",
            place,
            wanted=_told(wanted[at : at + 1]),
            given=_told(given[at : at + 1]),
        )

    def block(self, one: Part, other: Part) -> None:
        """What two blocks of the same kind hold."""
        if self._is_same_anywhere(one):
            if one.detail != other.detail:
                self._differ("code", other.place, line=_first_other_line(one.detail, other.detail))
        elif one.kind in MANY and len(one.parts) != len(other.parts):
            if not self.numbers_are_told:
                counts = {"wanted": str(len(one.parts)), "given": str(len(other.parts))}
                self._differ("number", other.place, kind=SIGNS[one.kind], **counts)
        else:
            self._differ_in(other.place, "code in line", one.code, other.code)
            self._differ_in(other.place, "target", one.targets, other.targets)
            if one.words or other.words:
                self.result.pairs.append((self.text, one, other))
            self.blocks(one.parts, other.parts, other.place)

    def _is_same_anywhere(self, one: Part) -> bool:
        """What pages indent may be the text of a box of theirs; in lessons it is code."""
        return one.kind in ("code", "facts") or (
            one.kind == "indented code" and isinstance(self.text, Lesson)
        )

    def _differ_in(
        self, place: Place, kind: str, ours: Sequence[str], theirs: Sequence[str]
    ) -> None:
        if ours != theirs:
            missing, extra = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
            self._differ(kind, place, wanted=_listed(missing), given=_listed(extra))

    def _differ(self, what: str, place: Place, **values: str) -> None:
        self.result.differences.append(Difference(what, place, values))


def _first_other(wanted: Sequence[Part], given: Sequence[Part]) -> int:
    """Where the kinds of blocks begin to differ; -1 where they do not.

    With one block more or less the first one with other links or code is the likelier place.
    """
    if len(wanted) == len(given):
        pairs = enumerate(zip(wanted, given, strict=True))
        return next((i for i, (one, other) in pairs if _label(one) != _label(other)), -1)
    ours, theirs = ([(_label(p), p.targets, p.code) for p in parts] for parts in (wanted, given))
    both = enumerate(zip_longest(ours, theirs))
    return next(index for index, (one, other) in both if one != other)


def _label(part: Part) -> tuple[str, str]:
    """What must be the same of a block; code and facts are told by themselves."""
    return part.kind, part.detail if part.kind == "box" else ""


def _told(parts: Sequence[Part]) -> str:
    if not parts:
        return "–"
    part = parts[0]
    name = f"> {part.detail}" if part.kind == "box" else SIGNS.get(part.kind, part.kind)
    return f"{name} “{_first_words(part)}”" if _first_words(part) else name


def _first_words(part: Part) -> str:
    """The beginning of what stands in a block, by which a translator knows it."""
    inner = (_first_words(one) for one in part.parts)
    words = part.words or next(filter(None, inner), "")
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"


def _listed(values: Counter[str]) -> str:
    return ", ".join(sorted(values.elements())) or "–"


def _first_other_line(wanted: str, given: str) -> str:
    pairs = zip_longest(wanted.split("\n"), given.split("\n"), fillvalue="")
    return next((one or other for one, other in pairs if one != other), "")[:SHORT]
