"""Markers: the comments by which a translator and the machine speak of a block.

    <!-- new -->                       the block below is not translated yet
    <!-- new: learn/li3 -->            these units of it are not
    <!-- removed -->                   the block below has gone from the source
    <!-- stale: learn/p2               the source of this unit has changed
    was: what it said
    now: what it says
    -->

Deleting a marker is the confirmation. In YAML a marker is a run of `# ` lines with the same
words, and stands above the value it speaks of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oer.model import Marker

KINDS = ("new", "removed", "stale")
OPENING = re.compile(r"<!--[ \t]*(new|removed|stale)\b")
CLOSING = "-->"
NAMED = re.compile(r"^[ \t]*(?:#|<!--)?[ \t]*(?:new|removed|stale):[ \t]*(.+?)[ \t]*(?:-->)?$", re.M)
IN_YAML = re.compile(r"^[ \t]*#[ \t]*(new|removed|stale):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
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
    opening = OPENING.match(lines[start])
    if not opening:
        return None
    for end in range(start, min(len(lines), start + MOST_LINES)):
        before, closing, after = lines[end].partition(CLOSING)
        if closing:
            text = "\n".join([*lines[start:end], before])
            return None if after.strip() else Marker(opening[1], named(text), start, end - start + 1)
    return None


def in_yaml(text: str) -> dict[str, str]:
    """What the comments of a YAML text say: id of a unit -> kind of the marker that names it."""
    return {id: kind for kind, ids in IN_YAML.findall(text) for id in ids.split()}


def named(text: str) -> tuple[str, ...]:
    """The ids that a marker's text names, in order."""
    return tuple(id for line in NAMED.findall(text) for id in line.split())


def new(units: Sequence[str] = ()) -> str:
    """The marker of a block of which all, or the units named, are still to be translated."""
    return f"<!-- new: {' '.join(units)} -->" if units else "<!-- new -->"


def removed() -> str:
    """The marker of a block that the source no longer has."""
    return "<!-- removed -->"


def stale(changes: Sequence[Changed]) -> str:
    """The marker of a block some of whose units have a newer source."""
    return f"<!-- {_told(changes)}\n-->"


def stale_in_yaml(changes: Sequence[Changed], indent: str = "") -> str:
    """The same as comments of YAML."""
    return "\n".join(f"{indent}# {line}" for line in _told(changes).splitlines())


def _told(changes: Sequence[Changed]) -> str:
    return "\n".join(
        line
        for change in changes
        for line in (
            f"stale: {change.unit}",
            *([f"was: {_quoted(change.was)}"] if change.was else []),
            f"now: {_quoted(change.now)}",
        )
    )


def _quoted(text: str) -> str:
    """Text on one line that cannot end a comment."""
    return re.sub(r"-(?=-)", r"-\\", " ".join(text.split()))
