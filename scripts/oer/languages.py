"""The pages of a build: a task for each language, and what stands above all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oer.inputs import Inputs, key_of_language
from oer.model import Catalog, Edition, Language, Lesson, Site
from oer.report import wording_in
from oer.tasks import Task
from oer.website import assets, front, offline, search
from oer.website.addresses import Surroundings
from oer.website.generator import language_files
from oer.website.pages import Download, Publication


def language_task(
    catalog: Catalog,
    site: Site,
    inputs: Inputs,
    code: str,
    downloads: Mapping[str, Sequence[Download]],
) -> Task:
    """The task that makes the pages and the search index of one language."""
    made_from = Publication(
        catalog=_seen_from(catalog, code),
        language=catalog.languages[code],
        site=site,
        surroundings=Surroundings.SITE,
        downloads=downloads,
        wordings=wording_in(inputs.root, code),
        today=inputs.today,
    )
    return Task(
        name=f"{code} site",
        key=key_of_language(inputs, code, downloads),
        make=language_files,
        arguments=(made_from, inputs.root / "mkdocs.yml"),
    )


def _seen_from(catalog: Catalog, code: str) -> Catalog:
    """What the pages of one language need: of the others only which lessons there are."""
    courses = {
        id: replace(
            course,
            editions={
                other: _shown(edition) if other == code else _outline(edition)
                for other, edition in course.editions.items()
            },
        )
        for id, course in catalog.courses.items()
    }
    return replace(catalog, courses=courses, defects=(), files=frozenset(), values={})


def _shown(edition: Edition) -> Edition:
    """Without what only rules read."""
    lessons = {
        s: replace(one, passages=(), tables=(), parts=()) for s, one in edition.lessons.items()
    }
    return replace(edition, lessons=lessons)


def _outline(edition: Edition) -> Edition:
    lessons = {slug: _title_page(lesson) for slug, lesson in edition.lessons.items()}
    return replace(edition, language=_only_name(edition.language), lessons=lessons, facts=())


def _only_name(language: Language) -> Language:
    return replace(language, words={}, own_words=frozenset())


def _title_page(lesson: Lesson) -> Lesson:
    inside = ("outcomes", "body", "headings", "links", "images", "boxes", "questions")
    parts = (*inside, "passages", "tables", "parts")
    return replace(lesson, **dict.fromkeys(parts, ()))  # type: ignore[arg-type]


def front_files(
    catalog: Catalog, site: Site, inputs: Inputs, entries: Sequence[bytes]
) -> dict[str, bytes]:
    """What stands once for all languages; `entries` are those of their search indexes."""
    media = assets.media_files(catalog)
    theme = assets.theme_files(inputs.root / "overrides")
    return {
        search.ENTRY: search.merged_entry(entries),
        **_search_rules(catalog),
        **front.script_files(catalog),
        **theme,
        **offline.worker_files(catalog, theme, inputs.root / "overrides"),
        **{path: (inputs.root / source).read_bytes() for path, source in media.items()},
        **front.front_files(catalog, site),
    }


def _search_rules(catalog: Catalog) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for code, language in catalog.languages.items():
        made |= search.rules_file(language, catalog.terms[code].values())
    return made
