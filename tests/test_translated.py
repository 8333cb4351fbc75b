"""A correct translation, broken in one way at a time: the right code, at the right line.

`tests/translated/` holds a lesson with every kind of block, and its translation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from oer.check import check
from oer.load import load
from oer.rules import RULES
from samples import TESTS, copy_sample, oer_here

ENGLISH = "courses/sharing/lessons/give-it-on.md"
LESSON = "translations/kk/courses/sharing/lessons/give-it-on.md"
FAMILIES = ("TRN", "TXT", "TRM", "QUZ", "STR", "SEC")
KNOWN = ("TRN001", "QUZ009", "QUZ010", "TRN051")
"""What the sample itself lacks, and the count of what is behind."""


@dataclass(frozen=True, slots=True)
class Break:
    """One mistake: what stands there, what stands there afterwards, and what is found."""

    old: str
    new: str
    code: str
    at: str
    """Text of the line of the finding, after the mistake."""
    also: tuple[str, ...] = ()
    """What the mistake is in other eyes."""


BREAKS = {
    "an option ticked instead of another": Break(
        "- [x] Мектеп\n> - [ ] Ешкім", "- [ ] Мектеп\n> - [x] Ешкім", "QUZ004", "[!QUIZ] who-may"
    ),
    "one more option ticked": Break("- [ ] Ешкім", "- [x] Ешкім", "QUZ004", "[!QUIZ] who-may"),
    "an option dropped": Break("> - [ ] Тек авторы\n", "", "QUZ004", "[!QUIZ] who-may"),
    "a pair dropped": Break("> | лицензия | рұқсат беретін |\n", "", "QUZ001", "[!QUIZ] words"),
    "another id of a question": Break(
        "[!QUIZ] words", "[!QUIZ] sozder", "QUZ004", "[!QUIZ] sozder"
    ),
    "a row dropped": Break("| Жылы | 2024 |\n", "", "TRN004", "| Бөлік | Мысал |"),
    "a step dropped": Break("2. Авторы\n", "", "TRN004", "1. Атауы"),
    "an inner item dropped": Break(
        "  - және оны қайдан тапқаның\n", "", "TRN002", "- Басқалар жасағаны"
    ),
    "a paragraph dropped": Break(
        "Атауы, авторы, дереккөзі, лицензиясы. Толығырақ: "
        "[Creative Commons](https://creativecommons.org/).",
        "",
        "TRN002",
        "## Есте сақта",
        ("STR008",),
    ),
    "a paragraph cut in two": Break("бас.\n", "бас.\n\nСосын бас.\n", "TRN002", "Сосын бас."),
    "another kind of box": Break("[!NOTE]", "[!WARNING]", "TRN002", "[!WARNING]"),
    "other minutes": Break("minutes: 15", "minutes: 51", "TRN002", "[!ACTIVITY]"),
    "another id of a heading": Break("{#parts}", "{#bolikter}", "TRN003", "{#bolikter}"),
    "another level": Break("### Авторлық", "#### Авторлық", "TRN003", "#### Авторлық", ("STR007",)),
    "a code word translated": Break("`Ctrl+S`", "`Басқару+S`", "TRN005", "[Лицензия](term"),
    "code without its ticks": Break("`Ctrl+S`", "Ctrl+S", "TRN005", "[Лицензия](term"),
    "a block of code translated": Break("title: A sign", "title: Белгі", "TRN006", "```"),
    "a link dropped": Break(
        "[Айгүл](https://example.org/aigul)", "Айгүл", "TRN007", "| Авторы | Айгүл |"
    ),
    "a link to another place": Break(
        "(https://creativecommons.org/)", "(https://example.com/)", "TRN007", "example.com"
    ),
    "another term": Break("(term:author)", "(term:licence)", "TRN007", "[Лицензия](term"),
    "a note lost": Break("айтады.[^1]", "айтады.", "TRN007", "[Лицензия](term", ("STR020",)),
    "another picture": Break("notice.svg", "notice2.svg", "TRN007", "notice2.svg"),
    "a comment without end": Break(
        "Рұқсатсыз", "<!-- ескі Рұқсатсыз", "TRN008", "Рұқсатсыз", ("SEC001",)
    ),
    "a number with a nought less": Break("1 500 теңге", "150 теңге", "TRN011", "Рұқсатсыз"),
    "another year": Break("| 2024 |", "| 2014 |", "TRN011", "2014"),
    "a number in an option's question": Break("CC BY 4.0", "CC BY 3.0", "TRN011", "CC BY 3.0"),
    "a sentence left in English": Break(
        "Авторы көрсетілмеген суретті ешкім ар алдында таза күйде пайдалана алмайды.",
        "A picture without a credit is a picture that nobody can use with a good conscience.",
        "TRN012",
        "A picture without",
    ),
    "half of a sentence lost": Break(
        "Адамдар салған барлық сурет туралы сайттың айтқаны емес, тек автордың айтқаны есептеледі.",
        "Сайттың айтқаны емес.",
        "TRN013",
        "Сайттың айтқаны",
    ),
    "a word twice": Break("бір мектеп", "бір мектеп мектеп", "TRN014", "Рұқсатсыз"),
    "a note of whoever shortened": Break("таңдайды.", "таңдайды. […]", "TRN015", "[Лицензия](term"),
    "a Latin i": Break("пайдалана алмайды. 2019", "пайдалана алмайды. Бiз 2019", "TXT001", "Бiз"),
    "a letter from an old font": Break("Екеуі де", "Екеуі де ѓ", "TXT002", "ѓ"),
    "a letter in two signs": Break("Екеуі де", "Екеуі и\u0306 де", "TXT005", "и\u0306"),
}


def told(root: Path) -> Sequence[tuple[str, int]]:
    """Code and line of what the families find in the lesson."""
    findings = check(load(root), RULES)
    return [
        (one.code, one.place.line)
        for one in findings
        if one.place.path == LESSON and one.code.startswith(FAMILIES) and one.code not in KNOWN
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sample(tmp_path, TESTS / "translated")


def test_correct_translation(root: Path) -> None:
    assert told(root) == []


@pytest.mark.parametrize("name", BREAKS)
def test_one_mistake_one_finding(root: Path, name: str) -> None:
    wrong, file = BREAKS[name], root / LESSON
    text = file.read_text("utf-8")
    assert text.count(wrong.old) >= 1
    file.write_text(text.replace(wrong.old, wrong.new, 1), "utf-8")
    found = told(root)
    line = next(
        n for n, row in enumerate(file.read_text("utf-8").splitlines(), 1) if wrong.at in row
    )
    assert (wrong.code, line) in found
    assert {code for code, _ in found} - {wrong.code} == set(wrong.also)


HONEST = {
    "emoji": ("A family 👩‍👩‍👧 and a flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️.", "Отбасы 👩‍👩‍👧 және ту 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️."),
    "brands": ("In Word, PDF and MegaCom.", "Word-та, PDFте, МегаCom желісінде және iPhoneда."),
    "languages": ("Write C++ or C#.", "C++ не C# тілінде жаз."),
    "Persian": ("She says [سلام](lang:fa), hello.", "Ол [سلام](lang:fa), сәлем дейді."),
    "Persian unmarked": ("She says «سلام» to him.", "Ол оған «سلام» дейді."),
    "code": ("Type `<script>` and `bilim`.", "`<script>` және `bilim` деп тер."),
    "an English word": ("This is fair use there.", "Бұл ол жақта [fair use](lang:en) болады."),
    "a long address": (
        f"<https://example.org/{'a' * 200}>",
        f"<https://example.org/{'a' * 200}>",
    ),
    "ordinals": (
        "On the 3rd day, in article 15, page 1,041 of the 20th book, at 12.5 %.",
        "3-күні, 15-бапта, 20-кітаптың 1 041-бетінде, 12,5 % болғанда.",
    ),
    "a century": ("In the 19th century.", "XIX ғасырда."),
    "a number in words": ("It takes two days.", "Бұған 2 күн кетеді."),
    "pairs of words": ("Step by step, very very slowly.", "Бірте-бірте, өте-өте баяу."),
    "a name": ("Björn and Señora Muñoz.", "Бьорн мен сеньора Муньос."),
    "minus": ("From -5 to +5 degrees.", "-5-тен +5 градусқа дейін."),
    "line breaks": ("One\\\ntwo.", "Бір\\\nекі."),
}
"""What looks like a mistake and is none: a paragraph, and its translation."""


@pytest.mark.parametrize("name", HONEST)
def test_honest_texts_are_left_in_peace(root: Path, name: str) -> None:
    for path, text in zip((ENGLISH, LESSON), HONEST[name], strict=True):
        before, middle, after = (root / path).read_text("utf-8").partition("## ")
        place = after.index("\n\n") + 2
        (root / path).write_text(
            f"{before}{middle}{after[:place]}{text}\n\n{after[place:]}", "utf-8"
        )
    assert told(root) == []
    english = [one for one in check(load(root), RULES) if one.place.path == ENGLISH]
    assert {one.code for one in english} <= {
        "QUZ009",
        "QUZ010",
        "QUZ011",
        "STR006",
        "STR013",
        "LNK005",
    }


# --- who has changed it -------------------------------------------------------------------


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def synced(root: Path) -> Path:
    """With a sidecar, which knows the English that the translation was made from."""
    assert oer_here(root, "translate", "sync").exit_code == 0
    assert (root / LESSON).with_suffix(".units.tsv").is_file()
    assert told(root) == []
    return root


QUESTION = """> [!QUIZ] who-may
>
> Who may use a picture under CC BY 4.0?
>
> - [x] A school
> - [ ] Nobody
>   Everybody may.
> - [ ] Only its author
>
> Everybody may, with the credit.

"""
ENGLISH_CHANGES = {
    "a new paragraph": ("Press\n`Ctrl+S`", "Press it.\n\nThen press\n`Ctrl+S`"),
    "a new section": ("### The parts", "### Before {#before}\n\nFirst of all.\n\n### The parts"),
    "a section less": ("### The parts of a credit {#parts}\n\n", ""),
    "a row more": ("| Year | 2024 |\n", "| Year | 2024 |\n| Place | Osh |\n"),
    "a row less": ("| Year | 2024 |\n", ""),
    "another number": ("1,500 tenge", "1,600 tenge"),
    "a question less": (QUESTION, ""),
    "a question more": (
        "> [!QUIZ] words",
        f"{QUESTION.replace('who-may', 'who-else')}> [!QUIZ] words",
    ),
    "another right answer": ("- [ ] Nobody\n>   Everybody may.", "- [x] Everybody, at once"),
    "other words and a new link": ("Without a permission", "Without [one](term:author)"),
}


@pytest.mark.parametrize("name", ENGLISH_CHANGES)
def test_a_change_of_the_english_is_no_mistake_of_a_translation(synced: Path, name: str) -> None:
    """Whoever corrects a sentence in English is not told of files that she has not touched."""
    change(synced / ENGLISH, *ENGLISH_CHANGES[name])
    assert told(synced) == []


def test_a_mistake_beside_a_change_is_told(synced: Path) -> None:
    change(synced / ENGLISH, "1,500 tenge", "1,600 tenge")
    change(synced / LESSON, "| Жылы | 2024 |\n", "")
    assert [code for code, _ in told(synced)] == ["TRN004"]


@pytest.mark.parametrize("name", [one for one in BREAKS if BREAKS[one].code.startswith("TRN00")])
def test_a_mistake_is_told_where_the_english_is_known(synced: Path, name: str) -> None:
    change(synced / LESSON, BREAKS[name].old, BREAKS[name].new)
    assert BREAKS[name].code in {code for code, _ in told(synced)}
