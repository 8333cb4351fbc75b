"""A language of the house: its words and letters, how its words change, what is hard to read.

All of it is read from `translations/<code>/`; none of it is known to code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SOURCE_LANGUAGE = "en"


WORD_FILES = ("interface.yml", "lms.yml")
"""The files of a language's words: those of the site and of packages, and those that learning
platforms show, in `LMS_WORDS`."""


LMS_WORDS = ("h5p", "lms")


@dataclass(frozen=True, slots=True)
class Endings:
    """Endings of words, which search takes off."""

    least: int
    """So many letters of the word stay at least."""
    endings: tuple[str, ...]
    """A capital letter stands for several, as `sounds` says; `ies>y` puts another in its place."""
    after: str = ""
    """The letters that they can stand after; empty: any."""


@dataclass(frozen=True, slots=True)
class Fleeting:
    """Vowels that come and go before the last consonant: `рисунок`, `рисунка`."""

    vowels: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class WordForms:
    """How the words of a language change, for search. All of it is empty where nobody said."""

    letters: Mapping[str, str] = field(default_factory=dict)
    """A letter, and what is typed by those who do not have it."""
    vowels: str = ""
    """What is left of a word must hold one."""
    sounds: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[Endings, ...] = ()
    roots: tuple[str, ...] = ()
    """Words that are shorter than what stays of others: `ән`."""
    prefixes: tuple[str, ...] = ()
    fleeting: Fleeting = Fleeting()
    doubled: str = ""
    """Letters that a word may end with once or twice."""
    last: Mapping[str, str] = field(default_factory=dict)
    """A last letter, and the one that it is another form of."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Forms that no rule leads to, and the word that they belong to; it is not shortened."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that a language is written with."""

    alphabet: frozenset[str]
    """In small letters; apostrophes that are letters are among them."""
    own: frozenset[str]
    """Those that neither its fallbacks nor English have: a text without any of them is probably
    in another language."""
    known: frozenset[str]
    """Those of the language, of its fallbacks and of English: names and titles keep them."""
    apostrophe: str = ""
    """The sign that makes another letter of the one before it: ʻ in oʻ."""
    after: str = ""
    """The letters that it can follow, in small letters."""
    separator: str = ""
    """The apostrophe that stands anywhere else inside a word."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the house publishes in, read from `translations/<code>/language.yml`."""

    code: str
    name: str
    """Its own name for itself, as a reader looks for it in a menu."""
    locale: str
    """BCP 47 tag with script and region, for Babel, EPUB and Word: `uz-Latn-UZ`."""
    fallback: tuple[str, ...]
    """Languages that its readers are likelier to know than English, best first."""
    words: Mapping[str, str]
    """Interface words by dotted key; a plural word has a key for each CLDR category."""
    iso639_3: str = "und"
    """Its code of three letters, for Kiwix; `und` where language.yml does not name it."""
    long_date: str = ""
    """`{day} {month} соли {year}`, where CLDR writes it wrongly."""
    months: tuple[str, ...] = ()
    """As they stand in a date; empty where CLDR is right."""
    word_forms: WordForms = WordForms()
    script: Mapping[str, Any] = field(default_factory=dict)
    """Rules for its other script, as a browser takes them; empty where it has none."""
    own_words: frozenset[str] = frozenset()
    """Keys of the words that are its own; the others are taken from its fallbacks."""
    letters: "Letters | None" = None
    """None where `language.yml` does not name them: then no rule asks for them."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words of a language that say nothing where they stand; compared in small letters."""

    empty_links: tuple[str, ...]
    """`here`: texts of links that do not tell where they lead."""
    picture_of: tuple[str, ...]
    """`a picture of`: beginnings of descriptions that every picture could have."""
    twice: frozenset[str] = frozenset()
    """Words that may stand twice in a row."""
    abridged: tuple[str, ...] = ()
    """`the rest is unchanged`: what whoever shortens or translates by machine leaves behind."""


@dataclass(frozen=True, slots=True)
class Plainness:
    """When a language is hard to read, and the words that lean on colour alone in it."""

    sentence_words: int
    """As many words as a sentence has on average in a text that reads easily."""
    colours: tuple[str, ...]
    by_colour: tuple[str, ...]
    """Regular expressions with room for a `{colour}`."""
