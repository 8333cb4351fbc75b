"""A chapter's HTML in the way that pandoc turns into a good Word document.

Pandoc keeps what it has a Word feature for: footnotes marked as in EPUB, languages on `span`,
and `data-custom-style`, which names a paragraph style that a trainer can change in one place.
"""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from lxml.etree import _Element

from oer.formats import columns, xhtml

STYLE = "data-custom-style"
PARAGRAPHS = {
    "summary": "Lesson Summary",
    "place": "Lesson Place",
    "state": "State Note",
    "label": "Label",
    "quiz-title": "Question",
    "fact-note": "Fact Note",
    "attribution": "Attribution",
    "credit-text": "Credit",
    "credit-more": "Credit More",
    "key-title": "Answer",
}
"""Class of a paragraph -> its style."""
CELL_PARAGRAPHS = {"fact-note": "Table Note", "fact-date": "Table Note"}
BLOCKS = {"p", "ul", "ol", "dl", "div", "table", "blockquote", "pre"}
FACT_COLUMNS = (18.0, 46.0, 36.0)
"""Hundredths of the width: country, fact, source."""
SQUARE = "☐"
ALIGNMENTS = ("left", "center", "right")


def restyle(tree: _Element, locales: Mapping[str, str]) -> None:
    """Change a chapter's tree in place; `locales` gives Word the region of each language."""
    columns.unfold_wide(tree)
    _notes(tree)
    _boxes(tree)
    _questions(tree)
    _choices(tree)
    _cells(tree)
    _answers(tree)
    _paragraphs(tree)
    _languages(tree, locales)


# --- footnotes ----------------------------------------------------------------------------


def _notes(tree: _Element) -> None:
    for back in xhtml.with_class(tree, "span", "back"):
        link = back.getparent()
        xhtml.remove(link if link is not None and link.tag == "a" else back)
    for mark in xhtml.with_class(tree, "sup", "noteref"):
        link = mark[0]
        link.set(xhtml.EPUB_TYPE, "noteref")
        link.tail = mark.tail
        _replace(mark, link)
    for section in xhtml.with_class(tree, "section", "notes"):
        for item in list(section.iter("li")):  # as they stand: what is in them is moved away
            if item.get("id"):
                tree.append(_note(item))
        xhtml.remove(section)


def _note(item: _Element) -> _Element:
    note = etree.Element("aside", {xhtml.EPUB_TYPE: "footnote", "id": item.get("id") or ""})
    note.text = item.text
    note.extend(list(item))
    return note


# --- boxes, choices, cells ----------------------------------------------------------------


def _boxes(tree: _Element) -> None:
    for box in xhtml.with_class(tree, "div", "box"):
        kind = (box.get("class") or "").split("box-")[-1]
        name = f"Box {kind.capitalize()}"
        box.set(STYLE, name)
        for item in box.iter("li"):
            _gather_words(item)
        for title in xhtml.with_class(box, "p", "box-title"):
            _separate_minutes(title)
            _wrap(title, f"{name} Title")


def _separate_minutes(title: _Element) -> None:
    for minutes in xhtml.with_class(title, "span", "box-minutes"):
        minutes.text = f"· {minutes.text}"


def _questions(tree: _Element) -> None:
    """The options of a question as a table: one row each, to be changed, moved or taken out."""
    for quiz in xhtml.with_class(tree, "div", "quiz"):
        title = next(iter(xhtml.with_class(quiz, "p", "quiz-title")), None)
        kind = title.find("em") if title is not None else None
        for options in xhtml.with_class(quiz, "ul", "options"):
            _replace(options, _table_of_options(options, kind))
            if kind is not None:
                xhtml.remove(kind)
                kind = None


def _table_of_options(options: _Element, kind: _Element | None) -> _Element:
    table = etree.Element("table")
    head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    etree.SubElement(head, "th", {"scope": "col"}).text = SQUARE
    words = etree.SubElement(head, "th", {"scope": "col"})
    words.text = kind.text if kind is not None else None
    body = etree.SubElement(table, "tbody")
    for item in options.findall("li"):
        row = etree.SubElement(body, "tr")
        etree.SubElement(row, "td").text = SQUARE
        option = etree.SubElement(row, "td")
        option.text = (item.text or "").removeprefix(SQUARE).lstrip()
        option.extend(list(item))
    table.tail = options.tail
    return table


def _choices(tree: _Element) -> None:
    """Lists that show squares to tick need no bullets: each choice is a paragraph.

    Those within a list keep them, and with them their place below an item.
    """
    lists = [*xhtml.with_class(tree, "ul", "options"), *xhtml.with_class(tree, "ul", "tasks")]
    for choices in [one for one in lists if next(one.iterancestors("li"), None) is None]:
        choices.tag = "div"
        choices.set(STYLE, "Option")
        for item in choices.findall("li"):
            _gather_words(item)
            item.tag = "div"


def _cells(tree: _Element) -> None:
    for table in tree.iter("table"):
        for cell in table.iter("td", "th"):
            _gather_words(cell)
            if (alignment := cell.get("class")) in ALIGNMENTS:
                cell.set("style", f"text-align: {alignment}")
    for table in tree.iter("table"):
        facts = table.getparent()
        shown_facts = facts is not None and facts.get("class") == "facts"
        widths = FACT_COLUMNS if shown_facts else columns.percents(table)
        place = 1 if len(table) and table[0].tag == "caption" else 0
        table.insert(place, _columns(widths))


def _answers(tree: _Element) -> None:
    """The line that names the question keeps its answer beside it on the page."""
    for key in xhtml.with_class(tree, "div", "key"):
        key[0].set("class", "key-title")


def _columns(widths: Sequence[float]) -> _Element:
    group = etree.Element("colgroup")
    for width in widths:
        etree.SubElement(group, "col", {"style": f"width: {width}%"})
    return group


# --- paragraphs and languages -------------------------------------------------------------


def _paragraphs(tree: _Element) -> None:
    for paragraph in list(tree.iter("p")):
        if style := _style(paragraph):
            _wrap(paragraph, style)


def _style(paragraph: _Element) -> str:
    """The style of a paragraph; empty where pandoc's own, or that of its box, is right."""
    classes = (paragraph.get("class") or "").split()
    cell = next(paragraph.iterancestors("td", "th"), None)
    if cell is None:
        return next((PARAGRAPHS[name] for name in classes if name in PARAGRAPHS), "")
    if cell.tag == "th":
        return "Table Row Head" if cell.get("scope") == "row" else "Table Head"
    own = (CELL_PARAGRAPHS[name] for name in classes if name in CELL_PARAGRAPHS)
    return next(own, "Table Text")


def _languages(tree: _Element, locales: Mapping[str, str]) -> None:
    """Pandoc carries a language on `span` alone, and Word's spelling wants a region."""
    for item in [item for item in tree.iter(etree.Element) if item.get("lang")]:
        language = item.get("lang") or ""
        del item.attrib["lang"]
        target = item if item.tag == "span" else xhtml.move_content(item, "span")
        target.set("lang", locales.get(language, language))


# --- small changes to a tree --------------------------------------------------------------


def _wrap(paragraph: _Element, style: str) -> None:
    frame = etree.Element("div", {STYLE: style})
    frame.tail, paragraph.tail = paragraph.tail, None
    _replace(paragraph, frame)
    frame.append(paragraph)


def _gather_words(item: _Element) -> None:
    """Put the words that stand directly in a cell or a list item into a paragraph."""
    words = list(_leading_words(item))
    if not words and not (item.text or "").strip():
        return
    paragraph = etree.Element("p")
    paragraph.text, item.text = item.text, None
    paragraph.extend(words)
    item.insert(0, paragraph)


def _leading_words(item: _Element) -> Iterator[_Element]:
    for child in item:
        if child.tag in BLOCKS:
            return
        yield child


def _replace(old: _Element, new: _Element) -> None:
    parent = old.getparent()
    assert parent is not None, "the root of a chapter is never replaced"
    parent.replace(old, new)
