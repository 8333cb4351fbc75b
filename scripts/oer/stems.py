"""Words as search compares them: letters folded, endings taken off.

What a language needs stands in its language.yml; here it becomes a list of regular expressions
that the index (by this module) and the query (by assets/javascripts/stems.js) both go through, so
that the two can never differ. The stem is no word of the language: it only has to be the same for
all forms of one word, however they are typed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from oer.model import Endings, WordForms

APOSTROPHES = "'`´‘’ʻʼ"
"""All that people type for ʻ and ʼ, and in English for the one of `author's`."""
WORD = re.compile(rf"([^\W_]+(?:[{APOSTROPHES}][^\W_]+)*)")
LEAST_AFTER_PREFIX = 3
"""So many letters stay at least when a prefix is taken off."""


@dataclass(frozen=True)
class Stemmer:
    """One language's rules, as plain values for a browser and as functions for us."""

    letters: Mapping[str, str] = field(default_factory=dict)
    vowels: str = ""
    steps: Sequence[tuple[str, str]] = ()
    """A regular expression whose first group is what stays, and what is put behind it."""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "letters": dict(self.letters),
            "vowels": self.vowels,
            "steps": [list(step) for step in self.steps],
            "words": dict(self.words),
        }

    def text(self, text: str, end: str = "") -> str:
        """A text with a stem and an `end` in the place of each word, and all else as it was."""
        parts = WORD.split(unicodedata.normalize("NFC", text))
        known = self._known.setdefault(end, _Known(lambda word: (self.stem(word) or word) + end))
        parts[1::2] = map(known.__getitem__, parts[1::2])
        return "".join(parts)

    def stem(self, word: str) -> str:
        """What stays of a word."""
        return self._stems[word]

    def _stem(self, word: str) -> str:
        stem = self.fold(word)
        while stem not in self.words:
            shorter = next(self._shorter(stem), stem)
            if shorter == stem:
                return stem
            stem = shorter
        return self.words[stem]

    def _shorter(self, word: str) -> Iterator[str]:
        """The word after each step that fits it.

        The first one counts, and then all begins anew: so that a form, once it has come down to
        its word, goes the same way as the word itself.
        """
        for pattern, replacement in self._steps:
            found = pattern.match(word)
            if found and self._vowel.search(found[1]):
                yield found[1] + replacement

    def fold(self, word: str) -> str:
        """Small letters, and those only that everybody can type."""
        small = unicodedata.normalize("NFC", word).lower()
        return self._letters.sub(lambda found: self.letters[found[0]], small)

    @cached_property
    def _stems(self) -> "_Known":
        return _Known(self._stem)

    @cached_property
    def _known(self) -> "dict[str, _Known]":
        """What was put in the place of words, by their end."""
        return {}

    @cached_property
    def _letters(self) -> re.Pattern[str]:
        return re.compile("|".join(self.letters) or "(?!)")

    @cached_property
    def _steps(self) -> Sequence[tuple[re.Pattern[str], str]]:
        return [(re.compile(pattern), replacement) for pattern, replacement in self.steps]

    @cached_property
    def _vowel(self) -> re.Pattern[str]:
        return re.compile(f"[{self.vowels}]" if self.vowels else "")


class _Known(dict[str, str]):
    """Word -> what was made of it: a text says most of its words again and again."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        made = self[word] = self._make(word)
        return made


def stemmer(forms: WordForms) -> Stemmer:
    """The rules of a language, made ready."""
    letters = {**dict.fromkeys(APOSTROPHES, ""), **forms.letters}
    ordered = {sign: letters[sign] for sign in sorted(letters, key=lambda one: (-len(one), one))}
    folding = Stemmer(ordered)
    return Stemmer(
        letters=ordered,
        vowels=_letters(folding, forms.vowels),
        steps=tuple(_steps(folding, forms)),
        words=dict(sorted(_words(folding, forms.words))),
    )


def _words(folding: Stemmer, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is not shortened: irregular forms, and the words that they lead to."""
    for word, other in words.items():
        yield folding.fold(word), folding.fold(other)
        yield folding.fold(other), folding.fold(other)


def _steps(folding: Stemmer, forms: WordForms) -> Iterator[tuple[str, str]]:
    for group in forms.endings:
        yield from _group(folding, group, forms)
    if forms.prefixes:
        prefixes = "|".join(map(folding.fold, forms.prefixes))
        yield f"^(?:{prefixes})(.{{{LEAST_AFTER_PREFIX},}})$", ""
    vowels = _letters(folding, forms.vowels)
    for last in forms.fleeting.before:
        yield f"^(.+[^{vowels}])[{_letters(folding, forms.fleeting.vowels)}]{last}$", last
    for double in forms.doubled:
        yield f"^(.+){double}{double}$", double
    for last, other in forms.last.items():
        yield f"^(.+){folding.fold(last)}$", folding.fold(other)


def _group(folding: Stemmer, group: Endings, forms: WordForms) -> Iterator[tuple[str, str]]:
    """A step for each thing that endings of the group leave behind; mostly one, for nothing."""
    left: dict[str, list[str]] = {}
    for ending in group.endings:
        taken, _, put = ending.partition(">")
        left.setdefault(folding.fold(put), []).append(taken)
    for put in sorted(left, key=lambda one: not one):
        patterns = "|".join(_pattern(folding, ending, forms.sounds) for ending in left[put])
        stays = "|".join([*map(folding.fold, forms.roots), f".{{{group.least},}}?"])
        after = f"(?<=[{_letters(folding, group.after)}])" if group.after else ""
        yield f"^((?:{stays}){after})(?:{patterns})$", put


def _pattern(folding: Stemmer, ending: str, sounds: Mapping[str, str]) -> str:
    """An ending whose capital letters stand for several: `ЛАр` -> `[лдт][ае]р`."""
    parts = re.split(f"([{''.join(sounds)}])", ending) if sounds else [ending]
    return "".join(
        f"[{_letters(folding, sounds[part])}]" if part in sounds else folding.fold(part)
        for part in parts
    )


def _letters(folding: Stemmer, letters: str) -> str:
    """Each letter folded, and once."""
    return "".join(dict.fromkeys("".join(folding.fold(letter) for letter in letters)))
