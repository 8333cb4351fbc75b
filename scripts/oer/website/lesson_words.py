"""The words of a lesson: its terms with their meaning, in English and in the other languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from oer.model import SOURCE_LANGUAGE, Catalog, Language, Lesson, Term
from oer.website import addresses

LINK = "term:"


def lesson_words(catalog: Catalog, language: Language, lesson: Lesson) -> list[dict[str, Any]]:
    """The terms that a lesson links to, each once, in the order in which it first uses them."""
    linked = (link.target for link in lesson.links if link.target.startswith(LINK))
    terms = catalog.terms[language.code]
    ids = dict.fromkeys(target.removeprefix(LINK) for target in linked)
    return [_word(catalog.terms, language, terms[id]) for id in ids if id in terms]


def _word(
    terms: Mapping[str, Mapping[str, Term]], language: Language, term: Term
) -> dict[str, Any]:
    return {
        "id": term.id,
        "term": term.term,
        "definition": term.definition,
        "lang": term.language,
        "address": f"{addresses.GLOSSARY}#{term.id}",
        "others": list(_others(terms, language, term)),
    }


def _others(
    terms: Mapping[str, Mapping[str, Term]], language: Language, term: Term
) -> Iterator[dict[str, str]]:
    """The same term in every other language that has a word of its own for it, English first."""
    for code in sorted(terms, key=lambda code: (code != SOURCE_LANGUAGE, code)):
        other = terms[code].get(term.id)
        if other and code not in (language.code, term.language) and other.language == code:
            yield {"lang": code, "name": language.words[f"languages.{code}"], "term": other.term}
