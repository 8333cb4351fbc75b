"""Markers: the comments by which a translator and the machine speak of a block.

    <!-- new -->                       the block below is not translated yet
    <!-- new: learn/li3 -->            these units of it are not
    <!-- removed -->                   the block below has gone from the source
    <!-- stale: learn/p2               the source of this unit has changed
    was: what it said
    now: what it says
    gone: what stood here and has gone from the source
    -->

Deleting a marker is the confirmation. In YAML a marker is a run of `# ` lines with the same
words, and stands above the value it speaks of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oer.model import Marker

OPENING = re.compile(r"<!--[ \t]*(?:new|removed|stale)\b")
CLOSING = "-->"
SAYS = re.compile(r"^[ \t]*(?:(?:<!--|#)[ \t]*)?(new|removed|stale)(?::(.*)|[ \t]*)$", re.MULTILINE)
IN_YAML = re.compile(r"^[ \t]*#[ \t]*(new|removed|stale):[ \t]*(\S.*)$", re.MULTILINE)
MOST_LINES = 400
"""A marker that does not end within as many lines is text that lacks its end."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit whose source changed, for a marker to tell."""

    unit: str
    was: str
    """Empty where nobody remembers it."""
    now: str


def read(lines: Sequence[str], start: int) -> Marker | None:
    """The marker that starts on `lines[start]`; None where none does, or none ends."""
    if not OPENING.match(lines[start]):
        return None
    for end in range(start, min(len(lines), start + MOST_LINES)):
        before, closing, after = lines[end].partition(CLOSING)
        if closing:
            text = "\n".join([*lines[start:end], before])
            length = end - start + 1
            return None if after.strip() else Marker(_kinds(SAYS, text), start, length)
    return None


def in_yaml(text: str) -> dict[str, str]:
    """What the comments of a YAML text say: id of a unit -> kind of what is said of it."""
    return _kinds(IN_YAML, text)


def _kinds(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    return {id: kind for kind, ids in pattern.findall(text) for id in ids.split() or [""]}


def write(new: Sequence[str], stale: Sequence[Changed], gone: Sequence[str] = ()) -> str:
    """The marker above a block: ids of its new units, what changed, and texts of lost units."""
    lines = _told(new, stale, gone)
    end = " -->" if len(lines) == 1 else "\n-->"
    return "<!-- " + "\n".join(lines) + end


WHOLE_NEW = "<!-- new -->"
WHOLE_REMOVED = "<!-- removed -->"


def write_in_yaml(new: Sequence[str], stale: Sequence[Changed], indent: str = "") -> str:
    """The same as comments of YAML."""
    return "".join(f"{indent}# {line}\n" for line in _told(new, stale, ()))


def is_of_yaml(line: str) -> bool:
    """Whether a line of YAML is part of a marker."""
    return bool(re.match(r"[ \t]*# (?:new: |stale: |was: |now: )", line))


def _told(new: Sequence[str], stale: Sequence[Changed], gone: Sequence[str]) -> list[str]:
    lines = [f"new: {' '.join(new)}"] if new else []
    for change in stale:
        lines.append(f"stale: {change.unit}")
        if change.was:
            lines.append(f"was: {_quoted(change.was)}")
        lines.append(f"now: {_quoted(change.now)}")
    return [*lines, *(f"gone: {_quoted(text)}" for text in gone)]


def _quoted(text: str) -> str:
    """Text on one line that cannot end a comment."""
    return re.sub(r"-(?=[->])", "-\\\\", " ".join(text.split()))
