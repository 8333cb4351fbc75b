"""Writing a unit's words back into its file, and nothing but them."""

import re
import textwrap
from collections.abc import Mapping, Sequence

from oer.model import Unit

WIDTH = 110
"""Columns; a translation is read and compared in a web editor."""
LEAD = re.compile(
    r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|:(?=[ \t])|\[\^[^\]]+\]:)[ \t]*"
    r"(?:\[[ xX]\][ \t]+)?)*"
)
HEADING = re.compile(r"([ \t>]*#{1,6}[ \t]+)(.*?)(?<![ \t])([ \t]*(?:\{#[^{}]*\}[ \t]*)?)")
BLOCK = re.compile(r"[-*+>#|=:~`]|\d+[.)]|\[\^|<!--")
"""What a line must not begin with when a paragraph is broken there."""
CELLS = re.compile(r"(?<!\\)\|")


class Unfit(Exception):  # noqa: N818 (it says what happened)
    """The words cannot be put where they belong; the text says why."""


def rewritten(lines: Sequence[str], words: Mapping[Unit, str]) -> list[str]:
    """The lines of a file with other words for some of its units."""
    made = list(lines)
    for unit in sorted(words, key=lambda unit: unit.line, reverse=True):
        here = slice(unit.line - 1, unit.line - 1 + unit.lines)
        made[here] = _written(lines[here], unit, " ".join(words[unit].split()))
    return made


def _written(lines: Sequence[str], unit: Unit, text: str) -> list[str]:
    if not text:
        raise Unfit(f"{unit.id} would be empty")
    kind = unit.id.rpartition("/")[2].rstrip("0123456789")
    if kind == "h":
        return [_heading(lines[0], unit, text)]
    if kind == "row":
        return [_row(lines[0], unit, text)]
    return _paragraph(lines, unit, text)


def _heading(line: str, unit: Unit, text: str) -> str:
    found = HEADING.fullmatch(line)
    if not found:
        raise Unfit(f"{unit.id} is underlined; write it with #")
    return f"{found[1]}{text}{found[3]}"


def _row(line: str, unit: Unit, text: str) -> str:
    """A row keeps its number of cells."""
    lead, bar, rest = line.partition("|")
    if not bar or len(CELLS.split(rest.rstrip().rstrip("|"))) != len(CELLS.split(text)):
        raise Unfit(f"{unit.id} must have as many cells, with | between them")
    return f"{lead}| {' | '.join(cell.strip() for cell in CELLS.split(text))} |"


def _paragraph(lines: Sequence[str], unit: Unit, text: str) -> list[str]:
    lead = LEAD.match(lines[0])[0]  # type: ignore[index]
    rest = [re.sub(r"^[ \t>]*", "", line) for line in lines[1:]]
    if " ".join(" ".join([lines[0][len(lead) :], *rest]).split()) != unit.text:
        raise Unfit(f"{unit.id} is not where it was")
    hanging = re.match(r"^[ \t>]*", lines[1])[0] if lines[1:] else _hanging(lead)  # type: ignore[index]
    wrapped = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    spoilt = any(BLOCK.match(line[len(hanging) :]) for line in wrapped[1:])
    return [lead + text] if spoilt else wrapped


def _hanging(lead: str) -> str:
    """What stands before the further lines of a paragraph: its quotation and its indent."""
    return re.sub(r"[^>\s]", " ", re.sub(r"\[[ xX]\][ \t]+$", "", lead))


# --- front matter -------------------------------------------------------------------------


def written_value(text: str) -> str:
    """A value of YAML on one line."""
    plain = re.fullmatch(r"[^\W\d_][^\n:#]*[^\s:#]", text) and text.lower() not in WORDS_OF_YAML
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


WORDS_OF_YAML = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
