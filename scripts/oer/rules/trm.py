"""TRM: one thing has one name, the one that the glossary gives it."""

import re
from collections.abc import Iterator
from functools import cache

from oer.check import Found, Level, Scope, rule
from oer.letters import APOSTROPHES
from oer.model import SOURCE_LANGUAGE, Catalog, Language, Part, Place, Term
from oer.rules.compare import compared
from oer.rules.every import once, some, written

CUT = 2
"""Letters at the end of a word that an ending may change."""
LEAST = 4
"""A stem has at least so many letters."""
WORD = re.compile(r"[\w'-]+")
PLAIN = str.maketrans("ӣӯ", "иу")
SIGNS = re.compile(f"[{APOSTROPHES}]")


def _folded(text: str) -> str:
    return SIGNS.sub("'", " ".join(text.casefold().split()))


@once
def _own_terms(catalog: Catalog) -> dict[str, dict[str, Term]]:
    """The terms of each language that has its own word for them."""
    return {
        code: {id: term for id, term in terms.items() if term.language == code}
        for code, terms in catalog.terms.items()
    }


@rule(
    "TRM001", "A word stands in the text that the glossary avoids", Level.ADVICE, scope=Scope.TEXT
)
def avoided(catalog: Catalog) -> Iterator[Found]:
    """Two words for one thing make a learner look for two things, and some of them mean something
    else in the law or in a trade.

    Write the word of the glossary. The list of words to avoid stands beside it, under `avoid`, with
    the reason in `note`.
    """
    terms = {code: list(own.values()) for code, own in _own_terms(catalog).items()}
    patterns = {code: _to_avoid(own) for code, own in terms.items()}
    for one in written(catalog):
        pattern = patterns.get(one.language.code)
        if pattern is None or one.place.path.endswith("/glossary.yml"):
            continue
        for found in pattern.finditer(_folded(one.text)):
            term = next(t for t in terms[one.language.code] if _avoids(t, found[0]))
            if not _is_right(term, found[0]):
                yield one.place, {"word": found[0], "term": term.term}


def _to_avoid(terms: list[Term]) -> re.Pattern[str] | None:
    """Every beginning that is to be avoided, with the rest of its word."""
    stems = sorted({_folded(stem) for term in terms for stem in term.avoid}, key=len, reverse=True)
    return re.compile("|".join(map(_with_endings, stems))) if stems else None


def _with_endings(stem: str) -> str:
    """A word at whose end anything can follow; so can it at the end of each word before it."""
    return r"\b" + r"[\w'-]*\s+".join(map(re.escape, stem.split())) + r"[\w'-]*"


def _avoids(term: Term, found: str) -> bool:
    return any(_avoids_with(stem, found) for stem in term.avoid)


def _avoids_with(stem: str, found: str) -> bool:
    return bool(re.match(_with_endings(_folded(stem)), found))


def _is_right(term: Term, found: str) -> bool:
    """A longer word of the glossary can begin like one that is to be avoided."""
    avoided = max(len(_folded(one)) for one in term.avoid if _avoids_with(one, found))
    stems = map(_folded, (*term.stems, term.term))
    return any(found.startswith(stem) and len(stem) > avoided for stem in stems)


@rule("TRM002", "A term is linked and not called by its name", Level.ADVICE, scope=Scope.TEXT)
def other_name(catalog: Catalog) -> Iterator[Found]:
    """The link explains a word that the reader does not find in the text, or the other way round:
    she meets a second name for what she has just learnt.

    Use the word of the glossary once in the passage, in any form.
    """
    own = _own_terms(catalog)
    for text, _, part in compared(catalog).pairs:
        for id in _linked_terms(part):
            term = own.get(text.language, {}).get(id)
            if term and not _named(term, part.words):
                yield part.place, {"id": id, "term": term.term}


def _linked_terms(part: Part) -> Iterator[str]:
    scheme = "term:"
    targets = dict.fromkeys(part.targets)
    return (target.removeprefix(scheme) for target in targets if target.startswith(scheme))


def _named(term: Term, words: str) -> bool:
    """Whether a word of the term stands there, in any form: `the [simple](term:licence) one`."""
    return bool(_any_word(term.stems or (term.term,)).search(_plain(words)))


@cache
def _any_word(stems: tuple[str, ...]) -> re.Pattern[str]:
    words = {word for stem in stems for word in WORD.findall(_plain(stem))}
    long = {word for word in words if len(word) >= LEAST} or words
    return re.compile("|".join(rf"(?<!\w){re.escape(_cut(word))}" for word in sorted(long)))


def _cut(word: str) -> str:
    """What of a word no ending changes, as far as it can be told without a dictionary."""
    return word[: max(LEAST, len(word) - CUT)]


def _plain(text: str) -> str:
    """Tajik stems in и have forms in ӣ."""
    return _folded(text).translate(PLAIN)


@rule("TRM003", "A term has no name in a language", Level.ADVICE)
def unnamed(catalog: Catalog) -> Iterator[Found]:
    """Every translator finds another word for it, and a reader who follows the link gets its
    meaning in English.

    Add the term to the language's `glossary.yml`, with the word of the law where there is one, and
    say in `status` where it was seen.
    """
    source, own = catalog.terms.get(SOURCE_LANGUAGE, {}), _own_terms(catalog)
    for code, language in catalog.languages.items():
        missing = [id for id in source if id not in own.get(code, {})]
        if missing and _has_lessons(catalog, language):
            path = f"translations/{code}/glossary.yml"
            values = {"number": str(len(missing)), "terms": some(missing)}
            yield Place(path), {"language": language.name, **values}


def _has_lessons(catalog: Catalog, language: Language) -> bool:
    return any(language.code in course.editions for course in catalog.courses.values())
