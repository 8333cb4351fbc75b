"""Workshop routes: courses that list lessons of other courses, and hold nothing themselves.

A route is a `Course` as any other: its lessons stand under `course/slug`, and every one of them
stays what it is where it lives. So a route has its page and its packages, and nothing is written
twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from oer.model import Course, Defect, Edition

Courses = Mapping[str, Course]


def shelves(found: Courses) -> tuple[Courses, Courses, list[Defect]]:
    """Courses, routes with what they borrow, and SRC022 for what no course has."""
    courses = {id: course for id, course in found.items() if not course.is_route}
    routes = [course for course in found.values() if course.is_route]
    unknown = [defect for route in routes for defect in _unknown(route, courses)]
    return courses, {route.id: _with_lessons(route, courses) for route in routes}, unknown


def _unknown(route: Course, courses: Courses) -> Iterator[Defect]:
    for name, place in route.lesson_places.items():
        id, _, slug = name.rpartition("/")
        if id not in courses or slug not in courses[id].lesson_places:
            yield Defect("SRC022", place, {"name": name})


def _with_lessons(route: Course, courses: Courses) -> Course:
    names = {name.partition("/")[0] for name in route.lesson_places}
    lenders = {id: courses[id] for id in sorted(names & courses.keys())}
    return replace(
        route,
        editions={c: _filled(edition, route, lenders) for c, edition in route.editions.items()},
        media={path: one for lender in lenders.values() for path, one in lender.media.items()},
        lenders={
            id: replace(one, editions={}, media={}, credits={}) for id, one in lenders.items()
        },
    )


def _filled(edition: Edition, route: Course, lenders: Courses) -> Edition:
    """An edition of a route with those of its lessons that exist in its language."""
    code = edition.language.code
    homes = {id: one.editions[code] for id, one in lenders.items() if code in one.editions}
    lessons = {}
    for name in route.lesson_places:
        id, _, slug = name.rpartition("/")
        if id in homes and slug in homes[id].lessons:
            lessons[name] = homes[id].lessons[slug]
    return replace(
        edition,
        lessons=lessons,
        homes={id: replace(home, lessons={}) for id, home in homes.items()},
    )
