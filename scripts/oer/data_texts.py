"""Data files with words for readers, as units beside those of their source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from oer.data import Key
from oer.model import SOURCE_LANGUAGE, Course, DataText, Place, Progress, Standing
from oer.sources import Sources
from oer.translated import read_sidecar
from oer.units import progress, value_units

GLOSSARY = "courses/glossary.yml"


def data_texts(sources: Sources, languages: Sequence[str]) -> Iterator[DataText]:
    """Every such file in the source language, then in the others with how it stands."""
    for name in _names(sources):
        source = _read(sources, name, name, SOURCE_LANGUAGE)
        if source is None:
            continue
        yield source
        for code in languages:
            path = f"translations/{code}/{_translated(name)}"
            own = _read(sources, name, path, code) if code != SOURCE_LANGUAGE else None
            if own:
                yield replace(own, progress=_progress(sources, source, own))


def _names(sources: Sources) -> Iterator[str]:
    for course in sources.tree.folders("courses"):
        yield from (f"courses/{course}/{file}" for file in ("course.yml", "facts.yml"))
    yield GLOSSARY


def _translated(name: str) -> str:
    """Where a translation stands in its folder."""
    return name.removeprefix("courses/") if name == GLOSSARY else name


def _read(sources: Sources, name: str, path: str, code: str) -> DataText | None:
    data = sources.known_data(path)
    if data is None:
        return None
    keys = IN_SOURCE if code == SOURCE_LANGUAGE else IN_TRANSLATION
    found = dict(keys[name.rpartition("/")[2]](data.value))
    return DataText(name, code, Place(path), tuple(value_units(data, found)))


Keys = Iterator[tuple[str, Key]]
"""Id of a unit, and where it stands in its file."""


def _course(value: Any) -> Keys:
    yield from _HEAD
    for number, module in enumerate(value["modules"]):
        yield f"modules/{module['id']}", ("modules", number, "title")


def _translated_course(value: Any) -> Keys:
    yield from _HEAD
    yield from ((f"modules/{id}", ("modules", id)) for id in value["modules"])


_HEAD: tuple[tuple[str, Key], ...] = (("title", ("title",)), ("summary", ("summary",)))


def _facts(value: Any) -> Keys:
    for number, topic in enumerate(value["topics"]):
        yield f"topics/{topic['id']}", ("topics", number, "title")
    for number, fact in enumerate(value["facts"]):
        field = "value" if "value" in fact else "ask"
        yield f"facts/{fact['market']}.{fact['topic']}", ("facts", number, field)


def _translated_facts(value: Any) -> Keys:
    for part in ("topics", "facts"):
        yield from ((f"{part}/{id}", (part, id)) for id in value[part])


def _terms(value: Any) -> Keys:
    for number, term in enumerate(value):
        yield from _term(term["id"], (number,))


def _translated_terms(value: Any) -> Keys:
    for id in value["terms"]:
        yield from _term(id, ("terms", id))


def _term(id: str, key: Key) -> Keys:
    return ((f"{id}/{part}", (*key, part)) for part in ("term", "definition"))


IN_SOURCE = {"course.yml": _course, "facts.yml": _facts, "glossary.yml": _terms}
IN_TRANSLATION = {
    "course.yml": _translated_course,
    "facts.yml": _translated_facts,
    "glossary.yml": _translated_terms,
}


def _progress(sources: Sources, source: DataText, own: DataText) -> tuple[Progress, ...]:
    """A value that is not there is not translated: readers see the source's."""
    made = progress(source.units, own.units, read_sidecar(sources, own.place.path))
    return tuple(one._replace(standing=Standing.MISSING) if _lacks(one) else one for one in made)


def _lacks(one: Progress) -> bool:
    return one.standing is Standing.MISALIGNED and one.source is not None


# --- what readers are told -----------------------------------------------------------------


def with_newer_facts(courses: Mapping[str, Course], texts: Iterable[DataText]) -> dict[str, Course]:
    """The courses, where a fact whose translation is stale carries what it says today."""
    found = {(text.name, text.language): text for text in texts}
    return {id: _with_newer(course, found) for id, course in courses.items()}


def _with_newer(course: Course, texts: Mapping[tuple[str, str], DataText]) -> Course:
    name = f"courses/{course.id}/facts.yml"
    editions = {}
    for code, edition in course.editions.items():
        own = texts.get((name, code))
        stale = _stale(own.progress) if own else {}
        known = [
            texts[name, other] for other in edition.language.fallback if (name, other) in texts
        ]
        newer = {id: _newer(one, known) for id, one in stale.items()}
        facts = tuple(
            replace(fact, newer=newer.get(f"facts/{fact.market}.{fact.topic}"))
            for fact in edition.facts
        )
        editions[code] = replace(edition, facts=facts) if stale else edition
    return replace(course, editions=editions)


def _stale(stands: Iterable[Progress]) -> dict[str, Progress]:
    return {one.source.id: one for one in stands if one.standing is Standing.STALE and one.source}


def _newer(stale: Progress, known: Iterable[DataText]) -> tuple[str, str] | None:
    """Language and text of what a reader understands best and what is current."""
    if stale.source is None:
        return None
    for text in known:
        for one in text.progress:
            current = one.standing is Standing.CURRENT and one.own
            if one.source and one.source.id == stale.source.id and current:
                return text.language, current.text
    return SOURCE_LANGUAGE, stale.source.text
