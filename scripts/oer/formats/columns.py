"""How wide the columns of a table should be, and what becomes of one that no page can hold.

HTML leaves widths to a browser, which knows the window; paper and office files want them told.
A column of numbers gets no more room than its numbers need, and no word has to be broken.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from lxml import etree
from lxml.etree import _Element

WORD = re.compile(r"[^\s\-–—/]+[\-–—/]?")
LINE = 84
"""Letters that stand side by side on a page of A4 in the type of a table."""
PADDING = 3
"""Letters that the room beside the words of a cell would hold."""
LETTER = 6
"""Points, and about as many pixels, of a letter of a table."""
GAP = 6
"""Points or pixels beside what stands in a cell."""
BLANK = 16
"""Letters' room for what is to be written by hand, where nothing stands below a title."""
WRITTEN = 60
"""Letters' room that such a column would like to have."""
LARGEST_WORD = 24
"""Longer words, addresses above all, may be broken."""


def weights(table: _Element) -> tuple[int, ...]:
    """The share of each column, in letters; empty where a page cannot hold the table."""
    lines = [[_measured(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    columns = list(zip_longest(*lines, fillvalue=""))
    needs = [_need(column) for column in columns]
    rest = LINE - sum(needs)
    if rest < 0 and len(columns) > 1:
        return ()
    wishes = [max(map(len, column)) + PADDING if _told(column) else WRITTEN for column in columns]
    wanted = [max(0, wish - need) for wish, need in zip(wishes, needs, strict=True)]
    # What is left goes to long texts, by the root of their length: two lines more for a longer
    # one are better than a word a line for a shorter one.
    parts = [want**0.5 for want in wanted]
    if not any(parts):
        return tuple(needs)
    share = rest / sum(parts)
    if sum(wanted) <= rest:
        more = (rest - sum(wanted)) / sum(wanted)
        return tuple(round(n + want * (1 + more)) for n, want in zip(needs, wanted, strict=True))
    return tuple(round(need + share * part) for need, part in zip(needs, parts, strict=True))


def percents(table: _Element) -> tuple[float, ...]:
    """The same in hundredths of the whole width."""
    shares = weights(table)
    return tuple(round(100 * share / sum(shares), 1) for share in shares)


def fit_pictures(tree: _Element, room: float) -> None:
    """Pictures in cells become as narrow as their columns; `room` is the width of the text."""
    for table in tree.iter("table"):
        shares = weights(table)
        for row in table.iter("tr"):
            for cell, share in zip(row, shares, strict=False):
                most = room * share / sum(shares) - 2 * GAP
                for picture in cell.iter("img"):
                    _shrink(picture, most)


def _shrink(picture: _Element, most: float) -> None:
    width, height = (float(picture.get(side) or 0) for side in ("width", "height"))
    if width > most:
        picture.set("width", str(round(most)))
        picture.set("height", str(round(height * most / width)))


def unfold_wide(tree: _Element) -> None:
    """Tables that no page can hold become a list for each row: title and words, cell by cell."""
    for table in list(tree.iter("table")):
        if len(table) and not weights(table):
            _unfold(table)


def _need(column: Sequence[str]) -> int:
    if not _told(column):
        return max(BLANK, _longest_word(column[0]) + PADDING)
    return max(_longest_word(cell) for cell in column) + PADDING


def _told(column: Sequence[str]) -> bool:
    return any(column[1:])


def _longest_word(text: str) -> int:
    return min(max(map(len, WORD.findall(text)), default=1), LARGEST_WORD)


def _words(cell: _Element) -> str:
    return " ".join("".join(map(str, cell.itertext())).split())


def _measured(cell: _Element) -> str:
    """The words, and for each picture one as long as it is wide."""
    widths = (float(picture.get("width") or 0) for picture in cell.iter("img"))
    pictures = ("x" * min(LARGEST_WORD, round(width / LETTER)) for width in widths)
    return " ".join((_words(cell), *pictures)).strip()


def _unfold(table: _Element) -> None:
    parent = table.getparent()
    assert parent is not None, "a table stands in a chapter"
    titles = [_words(cell) for row in table.iter("tr") for cell in row if _is_title(row)]
    frame = etree.Element("div")
    frame.tail = table.tail
    for caption in table.findall("caption"):
        _paragraph(frame, caption, "label")
    for row in [row for row in table.iter("tr") if not _is_title(row)]:
        frame.append(_row(row, titles))
    parent.replace(table, frame)


def _is_title(row: _Element) -> bool:
    above = row.getparent()
    return above is not None and above.tag == "thead"


def _row(row: _Element, titles: Sequence[str]) -> _Element:
    made = etree.Element("ul")
    for title, cell in zip_longest(titles, list(row)):
        if cell is None:
            continue
        item = etree.SubElement(made, "li")
        strong = etree.SubElement(item, "strong")
        strong.text = f"{title}: " if title else ""
        strong.tail, cell.text = cell.text, None
        item.extend(list(cell))
    return made


def _paragraph(frame: _Element, words: _Element, name: str) -> None:
    made = etree.SubElement(frame, "p", {"class": name})
    made.text = words.text
    made.extend(list(words))
