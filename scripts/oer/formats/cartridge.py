"""Common Cartridge 1.1 and 1.3: pages, pictures, tests, discussions and links of a course.

1EdTech Common Cartridge. 1.1 is what Moodle reads; 1.3 what Canvas and Open edX read. They find
the pictures of a page in different ways, so the two differ in more than their names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from oer import credits, words
from oer.formats import archive, qti
from oer.formats.archive import CannotMake
from oer.formats.book import edition_work, media_entry
from oer.formats.manuscript import Manuscript
from oer.formats.quiz import Part, cut, lesson_work, no_picture, page_setting, parts
from oer.formats.texts import fill, fill_html
from oer.links import OUTSIDE
from oer.model import Body, BoxEnd, BoxStart, Lesson, Module, QuestionPlace
from oer.render import Shown, render

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the standard, and where its readers look for things."""

    number: str
    """As namespaces spell it: `v1p1`."""
    release: str
    folder: str
    """Where pages and pictures stand."""
    base: str
    """What stands before the address of a picture in a page."""
    asterisk: str
    """How one is written in an accepted answer."""


CC11 = Version("v1p1", "1.1.0", "web", "", r"\*")
"""Moodle follows relative addresses, and leaves a sign for the folder as it is."""
CC13 = Version("v1p3", "1.3.0", "web_resources", "$IMS-CC-FILEBASE$/", "*")
"""Open edX puts its own folder in the place of the sign, and leaves relative addresses alone."""
STATEMENT, fit = qti.STATEMENT, qti.fit


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of imsmanifest.xml: a page, a test, a discussion or a link (CC 1.1 §4)."""

    id: str
    type: str
    href: str
    dependencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the table of contents."""

    title: str
    resource: Resource
    data: bytes


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the course in the table of contents."""

    title: str
    items: list[Item] = field(default_factory=list)


def make11(manuscript: Manuscript) -> bytes:
    """The cartridge for Moodle."""
    return _Cartridge(manuscript, CC11).packed()


def make13(manuscript: Manuscript) -> bytes:
    """The cartridge for Canvas, Open edX and other platforms."""
    return _Cartridge(manuscript, CC13).packed()


@dataclass(frozen=True, slots=True)
class _Cartridge:
    """One edition on its way."""

    manuscript: Manuscript
    version: Version

    def packed(self) -> bytes:
        m = self.manuscript
        if not m.edition.lessons:
            raise CannotMake(f"{m.edition.place} has no lesson, so there is no cartridge to make")
        sections = [*self.modules(), *self.endings()]
        items = [item for section in sections for item in section.items]
        pictures = {path: self.picture(path) for path in m.media}
        work = edition_work(m)
        manifest = fill(
            "cartridge/manifest.xml",
            work.language,
            id=f"oer-{m.course.id}-{m.edition.language.code}",
            work=work,
            summary=m.edition.summary,
            attribution=credits.attribution(work),
            version=self.version,
            sections=sections,
            resources=[*(item.resource for item in items), *pictures.values()],
        )
        entries = {
            "imsmanifest.xml": manifest.encode(),
            **{item.resource.href: item.data for item in items},
            **{pictures[path].href: data for path, data in m.media.items()},
        }
        return archive.pack(entries)

    # --- sections

    def modules(self) -> Iterator[Section]:
        """The modules of the course with what belongs to their lessons."""
        sections: dict[str, Section] = {}
        for part in parts(self.manuscript.edition):
            section = sections.setdefault(part.module.id, self.section(part.module))
            section.items.extend(self.lesson(part))
        yield from sections.values()

    def section(self, module: Module) -> Section:
        return Section(cut(module.title, LONGEST_TITLE))

    def lesson(self, part: Part) -> Iterator[Item]:
        """Its page, its test, and a discussion of each thing that it has one do."""
        lesson, language = part.lesson, self.manuscript.edition.language
        name = self.manuscript.edition.name_of(lesson)
        yield self.page(lesson)
        title = cut(words.say(language, "lms.test", title=lesson.title), LONGEST_TITLE)
        made = qti.test(self.manuscript, lesson, title, self.version.asterisk)
        if made:
            kind = f"imsqti_xmlv1p2/imscc_xml{self.version.number}/assessment"
            href = f"tests/{name}.xml"
            yield Item(title, Resource(f"test-{name}", kind, href), made.encode())
        activities = list(_activities(lesson))
        for number, activity in enumerate(activities, 1):
            which = f" ({number})" if len(activities) > 1 else ""
            yield self.discussion(lesson, number, which, activity)

    def endings(self) -> Iterator[Section]:
        """The links of the course, its words, and whom to credit."""
        language, work = self.manuscript.edition.language, edition_work(self.manuscript)
        newest = (words.say(language, "lms.on_the_web"), work.address)
        found = {address: text for text, address in (newest, *_outside(self.manuscript))}
        rows = [self.link(n, text, address) for n, (address, text) in enumerate(found.items(), 1)]
        yield Section(words.say(language, "lms.links"), rows)
        title = words.say(language, "licence.title")
        pages = [("credits", title, fill_html("book/credits.html", language, work=work))]
        if self.manuscript.terms:
            terms = sorted(self.manuscript.terms.values(), key=lambda term: term.term.casefold())
            ids = {term.id: f"term-{term.id}" for term in terms}
            html = fill_html("book/glossary.html", language, terms=terms, ids=ids)
            pages.insert(0, ("glossary", words.say(language, "book.glossary"), html))
        yield Section(title, [self.document(*page) for page in pages])

    # --- items

    def page(self, lesson: Lesson) -> Item:
        filling = page_setting(self.manuscript, lesson, partial(self.shown, lesson))
        work = lesson_work(self.manuscript, lesson)
        html = fill_html(
            "cartridge/lesson.html",
            filling.language,
            lesson=lesson,
            work=work,
            body=render(
                _without_questions(lesson, filling.language.words["lms.test_follows"]), filling
            ),
        )
        used = [path for path in self.manuscript.media if f'"{self.address(path)}"' in html]
        name = f"page-{self.manuscript.edition.name_of(lesson)}"
        return self.document(name, lesson.title, html, tuple(map(_picture_id, used)))

    def note(self, lesson: Lesson) -> str:
        """Where the questions are; nothing where none of them can be asked."""
        language = self.manuscript.edition.language
        asked = any(fit(question, language).kind for question in lesson.questions)
        return words.say(language, "lms.test_follows") if asked else ""

    def document(
        self, name: str, title: str, html: Markup, dependencies: tuple[str, ...] = ()
    ) -> Item:
        """A page as a file of its own."""
        language, short = self.manuscript.edition.language, cut(title, LONGEST_TITLE)
        text = fill("cartridge/page.html", language, title=title, html=html)
        href = f"{self.version.folder}/{name}.html"
        return Item(short, Resource(name, "webcontent", href, dependencies), text.encode())

    def discussion(self, lesson: Lesson, number: int, which: str, activity: Body) -> Item:
        filling = page_setting(self.manuscript, lesson, no_picture)
        language = filling.language
        name = f"talk-{self.manuscript.edition.name_of(lesson)}-{number}"
        said = words.say(language, "lms.discussion", title=lesson.title)
        title = f"{cut(said, LONGEST_TITLE - len(which))}{which}"
        html = render(activity, filling)
        text = fill("cartridge/topic.xml", language, version=self.version, title=title, html=html)
        kind = f"imsdt_xml{self.version.number}"
        return Item(title, Resource(name, kind, f"topics/{name}.xml"), text.encode())

    def link(self, number: int, text: str, address: str) -> Item:
        title, name = cut(text or address, LONGEST_TITLE), f"link-{number}"
        language = self.manuscript.edition.language
        made = fill(
            "cartridge/link.xml", language, version=self.version, title=title, address=address
        )
        kind = f"imswl_xml{self.version.number}"
        return Item(title, Resource(name, kind, f"links/{name}.xml"), made.encode())

    # --- pictures

    def picture(self, path: str) -> Resource:
        href = f"{self.version.folder}/{media_entry(path)}"
        return Resource(_picture_id(path), "webcontent", href)

    def address(self, path: str) -> str:
        return f"{self.version.base}{quote(media_entry(path))}"

    def shown(self, lesson: Lesson, path: str) -> Shown:
        if path not in self.manuscript.media:
            raise CannotMake(f"{lesson.place.path} shows {path}, which is no picture")
        media = self.manuscript.course.media[path]
        return Shown(self.address(path), media.width, media.height)


def _picture_id(path: str) -> str:
    """A name in ASCII, whatever the file is called."""
    return f"picture-{media_entry(path).encode().hex()}"


def _without_questions(lesson: Lesson, note: str) -> Body:
    """The text of a lesson; where its first question stood, a word that they follow."""
    first = next((piece for piece in lesson.body if isinstance(piece, QuestionPlace)), None)
    said = Markup("<p>{}</p>").format(note) if note else ""
    return tuple(
        piece if not isinstance(piece, QuestionPlace) else said if piece is first else ""
        for piece in lesson.body
    )


def _activities(lesson: Lesson) -> Iterator[Body]:
    """What stands in each box that has one do something."""
    inside: list[object] | None = None
    for piece in lesson.body:
        if isinstance(piece, BoxStart) and piece.box.kind == "activity" and inside is None:
            inside, box = [], piece.box
        elif isinstance(piece, BoxEnd) and inside is not None and piece.box == box:
            yield tuple(inside)  # type: ignore[arg-type]
            inside = None
        elif inside is not None:
            inside.append(piece)


def _outside(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """The links of lessons that lead to the web, with their words."""
    for lesson in manuscript.edition.lessons.values():
        for link in lesson.links:
            if link.target.startswith(OUTSIDE[0]):
                yield link.text, link.target
