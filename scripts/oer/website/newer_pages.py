"""What readers of a page of docs/ are told of its source: the same as in lessons, as Markdown.

Another parser publishes these pages, so that blocks are told apart by their lines.
"""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from oer import words
from oer.model import SOURCE_LANGUAGE, Block, Language, Page, Standing, Unit

TOLD = (Standing.STALE, Standing.MISSING, Standing.ORPHAN)


def told(page: Page, source: Page, language: Language) -> str:
    """The page's text without markers: what is not translated says so, what is old as well."""
    mine, theirs = _Blocks(page), _Blocks(source)
    notes: dict[int, list[str]] = {}
    number = -1
    for one in page.progress:
        number = mine.of(one.own) if one.own else number
        if one.standing in TOLD and number >= 0:
            newer = theirs.text(theirs.of(one.source)) if one.source else ""
            note = _note(one.standing, newer, language)
            if note not in notes.setdefault(number, []):
                notes[number].append(note)
    return "\n\n".join(_parts(mine, notes))


def _parts(mine: "_Blocks", notes: dict[int, list[str]]) -> Iterator[str]:
    for number, block in enumerate(mine.blocks):
        text = mine.text(number)
        yield _foreign(text) if mine.is_new(block) else text
        yield from notes.get(number, ())


class _Blocks:
    """The blocks of a page and their text."""

    def __init__(self, page: Page) -> None:
        self.blocks, self.units = page.blocks, page.units
        lines = page.text.split("\n")
        first = page.first_line
        starts = [*(block.line for block in page.blocks), first + len(lines)]
        self._spans = [range(a, b) for a, b in pairwise(starts)]
        self._lines, self._first = lines, first

    def of(self, unit: Unit | None) -> int:
        """The number of the block in which a unit stands; -1 for the front matter."""
        return next((i for i, span in enumerate(self._spans) if unit and unit.line in span), -1)

    def text(self, number: int) -> str:
        """A block without its marker."""
        if number < 0:
            return ""
        span, marker = self._spans[number], self.blocks[number].marker
        start = span.start + (marker.lines if marker else 0) - self._first
        return "\n".join(self._lines[start : span.stop - self._first]).rstrip()

    def is_new(self, block: Block) -> bool:
        """Whether a marker says of all of it that it is not translated."""
        return block.marker is not None and block.marker.kinds.get("") == "new"


def _foreign(text: str) -> str:
    return f'<div lang="{SOURCE_LANGUAGE}" markdown="1">\n\n{text}\n\n</div>'


def _note(standing: Standing, newer: str, language: Language) -> str:
    title = escape(words.say(language, f"newer.{standing.value}"))
    text = f"\n\n{_foreign(newer)}\n\n" if newer else "\n"
    start = f'<div class="newer newer-{standing.value}" markdown="1">'
    return f"{start}\n\n**{title}**{text}</div>"
