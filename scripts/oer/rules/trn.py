"""TRN: a language has what its readers need."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, product

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
from oer.rules.every import language_of, lessons, some, spoilt_files, texts_of
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


# --- words that stand under a key ---------------------------------------------------------

DATA: Mapping[str, tuple[str, ...]] = {
    "course.yml": ("modules.",),
    "facts.yml": ("topics.", "facts."),
}
"""The data files of a course in another language, and the groups of keys in each."""
PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")


def _keys(catalog: Catalog, path: str) -> dict[str, Place]:
    """The keys under which a data file translates something, each with its place."""
    groups = ("modules", "topics", "facts", "terms")
    values = (v for v in catalog.values[path] if v.key.partition(".")[0] in groups)
    return {value.key: value.place for value in values}


@rule("TRN016", "A translation belongs to no module, topic, fact, term, skill or word")
def translates_nothing(catalog: Catalog) -> Iterator[Found]:
    """Data is translated under the key of what it translates. Under a misspelt key the work is
    lost without a word, and the reader gets the text in English.

    Take the key from the English file.
    """
    for course, code in ((c, code) for c in catalog.shelf.values() for code in catalog.languages):
        edition = course.editions.get(SOURCE_LANGUAGE)
        known = texts_of(edition) if edition else {}
        paths = [f"translations/{code}/courses/{course.id}/{name}" for name in DATA]
        for path in (one for one in paths if one in catalog.values and edition):
            for key, place in _keys(catalog, path).items():
                if key not in known:
                    yield place, {"key": key.partition(".")[2]}
    for code in catalog.languages:
        path = f"translations/{code}/glossary.yml"
        terms = catalog.terms.get(SOURCE_LANGUAGE, {})
        for key, place in _keys(catalog, path).items() if path in catalog.values and terms else ():
            if key.endswith(".term") and key.split(".")[1] not in terms:
                yield place, {"key": key.split(".")[1]}
        for named in catalog.values.get(f"translations/{code}/skills.yml", ()):
            if catalog.skills and named.key not in catalog.skills:
                yield named.place, {"key": named.key}
    yield from _unknown_words(catalog)


def _unknown_words(catalog: Catalog) -> Iterator[Found]:
    """Words of the interface that English does not have, or has lost; it may lack plural forms."""
    source = catalog.languages.get(SOURCE_LANGUAGE)
    known = source.own_words if source else frozenset[str]()
    for code, file in product(catalog.languages if known else (), WORD_FILES):
        for word in catalog.values.get(f"translations/{code}/{file}", ()):
            base, _, form = word.key.rpartition(".")
            is_form = form in PLURAL_FORMS and f"{base}.other" in known
            if word.key not in known and not is_form:
                yield word.place, {"key": word.key}


@rule("TRN017", "A module, topic or fact of a course is not translated", Level.ADVICE)
def untranslated_data(catalog: Catalog) -> Iterator[Found]:
    """The lesson is in the reader's language, and the table of the laws in it is in English.

    Add the key with its translation to the course's `course.yml` or `facts.yml` of the language.
    """
    for course in catalog.shelf.values():
        for code, edition in course.editions.items():
            wanted = texts_of(course.editions[SOURCE_LANGUAGE])
            for name, groups in DATA.items() if code != SOURCE_LANGUAGE else ():
                path = f"translations/{code}/courses/{course.id}/{name}"
                there = _keys(catalog, path) if path in catalog.values else {}
                missing = [k for k in wanted if k.startswith(groups) and k not in there]
                if missing and path not in spoilt_files(catalog):
                    keys = some([key.partition(".")[2] for key in missing])
                    values = {"language": edition.language.name, "number": str(len(missing))}
                    yield Place(path), {**values, "keys": keys}


@rule("TRN018", "An interface word or message has other values than in English")
def other_values(catalog: Catalog) -> Iterator[Found]:
    """The program puts a number, a title or a file in the place of `{name}`. Where it is missing
    the reader does not get it; where it is misspelt the reader sees the braces.

    Keep every `{name}` as it is in English, and translate what is around it.
    """
    english = f"translations/{SOURCE_LANGUAGE}/interface.yml"
    wanted = {one.key: _placeholders(one.text) for one in catalog.values.get(english, ())}
    for path, values in catalog.values.items():
        language = language_of(path, catalog) if path.endswith("/interface.yml") else None
        if language and language.code != SOURCE_LANGUAGE:
            for one in values:
                names = wanted.get(one.key, wanted.get(_other_form(one.key)))
                if names is not None and names != _placeholders(one.text):
                    yield (
                        one.place,
                        {"wanted": _told(names), "given": _told(_placeholders(one.text))},
                    )


def _other_form(key: str) -> str:
    """The key of a plural word that every language has (CLDR)."""
    base, _, form = key.rpartition(".")
    return f"{base}.other" if form in PLURAL_FORMS else key


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))


def _told(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "–"
