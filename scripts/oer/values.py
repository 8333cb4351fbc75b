"""Plain values, as the schemas let them pass -> nouns."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

from oer.data import Data, read_yaml
from oer.model import (
    SOURCE_LANGUAGE,
    Credit,
    Endings,
    Fact,
    Fleeting,
    Language,
    Letters,
    Licence,
    Module,
    Phrases,
    Place,
    Plainness,
    Practice,
    Review,
    Source,
    State,
    Translation,
    WordForms,
)


def most_leaned_on_first(values: Mapping[str, Any]) -> list[str]:
    """The order of menus: first the languages that most others fall back to."""
    leaned_on = Counter(code for value in values.values() for code in value.get("fallback", ()))
    return sorted(values, key=lambda code: (-leaned_on[code], code))


def flat_words(words: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, word in words.items():
        if isinstance(word, str):
            yield prefix + name, word
        else:
            yield from flat_words(word, f"{prefix}{name}.")


def to_language(
    value: Mapping[str, Any],
    words: Mapping[str, Mapping[str, str]],
    values: Mapping[str, Mapping[str, Any]],
) -> Language:
    """A language; a missing word is taken from the languages that its readers know better."""
    code, fallback = value["code"], tuple(value.get("fallback", ()))
    merged: dict[str, str] = {}
    for other in (SOURCE_LANGUAGE, *reversed(fallback), code):
        merged.update(words.get(other, {}))
    own = frozenset(words.get(code, ()))
    dates = value.get("dates", {"long": "", "months": ()})
    return Language(
        code=code,
        name=value["name"],
        locale=value["locale"],
        fallback=fallback,
        words=merged,
        iso639_3=value.get("iso639_3", "und"),
        long_date=dates["long"],
        months=tuple(dates["months"]),
        script=value.get("script", {}),
        word_forms=to_word_forms(value.get("word_forms", {})),
        own_words=own,
        letters=_letters(
            value, [values[one] for one in (*fallback, SOURCE_LANGUAGE) if one in values]
        ),
    )


def to_word_forms(value: Mapping[str, Any]) -> WordForms:
    """How the words of a language change, from `word_forms` of its language.yml."""
    groups = (
        Endings(row["least"], tuple(row["of"].split()), row.get("after", ""))
        for row in value.get("endings", ())
    )
    return WordForms(
        **{
            **value,
            "endings": tuple(groups),
            "roots": tuple(value.get("roots", "").split()),
            "prefixes": tuple(value.get("prefixes", "").split()),
            "fleeting": Fleeting(**value.get("fleeting", {})),
        }
    )


def _letters(value: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Letters | None:
    """The alphabet of a language beside those that its readers know as well."""
    if "alphabet" not in value:
        return None
    alphabet = frozenset(value["alphabet"])
    known = frozenset("".join(one.get("alphabet", "") for one in others if one is not value))
    apostrophes = value.get("apostrophes", {})
    return Letters(alphabet, alphabet - known, alphabet | known, **apostrophes)


def to_module(row: Mapping[str, Any], title: str) -> Module:
    return Module(row["id"], title, tuple(row["lessons"]))


def to_practice(head: Mapping[str, Any]) -> tuple[Practice, ...]:
    """How each outcome is reached, from a lesson's front matter."""
    rows = head.get("practice", ())
    return tuple(Practice(tuple(row["activities"]), tuple(row["questions"])) for row in rows)


def to_translation(row: Mapping[str, Any]) -> Translation:
    return Translation(
        of=row["of"],
        state=State(row["status"]),
        translators=tuple(row.get("translators", ())),
        reviews=tuple(to_review(review) for review in row.get("reviews", ())),
        tool=row.get("tool", ""),
    )


def to_review(row: Mapping[str, Any]) -> Review:
    return Review(**{**row, "parts": tuple(row.get("parts", ()))})


def to_credit(row: Mapping[str, Any], place: Place) -> Credit:
    free = {name: str(why) for name, why in row.get("public_domain", {}).items()}
    return Credit(**{**row, "public_domain": free}, place=place)


def to_fact(row: Mapping[str, Any], place: Place) -> Fact:
    return Fact(
        market=row["market"],
        topic=row["topic"],
        language=SOURCE_LANGUAGE,
        value=row.get("value", "").strip(),
        ask=row.get("ask", "").strip(),
        status=row["status"],
        confidence=row.get("confidence", ""),
        as_of=row["as_of"],
        review_by=row["review_by"],
        sources=tuple(Source(**source) for source in row.get("sources", ())),
        place=place,
    )


def to_translated_fact(fact: Fact, words: Mapping[str, str], code: str) -> Fact:
    text = words.get(f"{fact.market}.{fact.topic}", "").strip()
    if not text:
        return fact
    field = "value" if fact.value else "ask"
    return replace(fact, **{field: text}, language=code)  # type: ignore[arg-type]


def licences() -> dict[str, Licence]:
    """The licence table that comes with the program."""
    return {
        row["id"]: Licence(**{"url": "", **row}) for row in own_data("licences.yml", "licences")
    }


def phrases() -> dict[str, Phrases]:
    """Words that say nothing, which come with the program, by language."""
    return {
        code: Phrases(
            tuple(row["empty_links"]),
            tuple(row["picture_of"]),
            frozenset(row["twice"]),
            tuple(row["abridged"]),
        )
        for code, row in own_data("phrases.yml", "phrases").items()
    }


def plainness() -> dict[str, Plainness]:
    """What comes with the program on plain language, by language."""
    return {
        code: Plainness(row["sentence_words"], tuple(row["colours"]), tuple(row["by_colour"]))
        for code, row in own_data("plainness.yml", "plainness").items()
    }


def own_data(path: str, schema: str) -> Any:
    """A data file of the program itself."""
    data = read_yaml(resources.files("oer").joinpath(path).read_text("utf-8"), path, schema)
    assert isinstance(data, Data), data
    return data.value
