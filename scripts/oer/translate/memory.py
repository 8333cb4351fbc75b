"""Which translations there are, and what each text of the source is called in them."""

from collections.abc import Iterator

from oer.model import SOURCE_LANGUAGE, Catalog, DataText, Standing, Written


def pairs(catalog: Catalog) -> Iterator[tuple[Written, Written]]:
    """Every translated lesson and page with its source, the source first."""
    for course in catalog.courses.values():
        sources = course.source_lessons
        for code, edition in course.editions.items():
            for slug, lesson in edition.lessons.items():
                if sources and code != SOURCE_LANGUAGE:
                    yield sources[slug], lesson
    pages = {page.name: page for page in catalog.pages if page.language == SOURCE_LANGUAGE}
    for page in catalog.pages:
        if page.language != SOURCE_LANGUAGE and page.name in pages:
            yield pages[page.name], page


def memories(catalog: Catalog) -> dict[str, dict[str, str]]:
    """By language, the translation of each text of the source, by the digest of the text."""
    known: dict[str, dict[str, str]] = {code: {} for code in catalog.languages}
    for _, own in pairs(catalog):
        for one in own.progress:
            if one.standing is Standing.CURRENT and one.source and one.own:
                known[own.language].setdefault(one.source.prose, one.own.text)
    return known


def data_pairs(catalog: Catalog) -> Iterator[tuple[DataText, DataText]]:
    """Every translated data file with its source, the source first."""
    sources = {text.name: text for text in catalog.data_texts if text.language == SOURCE_LANGUAGE}
    for text in catalog.data_texts:
        if text.language != SOURCE_LANGUAGE:
            yield sources[text.name], text
