"""Forms of words that no text of ours holds, for a search that does not know the language.

Kiwix compares words letter by letter in Kazakh, Kyrgyz, Tajik and Uzbek. So a word gets the endings
of language.yml, and those that other words of the texts have; of what comes out those stay that
our stemmer leads back to the word, and whose letters follow each other in the texts as well. Some
of them nobody would say, and then nobody looks for them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from itertools import pairwise, product
from os.path import commonprefix

from oer.model import WordForms
from oer.stems import stemmer

SHARED = 2
"""So many words have an ending before it is given to others."""
MOST = 150
RARE = 0.02
"""Of what follows a letter or a vowel, this part is an accident."""
LONGEST = 9
"""Letters of endings together: `ларымыздан`."""


def forms_of(words: Mapping[str, int], rules: WordForms, chosen: Set[str]) -> dict[str, set[str]]:
    """Each word, and all forms of it.

    `words` are those of all texts, in small letters, with how often they occur; the chosen
    ones are given more forms than the texts have.
    """
    known = stemmer(rules)
    stem = cache(known.stem)
    families: dict[str, set[str]] = defaultdict(set)
    for word in words:
        families[stem(word)].add(word)
    endings = {*_endings(rules), *_shared_endings(families.values())}
    fitting = _Fitting(words, rules)
    grown: dict[str, set[str]] = {}
    for name, family in families.items():
        more: Set[str] = frozenset()
        if not chosen.isdisjoint(family):
            more = {form for form in _grown(family, endings, fitting) if known.stem(form) == name}
        grown[name] = family | more
    return {word: grown[stem(word)] for word in words}


def _endings(rules: WordForms) -> Iterator[str]:
    """The endings of language.yml, with each letter that a capital stands for."""
    for group in rules.endings:
        for ending in group.endings:
            if ">" not in ending:
                choices = (rules.sounds.get(letter, letter) for letter in ending)
                yield from ("".join(letters) for letters in product(*choices))


def _shared_endings(families: Iterable[Set[str]]) -> set[str]:
    """What several words of the texts have behind their shortest form."""
    counted = Counter(
        word[len(base) :]
        for family in families
        for base in [_base(family)]
        for word in family
        if word.startswith(base) and len(word) <= len(base) + LONGEST
    )
    return {e for e, count in counted.most_common(MOST + 1) if e and count >= SHARED}


def _base(family: Set[str]) -> str:
    return min(family, key=lambda word: (len(word), word))


def _grown(family: Set[str], endings: Set[str], fitting: "_Fitting") -> Iterator[str]:
    """A family's shortest form, and what all its forms begin with, with each ending that fits."""
    for base in {_base(family), commonprefix([*family])}:  # noqa: RUF071 (no paths)
        yield from (base + ending for ending in endings if fitting(base, ending))


class _Fitting:
    """Whether an ending sounds right behind a word, as far as the texts show."""

    def __init__(self, words: Mapping[str, int], rules: WordForms) -> None:
        self._vowels = frozenset(rules.vowels)
        letters: Counter[tuple[str, str]] = Counter()
        vowels: Counter[tuple[str, str]] = Counter()
        for word, count in words.items():
            letters.update(dict.fromkeys(pairwise(word), count))
            vowels.update(dict.fromkeys(pairwise(self._of(word)), count))
        self._letters, self._harmony = frozenset(letters), _usual(vowels)

    def __call__(self, base: str, ending: str) -> bool:
        if len(base) < 3 or (base[-1], ending[0]) not in self._letters:
            return False
        own, other = self._of(base), self._of(ending)
        return not own or not other or (own[-1], other[0]) in self._harmony

    def _of(self, text: str) -> str:
        return "".join(letter for letter in text if letter in self._vowels)


def _usual(pairs: Counter[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """The pairs that are no accident."""
    firsts: Counter[str] = Counter()
    for (first, _), count in pairs.items():
        firsts[first] += count
    return frozenset(pair for pair, count in pairs.items() if count >= RARE * firsts[pair[0]])
