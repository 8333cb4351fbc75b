"""What a page says of itself to machines: schema.org with the terms of LRMI, as JSON-LD."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from oer import provenance
from oer.model import SOURCE_LANGUAGE, Catalog, Course, Edition, Lesson, Site, Skill, Translation
from oer.website import addresses

CONTEXT = "https://schema.org"
CARD = "card.png"
"""The picture of a course, and of a language's home page, beside their index.html."""


def of_course(course: Course, edition: Edition, catalog: Catalog, site: Site) -> dict[str, Any]:
    """A course in one language, with its lessons."""
    address = addresses.course(course.id)
    url = _url(site, edition.language.code, address)
    lessons = edition.lessons.values()
    return {
        "@context": CONTEXT,
        "@type": ["Course", "LearningResource"],
        "@id": url,
        "url": url,
        "name": edition.title,
        "description": edition.summary,
        "image": f"{url}{CARD}",
        "provider": _provider(catalog, edition, site),
        "version": course.version,
        "timeRequired": f"PT{sum(lesson.minutes for lesson in lessons)}M",
        **_common(course, edition, catalog),
        **_made_from(edition.translation, site, address, provenance.addresses(edition.remix)),
        "teaches": [outcome for lesson in lessons for outcome in lesson.outcomes],
        "educationalAlignment": _alignments(course.skills, catalog.skills),
        "hasPart": [_part(lesson, site) for lesson in lessons],
    }


def _part(lesson: Lesson, site: Site) -> dict[str, str]:
    id = _url(site, lesson.language, addresses.lesson(lesson.course, lesson.slug))
    return {"@type": "LearningResource", "@id": id, "name": lesson.title}


def of_lesson(
    course: Course, edition: Edition, lesson: Lesson, catalog: Catalog, site: Site
) -> dict[str, Any]:
    """A lesson in one language."""
    address = addresses.lesson(course.id, lesson.slug)
    url = _url(site, lesson.language, address)
    part_of = _url(site, lesson.language, addresses.course(course.id))
    return {
        "@context": CONTEXT,
        "@type": "LearningResource",
        "@id": url,
        "url": url,
        "name": lesson.title,
        "description": lesson.summary,
        "image": f"{part_of}{CARD}",
        "learningResourceType": "lesson",
        "interactivityType": "mixed",
        "timeRequired": f"PT{lesson.minutes}M",
        "isPartOf": {"@type": "Course", "@id": part_of, "name": edition.title},
        **_common(course, edition, catalog),
        **_made_from(
            lesson.translation,
            site,
            address,
            provenance.addresses(edition.home(lesson).remix, lesson),
        ),
        "teaches": list(lesson.outcomes),
        "educationalAlignment": _alignments(lesson.skills, catalog.skills),
    }


def values(linked: Mapping[str, Any]) -> dict[str, Any]:
    """What a page shows: its linked data, and the address of the picture of its link."""
    return {"linked": linked, "card": linked["image"]}


def catalogue(catalog: Catalog, site: Site) -> dict[str, Any]:
    """Every course and route in every language: what catalog.json holds."""
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "name": catalog.languages[SOURCE_LANGUAGE].words["site.name"],
        "url": site.url,
        "itemListElement": [
            {key: value for key, value in made.items() if key != "@context"}
            for course in catalog.shelf.values()
            for edition in course.editions.values()
            for made in (of_course(course, edition, catalog, site),)
        ],
    }


def _common(course: Course, edition: Edition, catalog: Catalog) -> dict[str, Any]:
    house = catalog.languages[SOURCE_LANGUAGE].words["site.name"]
    return {
        "inLanguage": edition.language.code,
        "license": licence.url if (licence := catalog.licences.get(course.licence)) else "",
        "isAccessibleForFree": True,
        "educationalLevel": course.level,
        "educationalUse": ["self-study", "instruction"],
        "audience": {"@type": "EducationalAudience", "educationalRole": "student"},
        "author": [
            {"@type": "Organization" if name == house else "Person", "name": name}
            for name in course.authors
        ],
    }


def _provider(catalog: Catalog, edition: Edition, site: Site) -> dict[str, str]:
    name = catalog.languages[edition.language.code].words.get("site.name", "")
    house = name or catalog.languages[SOURCE_LANGUAGE].words["site.name"]
    return {"@type": "Organization", "name": house, "url": site.url}


def _made_from(
    made: Translation | None, site: Site, address: str, origins: Sequence[str]
) -> dict[str, Any]:
    """What it was translated from, and the works of others that it is based on."""
    translated = _translation(made, site, address)
    if not origins:
        return translated
    of = [translated["isBasedOn"]] if translated else []
    return {**translated, "isBasedOn": [*of, *origins]}


def _translation(made: Translation | None, site: Site, address: str) -> dict[str, Any]:
    """From what and by whom; a machine is no person and is not named as one."""
    if made is None:
        return {}
    of = _url(site, made.of, address)
    people = [{"@type": "Person", "name": name} for name in made.translators]
    return {
        "translationOfWork": {"@type": "LearningResource", "@id": of},
        "isBasedOn": of,
        "creativeWorkStatus": made.state.value,
        **({"translator": people} if people else {}),
    }


def _alignments(codes: Iterable[str], skills: Mapping[str, Skill]) -> Sequence[dict[str, str]]:
    return [
        {
            "@type": "AlignmentObject",
            "alignmentType": "teaches",
            "educationalFramework": skills[code].framework,
            "targetName": f"{code} {skills[code].name}",
        }
        for code in codes
        if code in skills
    ]


def _url(site: Site, language: str, address: str) -> str:
    return f"{site.url}{language}/{address}"
