"""Data files with words for readers, as units beside those of their source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from oer.data import Data, Key
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
    keys = _keys(name, data, code == SOURCE_LANGUAGE)
    return DataText(name, code, Place(path), tuple(value_units(data, keys)))


def _keys(name: str, data: Data, is_source: bool) -> Mapping[str, Key]:
    """Where each unit stands, by its id."""
    if name == GLOSSARY:
        return dict(_of_glossary(data, is_source))
    if name.endswith("facts.yml"):
        return dict(_of_facts(data, is_source))
    return dict(_of_course(data, is_source))


def _of_course(data: Data, is_source: bool) -> Iterator[tuple[str, Key]]:
    yield from ((key, (key,)) for key in ("title", "summary"))
    if is_source:
        for number, module in enumerate(data.value["modules"]):
            yield f"modules/{module['id']}", ("modules", number, "title")
    else:
        yield from ((f"modules/{id}", ("modules", id)) for id in data.value["modules"])


def _of_facts(data: Data, is_source: bool) -> Iterator[tuple[str, Key]]:
    topics, facts = data.value["topics"], data.value["facts"]
    if not is_source:
        yield from ((f"topics/{id}", ("topics", id)) for id in topics)
        yield from ((f"facts/{id}", ("facts", id)) for id in facts)
        return
    yield from ((f"topics/{row['id']}", ("topics", i, "title")) for i, row in enumerate(topics))
    for number, row in enumerate(facts):
        field = "value" if "value" in row else "ask"
        yield f"facts/{row['market']}.{row['topic']}", ("facts", number, field)


def _of_glossary(data: Data, is_source: bool) -> Iterator[tuple[str, Key]]:
    if is_source:
        places: Mapping[str, Key] = {row["id"]: (i,) for i, row in enumerate(data.value)}
    else:
        places = {id: ("terms", id) for id in data.value["terms"]}
    for id, key in places.items():
        yield f"{id}/term", (*key, "term")
        yield f"{id}/definition", (*key, "definition")


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
