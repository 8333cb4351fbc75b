"""A11Y: everybody can read it, with eyes, ears or fingers, and without effort."""

import re
from collections.abc import Iterator
from functools import cache

from oer.check import Found, Level, Scope, rule
from oer.model import Catalog, Passage, Plainness
from oer.rules.every import lessons

HEADING_WORDS = 12
"""A bold line with more words is emphasis and no heading."""
CLOSED = re.compile(r"[.!?:;,…。؟]\W*$")
BOX_OF_WORDS = (None, "note", "tip", "important", "warning", "caution", "example", "activity")
"""Where a bold line may be a heading in disguise; not in a question."""
LEAST_SENTENCES = 10
"""With fewer, an average says little."""
SENTENCE_END = re.compile(r"(?<=[.!?…؟])[»”\")’\]]*\s+")
WORD = re.compile(r"\w+(?:['’ʻʼ-]\w+)*")
LONG_WORD = 6
"""A word is long that has more letters, as in LIX (Björnsson 1968)."""


@rule("A11Y001", "A table has no column titles", scope=Scope.COURSE)
def table_without_titles(catalog: Catalog) -> Iterator[Found]:
    """A screen reader says the title of the column before each cell. Without titles a listener
    hears a row of words and cannot tell what they are.

    Write a title for each column into the first row. A grid that is wholly empty, to draw or
    write in, needs none.
    """
    for lesson in lessons(catalog):
        for table in lesson.tables:
            if not any(table.titles) and not table.blank:
                yield table.place, {"columns": str(len(table.titles))}


@rule("A11Y002", "A bold line stands for a heading", Level.ADVICE, scope=Scope.COURSE)
def disguised_heading(catalog: Catalog) -> Iterator[Found]:
    """Who listens to a page jumps from heading to heading, and so do tables of contents. A line
    that is only bold looks like a heading and is none.

    Make it a heading (`### Words {#id}`), end it like a sentence, or let the text go on after it.
    """
    for lesson in lessons(catalog):
        for passage, after in zip(lesson.passages, lesson.passages[1:], strict=False):
            if _looks_like_heading(passage) and _belongs_together(passage, after):
                yield passage.place, {"text": passage.text}


def _looks_like_heading(passage: Passage) -> bool:
    kind = passage.box.kind if passage.box else None
    if not (passage.bold and passage.kind == "paragraph" and kind in BOX_OF_WORDS):
        return False
    short = 1 <= len(WORD.findall(passage.text)) <= HEADING_WORDS
    return short and not CLOSED.search(passage.text)


def _belongs_together(passage: Passage, after: Passage) -> bool:
    """Whether what follows could stand under the passage."""
    return after.kind not in ("heading", "note") and passage.box in (None, after.box)


@rule("A11Y003", "A text relies on colour alone", Level.ADVICE, scope=Scope.COURSE)
def colour_alone(catalog: Catalog) -> Iterator[Found]:
    """One man in twelve cannot tell red from green, many read on a grey screen, and a hand-out is
    printed in black. For them "the red one" is none of them.

    Name a shape, a place or a number as well: "the red arrow on the left", "row 3".
    """
    for lesson in lessons(catalog):
        plain = catalog.plainness.get(lesson.language)
        small = _by_colour(plain) if plain else None
        for passage in lesson.passages if small else ():
            # In small letters three times as fast, and nearly all passages end here.
            text = _with_one_apostrophe(passage.text)
            if small and small.search(text.casefold()):
                found = re.search(small.pattern, text, re.IGNORECASE)
                yield passage.place, {"words": found[0] if found else text}


@cache
def _by_colour(plain: Plainness) -> re.Pattern[str]:
    colour = f"(?:{'|'.join(plain.colours)})"
    ways = "|".join(f"(?:{way.replace('{colour}', colour)})" for way in plain.by_colour)
    return re.compile(rf"\b(?:{ways})\b")


def _with_one_apostrophe(text: str) -> str:
    for sign in "ʻʼ‘’`":
        text = text.replace(sign, "'")
    return text


@rule("A11Y004", "The sentences of a lesson are long", Level.ADVICE, scope=Scope.COURSE)
def long_sentences(catalog: Catalog) -> Iterator[Found]:
    """For most of our readers the language of a lesson is their second one, and they read it on a
    small screen. Long sentences are where they give up.

    Begin with the sentence that is named: say one thing in it, and the next in another. Shorter
    words help as well.
    """
    for lesson in lessons(catalog):
        plain = catalog.plainness.get(lesson.language)
        found = [(len(WORD.findall(s)), p) for p in lesson.passages for s in _sentences(p)]
        average = sum(words for words, _ in found) / max(1, len(found))
        if plain and len(found) >= LEAST_SENTENCES and average > plain.sentence_words:
            most, longest = max(found, key=lambda one: one[0])
            yield (
                longest.place,
                {
                    "average": f"{average:.0f}",
                    "limit": str(plain.sentence_words),
                    "most": str(most),
                    "long": _long_words(lesson.passages),
                },
            )


def _sentences(passage: Passage) -> list[str]:
    """The sentences of running text; the words of tables, lists and titles are none."""
    running = passage.kind == "paragraph" and (passage.box is None or passage.box.kind != "quiz")
    return SENTENCE_END.split(passage.text) if running else []


def _long_words(passages: tuple[Passage, ...]) -> str:
    words = [word for passage in passages for word in WORD.findall(passage.text)]
    return f"{100 * sum(len(word) > LONG_WORD for word in words) / len(words):.0f}"
