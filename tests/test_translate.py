"""What happens to translations when the source changes: with Git, and without."""

import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from oer.load import load
from oer.model import Lesson, Standing
from oer.status import PageStatus, status
from oer.translate.start import start
from oer.translate.sync import Synced, follow, sync, write
from oer.website.newer_pages import told
from samples import copy_sample

SOURCE = "courses/sharing/lessons/who-made-it.md"
KK = f"translations/kk/{SOURCE}"
FACTS = "courses/sharing/facts.yml"
RU = f"translations/ru/{SOURCE}"


@dataclass
class House:
    """A small repository with two translations of one lesson."""

    root: Path
    has_git: bool
    moved: Mapping[str, str] = field(default_factory=dict)

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (self.root / path).write_text(text.replace(old, new), "utf-8")
        self.commit()

    def commit(self) -> None:
        if self.has_git:
            name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
            for command in (("add", "-A"), (*name, "commit", "--allow-empty", "-qm", "change")):
                subprocess.run(("git", *command), cwd=self.root, check=True)

    def sync(self) -> Synced:
        self.moved = follow(self.root, load(self.root))
        made = sync(self.root, load(self.root))
        write(self.root, made.files)
        self.commit()
        return made

    def lesson(self, language: str, slug: str = "who-made-it") -> Lesson:
        return load(self.root).courses["sharing"].editions[language].lessons[slug]

    def stands(self, language: str) -> Counter[Standing]:
        return Counter(one.standing for one in self.lesson(language).progress)

    def all_current(self, languages: Iterable[str] = ("kk", "ru")) -> bool:
        return all(set(self.stands(code)) == {Standing.CURRENT} for code in languages)


@pytest.fixture(params=["with Git", "without Git"])
def house(tmp_path: Path, request: pytest.FixtureRequest) -> House:
    root = copy_sample(tmp_path / "house")
    has_git = request.param == "with Git"
    if has_git:
        subprocess.run(("git", "init", "-q", "-b", "main"), cwd=root, check=True)
    made = House(root, has_git)
    made.commit()
    made.sync()
    return made


def test_a_first_sync_changes_no_text_and_a_second_one_nothing(house: House) -> None:
    assert house.all_current()
    assert house.sync().files == {}


def test_a_typo_in_the_source_marks_one_unit(house: House) -> None:
    house.change(SOURCE, "A firm cannot be an author", "A company cannot be an author")
    assert house.stands("kk")[Standing.STALE] == 1, "stale before any marker is in"
    house.sync()
    text = house.read(KK)
    assert "<!-- stale: learn/p3\n" in text
    assert "now: A company cannot be an author" in text
    assert ("was: A firm cannot be an author" in text) == house.has_git
    assert house.stands("kk")[Standing.STALE] == 1
    assert house.sync().files == {}, "a second sync has nothing to do"


def test_a_change_of_a_link_marks_nothing(house: House) -> None:
    house.change(SOURCE, "(give-it-on.md#learn)", "(give-it-on.md#parts)")
    assert house.all_current()
    house.sync()
    assert "[Әрі қарай](give-it-on.md#parts)" in house.read(KK), "the machine repairs targets"
    assert "<!--" not in house.read(KK)
    assert house.sync().files == {}


def test_a_new_block_stands_in_english_under_a_marker(house: House) -> None:
    house.change(SOURCE, "## Do {#do}", "Ask before you copy.\n\n## Do {#do}")
    assert house.stands("kk")[Standing.MISSING] == 1
    house.sync()
    assert "<!-- new -->\nAsk before you copy.\n\n## Жаса {#do}" in house.read(KK)
    assert house.stands("kk")[Standing.UNTRANSLATED] == 1
    assert house.sync().files == {}
    house.change(KK, "<!-- new -->\nAsk before you copy.", "Көшірмес бұрын сұра.")
    assert house.stands("kk")[Standing.UNTRANSLATED] == 0
    house.sync()
    assert house.all_current(["kk"])


def test_a_removed_block_is_marked_and_kept(house: House) -> None:
    source = house.read(SOURCE)
    block = source[source.index("> [!NOTE]") : source.index("[^1]: ")]
    house.change(SOURCE, block, "")
    assert house.stands("kk")[Standing.ORPHAN] == 1
    house.sync()
    assert "<!-- removed -->\n> [!NOTE]\n> Фирма автор бола алмайды" in house.read(KK)
    assert house.stands("kk")[Standing.ORPHAN] == 1
    assert house.sync().files == {}


def test_a_moved_block_moves_in_the_translation(house: House) -> None:
    source, first = house.read(SOURCE), "## Why it matters {#why}"
    activity = source[source.index("## Do {#do}") : source.index("## Check {#check}")]
    house.change(SOURCE, activity, "")
    house.change(SOURCE, first, activity + first)
    house.sync()
    text = house.read(KK)
    assert text.index("{#do}") < text.index("{#why}")
    assert "<!--" not in text
    assert house.all_current()


def test_a_split_paragraph_is_stale_and_its_second_half_new(house: House) -> None:
    house.change(SOURCE, "A week later its author writes.", "\n\nA week later its author writes.")
    house.sync()
    assert house.stands("kk")[Standing.STALE] == 1
    assert house.stands("kk")[Standing.UNTRANSLATED] == 1


def test_an_option_is_put_into_its_question(house: House) -> None:
    house.change(SOURCE, "> - [x] The student\n", "> - [ ] The teacher\n> - [x] The student\n")
    house.sync()
    text = house.read(KK)
    assert "<!-- new: first-author/option2 -->\n> [!QUIZ] first-author" in text
    assert "> - [ ] The teacher\n> - [x] Студент" in text
    assert [choice.right for choice in house.lesson("kk").questions[0].choices] == [
        False,
        False,
        True,
    ]


def test_a_renamed_lesson_takes_its_translations_along(house: House) -> None:
    new = SOURCE.replace("who-made-it", "who-is-the-author")
    (house.root / SOURCE).rename(house.root / new)
    house.change("courses/sharing/course.yml", "- who-made-it", "- who-is-the-author")
    house.sync()
    assert house.moved[KK] == f"translations/kk/{new}"
    assert not (house.root / KK).exists()
    assert {one.standing for one in house.lesson("kk", "who-is-the-author").progress} == {
        Standing.CURRENT
    }


def test_an_edit_elsewhere_in_a_stale_block_clears_nothing(house: House) -> None:
    house.change(SOURCE, "A firm cannot be an author", "A company cannot be an author")
    house.sync()
    house.change(KK, "Фирма автор бола алмайды", "Фирма автор болмайды")
    house.sync()
    assert house.stands("kk")[Standing.STALE] == 1


def test_deleting_the_marker_confirms(house: House) -> None:
    house.change(SOURCE, "A firm cannot be an author", "A company cannot be an author")
    house.sync()
    remove_marker(house, KK)
    assert house.all_current(["kk"])
    house.sync()
    assert house.all_current(["kk"])
    assert house.stands("ru")[Standing.STALE] == 1, "the other language confirmed nothing"


def remove_marker(house: House, path: str) -> None:
    text = house.read(path)
    start = text.index("<!--")
    end = text.index("-->\n", start) + len("-->\n")
    (house.root / path).write_text(text[:start] + text[end:], "utf-8")
    house.commit()


def test_a_source_that_goes_back_clears_its_markers(house: House) -> None:
    before = house.read(KK)
    house.change(SOURCE, "A firm cannot be an author", "A company cannot be an author")
    house.sync()
    house.change(SOURCE, "A company cannot be an author", "A firm cannot be an author")
    assert house.all_current()
    house.sync()
    assert house.read(KK) == before


def test_two_translators_on_neighbouring_lessons_do_not_meet(house: House) -> None:
    made = house.sync()
    assert made.files == {}
    other = KK.replace("who-made-it", "give-it-on")
    write(house.root, start(house.root, load(house.root), "kk", "sharing/give-it-on", "en"))
    changed = {other, other.replace(".md", ".units.tsv")}
    status = subprocess.run(
        ("git", "status", "--porcelain", "-uall"), cwd=house.root, capture_output=True, check=False
    )
    if house.has_git:
        assert {line[3:] for line in status.stdout.decode().splitlines()} == changed


def test_a_page_made_from_a_stale_translation_is_stale(house: House) -> None:
    house.change(SOURCE, "A firm cannot be an author", "A company cannot be an author")
    house.sync()
    (house.root / KK.replace(".md", ".units.tsv")).unlink()
    text = house.read(KK).replace("  of: en", "  of: ru")
    start_, end = text.index("<!--"), text.index("-->\n") + 4
    (house.root / KK).write_text(text[:start_] + text[end:], "utf-8")
    house.sync()
    assert house.stands("kk")[Standing.STALE] == 1


def test_the_title_is_a_unit_with_its_marker_in_yaml(house: House) -> None:
    house.change(SOURCE, "title: Who made it", "title: Who has made it")
    house.sync()
    assert "# stale: title\n" in house.read(KK)
    assert house.stands("kk")[Standing.STALE] == 1
    house.change(KK, "# stale: title\n", "")
    assert house.all_current(["kk"])
    house.sync()
    assert "# now:" not in house.read(KK)


def test_a_new_outcome_stands_in_english_under_a_marker(house: House) -> None:
    house.change(SOURCE, "outcomes:\n", "outcomes:\n  - Find a second thing\n")
    house.sync()
    assert "outcomes:\n  # new: outcomes/1\n  - Find a second thing\n  - " in house.read(KK)
    assert house.sync().files == {}


def test_what_does_not_fit_is_left_alone_and_told(house: House) -> None:
    house.change(KK, "## Тексер {#check}", "Артық абзац.\n\n## Тексер {#check}")
    house.change(SOURCE, "A firm cannot be an author", "A company cannot be an author")
    before = house.read(KK)
    made = house.sync()
    assert "do/p2" in made.refused[KK] or "learn" in made.refused[KK]
    assert house.read(KK) == before


def test_a_review_holds_for_the_text_that_was_read(house: House) -> None:
    review = "    - name: Aigul Sample\n      role: language\n      date: 2026-11-25\n"
    house.change(KK, "  tool: sample\n", f"  tool: sample\n  reviews:\n{review}")
    house.sync()
    assert "      hash: " in house.read(KK)
    lesson = house.lesson("kk")
    assert all(one.read == {"language"} for one in lesson.progress)
    assert house.sync().files == {}
    house.change(KK, "Фирма автор бола алмайды", "Фирма автор болмайды")
    lesson = house.lesson("kk")
    changed = [one for one in lesson.progress if not one.read]
    assert [one.outdated_reads for one in changed] == [{"language"}]
    assert status_of(house).read == len(lesson.progress) - 1


def status_of(house: House) -> PageStatus:
    rows = status(load(house.root))
    return next(row for row in rows if (row.language, row.name) == ("kk", "who-made-it"))


def test_a_lawyer_may_read_a_part_for_a_market(house: House) -> None:
    review = "{name: Aigul Sample, role: law, market: kz, date: 2026-11-25, parts: [learn]}"
    house.change(KK, "  tool: sample\n", f"  tool: sample\n  reviews:\n    - {review}\n")
    house.sync()
    read = {one.source.id for one in house.lesson("kk").progress if one.source and one.read}
    assert read == {"learn/h1", "learn/p1", "learn/p2", "learn/p3"}
    assert house.stands("kk")[Standing.CURRENT] == len(house.lesson("kk").progress)


def test_a_fact_that_changes_is_marked_and_told(house: House) -> None:
    facts = f"translations/ru/{FACTS}"
    source = house.read(FACTS)
    old = load(house.root).courses["sharing"].editions["en"].facts[0].value
    house.change(FACTS, old, old + " It has changed.")
    assert source != house.read(FACTS)
    (fact, *_) = load(house.root).courses["sharing"].editions["ru"].facts
    assert fact.newer == ("en", old + " It has changed.")
    house.sync()
    assert "# stale: facts/" in house.read(facts)
    assert house.sync().files == {}
    text = "\n".join(line for line in house.read(facts).split("\n") if "# " not in line)
    (house.root / facts).write_text(text, "utf-8")
    (fact, *_) = load(house.root).courses["sharing"].editions["ru"].facts
    assert fact.newer is None


def test_a_page_of_docs_tells_its_readers_too(house: House) -> None:
    page = "translations/ru/docs/index.md"
    house.change("docs/index.md", "Two lessons on sharing.", "Two short lessons.\n\nCome in.")
    house.sync()
    assert "<!-- new -->\nCome in." in house.read(page)
    catalog = load(house.root)
    own, source = (
        next(one for one in catalog.pages if one.language == code) for code in ("ru", "en")
    )
    text = told(own, source, catalog.languages["ru"])
    assert "<!--" not in text
    assert '<div lang="en" markdown="1">\n\nTwo short lessons.\n\n</div>' in text
    assert '<div lang="en" markdown="1">\n\nCome in.\n\n</div>' in text
