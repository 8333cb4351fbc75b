"""Questions on their way into formats that have question types of their own.

Each of those formats states once what it makes of our seven types, and says of every question
what becomes of it. The manifest and the page for trainers print the same statement, so that
nothing is turned into something else, or left out, without a word.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from markupsafe import Markup

from oer import links, words, works
from oer.formats.manuscript import Manuscript
from oer.links import Kind
from oer.model import (
    Body,
    Edition,
    Gap,
    Language,
    Lesson,
    Module,
    Picture,
    Question,
    QuestionType,
)
from oer.render import Questions, Setting, Shown, Trainer, plain, render
from oer.works import Work

BLANK = re.compile(r"\s+")
APOSTROPHES = "'’ʻʼ‘`"
"""What people type for the apostrophe of their language, U+02BB in Uzbek among them."""
PASS_MARK = 80
"""Per cent of the points that a test is passed with, where a format wants to know."""
MOST_VARIANTS = 24


class Way(StrEnum):
    """What becomes of a question in a format."""

    KEPT = "kept"
    TURNED = "turned"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a question fits into a format."""

    way: Way
    kind: str = ""
    """What the question is called there; empty where it is left out."""
    why: str = ""
    """Key of an interface word; empty where the question is kept."""


Statement = Mapping[QuestionType, Fit]
"""What a format makes of each of our types."""
Fitting = Callable[[Question, Language], Fit]
"""What it makes of one question, which can be less than what it makes of its type."""


def kept(kind: str) -> Fit:
    """The format has the type."""
    return Fit(Way.KEPT, kind)


def turned(kind: str, why: str) -> Fit:
    """The format has a type that asks the same in another way."""
    return Fit(Way.TURNED, kind, why)


def left_out(why: str) -> Fit:
    """The format cannot ask it."""
    return Fit(Way.LEFT_OUT, "", why)


def described(fit: Fit, question: Question) -> Fit:
    """The fit where a format has no pictures in questions and shows their descriptions."""
    if fit.way is Way.LEFT_OUT or not has_picture(question):
        return fit
    return turned(fit.kind, fit.why or "lms.why_picture")


# --- what is asked ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A lesson with questions, and where it stands in its course."""

    number: int
    lesson: Lesson
    module: Module


def parts(edition: Edition) -> Iterator[Part]:
    """The lessons of an edition in teaching order, numbered through."""
    listed = ((module, slug) for module in edition.modules for slug in module.lessons)
    there = ((module, slug) for module, slug in listed if slug in edition.lessons)
    for number, (module, slug) in enumerate(there, 1):
        yield Part(number, edition.lessons[slug], module)


def lesson_work(manuscript: Manuscript, lesson: Lesson) -> Work:
    """One lesson of a manuscript as something to credit."""
    m = manuscript
    return works.lesson_work(m.course, m.edition, lesson, m.licences, m.site)


def asked_work(manuscript: Manuscript) -> Work:
    """The questions of a manuscript as something to credit: of its pictures only theirs."""
    m = manuscript
    shown = {
        links.destination(piece.target, lesson).value
        for lesson in m.edition.lessons.values()
        for question in lesson.questions
        for body in bodies(question)
        for piece in body
        if isinstance(piece, Picture)
    }
    work = works.edition_work(m.course, m.edition, m.licences, m.site)
    return replace(work, pictures=tuple(one for one in work.pictures if one.path in shown))


def setting(
    manuscript: Manuscript, lesson: Lesson, picture: Callable[[str], Shown | None]
) -> Setting:
    """How the parts of a question are filled; `picture` takes a path of the repository.

    Links lead to the site: a question travels without its lesson.
    """

    def address(target: str) -> str | None:
        to = links.destination(target, lesson)
        match to.kind:
            case Kind.OUTSIDE:
                return to.value
            case Kind.LESSON | Kind.ANCHOR:
                page = manuscript.site.page(lesson.language, to.course, to.slug)
                return f"{page}#{to.anchor}" if to.anchor else page
            case Kind.FILE:
                return manuscript.site.file(to.value)
        return None

    return Setting(
        language=manuscript.edition.language,
        address=address,
        picture=lambda target: picture(links.destination(target, lesson).value),
        questions=Questions.SHEET,
        trainer=Trainer.SHOWN,
    )


def page_setting(
    manuscript: Manuscript, lesson: Lesson, picture: Callable[[str], Shown | None]
) -> Setting:
    """How a whole lesson is filled that stands alone on a page: its own places are near."""
    away = setting(manuscript, lesson, picture)
    shown = lesson.topics

    def address(target: str) -> str | None:
        to = links.destination(target, lesson)
        if to.kind is Kind.ANCHOR:
            return f"#{to.anchor}"
        if to.kind is Kind.FACT and (topic := to.value.partition(".")[2]) in shown:
            return f"#facts-{topic}"
        return away.address(target)

    return replace(
        away,
        address=address,
        facts=works.facts_for(manuscript.edition, lesson),
        topics=manuscript.edition.topics,
    )


def no_picture(path: str) -> None:
    """A place without pictures: their descriptions stand there."""


def one_line(html: Markup) -> Markup:
    """The same markup without line breaks, which some formats read as their own signs."""
    return html if "<pre" in html else Markup(BLANK.sub(" ", html).strip())  # noqa: S704 (spaces only)


def words_of(body: Body, setting: Setting) -> str:
    """The words of a part of a question on one line, as plain text."""
    return BLANK.sub(" ", plain(render(body, replace(setting, picture=no_picture)))).strip()


def cut(text: str, length: int) -> str:
    """A text of at most so many characters, with a sign that something was cut off."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def title_of(number: int, question: Question, setting: Setting, length: int) -> str:
    """A short name of a question: its number and the beginning of what it asks."""
    asked = words_of(question.stem or fill_gaps(question, lambda *_: "…"), setting)
    return cut(f"{number}. {asked}", length)


def stem(question: Question) -> Body:
    """What is asked; under it the titles of the columns, where two are to be matched."""
    titles = question.columns
    shown = ("<p>", *titles[0], " – ", *titles[1], "</p>") if any(titles) else ()
    return (*question.stem, *shown)


def stem_and_text(question: Question) -> Body:
    """What is asked, with gaps as lines to write on; several of them are numbered."""
    if len(gaps(question)) < 2:
        return (*stem(question), *question.text)
    numbers = iter(range(1, len(question.text)))
    numbered = (
        (f"({next(numbers)}) ", piece) if isinstance(piece, Gap) else (piece,)
        for piece in question.text
    )
    return (*question.stem, *chain.from_iterable(numbered))


def gaps(question: Question) -> list[Gap]:
    """The gaps of a question in reading order."""
    return [piece for piece in question.text if isinstance(piece, Gap)]


def fill_gaps(question: Question, fill: Callable[[int, Gap], str]) -> Body:
    """The text of a question with something finished in each gap; gaps are counted from 1."""
    numbers = iter(range(1, len(question.text) + 1))
    return tuple(
        fill(next(numbers), piece) if isinstance(piece, Gap) else piece for piece in question.text
    )


def bodies(question: Question) -> Iterator[Body]:
    """Every part of a question that a learner sees."""
    yield from (question.stem, question.explanation, question.text)
    yield from (*question.columns, *question.items)
    yield from (part for choice in question.choices for part in (choice.text, choice.feedback))
    yield from (part for pair in question.pairs for part in (pair.left, pair.right))


def has_picture(question: Question) -> bool:
    """Whether any part of a question shows a picture."""
    return any(isinstance(piece, Picture) for body in bodies(question) for piece in body)


# --- what is right ------------------------------------------------------------------------


def accepted(answers: Iterable[str]) -> list[str]:
    """What is right in a gap, with the signs that people type for an apostrophe and for ё.

    The site takes them for the same; a platform compares letter by letter.
    """
    variants = dict.fromkeys(one for answer in answers for one in _variants(answer.strip()))
    return list(variants)[:MOST_VARIANTS]


def _variants(answer: str) -> Iterator[str]:
    yield answer
    signs = [sign for sign in APOSTROPHES if sign in answer]
    plain_letters = answer.replace("ё", "е").replace("Ё", "Е")
    for text in (answer, plain_letters):
        if not signs:
            yield text
        for instead in APOSTROPHES if signs else ():
            yield re.sub(f"[{APOSTROPHES}]", instead, text)


def numbers(question: Question) -> list[str]:
    """The ways to write the number of a question, where only writing is compared."""
    value = question.number
    comma = value.replace(".", ",")
    whole = re.fullmatch(r"(-?\d+)\.0+", value)
    return list(dict.fromkeys((value, comma, *([whole[1]] if whole else []))))


def is_true_first(question: Question, language: Language) -> bool | None:
    """Whether the first option says that it is true; None where the options say neither.

    Platforms show their own two words, so ours must be recognised: in one language or another
    the author may have written Yes and No, and nothing could tell which is which.
    """
    texts = ("".join(one for one in c.text if isinstance(one, str)) for c in question.choices)
    said = [BLANK.sub(" ", plain(text)).casefold() for text in texts]
    known = [
        words.say(language, key).casefold().split("|")
        for key in ("lms.word_true", "lms.word_false")
    ]
    for first in (True, False):
        pair = said if first else said[::-1]
        if all(text.strip(" .!") in known[index] for index, text in enumerate(pair)):
            return first
    return None
