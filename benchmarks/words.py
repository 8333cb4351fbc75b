"""Word-like text in the letters of six languages, the same for the same seed.

Nobody should read it. It has the alphabets, word lengths and repetition of real lessons, since
bytes, line breaks and the size of a search index depend on those.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

VOCABULARY = 5000
"""Different words in a language: about what ten courses of a hundred pages use."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """What the syllables of a language are made of, separated by spaces."""

    onsets: str
    vowels: str
    codas: str
    endings: str
    """Suffixes; agglutinative languages have longer ones."""


SOUNDS = {
    "en": Sounds(
        "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sp st t th tr v w",
        "a e i o u ea oo ai",
        "n r l s t d m ck nd st rt ng",
        "ing ed er ion ly ment s",
    ),
    "ru": Sounds(
        "б в вр г гр д др ж з к кл л м н п пр р с св ст т тр ф х ц ч ш щ",
        "а е и о у ы я ю э ё",
        "н р л с т д м й ль рь ст нт",
        "ение ость ами ый ого ать ют ься",
    ),
    "kk": Sounds(
        "б ғ г д ж з к қ л м н п р с т ш",
        "а ә е ы і о ө ұ ү",
        "н ң р л с т м й з қ к рт",
        "лар лер дың дің лық лік ған ген уға ымен",
    ),
    "ky": Sounds(
        "б г д ж з к л м н п р с т ч ш",
        "а е ы и о ө у ү аа оо өө үү",
        "н ң р л с т м й з к рт",
        "лар лөр дын дүн лык лүк ган гөн уу менен",
    ),
    "tg": Sounds(
        "б в г ғ д ж з к қ л м н п р с т ф х ҳ ч ҷ ш",
        "а е и о у ӣ ӯ о а",
        "н р л с т д м й ҳ қ нд рд ст",
        "ҳо ҳои он ӣ ият анда гоҳ кунанда",
    ),
    "uz": Sounds(
        "b ch d f g gʻ h j k l m n p q r s sh t v x y z",
        "a e i o oʻ u",
        "n ng r l s t m y z q k rt",
        "lar ning lik gan ish moq dagi chilik",
    ),
}
LANGUAGES = tuple(SOUNDS)


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who writes in one language; each draw takes the next words."""

    random: Random
    words: tuple[str, ...]


def voice(language: str, *purpose: object) -> Voice:
    """A voice whose words depend on the language and on what they are for, not on the order."""
    return Voice(draws(language, *purpose), vocabulary(language))


def draws(*purpose: object) -> Random:
    """A sequence of its own for each purpose; text seeds do not depend on the hash seed."""
    return Random(" ".join(map(str, purpose)))


@cache
def vocabulary(language: str) -> tuple[str, ...]:
    """The words of a language, the most used ones first and shorter."""
    random, sounds = draws("vocabulary", language), SOUNDS[language]
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found[_word(random, sounds, 1 + len(found) // 200)] = None
    return tuple(found)


def _word(random: Random, sounds: Sounds, rarity: int) -> str:
    syllables = random.randint(1, min(3, 1 + rarity))
    start = "".join(
        random.choice(sounds.onsets.split()) + random.choice(sounds.vowels.split())
        for _ in range(syllables)
    )
    end = random.choice(sounds.endings.split()) if rarity > 2 and random.random() < 0.5 else ""
    return start + random.choice(sounds.codas.split()) + end


def phrase(voice: Voice, count: int) -> str:
    """Words in a row, without a stop, the common ones far more often than the rare ones."""
    random, words = voice.random, voice.words
    return " ".join(words[int(len(words) * random.random() ** 3)] for _ in range(count))


def title(voice: Voice, count: int) -> str:
    """A phrase with a capital letter."""
    text = phrase(voice, count)
    return text[0].upper() + text[1:]


def sentence(voice: Voice) -> str:
    """A sentence of 8 to 16 words, some with a comma."""
    count = voice.random.randint(4, 8)
    comma = "," if voice.random.random() < 0.5 else ""
    return f"{title(voice, count)}{comma} {phrase(voice, count)}."


def sentences(voice: Voice, count: int) -> str:
    """Sentences of one paragraph."""
    return " ".join(sentence(voice) for _ in range(count))
