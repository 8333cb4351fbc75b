"""SCORM 1.2 and 2004: one page that shows the lessons, marks the questions and tells the platform.

SCORM 1.2 Content Aggregation Model §2.3 and Run-Time Environment §3; SCORM 2004 4th Edition CAM §3
and RTE §4. A package holds one SCO, for a course as for a lesson, so that every platform shows
one result; the player has a menu of its own and keeps score, bookmark and answers by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from oer import credits
from oer.formats import archive, texts
from oer.formats.book import Book, Layout, book, media_entry, shown_media
from oer.formats.manuscript import Manuscript
from oer.formats.quiz import PASS_MARK, cut
from oer.model import Language
from oer.render import Questions, Shown, Trainer

PAGE = "index.html"
LONGEST_TITLE = 200
"""Characters of a title that platforms keep."""
SPOKEN = (
    *("quiz.right", "quiz.wrong", "quiz.partly", "quiz.unanswered", "lms.gap"),
    *("lms.answered", "lms.opened", "lms.passed", "lms.failed", "lms.finished"),
    *("lms.stored", "lms.not_stored", "lms.refused", "lms.go_on"),
)
"""The words that the player's script shows."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What differs between the two versions of the standard."""

    version: str
    """As the player's script knows it."""
    manifest: str
    """Template of imsmanifest.xml."""


SCORM12 = Edition("1.2", "scorm/manifest12.xml")
SCORM2004 = Edition("2004", "scorm/manifest2004.xml")


def make12(manuscript: Manuscript) -> bytes:
    """The SCORM 1.2 package of an edition or of a lesson of it."""
    return _make(manuscript, SCORM12)


def make2004(manuscript: Manuscript) -> bytes:
    """The SCORM 2004 package of the same."""
    return _make(manuscript, SCORM2004)


def _make(manuscript: Manuscript, edition: Edition) -> bytes:
    made = book(manuscript, layout(partial(shown_media, manuscript)))
    language = made.work.language
    values = player_values(manuscript, made, edition.version)
    files = {
        PAGE: texts.fill("scorm/index.html", language, **values).encode(),
        "player.js": texts.fill("scorm/player.js", language).encode(),
        "player.css": texts.fill("scorm/player.css", language).encode(),
        **{media_entry(path): data for path, data in manuscript.media.items()},
    }
    manifest = _manifest(made, manuscript, edition, list(files), values)
    return archive.pack({"imsmanifest.xml": manifest, **files})


def layout(picture: Callable[[str], Shown]) -> Layout:
    """Chapters that share a page, with questions that mark themselves."""
    return Layout(
        page=lambda chapter: "",
        picture=picture,
        questions=Questions.FORM,
        trainer=Trainer.FOLDED,
    )


def player_values(manuscript: Manuscript, made: Book, version: str) -> dict[str, Any]:
    """What the player's page shows."""
    words = made.work.language.words
    questions = [q for lesson in manuscript.edition.lessons.values() for q in lesson.questions]
    return {
        "work": made.work,
        "course": manuscript.edition.title,
        "summary": _summary(manuscript),
        "attribution": credits.attribution(made.work),
        "book": made,
        "menu": made.chapters[1:],
        "asked": bool(questions),
        "types": {question.id: question.type.value for question in questions},
        "pass_mark": PASS_MARK,
        "version": version,
        "spoken": {key.partition(".")[2]: words[key] for key in SPOKEN},
    }


def _summary(manuscript: Manuscript) -> str:
    m = manuscript
    return m.edition.lessons[m.lesson].summary if m.lesson else m.edition.summary


def _manifest(
    made: Book,
    manuscript: Manuscript,
    edition: Edition,
    files: Sequence[str],
    values: dict[str, Any],
) -> bytes:
    language: Language = made.work.language
    text = texts.fill(
        edition.manifest,
        language,
        title=cut(made.work.title, LONGEST_TITLE),
        id=identifier(manuscript),
        files=files,
        page=PAGE,
        **values,
    )
    return text.encode()


def identifier(manuscript: Manuscript) -> str:
    """A name in ASCII that stays the same: `oer-copyright-kk`, `oer-copyright-kk-licences`."""
    m = manuscript
    names = ("oer", m.course.id, m.edition.language.code, *([m.lesson] if m.lesson else []))
    return "-".join(names)
