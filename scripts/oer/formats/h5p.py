"""H5P: the quiz of a lesson, the course as an interactive book, its words as cards.

Files hold content only (h5p.org/documentation/developers/h5p-specification): the platform has the
content types, or fetches them. Every word that they show is in the file, in its language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from oer import credits
from oer.formats import h5p_questions, h5p_text
from oer.formats.archive import CannotMake
from oer.formats.book import edition_work
from oer.formats.h5p_file import (
    LONGEST_TITLE,
    Content,
    credited,
    image_name,
    licensed,
    packed,
    people,
)
from oer.formats.h5p_words import PINS, interface
from oer.formats.manuscript import Manuscript
from oer.formats.quiz import PASS_MARK, Part, cut, lesson_work, page_setting, parts, setting
from oer.formats.rasters import kind_for_office
from oer.formats.texts import fill_html
from oer.model import Lesson, Picture, QuestionPlace
from oer.render import Shown, render
from oer.works import Work

STATEMENT, fit = h5p_questions.STATEMENT, h5p_questions.fit
MOST_CHAPTERS = 50
END_OF_QUIZ: Content = {
    "showResultPage": True,
    "showSolutionButton": True,
    "showRetryButton": True,
    "showAnimations": False,
    "skippable": False,
    "overallFeedback": [{"from": 0, "to": 100}],
}


def make(manuscript: Manuscript) -> bytes:
    """The quiz of a lesson where the manuscript is of one, or else the book of the course."""
    if manuscript.lesson:
        return _Package(manuscript).quiz()
    return _Package(manuscript).book()


def make_cards(manuscript: Manuscript) -> bytes:
    """The words of the course as cards. CannotMake where its lessons link to none."""
    return _Package(manuscript).cards()


@dataclass(frozen=True, slots=True)
class _Package:
    """One manuscript on its way."""

    manuscript: Manuscript

    @property
    def work(self) -> Work:
        return edition_work(self.manuscript)

    # --- the three packages

    def quiz(self) -> bytes:
        (part,) = parts(self.manuscript.edition)
        contents = self.questions(part)
        if not contents:
            raise CannotMake(f"{part.lesson.place.path} asks nothing that H5P can ask")
        language = self.work.language
        said = interface("H5P.QuestionSet", language)
        intro = {
            "showIntroPage": True,
            "title": h5p_text.plain(self.work.title),
            "introduction": _paragraphs(self.notes(self.work)),
        }
        content = {
            "introPage": said["introPage"] | intro,
            "progressType": "textual" if len(contents) > 20 else "dots",
            "passPercentage": PASS_MARK,
            "questions": contents,
            "disableBackwardsNavigation": False,
            "randomQuestions": False,
            "endGame": said["endGame"] | END_OF_QUIZ,
            "override": {"checkButton": True},
            "texts": said["texts"],
        }
        return packed(self.manuscript, "H5P.QuestionSet", content)

    def cards(self) -> bytes:
        return packed(self.manuscript, "H5P.Dialogcards", self.card_params())

    def book(self) -> bytes:
        lessons = list(parts(self.manuscript.edition))
        if not lessons:
            raise CannotMake(f"{self.manuscript.edition.place} has no lesson")
        endings = [*([self.card_chapter()] if self.manuscript.terms else []), self.credit_chapter()]
        groups = _grouped(lessons, MOST_CHAPTERS - len(endings))
        content = {
            "showCoverPage": True,
            "bookCover": {
                "coverDescription": _paragraphs(
                    [h5p_text.plain(self.manuscript.edition.summary), *self.notes(self.work)]
                )
            },
            "chapters": [*map(self.chapter, groups), *endings],
            "behaviour": {
                "baseColor": "#1768c4",
                "defaultTableOfContents": True,
                "progressIndicators": True,
                "progressAuto": True,
                "displaySummary": True,
                "enableRetry": True,
            },
            **interface("H5P.InteractiveBook", self.work.language),
        }
        return packed(self.manuscript, "H5P.InteractiveBook", content)

    # --- chapters

    def chapter(self, group: Sequence[Part]) -> Content:
        alone = len(group) == 1
        items = [item for part in group for item in self.lesson(part, titled=not alone)]
        title = " · ".join(part.lesson.title for part in group)
        name = self.manuscript.edition.name_of(group[0].lesson)
        return self.column(f"lesson/{name}", title, items)

    def lesson(self, part: Part, *, titled: bool) -> Iterator[Content]:
        """A lesson: what it is about, its text with the questions in place, its credit."""
        lesson, work = part.lesson, lesson_work(self.manuscript, part.lesson)
        filling = page_setting(self.manuscript, lesson, partial(self.shown, lesson))
        asked = {content["subContentId"]: content for content in self.questions(part)}
        body = tuple(
            h5p_text.place(piece.question.id) if isinstance(piece, QuestionPlace) else piece
            for piece in lesson.body
        )
        head = fill_html("h5p/lesson.html", work.language, lesson=lesson, work=work, titled=titled)
        foot = fill_html("h5p/credit.html", work.language, work=work)
        found = h5p_text.blocks(head + render(body, filling) + foot)
        for number, block in enumerate(found):
            name = f"lesson/{self.manuscript.edition.name_of(lesson)}/{number}"
            match block:
                case h5p_text.Text(html):
                    yield self.library("H5P.AdvancedText", name, {"text": html}, work.title)
                case h5p_text.Table(html):
                    yield self.library("H5P.Table", name, {"text": html}, work.title)
                case h5p_text.Picture(path, description):
                    yield self.picture(path, description, name)
                case h5p_text.Asking(id):
                    if content := asked.get(self.id(f"question/{id}")):
                        yield content

    def card_chapter(self) -> Content:
        title = self.work.language.words["book.glossary"]
        cards = self.library("H5P.Dialogcards", "cards", self.card_params(), title)
        return self.column("glossary", title, [cards])

    def card_params(self) -> Content:
        terms = sorted(self.manuscript.terms.values(), key=lambda term: term.term.casefold())
        if not terms:
            raise CannotMake(f"{self.manuscript.edition.place} links to no words of the glossary")
        return {
            "title": f"<p>{h5p_text.plain(self.work.language.words['book.glossary'])}</p>",
            "mode": "normal",
            "description": _paragraphs(self.notes(self.work)),
            "dialogs": [
                {
                    "text": f"<p>{h5p_text.plain(term.term)}</p>",
                    "answer": f"<p>{h5p_text.plain(term.definition)}</p>",
                    "tips": {},
                }
                for term in terms
            ],
            "behaviour": {
                "enableRetry": True,
                "disableBackwardsNavigation": False,
                "scaleTextNotCard": False,
                "randomCards": False,
                "maxProficiency": 5,
                "quickProgression": False,
            },
            **interface("H5P.Dialogcards", self.work.language),
        }

    def credit_chapter(self) -> Content:
        html = fill_html("book/credits.html", self.work.language, work=self.work)
        title = self.work.language.words["licence.title"]
        text = self.library("H5P.AdvancedText", "credits/0", {"text": h5p_text.text(html)}, title)
        return self.column("credits", title, [text])

    # --- questions and pictures

    def questions(self, part: Part) -> list[Content]:
        lesson = part.lesson
        filling = setting(self.manuscript, lesson, partial(self.shown, lesson))
        made = []
        for question in part.lesson.questions:
            kind = fit(question, filling.language).kind
            if not kind:
                continue

            def picture(hole: Picture, name: str = question.id) -> Content:
                shown = filling.picture(hole.target)
                assert shown is not None, "every picture is shown"
                return self.picture(shown.source, hole.description, f"picture/{name}")

            content = h5p_questions.params(question, filling, picture)
            title = cut(f"{question.id} · {part.lesson.title}", LONGEST_TITLE // 2)
            made.append(self.library(f"H5P.{kind}", f"question/{question.id}", content, title))
        return made

    def shown(self, lesson: Lesson, path: str) -> Shown:
        """A picture under its path; what stands in the file is made from it."""
        if path not in self.manuscript.media:
            raise CannotMake(f"{lesson.place.path} shows {path}, which is no picture")
        return Shown(path, 0, 0)

    def picture(self, path: str, description: str, name: str) -> Content:
        media = self.manuscript.course.media[path]
        kind = kind_for_office(path)
        file = {
            "path": image_name(path, kind),
            "mime": kind,
            "width": media.width,
            "height": media.height,
        }
        content = {
            "file": file | {"copyright": {"license": "U"}},
            "decorative": not description,
            "alt": h5p_text.plain(description),
            **interface("H5P.Image", self.work.language),
        }
        credit = next((row for row in self.work.pictures if row.path == path), None)
        made = self.library("H5P.Image", name, content, description or name)
        return made | ({"metadata": made["metadata"] | credited(credit)} if credit else {})

    # --- content and file

    def column(self, name: str, title: str, items: Sequence[Content]) -> Content:
        content = {"content": [{"content": item, "useSeparator": "auto"} for item in items]}
        return self.library("H5P.Column", name, content, title)

    def library(self, library: str, name: str, params: Content, title: str) -> Content:
        """A content inside another one; the name makes its id, the same in every build."""
        return {
            "library": f"{library} {'.'.join(map(str, PINS[library]))}",
            "params": params,
            "subContentId": self.id(name),
            "metadata": {
                "contentType": library.removeprefix("H5P."),
                "title": cut(title, LONGEST_TITLE),
                **licensed(self.work.licence),
                "authors": people(self.work),
            },
        }

    def id(self, name: str) -> str:
        m = self.manuscript
        course = m.site.page(self.work.language.code, m.course.id)
        return str(uuid5(NAMESPACE_URL, f"{course}h5p/{name}"))

    def notes(self, work: Work) -> list[str]:
        """What stands on the first page: credit, state of the text, age of the facts."""
        found = (credits.attribution(work), credits.state_note(work), credits.facts_note(work))
        return [h5p_text.plain(note) for note in found if note]


def _grouped(lessons: Sequence[Part], most: int) -> list[Sequence[Part]]:
    """Lessons as chapters; where there are too many, neighbours share one."""
    size = -(-len(lessons) // most)
    return [lessons[start : start + size] for start in range(0, len(lessons), size)]


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(Markup("<p>{}</p>").format(Markup(text)) for text in texts)  # noqa: S704 (escaped)
