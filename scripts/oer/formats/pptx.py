"""PowerPoint: a lesson as slides that a trainer can change, with her notes below."""

from functools import partial
from io import BytesIO
from math import inf

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Page
from pptx.text.text import _Paragraph
from pptx.util import Emu, Pt

from oer import credits
from oer.formats import archive, office, pptx_file, qr, rasters, xhtml
from oer.formats.book import Layout, book, edition_work
from oer.formats.manuscript import Manuscript
from oer.formats.pdf import ornaments
from oer.formats.pptx_file import GREY, INNER, LEFT, Layouts, add_footers
from oer.formats.slide import Count, Picture, Slide, counts, packed
from oer.formats.slide_words import Line, Run, lines
from oer.formats.slides import slides
from oer.formats.texts import fill_html
from oer.model import QuestionType
from oer.render import Shown
from oer.words import count, say
from oer.works import Work

TOP, ROOM = Emu(1330000), Emu(4800000)
"""Where pictures and tables begin, and how high they may be."""
BAND = Emu(1016000)
"""Height of the ornament of the first slide."""
ENLARGED = 4
"""Times that a small picture is shown larger at most."""
PIXEL = 9525
"""EMU in a CSS pixel."""
SIZES = ((200, 28), (420, 24), (100_000, 20))
"""Letters on a slide, and the size of its text in points."""
CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE)


def make(manuscript: Manuscript) -> bytes:
    """The presentation of one lesson."""
    work, language = edition_work(manuscript), manuscript.edition.language
    lesson = manuscript.edition.lessons[manuscript.lesson]
    deck, layouts = pptx_file.presentation()
    writing = _Writing(deck, layouts, manuscript, work)
    made = book(manuscript, Layout(lambda chapter: "", partial(_shown, manuscript)))
    tree = xhtml.read(made.parts[0].chapters[0].html)
    right = {
        question.id: [choice.right for choice in question.choices]
        for question in lesson.questions
        if question.type in CHOICES
    }
    writing.first(made.parts[0].title, lesson.summary, lesson.minutes)
    outcomes = tuple(Line((Run(text),), "point") for text in lesson.outcomes)
    for slide in packed(Slide(say(language, "lesson.outcomes"), outcomes, _skills(manuscript))):
        writing.add(slide)
    for slide in slides(tree, right, say(language, "quiz.answer")):
        writing.add(slide)
    for slide in _credits(work):
        writing.add(slide)
    writing.last()
    return _ours(pptx_file.saved(deck), work, manuscript.modified)


def _shown(manuscript: Manuscript, path: str) -> Shown:
    media = manuscript.course.media[path]
    return Shown(path, media.width, media.height)


def _skills(manuscript: Manuscript) -> tuple[str, ...]:
    language = manuscript.edition.language
    told = [
        f"{skill.code} {skill.name} ({skill.framework})" for skill in manuscript.skills.values()
    ]
    return (f"{say(language, 'lesson.skills')}: {'; '.join(told)}",) if told else ()


def _credits(work: Work) -> list[Slide]:
    """What every copy must say, on a slide of its own."""
    html = fill_html("pptx/credits.html", work.language, work=work)
    told = tuple(line for item in xhtml.read(html) for line in lines(item))
    return list(packed(Slide(say(work.language, "licence.title"), told)))


class _Writing:
    """Puts slides into a presentation, one after another."""

    def __init__(self, deck: Deck, layouts: Layouts, manuscript: Manuscript, work: Work) -> None:
        self.deck, self.layouts, self.manuscript, self.work = deck, layouts, manuscript, work
        self.locale = work.language.locale

    def first(self, module: str, summary: str, minutes: int) -> None:
        """The title, under the ornament of the course."""
        page = self.deck.slides.add_slide(self.layouts.title)
        language, edition = self.work.language, self.manuscript.edition
        band = page.shapes.add_picture(BytesIO(_band(self.manuscript)), 0, 0, pptx_file.WIDTH)
        band._element.nvPicPr.cNvPr.set("descr", "")
        band.crop_bottom = max(0.0, 1 - BAND / band.height)
        band.height = BAND
        self.fill(page.placeholders[0].text_frame.paragraphs[0], Line((Run(self.work.title),)), 36)
        time = count(language, "lesson.minutes", minutes)
        told = (summary, f"{edition.title} · {module} · {time}", credits.state_note(self.work))
        self.write(page, [Line((Run(text),)) for text in told if text], size=20)
        self.notes(page, [credits.attribution(self.work)])
        add_footers(page, self.footer)

    @property
    def footer(self) -> str:
        return f"{self.work.licence.name} · {self.work.address}"

    def add(self, slide: Slide) -> None:
        """A slide of any kind."""
        alone = slide.picture or slide.table
        layout = self.layouts.alone if alone else self.layouts.content
        page = self.deck.slides.add_slide(layout)
        title = slide.title or self.work.title
        self.fill(page.shapes.title.text_frame.paragraphs[0], Line((Run(title),)))
        if slide.picture:
            self.picture(page, slide.picture)
        elif slide.table:
            self.table(page, slide.table)
        else:
            self.write(page, slide.lines, _size(slide))
        self.notes(page, slide.notes)
        add_footers(page, self.footer)

    def write(self, page: Page, shown: list[Line] | tuple[Line, ...], size: int) -> None:
        frame = page.placeholders[1].text_frame
        frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        counted, digits = counts(shown), len(str(max((line.start for line in shown), default=1)))
        for number, line in enumerate(shown):
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            _begin(paragraph, line, counted[number], digits)
            self.fill(paragraph, line, size)

    def fill(self, paragraph: _Paragraph, line: Line, size: int = 0) -> None:
        """The words of a line; of what is not right, in grey."""
        for words in line.runs:
            run = paragraph.add_run()
            run.text = words.text
            run.font.size = Pt(size) if size else None
            run.font.bold = words.bold or None
            run.font.italic = words.italic or None
            run.font.name = CODE_FONT if words.code else None
            if line.faint:
                run.font.color.rgb = RGBColor.from_string(GREY)
            if words.address:
                run.hyperlink.address = words.address
            locale = self.manuscript.locales.get(words.language, words.language) or self.locale
            run._r.get_or_add_rPr().set("lang", locale)

    def last(self) -> None:
        """The way to the newest version, for a whole class to scan."""
        page = self.deck.slides.add_slide(self.layouts.alone)
        code = say(self.work.language, "paper.code")
        self.fill(page.shapes.title.text_frame.paragraphs[0], Line((Run(code),)))
        self.show(page, qr.png(self.work.address), code, (1, 1), enlarged=inf)
        add_footers(page, self.footer)

    def picture(self, page: Page, picture: Picture) -> None:
        media = self.manuscript.course.media[picture.source]
        _, data = rasters.for_office(media, self.manuscript.media[picture.source])
        width, height = picture.width * PIXEL or INNER, picture.height * PIXEL or ROOM
        self.show(page, data, picture.description, (width, height))

    def show(
        self,
        page: Page,
        data: bytes,
        description: str,
        size: tuple[int, int],
        enlarged: float = ENLARGED,
    ) -> None:
        """A picture in the middle, as large as there is room, but a small one not without end."""
        width, height = size
        scale = min(INNER / width, ROOM / height, enlarged)
        wide, high = Emu(round(width * scale)), Emu(round(height * scale))
        left = LEFT + (INNER - wide) // 2
        shape = page.shapes.add_picture(BytesIO(data), left, TOP, wide, high)
        shape._element.nvPicPr.cNvPr.set("descr", description)
        shape.name = description[:60]

    def table(self, page: Page, cells: tuple[tuple[str, ...], ...]) -> None:
        columns = max(map(len, cells))
        room = Emu(min(ROOM, 520000 * len(cells)))
        shape = page.shapes.add_table(len(cells), columns, LEFT, TOP, INNER, room)
        shape._element.nvGraphicFramePr.cNvPr.set("descr", page.shapes.title.text_frame.text)
        widths = _widths(cells, columns)
        for number, width in enumerate(widths):
            shape.table.columns[number].width = Emu(width)
        for row, texts in enumerate(cells):
            for column, text in enumerate(texts):
                paragraph = shape.table.cell(row, column).text_frame.paragraphs[0]
                self.fill(paragraph, Line((Run(text, bold=not row),)), 16)

    def notes(self, page: Page, told: tuple[str, ...] | list[str]) -> None:
        if not told:
            return
        frame = page.notes_slide.notes_text_frame
        for number, text in enumerate(told):
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            self.fill(paragraph, Line((Run(text),)))


def _size(slide: Slide) -> int:
    letters = sum(len(line.text) for line in slide.lines)
    return next(size for most, size in SIZES if letters <= most)


def _widths(cells: tuple[tuple[str, ...], ...], columns: int) -> list[int]:
    """Room for a column's longest text and word, and to write where it is empty."""
    wishes = []
    for number in range(columns):
        column = [row[number] for row in cells if number < len(row)]
        word = max((len(word) for text in column for word in text.split()), default=1)
        wishes.append(max(word + 5, max(map(len, column)) if any(column[1:]) else BLANK))
    return [INNER * wish // sum(wishes) for wish in wishes]


BULLETS = {
    "point": ("buChar", {"char": "•"}),
    "number": ("buAutoNum", {}),
    "letter": ("buAutoNum", {"type": "alphaUcPeriod"}),
}
NUMBERS = ("arabicPeriod", "arabicParenR")
BLANK = 40
"""Letters' room in a column that is to be filled in."""
STEP, DIGIT = 400000, 170000
"""EMU that a point is moved in for each level, and for each further digit of the numbers."""
DEEPEST = 8
"""Level of a paragraph (ECMA-376 part 1, §20.1.10.72)."""
CODE_FONT = "Courier New"


def _begin(paragraph: _Paragraph, line: Line, count: Count, digits: int) -> None:
    """What stands before a line: nothing, a point, its number or its letter."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("lvl", str(min(line.level, DEEPEST)))
    if line.kind == "text":
        properties.set("marL", str(STEP * line.level))
        properties.set("indent", "0")
        properties.append(etree.Element(qn("a:buNone")))
        return
    name, values = BULLETS[line.kind]
    if line.kind == "number":
        values = {"type": NUMBERS[count.second]}
    hanging = STEP + (DIGIT * (digits - 1) if line.kind == "number" else 0)
    properties.set("marL", str(STEP * line.level + hanging))
    properties.set("indent", str(-hanging))
    if count.start > 1 and line.kind != "point":
        values = {**values, "startAt": str(count.start)}
    properties.append(etree.Element(qn(f"a:{name}"), values))


def _band(manuscript: Manuscript) -> bytes:
    """The ornament of the course as a picture."""
    return rasters.drawn("band.svg", 1200, ornaments(manuscript)["band.svg"])


def _ours(data: bytes, work: Work, modified: str) -> bytes:
    """The same file with our face, the licence among its properties, and no date of today."""
    files = archive.unpack(data)
    told = office.properties(work, modified)
    files |= {name: told[name] for name in ("docProps/core.xml", "docProps/custom.xml")}
    files |= office.with_custom(files)
    for name in [name for name in files if name.startswith("ppt/theme/")]:
        files[name] = pptx_file.themed(files[name])
    return archive.pack(files)
