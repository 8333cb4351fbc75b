"""TRN: a language has what its readers need."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from oer.check import Found, Level, Scope, defects, rule
from oer.model import (
    LMS_WORDS,
    SOURCE_LANGUAGE,
    WORD_FILES,
    Catalog,
    Language,
    Place,
    State,
    Translation,
)
from oer.rules.compare import compared
from oer.rules.every import lessons, spoilt_files
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


# --- a translation has the shape of its source --------------------------------------------


def _differing(catalog: Catalog, kind: str) -> Iterator[Found]:
    return ((one.place, one.values) for one in compared(catalog).differences if one.kind == kind)


@rule("TRN002", "The blocks of a translation differ from the source", scope=Scope.TEXT)
def other_blocks(catalog: Catalog) -> Iterator[Found]:
    """Where a paragraph, a list or a box is missing, a reader of that language gets less than
    others, and from there on nobody can tell which block translates which.

    Keep every block and their order; a long paragraph stays one. What is not yet translated may
    stand there in English.
    """
    return _differing(catalog, "block")


@rule("TRN003", "The headings of a translation differ from the source", scope=Scope.TEXT)
def other_headings(catalog: Catalog) -> Iterator[Found]:
    """Links lead to a section by its id, from lessons, from other languages and from outside. With
    another id, level or place they lead nowhere, and the packages are cut wrongly.

    Keep the number of `#` and the id in braces as they are in English; translate only the words.
    """
    return _differing(catalog, "heading")


@rule(
    "TRN004",
    "A list or table of a translation is longer or shorter than the source",
    scope=Scope.TEXT,
)
def other_number(catalog: Catalog) -> Iterator[Found]:
    """A lost row is a country without its law, a lost item a step that nobody takes; and no reader
    of the translation can see that it is missing.

    Add what is missing, or take away what English does not have.
    """
    return _differing(catalog, "number")


@rule("TRN005", "Code in a line of a translation differs from the source", scope=Scope.TEXT)
def other_code_in_line(catalog: Catalog) -> Iterator[Found]:
    """What stands between backticks is to be typed as it is: a file name, a key, a command. A
    translated one does nothing.

    Copy it from the English text, with its backticks.
    """
    return _differing(catalog, "code in line")


@rule("TRN006", "A block of code in a translation differs from the source", scope=Scope.TEXT)
def other_code(catalog: Catalog) -> Iterator[Found]:
    """Code, data and the topics of a `facts` block are read by programs, and they know no other
    language.

    Copy the block from the English text.
    """
    return _differing(catalog, "code")


@rule("TRN007", "The links or pictures of a block differ from the source", scope=Scope.TEXT)
def other_targets(catalog: Catalog) -> Iterator[Found]:
    """A reader of the translation would miss a source, a term or a picture that others have, or
    would be led elsewhere.

    Keep every target as in English: only the words before it are translated. Targets of footnotes
    count as well.
    """
    return _differing(catalog, "target")


@rule("TRN008", "A comment has no end")
def unclosed_comment(catalog: Catalog) -> Iterable[Found]:
    """Whoever opens `<!--` wants the rest hidden. Without `-->` readers see the sign and the note
    behind it, or the rest of the page is gone.

    Add `-->`, or remove the comment.
    """
    return defects(catalog, "TRN008")


def _translations(catalog: Catalog) -> Iterator[tuple[Place, Translation]]:
    """Everything that says how it was translated, at the line where it says so."""
    places = {
        path: value.place
        for path, values in catalog.values.items()
        for value in values
        if value.key == "translation.status"
    }
    editions = [one for course in catalog.shelf.values() for one in course.editions.values()]
    made = [(one.place.path, one.translation) for one in lessons(catalog)]
    made += [(one.place.path, one.translation) for one in catalog.pages]
    made += [(one.place.path, one.translation) for one in editions]
    for path, translation in made:
        if translation:
            yield places.get(path, Place(path)), translation


@rule("TRN009", "A text is called reviewed and nobody else has read it")
def reviewed_by_nobody(catalog: Catalog) -> Iterator[Found]:
    """The page tells its readers that they may rely on it. Whoever translated a text does not see
    the own mistakes, so that a review is somebody else's.

    Name who read it under `reviews`, with a role and a date, or set the status to `draft`.
    """
    for place, made in _translations(catalog):
        others = [review for review in made.reviews if review.name not in made.translators]
        if made.state is State.REVIEWED and not others:
            yield place, {"translators": ", ".join(made.translators) or "–"}


@rule("TRN010", "A text made by a machine does not say by which")
def unnamed_machine(catalog: Catalog) -> Iterator[Found]:
    """Readers are told how a text was made, and trainers must be able to say so when they pass it
    on.

    Name it under `tool`, and keep the line when people have corrected the text.
    """
    for place, made in _translations(catalog):
        if made.state is State.MACHINE and not made.tool.strip():
            yield place, {}
