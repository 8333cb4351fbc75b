"""TRN: the words of a translation beside those of its source. All of it is advice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from oer import numerals
from oer.check import Found, Level, Scope, rule
from oer.letters import ADDRESS
from oer.model import SOURCE_LANGUAGE, Catalog, Language, Place
from oer.rules.compare import compared
from oer.rules.every import data, once, phrases, texts_of, waiting, written

DIGIT = re.compile("[0-9]")
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\")’\]]*\s+")
FEW_WORDS = 4
LONG_SENTENCE = 6
"""Words of a sentence that cannot be the same in two languages by chance."""
LONG_PASSAGE = 90
"""Signs of a passage whose length tells something."""
SHORTER, LONGER = 0.5, 2.0
"""How far the length of a passage may be from what is usual between the two texts."""
TWICE = re.compile(r"\b([^\W\d_]{2,}) \1\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of a translation with the one that it was made from."""

    language: Language
    source: str
    text: str
    place: Place


@once
def pairs(catalog: Catalog) -> list[Pair]:
    """Every passage that has a counterpart: in lessons, pages, and data of courses."""
    return [*_of_texts(catalog), *_of_data(catalog)]


def _of_texts(catalog: Catalog) -> Iterator[Pair]:
    for text, one, other in compared(catalog).pairs:
        yield Pair(catalog.languages[text.language], one.words, other.words, other.place)


def _of_data(catalog: Catalog) -> Iterator[Pair]:
    """Titles, summaries, outcomes, facts and definitions, each under its key."""
    for path, language, values in data(catalog):
        if language.code != SOURCE_LANGUAGE:
            wanted = _source_of(path.split("/", 2)[2], catalog)
            for value in values:
                if source := wanted.get(value.key):
                    yield Pair(language, source, value.text, value.place)


def _source_of(path: str, catalog: Catalog) -> dict[str, str]:
    """The English texts of a file in a language's folder, by the keys that they have there."""
    if path == "glossary.yml":
        terms = catalog.terms.get(SOURCE_LANGUAGE, {}).values()
        return {f"terms.{term.id}.definition": term.definition for term in terms}
    course = (
        catalog.shelf.get(path.split("/")[1]) if path.endswith(".yml") and "/" in path else None
    )
    if course and SOURCE_LANGUAGE in course.editions:
        return texts_of(course.editions[SOURCE_LANGUAGE])
    return {value.key: value.text for value in catalog.values.get(path, ())}


@rule("TRN011", "A number of a translation differs from the source", Level.ADVICE, scope=Scope.TEXT)
def other_number(catalog: Catalog) -> Iterator[Found]:
    """A term of 70 years that became 50, or a fee with a nought too many, is the mistake that
    costs a reader most, and nobody sees it who reads one language only.

    Compare with English. The ways of writing are known: 12,5 for 12.5, 10 000 for 10,000, XIX for
    19th.
    """
    for pair in pairs(catalog):
        if not (DIGIT.search(pair.source) or DIGIT.search(pair.text)):
            continue
        missing, extra = numerals.unequal(pair.source, pair.text)
        if missing or extra:
            yield (
                pair.place,
                {"wanted": ", ".join(missing) or "–", "given": ", ".join(extra) or "–"},
            )


@rule("TRN012", "A passage is not translated", Level.ADVICE, scope=Scope.TEXT)
def untranslated(catalog: Catalog) -> Iterator[Found]:
    """A reader who came because the page is in her language meets English in its middle.

    Translate it. Words that are to stay English are marked: `[fair use](lang:en)`.
    """
    english = waiting(catalog)
    for pair in pairs(catalog):
        left = _left(pair) if pair.place not in english else ""
        if left:
            yield pair.place, {"text": left[:80], "language": pair.language.name}


def _left(pair: Pair) -> str:
    """The first sentence that both have, or the whole passage; empty where there is none."""
    if pair.source.casefold() == pair.text.casefold():
        return pair.text if _is_prose(pair.source) else ""
    there = (one for one in SENTENCE_END.split(pair.source) if one in pair.text)
    return next((one for one in there if len(WORD.findall(one)) >= LONG_SENTENCE), "")


def _is_prose(text: str) -> bool:
    """Words that would be translated: not only addresses and names, which begin with capitals."""
    words = WORD.findall(ADDRESS.sub(" ", text))
    return len(words) >= FEW_WORDS and sum(word.islower() for word in words) >= FEW_WORDS - 1


@rule(
    "TRN013",
    "A passage is much longer or shorter than in the source",
    Level.ADVICE,
    scope=Scope.TEXT,
)
def other_length(catalog: Catalog) -> Iterator[Found]:
    """Usually a sentence was lost, or something was added that only the readers of this language
    are told.

    Compare with English. Where the language simply needs more words, leave it.
    """
    usual = _usual_lengths(catalog)
    for pair in pairs(catalog):
        # A source without words, such as a picture by itself, has no usual length.
        if len(pair.source) < LONG_PASSAGE or pair.text == pair.source:
            continue
        share = len(pair.text) / (len(pair.source) * usual[pair.language.code])
        if not SHORTER <= share <= LONGER:
            yield pair.place, {"percent": f"{100 * share:.0f}"}


def _usual_lengths(catalog: Catalog) -> dict[str, float]:
    """How long a passage is in a language for each sign of English."""
    ratios: dict[str, list[float]] = {code: [1.1] for code in catalog.languages}
    for pair in pairs(catalog):
        if len(pair.source) >= LONG_PASSAGE:
            ratios[pair.language.code].append(len(pair.text) / len(pair.source))
    return {code: min(1.4, max(0.8, median(found))) for code, found in ratios.items()}


# --- what stands in one language only -----------------------------------------------------


@rule("TRN014", "A word stands twice in a row", Level.ADVICE, scope=Scope.TEXT)
def twice(catalog: Catalog) -> Iterator[Found]:
    """Who reads stumbles over it, and who listens takes it for a fault of the machine.

    Remove one of the two. Pairs that belong to the language are written with a hyphen, or stand
    in `scripts/oer/phrases.yml` under `twice`.
    """
    for one in written(catalog):
        known = catalog.phrases.get(one.language.code)
        for found in TWICE.finditer(one.text) if one.running and _repeats(one.text) else ():
            if known is None or found[1].casefold() not in known.twice:
                yield one.place, {"words": found[0]}


def _repeats(text: str) -> bool:
    """Whether a word could stand twice in a row: quick, for most texts have none."""
    words = text.casefold().split()
    return any(map(str.startswith, words[1:], words))


@rule("TRN015", "A text says that something was left out", Level.ADVICE, scope=Scope.TEXT)
def abridged(catalog: Catalog) -> Iterator[Found]:
    """Whoever shortens, and machines that translate, leave notes behind: "the rest is unchanged",
    "here is the translation". The reader gets the note, not the text.

    Put there what was left out, or remove the note.
    """
    notes = {
        code: sorted({text for one in phrases(catalog, code) for text in one.abridged})
        for code in catalog.languages
    }
    for one in written(catalog):
        folded = one.text.casefold()
        for note in notes[one.language.code]:
            if note in folded and re.search(rf"(?<!\w){re.escape(note)}(?!\w)", folded):
                yield one.place, {"words": note}
                break
