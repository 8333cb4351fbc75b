"""Paper: every PDF is tagged and whole, a hand-out tells no answer and fits on two sheets."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path

import pikepdf
import pytest

from judges.books import lost_words
from judges.papers import by_page_validation, by_verapdf
from oer import credits
from oer.formats import CannotMake, glyphs, handout, pdf
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, only
from test_formats import WORD, manuscripts, repository, take, words_of

__all__ = ["manuscripts"]
MAKERS = {
    "course": pdf.make,
    "lesson": pdf.make,
    "handout": handout.make,
    "answers": handout.make_answers,
}
A4_WIDTH, MARGIN = 595, 40
TITLE = 28
"""Points."""
EDITIONS = ("en", "kk", "pieces")
CASES = list(product(MAKERS, EDITIONS))


@pytest.fixture(scope="module")
def papers(manuscripts: dict[str, Manuscript]) -> dict[tuple[str, str], bytes]:
    return {(kind, name): MAKERS[kind](scope(kind, manuscripts[name])) for kind, name in CASES}


def scope(kind: str, made_from: Manuscript, slug: str = "") -> Manuscript:
    """The whole, or the last of its lessons: that of every piece, where there is one."""
    return (
        made_from if kind == "course" else only(made_from, slug or [*made_from.edition.lessons][-1])
    )


def text_on(paper: bytes) -> str:
    """What Poppler reads on the pages."""
    assert shutil.which("pdftotext"), "this needs Poppler: apt-get install poppler-utils"
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=paper, check=True, capture_output=True)
    return done.stdout.decode()


def words_on(paper: bytes) -> set[str]:
    """Its words; those that are broken at a line's end are joined."""
    return set(WORD.findall(text_on(paper)))


def pages(paper: bytes) -> int:
    with pikepdf.open(BytesIO(paper)) as read:
        return len(read.pages)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_tagged_as_the_standard_asks(
    kind: str, name: str, papers: dict[tuple[str, str], bytes]
) -> None:
    assert by_page_validation(papers[kind, name]) == []


@pytest.mark.clients
def test_the_judges_see_what_is_wrong(papers: dict[tuple[str, str], bytes], tmp_path: Path) -> None:
    whole, spoilt = tmp_path / "whole.pdf", tmp_path / "spoilt.pdf"
    whole.write_bytes(papers["lesson", "en"])
    with pikepdf.open(whole) as read:
        del read.Root.Lang
        del read.Root.MarkInfo
        read.save(spoilt)
    assert by_page_validation(spoilt.read_bytes())
    assert {file for file, _ in by_verapdf([whole, spoilt])} == {spoilt}


@pytest.mark.clients
@pytest.mark.parametrize("name", EDITIONS)
def test_no_word_is_lost(
    name: str, papers: dict[tuple[str, str], bytes], manuscripts: dict[str, Manuscript]
) -> None:
    edition = manuscripts[name].edition
    for lesson in edition.lessons.values():
        assert words_of(lesson) - words_on(papers["course", name]) == set()
    last = [*edition.lessons.values()][-1]
    assert words_of(last) - words_on(papers["lesson", name]) == set()


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_metadata_tells_the_licence(
    kind: str,
    name: str,
    papers: dict[tuple[str, str], bytes],
    manuscripts: dict[str, Manuscript],
) -> None:
    work = edition_work(scope(kind, manuscripts[name]))
    with pikepdf.open(BytesIO(papers[kind, name])) as read, read.open_metadata() as xmp:
        assert xmp["dc:rights"] == credits.attribution(work)
        assert xmp["xmpRights:WebStatement"] == work.licence.url
        assert xmp["dc:creator"] == list(work.authors)
        assert str(read.Root.Lang) == work.language.locale.replace("Latn-", "")


@pytest.mark.clients
@pytest.mark.parametrize("kind", MAKERS)
def test_pages_show_credit_and_state(
    kind: str, papers: dict[tuple[str, str], bytes], manuscripts: dict[str, Manuscript]
) -> None:
    work = edition_work(scope(kind, manuscripts["kk"]))
    found = words_on(papers[kind, "kk"])
    assert set(WORD.findall(f"{work.title} {work.licence.name}")) <= found
    assert set(WORD.findall(credits.state_note(work))) <= found


@pytest.mark.clients
def test_handouts_tell_no_answer(
    papers: dict[tuple[str, str], bytes], manuscripts: dict[str, Manuscript]
) -> None:
    """Explanations, feedback, notes and the plan are for the trainer's sheet alone."""
    secret = {"Stock", "terms", "manners", "expression", "fifty", "groups", "other"}
    assert secret & words_on(papers["handout", "pieces"]) == set()
    assert secret <= words_on(papers["answers", "pieces"]) | {"other"}
    assert pages(papers["handout", "pieces"]) <= handout.PAGES


HARD = """---
title: {title}
summary: All that could break a page.
minutes: 10
outcomes:
  - See that nothing breaks
---

## Why it matters {{#why}}

Signs of everywhere: 😀 漢字 1️⃣ ⚖ → ☐ \u05d0 #strong[not] $x$ \\ *a* _b_ @ref &lt;label> ~ `#raw`.

## Learn {{#learn}}

| {heads} |
|{rule}|
| {cells} |
| {cells} |

### One {{#one}}

{word}

- one
  - two
    - three
      - four
        - five
          - sixfold

```
{code}
```

> [!TIP]
> #panic("no command")

## Do {{#do}}

> [!ACTIVITY]
> Write.

## Check {{#check}}

## Keep {{#keep}}

term
: meaning

  - a list in a meaning
"""


def hard_lesson(root: Path) -> Path:
    lesson = root / "courses" / "sharing" / "lessons" / "who-made-it.md"
    heads = " | ".join(f"Column {number}" for number in range(40))
    cells = " | ".join(f"cell{number}" for number in range(40))
    title = "Long " * 60
    rule, word, code = "---|" * 39 + "---", "unbroken" * 8, "column " * 29 + "lastcolumn"
    text = HARD.format(
        title=title.strip(), heads=heads, rule=rule, cells=cells, word=word, code=code
    )
    lesson.write_text(text, "utf-8")
    return root


@pytest.mark.clients
@pytest.mark.parametrize("kind", MAKERS)
def test_hard_lessons_become_good_files(kind: str, tmp_path: Path) -> None:
    """40 columns, a title of 300 letters, signs that no font has, no question, and commands; a word
    of 64 letters, lists six deep and a line of code of 200 columns.
    """
    made_from = take(hard_lesson(repository(tmp_path)), "en")
    made = MAKERS[kind](scope(kind, made_from, "who-made-it"))
    assert by_page_validation(made) == []
    found = words_on(made)
    if kind in ("course", "lesson"):
        assert {"cell0", "cell39", "39", "grinning", "panic", "strong", "label"} <= found
        assert lost_words("unbroken" * 8 + " sixfold lastcolumn", text_on(made)) == []
    assert pages(made) <= handout.PAGES or kind == "course"


@pytest.mark.clients
def test_a_note_begins_beside_its_number(papers: dict[tuple[str, str], bytes]) -> None:
    """Also one of several paragraphs."""
    assert re.search(r"^ *1 *A note with a link", text_on(papers["lesson", "pieces"]), re.MULTILINE)


@pytest.mark.clients
def test_lines_of_a_long_title_stand_apart(manuscripts: dict[str, Manuscript]) -> None:
    """On the cover, where its type is the largest."""
    edition = replace(manuscripts["en"].edition, title="glyph " * 16)
    made = pdf.make(replace(manuscripts["en"], edition=edition))
    command = ["pdftotext", "-bbox", "-l", "1", "-", "-"]
    read = subprocess.run(command, input=made, check=True, capture_output=True).stdout.decode()
    tops = sorted({float(top) for top in re.findall(r'yMin="([0-9.]+)"[^>]*>glyph<', read)})
    assert len(tops) > 1
    assert min(low - high for high, low in pairwise(tops)) > TITLE


@pytest.mark.clients
def test_a_long_test_is_on_the_hand_out(tmp_path: Path) -> None:
    """The key beside it would answer questions that nobody was asked."""
    lesson = hard_lesson(repository(tmp_path)) / "courses/sharing/lessons/who-made-it.md"
    question = "\n> [!QUIZ] q-{0}\n>\n> What is number {0}?\n>\n> - [x] It\n> - [ ] Not it\n"
    asked = "".join(question.format(number) for number in range(100, 160))
    text = lesson.read_text("utf-8").replace("## Keep", f"{asked}\n## Keep")
    lesson.write_text(text, "utf-8")
    found = words_on(handout.make(only(take(tmp_path, "en"), "who-made-it")))
    assert {str(number) for number in range(100, 160)} <= found


@pytest.mark.clients
def test_no_word_runs_off_the_page(tmp_path: Path) -> None:
    lesson = hard_lesson(repository(tmp_path)) / "courses/sharing/lessons/who-made-it.md"
    text = lesson.read_text("utf-8")
    wide, cell = "wide" * 40, "cell" * 10
    pieces = f"{wide}\n\n`{wide}`\n\n```\n{wide}\n```\n\n- {wide}\n"
    table = f"| A | B | C |\n|---|---|---|\n| {cell} | {'long ' * 60} | {'text ' * 60} |\n"
    lesson.write_text(text.replace("### One", f"{pieces}\n{table}\n### One"), "utf-8")
    made = pdf.make(only(take(tmp_path, "en"), "who-made-it"))
    command = ["pdftotext", "-bbox", "-", "-"]
    read = subprocess.run(command, input=made, check=True, capture_output=True).stdout.decode()
    assert read.count("wide") + read.count("cell") > 100
    assert max(map(float, re.findall(r'xMax="([0-9.]+)"', read))) < A4_WIDTH - MARGIN


ODD = {
    "1\ufe0f\u20e3": "1",  # framed
    "\U0001f1f0\U0001f1ff": "KZ",
    "e\u20e3": "e",
    "\U0001f44b\U0001f3fd": "[waving hand sign]",
    "\u044f\u0301 \u2013 \u201c\u20b8\u201d": "\u044f\u0301 \u2013 \u201c\u20b8\u201d",
}


@pytest.mark.parametrize("odd", ODD)
def test_signs_that_no_font_has_are_written_out(odd: str) -> None:
    """Also where they are many; their neighbours in Unicode stay as they are."""
    assert glyphs.written_out(odd) == ODD[odd]
    far = "".join(map(chr, range(0x4E00, 0x9F00, 200)))
    assert glyphs.written_out(far).count("[cjk unified ideograph-") == len(far) > 100


def test_a_broken_picture_is_told(manuscripts: dict[str, Manuscript]) -> None:
    broken = dict.fromkeys(manuscripts["en"].media, b"<svg")
    with pytest.raises(CannotMake, match=r"notice\.svg"):
        pdf.make(replace(manuscripts["en"], media=broken))
