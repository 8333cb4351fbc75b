"""ALW: what a course allows is known, needed and may be allowed."""

from collections.abc import Iterator

from oer.check import LAST, NEVER_ALLOWED, Found, Level, course_of, rule
from oer.model import Allowance, Catalog, Checked
from oer.rules.every import spoilt_files


def _allowances(catalog: Catalog) -> Iterator[tuple[str, Allowance, Checked]]:
    """What each course allows, with what the other rules found."""
    for course in catalog.shelf.values() if catalog.checked else ():
        for allowance in course.allowances:
            if catalog.checked:
                yield course.id, allowance, catalog.checked


@rule("ALW001", "A course allows a code that does not exist", Level.ADVICE)
def unknown_code(catalog: Catalog) -> Iterator[Found]:
    """Somebody thought that a finding had been settled, and it is still told to everyone who
    checks; or the rule is gone and the line misleads.

    Correct the code under `allow` in `course.yml`, or remove the line. `oer explain CODE` says
    what a code is about.
    """
    for _, allowance, checked in _allowances(catalog):
        if allowance.code not in checked.errors | checked.advice:
            yield allowance.place, {"code": allowance.code}


@rule("ALW002", "A course allows what nobody finds in it", Level.ADVICE)
def idle_allowance(catalog: Catalog) -> Iterator[Found]:
    """The reason that it gives is no longer true, and the next mistake of this kind would reach
    readers without a word.

    Remove the line from `allow` in `course.yml`.
    """
    spoilt = {course_of(path) for path in spoilt_files(catalog)}
    for course, allowance, checked in _allowances(catalog):
        known = allowance.code in checked.errors | checked.advice
        idle = known and (course, allowance.code) not in checked.found
        if idle and course not in spoilt and not _is_refused(allowance, checked):
            yield allowance.place, {"code": allowance.code}


@rule("ALW003", "A course allows what cannot be allowed", Level.ADVICE)
def refused_allowance(catalog: Catalog) -> Iterator[Found]:
    """Unsafe pages and works without a licence harm readers and authors who never heard of the
    reason, so that no course can settle it for them. The finding stays an error.

    Remove the line from `allow` in `course.yml`, and mend what was found.
    """
    for _, allowance, checked in _allowances(catalog):
        if _is_refused(allowance, checked):
            yield allowance.place, {"code": allowance.code}


def _is_refused(allowance: Allowance, checked: Checked) -> bool:
    never = allowance.code.startswith(NEVER_ALLOWED) and allowance.code in checked.errors
    return never or allowance.code.startswith(LAST)
