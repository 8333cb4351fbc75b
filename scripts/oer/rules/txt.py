"""TXT: a text is written in the letters of its language."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from unicodedata import is_normalized, normalize

from oer import letters
from oer.check import Found, Level, Scope, rule
from oer.model import SOURCE_LANGUAGE, Catalog, Language, Place
from oer.rules.every import Written, written

WORDS_OF_A_PAGE = 40
WORDS_OF_A_PASSAGE = 45
"""With fewer words a text can lack its own letters by chance."""


@rule("TXT001", "A word mixes Latin and Cyrillic letters", scope=Scope.TEXT)
def mixed_word(catalog: Catalog) -> Iterator[Found]:
    """The Latin a, c, e, i, o, p and x look like Cyrillic letters and are others: search does not
    find the word, a screen reader stumbles over it, and a dictionary does not know it.

    Type the word anew with one keyboard, or let `oer check --fix` do it. A brand with an ending,
    as `Word-та`, is no such word.
    """
    for one in written(catalog):
        for _, word in letters.mixed_words(one.text):
            own = one.language.letters
            right = letters.unmixed(word, own) if own else ""
            yield one.place, {"word": word, "letters": _foreign(word), "right": right or word}


def _foreign(word: str) -> str:
    """The letters of the script that has fewer of them in the word, with their numbers."""
    latin = letters.LATIN.findall(word)
    cyrillic = letters.CYRILLIC.findall(word)
    fewer = cyrillic if len(cyrillic) < len(latin) else latin
    return ", ".join(f"{letter} U+{ord(letter):04X}" for letter in dict.fromkeys(fewer))


@rule("TXT002", "A letter does not belong to the language", Level.ADVICE, scope=Scope.TEXT)
def strange_letter(catalog: Catalog) -> Iterator[Found]:
    """Old fonts and foreign keyboards put ї for ӣ and ѳ for ө. With any other font the reader sees
    the wrong letter, and search does not find the word.

    Type the letter of the language. Words of another language are marked: `[їжа](lang:uk)`.
    """
    for one in written(catalog):
        own = one.language.letters
        measured = own and one.language.code != SOURCE_LANGUAGE
        if own and measured and (strange := letters.strange_letters(one.text, own)):
            yield one.place, {"letters": " ".join(strange), "language": one.language.name}


@rule("TXT003", "A page has none of the letters of its language", scope=Scope.TEXT)
def other_language(catalog: Catalog) -> Iterator[Found]:
    """Kazakh without ә, қ and ң, or Tajik without ӣ and ҳ, is usually Russian that was put into
    the wrong folder, and its readers would get it as their own language.

    Move the text to the language that it is in, or type its letters.
    """
    pages: dict[str, list[Written]] = defaultdict(list)
    for one in written(catalog):
        pages[one.place.path].append(one)
    for path, texts in pages.items():
        language = texts[0].language
        if _is_measured(language) and not any(_has_own(one) for one in texts):
            words = sum(len(one.text.split()) for one in texts)
            if words >= WORDS_OF_A_PAGE:
                yield Place(path), {"language": language.name, "letters": _some(language)}


@rule("TXT004", "A passage has none of the letters of its language", Level.ADVICE, scope=Scope.TEXT)
def other_passage(catalog: Catalog) -> Iterator[Found]:
    """In so many words of the language one of its own letters nearly always stands. A passage
    without any was perhaps left in Russian or English.

    Translate it. Words that are to stay in another language are marked: `[…](lang:ru)`.
    """
    told = {place.path for place, _ in other_language.look(catalog)}
    for one in written(catalog):
        measured = one.running and _is_measured(one.language) and one.place.path not in told
        if measured and not _has_own(one) and len(one.text.split()) >= WORDS_OF_A_PASSAGE:
            yield one.place, {"language": one.language.name, "letters": _some(one.language)}


def _is_measured(language: Language) -> bool:
    return bool(language.code != SOURCE_LANGUAGE and language.letters and language.letters.own)


def _has_own(one: Written) -> bool:
    assert one.language.letters
    signs = letters.APOSTROPHES if one.language.letters.apostrophe else ""
    return bool(_any_of(one.language.letters.own, signs).search(one.text))


@cache
def _any_of(own: frozenset[str], apostrophes: str) -> re.Pattern[str]:
    both = {*own, *(letter.upper() for letter in own), *apostrophes}
    return re.compile(f"[{re.escape(''.join(sorted(both)))}]")


def _some(language: Language) -> str:
    """A few of its own letters."""
    return " ".join(sorted(language.letters.own)[:6]) if language.letters else ""


@rule("TXT005", "A letter is put together from two signs", scope=Scope.TEXT)
def decomposed(catalog: Catalog) -> Iterator[Found]:
    """й, ё, ӣ and ӯ are one sign each. Written as и with a sign over it the word looks the same
    and is another one for search, for dictionaries and for links; old phones draw it apart.

    Type it anew, or let `oer check --fix` do it. It comes from macOS and from PDF files.
    """
    for one in written(catalog):
        if not (one.text.isascii() or is_normalized("NFC", one.text)):
            found = next((w for w in one.text.split() if not is_normalized("NFC", w)), "")
            yield one.place, {"word": normalize("NFC", found)}


@rule("TXT006", "An apostrophe is not the one of the language", Level.ADVICE, scope=Scope.TEXT)
def other_apostrophe(catalog: Catalog) -> Iterator[Found]:
    """In Uzbek oʻ and gʻ are letters. With a quotation mark in their place a word ends in its
    middle for whoever double-clicks it, and a text has five spellings of one word.

    Type ʻ after o and g and ʼ elsewhere, or let `oer check --fix` do it.
    """
    for one in written(catalog):
        own = one.language.letters
        if own and (better := letters.with_own_apostrophes(one.text, own)) != one.text:
            words = zip(one.text.split(), better.split(), strict=True)
            word, right = next((w, r) for w, r in words if w != r)
            yield one.place, {"word": word, "right": right}
