"""TRN: a language has what its readers need."""

from collections.abc import Iterator
from itertools import groupby

from oer.check import Found, Level, rule
from oer.model import LMS_WORDS, SOURCE_LANGUAGE, WORD_FILES, Catalog, Language, Place
from oer.rules.every import spoilt_files
from oer.words import locale

PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")


@rule("TRN001", "Words of the interface are not yet translated", Level.ADVICE)
def missing_words(catalog: Catalog) -> Iterator[Found]:
    """Until then a reader sees these buttons and titles in Russian or English. A word that
    depends on a number needs every form that the language has.

    Translate the words in the language's `interface.yml` or `lms.yml`. The English file shows them
    in context.
    """
    source, spoilt = catalog.languages.get(SOURCE_LANGUAGE), spoilt_files(catalog)
    for language in catalog.languages.values():
        if source is None or language == source:
            continue
        missing = sorted(_needed(source, language) - language.own_words)
        for group, words in groupby(missing, lambda word: word.partition(".")[0]):
            path = f"translations/{language.code}/{WORD_FILES[group in LMS_WORDS]}"
            values = {"language": language.name, "group": group, "words": ", ".join(words)}
            if path not in spoilt:
                yield Place(path), values


def _needed(source: Language, language: Language) -> set[str]:
    """The words of the source, with a plural word in each form of the language (CLDR)."""
    categories = locale(language).plural_form.tags | {"other"}
    needed = set()
    for word in source.own_words:
        base, _, form = word.rpartition(".")
        if form in PLURAL_FORMS and f"{base}.other" in source.own_words:
            needed |= {f"{base}.{category}" for category in categories}
        else:
            needed.add(word)
    return needed
