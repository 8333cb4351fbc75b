"""Letters that look alike in two scripts, letters of other languages, and apostrophes.

What the rules find here `oer check --fix` mends, by the same functions.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

from oer.model import Letters

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
LATIN, CYRILLIC = re.compile(f"[{_LATIN}]"), re.compile(f"[{_CYRILLIC}]")
MEETING = re.compile(f"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]")
"""Where two scripts meet inside a word."""
WORD = re.compile(f"[{_LATIN}{_CYRILLIC}]+")
TO_CYRILLIC = dict(
    zip("aceopxyihkjsəɵëïABCEHIJKMOPSTXYƏƟËÏ", "асеорхуіһкјѕәөёїАВСЕНІЈКМОРЅТХУӘӨЁЇ", strict=True)
)
"""Latin letters and the Cyrillic ones that look the same (UTS #39, confusables)."""
TO_LATIN = {cyrillic: latin for latin, cyrillic in TO_CYRILLIC.items()} | {"ү": "y", "Ү": "Y"}
APOSTROPHES = "'’‘`´ʹ′ʻʼ＇"
ADDRESS = re.compile(
    r"(?:https?://|www\.|mailto:|tel:)[^\s<>()\[\]]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
"""An address in running text, which is nobody's spelling."""


def mixed_words(text: str) -> Iterator[tuple[int, str]]:
    """Words in which letters of the two scripts are mixed up, each with its index.

    A brand with an ending, or an abbreviation with one, is no such word: `Wordта`, `ЗРУdagi`.
    """
    if not text.isascii() and _has_both(text) and MEETING.search(text):
        for found in WORD.finditer(_without(ADDRESS, text)):
            if MEETING.search(found[0]) and not _is_joined(found[0]):
                yield found.start(), found[0]


def _has_both(text: str) -> bool:
    """Whether there are letters of both scripts: quick, for most texts have one."""
    return bool(LATIN.search(text) and CYRILLIC.search(text))


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text with as many spaces in the place of what a pattern finds."""
    return pattern.sub(lambda found: " " * len(found[0]), text)


def _is_joined(word: str) -> bool:
    """Whether every run of one script would be read as what it is, a part of its own."""
    runs = [(latin, "".join(run)) for latin, run in groupby(word, lambda c: bool(LATIN.match(c)))]
    if len(runs) > 2:
        return all(len(run) > 1 and not _all_twins(run, latin) for latin, run in runs)
    return all(_stands_out(run, latin, word.endswith(run)) for latin, run in runs)


def _all_twins(run: str, latin: bool) -> bool:
    return all(letter in (TO_CYRILLIC if latin else TO_LATIN) for letter in run)


def _stands_out(run: str, latin: bool, last: bool) -> bool:
    long = len(run) > 2 or (len(run) == 2 and (last or run.isupper()))
    return long or not _all_twins(run, latin)


def unmixed(word: str, letters: Letters) -> str:
    """The word in the script of most of its letters; empty where more than one reading is possible.

    With as many letters of both scripts it is the language's own script that counts.
    """
    latin = len(LATIN.findall(word))
    cyrillic = len(CYRILLIC.findall(word))
    to_latin = latin > cyrillic or (latin == cyrillic and _is_latin(letters))
    table = TO_LATIN if to_latin else _to_cyrillic(letters)
    other = CYRILLIC if to_latin else LATIN
    made = "".join(table.get(c, "") if other.match(c) else c for c in word)
    fits = len(made) == len(word) and all(c.lower() in letters.known for c in made)
    return made if fits else ""


def _to_cyrillic(letters: Letters) -> Mapping[str, str]:
    """Y is both У and Ү where a language has the second one."""
    unclear = "Y" if "ү" in letters.alphabet else ""
    known = {latin: own for latin, own in TO_CYRILLIC.items() if own.lower() in letters.alphabet}
    return {latin: own for latin, own in known.items() if latin not in unclear}


def strange_letters(text: str, letters: Letters) -> str:
    """Letters that neither the language nor its readers' other languages have, in order of use.

    Only letters of the language's own script count: words of another one show what they are.
    """
    if text.isascii():
        return ""
    found = _strange(letters.known, _is_latin(letters)).findall(text)
    return "".join(dict.fromkeys(found))


@cache
def _strange(known: frozenset[str], latin: bool) -> re.Pattern[str]:
    script = LATIN if latin else CYRILLIC
    letters = (chr(number) for number in range(0x80, 0x1F00))
    strange = (c for c in letters if script.match(c) and c.lower() not in known)
    return re.compile(f"[{''.join(strange)}]")


def _is_latin(letters: Letters) -> bool:
    """Whether the language is written in Latin letters."""
    return bool(LATIN.match(min(letters.alphabet)))


def with_own_apostrophes(text: str, letters: Letters) -> str:
    """The text with the apostrophes of the language inside its words.

    A sign after oʻ and gʻ at the end of a word may be the end of a quotation; it is left where one
    begins before it. A capital after the sign belongs to a name: `O'Reilly`.
    """
    if not letters.apostrophe or not any(sign in text for sign in APOSTROPHES):
        return text
    return _inside(letters.after).sub(lambda found: _apostrophe(found, letters), text)


@cache
def _inside(after: str) -> re.Pattern[str]:
    # Two backticks side by side are never apostrophes, and one of them would make code of another.
    signs, after = f"(?:(?<!`)(?!``)[{APOSTROPHES}])", f"[{after}{after.upper()}]"
    english = r"(?:s|re|ve|ll|(?<=n.)t)\b"
    inside = rf"(?<=[{_LATIN}]){signs}(?!{english})(?=[{_LATIN}])(?![A-Z][a-z])"
    quoted = rf"(?<![{_LATIN}]){signs}[{_LATIN}][^{APOSTROPHES}]*{signs}(?![{_LATIN}])"
    at_end = rf"(?<={after}){signs}(?![{_LATIN}])"
    return re.compile(rf"(?P<quoted>{quoted})|{inside}|{at_end}")


def _apostrophe(found: re.Match[str], letters: Letters) -> str:
    if found["quoted"]:
        return found[0]
    before = found.string[found.start() - 1]
    if before.lower() not in letters.after:
        return letters.separator
    # A separator that somebody took the trouble to write is meant.
    return found[0] if found[0] == letters.separator else letters.apostrophe
