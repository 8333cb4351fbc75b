"""What a remix says of where it comes from: the works that it is based on, and what was changed.

CC BY 4.0 §3(a)(1)(B) asks for it on every copy; `remix` finds it out, this module puts it into
words, and `credits` shows them wherever a work is credited.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from oer import words
from oer.model import Edition, Language, Lesson, Origin, Remix

LESSONS = "/lessons/"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a course or a lesson comes from, in words for its readers."""

    origins: tuple[Origin, ...]
    """The newest first."""
    changed_by: tuple[str, ...]
    changed: tuple[str, ...] = ()
    """Titles of lessons, and names of other files, as in the two below."""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it is any more than a copy."""
        return bool(self.changed or self.added or self.removed)


def of_edition(edition: Edition) -> Provenance | None:
    """Of a whole edition; of a workshop route, of all that it borrows from. None of an original."""
    remixes = [one.remix for one in (edition, *edition.homes.values()) if one.remix]
    if not remixes:
        return None
    titles = {lesson.place.path: lesson.title for lesson in edition.lessons.values()}
    return Provenance(
        origins=tuple(dict.fromkeys(origin for remix in remixes for origin in remix.origins)),
        changed_by=tuple(dict.fromkeys(name for remix in remixes for name in remix.changed_by)),
        changed=_named((path for remix in remixes for path in remix.changed), titles),
        added=_named((path for remix in remixes for path in remix.added), titles),
        removed=_gone(path for remix in remixes for path in remix.removed),
    )


def of_lesson(edition: Edition, lesson: Lesson) -> Provenance | None:
    """Of one lesson; None of an original, and of one that the remix has added."""
    remix, path = edition.home(lesson).remix, lesson.place.path
    if remix is None or path in remix.added:
        return None
    changed = (lesson.title,) if path in remix.changed else ()
    return Provenance(remix.origins, remix.changed_by, changed)


def authors_of_added(edition: Edition, lesson: Lesson) -> tuple[str, ...]:
    """Who wrote a lesson that the remix has added; empty of every other, and where nobody says."""
    remix = edition.home(lesson).remix
    return remix.changed_by if remix and lesson.place.path in remix.added else ()


def addresses(remix: Remix | None, lesson: Lesson | None = None) -> list[str]:
    """The addresses of the works that a course, or a lesson of it, is based on."""
    if remix is None or (lesson and lesson.place.path in remix.added):
        return []
    end = f"{lesson.slug}/" if lesson else ""
    return [f"{origin.address}{end}" for origin in remix.origins]


def told(made: Provenance, language: Language) -> Iterator[tuple[str, str]]:
    """Labels with what they say, as plain text: based on what, changed by whom."""
    works = "; ".join(words.say(language, WORK, **_values(origin)) for origin in made.origins)
    yield language.words["licence.based_on"], works
    if made.changed_by and made.is_changed:
        yield language.words["licence.changed_by"], ", ".join(made.changed_by)


def told_html(made: Provenance, language: Language) -> Iterator[tuple[str, Markup]]:
    """The same for a page, where the addresses are links."""
    link = Markup('<a href="{0}">{0}</a>')
    works = Markup("; ").join(
        words.say_html(language, WORK, **{**_values(one), "source": link.format(one.address)})
        for one in made.origins
    )
    yield language.words["licence.based_on"], works
    if made.changed_by and made.is_changed:
        yield language.words["licence.changed_by"], Markup(", ").join(made.changed_by)


def changes(made: Provenance, language: Language) -> str:
    """What was changed since the newest of these works, or that nothing was."""
    lists = (
        (made.changed, "licence.changes_made"),
        (made.added, "licence.changes_added"),
        (made.removed, "licence.changes_left_out"),
    )
    found = [words.say(language, key, names=", ".join(names)) for names, key in lists if names]
    return "; ".join(found) or language.words["licence.changes_no_file"]


WORK = "licence.based_on_work"


def _values(origin: Origin) -> dict[str, str]:
    return {
        "title": origin.title,
        "authors": ", ".join((*origin.authors, *origin.changed_by)),
        "version": origin.version,
        "source": origin.address,
        "licence": origin.licence,
    }


def _named(paths: Iterable[str], titles: dict[str, str]) -> tuple[str, ...]:
    """Titles in the order of reading, then other files; what the edition does not hold is left."""
    found: Collection[str] = set(paths)
    files = sorted(path.rpartition("/")[2] for path in found if LESSONS not in path)
    return (*(title for path, title in titles.items() if path in found), *files)


def _gone(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(path.rpartition("/")[2].removesuffix(".md") for path in paths))
