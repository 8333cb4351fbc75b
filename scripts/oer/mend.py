"""What can be mended without a decision: letters, apostrophes, ids of headings, spaces at ends.

Each function takes a whole text and gives it back, and changes nothing the second time. Code,
addresses and whatever is marked as words of another language are left as they are.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from unicodedata import normalize

from oer import letters
from oer.markup.dialect import parser
from oer.markup.hidden import code_of
from oer.model import Letters
from oer.signs import Span

Change = Callable[[str], str]
PROTECTED = re.compile(
    r"\[[^\[\]\n]*\]\(lang:[^)\n]*\)"  # words of another language
    r"|\](?:\([^)\n]{0,4000}\)|\[[^\[\]\n]*\])+"  # where a link leads
    r"|^[ \t>]*\[!\w+\][^\n]*|^[ \t>]*minutes:[^\n]*"  # the first lines of a box
    r"|\[(?!\^)[^\[\]\n]+\]:[^\n]*"  # a definition of a link
    r"|\[\^[^\[\]\n]+\]|\{#[^{}\n]*\}|<[^<>\n]*>|&#?\w+;"
    rf"|{letters.ADDRESS.pattern}",
    re.MULTILINE | re.IGNORECASE,
)
"""Parts of a lesson's text that are no words of its language."""
SPACE_AT_END = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)
SLUG_SIGNS = re.compile(r"[^a-z0-9]+")


def words(text: str, own: Letters | None) -> str:
    """A text with composed letters, words in one script, and the language's apostrophes."""
    text = normalize("NFC", text)
    if own is None:
        return text
    for at, word in reversed(list(letters.mixed_words(text))):
        right = letters.unmixed(word, own) or word
        text = f"{text[:at]}{right}{text[at + len(word) :]}"
    return letters.with_own_apostrophes(text, own)


def lesson(text: str, own: Letters | None, ids: Mapping[int, str]) -> str:
    """A lesson or page without its front matter; `ids` are wanted by heading lines, from 0."""
    code = sorted(code_of(text, parser().parse(text)))
    made = "".join(
        part if keep else words(part, own) for part, keep in _divided(text, [*code, *_spans(text)])
    )
    return _with_ids(_without_spaces(made), ids)


def _spans(text: str) -> Iterator[Span]:
    return (found.span() for found in PROTECTED.finditer(text))


def _divided(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is protected."""
    at = 0
    for start, end in sorted(spans):
        if end > at:
            yield text[at : max(at, start)], False
            yield text[max(at, start) : end], True
            at = end
    yield text[at:], False


def _without_spaces(text: str) -> str:
    """The text without spaces at the ends of its lines, but for those that break a line.

    Two or more before a further line of a paragraph do (CommonMark §6.7). In code all stay.
    """
    code = sorted(code_of(text, parser().parse(text)))

    def end_of_line(found: re.Match[str]) -> str:
        inside = bisect_right(code, (found.start(), len(text))) - 1
        if inside >= 0 and code[inside][1] > found.start():
            return found[0]
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        following = text[found.end() + 1 :].partition("\n")[0]
        breaks = found[0].endswith("  ") and line.strip(" \t>") and following.strip(" \t>")
        return "  " if breaks else ""

    return SPACE_AT_END.sub(end_of_line, text)


def _with_ids(text: str, ids: Mapping[int, str]) -> str:
    lines = text.split("\n")
    for number, id in ids.items():
        if lines[number].lstrip(" >").startswith("#") and not lines[number].endswith(("#", "}")):
            lines[number] = f"{lines[number].rstrip()} {{#{id}}}"
    return "\n".join(lines)


def data(text: str, own: Letters | None, lines: Sequence[range]) -> str:
    """A YAML file with the words mended on those lines, counted from 0, that hold any."""
    rows = text.split("\n")
    for number in sorted({number for each in lines for number in each}):
        if number < len(rows):
            row = rows[number].rstrip(" \t")
            rows[number] = "".join(
                part if keep else words(part, own) for part, keep in _divided(row, [*_spans(row)])
            )
    return "\n".join(rows)


def slug(text: str) -> str:
    """An id of small letters, digits and hyphens; empty where a text has none of them."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return SLUG_SIGNS.sub("-", plain).strip("-")
