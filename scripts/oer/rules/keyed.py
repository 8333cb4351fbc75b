"""TRN: what is translated under a key (data, names of skills, words) is all there and fits."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from oer.check import Found, Level, rule
from oer.model import SOURCE_LANGUAGE, WORD_FILES, Catalog, Place
from oer.rules.every import language_of, some, spoilt_files, texts_of
from oer.rules.trn import PLURAL_FORMS

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


@rule("TRN019", "A language has no name for a skill that its lessons teach", Level.ADVICE)
def unnamed_skills(catalog: Catalog) -> Iterator[Found]:
    """On the lesson, in its packages and on the map of skills the name stands in English, and the
    reader of a translation does not learn what the lesson is good for.

    Add the code with a name to the language's `skills.yml`.
    """
    for code, language in catalog.languages.items():
        path = f"translations/{code}/skills.yml"
        taught = (catalog.skills[one] for one in _taught(catalog, code) if one in catalog.skills)
        missing = [one.code for one in taught if one.said_in(code).language != code]
        if missing and path not in spoilt_files(catalog):
            values = {"language": language.name, "number": str(len(missing))}
            yield Place(path), {**values, "codes": some(missing)}


def _taught(catalog: Catalog, code: str) -> Iterable[str]:
    """Codes of the skills of courses and lessons that there are in a language, each once."""
    shelf = [course for course in catalog.shelf.values() if code in course.editions]
    taught = [course.skills for course in shelf]
    taught += [one.skills for course in shelf for one in course.editions[code].lessons.values()]
    return dict.fromkeys(skill for skills in taught for skill in skills)
