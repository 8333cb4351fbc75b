"""Whatever somebody writes, a lesson is parsed without an error and gives well-formed XML."""

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from oer.load import load
from oer.markup import parse
from oer.markup.dialect import parser, unhurried_parser
from oer.model import BoxEnd, BoxStart, FactTable, Gap, Language
from oer.render import Questions, Setting, Shown, Trainer, render
from samples import TESTS

PIECES = (
    *("# ", "## Title {#id}\n", "{#", "}", "[[", "]]", "|", "[!QUIZ] a\n", "[!NOTE]\n", "[!X]\n"),
    *("> ", "- [ ] ", "- [x] ", "1. ", "* ", "\n", "\n\n", "    ", "\t", "```facts\n", "```\n"),
    *("[a](b)", "![a](b)", "[a][b]", "[^1]", "[^1]: ", "[a]: b\n", "| a | b |\n|---|---|\n"),
    *("<script>", "<!--", "-->", "&lt;", "&#0;", "&", '"', "'", "\\", "`", "**", "~~", "_"),
    *("\u202e", "\u200b", "\ufeff", "é", "қ", "oʻ", "= 1 ± 2\n", ": ", "word ", "http://a"),
)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
"""What SRC001 and SRC013 let pass."""
LESSONS = st.lists(st.sampled_from(PIECES) | TEXT, max_size=40).map("".join)


@pytest.fixture(scope="module")
def language() -> Language:
    return load(TESTS.parent).languages["en"]


@settings(max_examples=300, deadline=None)
@given(text=LESSONS)
@pytest.mark.parametrize("questions", Questions)
def test_any_text_gives_well_formed_xml(
    language: Language, questions: Questions, text: str
) -> None:
    parsed = parse(text, "lesson.md")
    setting = Setting(
        language=language,
        address=str,
        picture=lambda target: Shown(target, 1, 1),
        questions=questions,
        trainer=Trainer.FOLDED,
    )
    html = render(parsed.body, setting)
    tree = etree.fromstring(f"<div>{html}</div>")
    assert not list(tree.iter("script"))


@given(text=LESSONS)
@settings(max_examples=300, deadline=None)
def test_places_lie_inside_the_text(text: str) -> None:
    parsed = parse(text, "lesson.md", first_line=5)
    last = 5 + text.count("\n") + text.count("\r")
    items = (parsed.headings, parsed.links, parsed.images, parsed.boxes, parsed.questions)
    lines = [item.place.line for kind in items for item in kind]
    assert all(5 <= line <= last for line in lines)


MARKS = [
    *(
        "a",
        "б1 ",
        " ",
        "    ",
        "\n",
        "\n\n",
        "\t",
        "# ",
        "## x {#y}",
        "> ",
        "- ",
        "1. ",
        "* ",
        "+ ",
    ),
    *(
        "```\n",
        "~~~",
        "---\n",
        "===",
        "***",
        "**",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "]",
        "](b)",
        "![",
        "<",
    ),
    *(
        "+ ",
        "<",
        "<b>",
        "<a@b.c>",
        "<!-- new -->\n",
        "<!-- stale -->\n",
        "&amp;",
        "&#65;",
        "\\",
        "\\*",
    ),
    *("[^n]", "[^n]: ", "[r]: /u\n", "| a | b |\n", "| --- | --- |\n", ": ", "[[x|y]]", "[ ] "),
    *("[x] ", "> [!QUIZ] q\n", "> [!TIP]\n", "  \n", "\u00a0", "=", ".", "-", "!"),
]
"""What a rule can begin or end with."""


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_rules_asked_by_their_first_sign_find_the_same(text: str) -> None:
    assert parser().parse(text) == unhurried_parser().parse(text)


@pytest.mark.parametrize(
    ("written", "number", "tolerance"),
    [
        ("= 12,50 ± 0.1", "12.50", "0.1"),
        ("= 1 250 000", "1250000", "0"),
        ("= 2\u202f500,5 +/- 1 000", "2500.5", "1000"),
        ("= \u22120,125", "-0.125", "0"),
    ],
)
def test_numbers_are_read_as_the_six_languages_write_them(
    written: str, number: str, tolerance: str
) -> None:
    (question,) = parse(f"> [!QUIZ] a\n>\n> How much?\n>\n> {written}\n", "a.md").questions
    assert (question.number, question.tolerance) == (number, tolerance)


@pytest.mark.parametrize("written", ["= 1,250", "= 100,000 ± 5", "= 5 A", "= 12 50", "= ", "= 1-2"])
def test_a_number_of_two_meanings_is_no_key(written: str) -> None:
    parsed = parse(f"> [!QUIZ] a\n>\n> How much?\n>\n> {written}\n", "a.md")
    assert [defect.code for defect in parsed.defects] == ["QUZ001"]


ASKED_ABOUT = """> [!QUIZ] a
>
> Read this:
>
> | Act | Minutes |
> |---|---|
> | I | 45 |
> | II | 50 |
>
> 1. One
> 2. Two
> 3. Three
>
> """


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("- [ ] Forty\n> - [x] Ninety-five", "single"),
        ("It lasts [[95]] minutes.", "blank"),
        ("= 95", "number"),
        ("Because.", "matching"),
    ],
)
def test_tables_and_lists_may_be_what_is_asked_about(answers: str, kind: str) -> None:
    parsed = parse(f"{ASKED_ABOUT}{answers}\n", "a.md")
    assert parsed.defects == ()
    assert [question.type.value for question in parsed.questions] == [kind]


def test_a_number_with_its_unit_after_a_table_is_told() -> None:
    defects = parse(f"{ASKED_ABOUT}= 95 min\n", "a.md").defects
    assert [defect.code for defect in defects] == ["QUZ001"]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("3*500 + 2*300 = 2100", "3*500 + 2*300 = 2100"),
        ("2*3*4 and 2**10, 3**2", "2*3*4 and 2**10, 3**2"),
        ("**5** *6*7 8*", "<strong>5</strong> <em>6*7 8</em>"),
        ("*1* and *2*", "<em>1</em> and <em>2</em>"),
        ("no*9*, 5*no*", "no<em>9</em>, 5<em>no</em>"),
    ],
)
def test_a_star_between_digits_multiplies(written: str, html: str) -> None:
    assert parse(written, "a.md").body == (f"<p>{html}</p>\n",)


@pytest.mark.parametrize(
    ("box", "html"),
    [
        ("> [!NOTE]\n> Word\n> : meaning", "<dl>\n<dt>Word</dt>\n<dd>meaning</dd>\n</dl>"),
        ("> [!ACTIVITY]\n> minutes: 5\n> 5. Five", '<ol start="5">\n<li>Five</li>\n</ol>'),
        ("> [!NOTE]\n> ---", "<hr />"),
        ("> [!NOTE]\n>     far in", "<p>    far in</p>"),
        ("> [!NOTE]\nwithout its sign", "<p>without its sign</p>"),
    ],
)
def test_anything_may_follow_the_first_line_of_a_box(box: str, html: str) -> None:
    body = parse(f"{box}\n", "a.md").body
    assert {BoxStart, BoxEnd} < {*map(type, body)}
    assert "".join(part for part in body if isinstance(part, str)).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "A [[one]] is.\n>\n> B [[two]] is.",
        "A [[one]] is.\n>\n> ```\n> code\n> ```\n>\n> - B [[two]] is.",
        "Fill in:\n>\n> - A [[one]]\n> - B [[two]]",
        "| A | B |\n> |---|---|\n> | [[one]] | [[two]] |",
    ],
)
def test_gaps_may_stand_in_several_blocks(text: str) -> None:
    """Of two paragraphs only the first was asked, and the second stood in the explanation."""
    parsed = parse(f"> [!QUIZ] a\n>\n> {text}\n>\n> Because.\n", "a.md")
    (question,) = parsed.questions
    assert parsed.defects == ()
    assert [gap.answers for gap in question.text if isinstance(gap, Gap)] == [("one",), ("two",)]
    assert question.explanation == ("<p>Because.</p>",)


def test_options_may_be_numbered() -> None:
    text = "> [!QUIZ] a\n>\n> Which?\n>\n> 1. [ ] A\n> 2. [x] B\n> 3. [ ] C\n"
    (question,) = parse(text, "a.md").questions
    assert [choice.right for choice in question.choices] == [False, True, False]


def test_gaps_beside_options_are_told() -> None:
    text = "> [!QUIZ] a\n>\n> A [[gap]].\n>\n> - [ ] A\n> - [x] B\n"
    assert [defect.values["reason"] for defect in parse(text, "a.md").defects] == ["gaps-too"]


def test_a_topic_of_facts_is_shown_once() -> None:
    """Twice it would have one id twice, and a thousand times nobody could open the page."""
    (table,) = parse("```facts\nfees terms\nfees\n```", "x.md").body[:1]
    assert isinstance(table, FactTable)
    assert table.topics == ("fees", "terms")


def test_an_answer_has_no_more_spaces_than_somebody_types() -> None:
    text = "> [!QUIZ] a\n>\n> Say [[ two\u00a0 words|2\t words ]].\n"
    (question,) = parse(text, "a.md").questions
    (gap,) = (part for part in question.text if isinstance(part, Gap))
    assert gap.answers == ("two words", "2 words")
