"""Pages for contributors tell what is true: commands, names of links, forms in every language."""

import json
import re
import shlex
from pathlib import Path
from textwrap import dedent
from typing import Any

import click
import pytest
import yaml

from oer.cli import main
from oer.data import Data, read_yaml
from oer.documents import split
from oer.load import load, load_languages
from oer.markers import OPENING
from oer.markup import parse
from oer.markup.dialect import BOX_KINDS
from oer.model import QuestionType, Standing
from samples import copy_sample, oer_here
from workflows import FILES, ROOT, desk, run

LANGUAGES = load_languages(ROOT)
TRANSLATORS = {
    code: ROOT / ("docs" if code == "en" else f"translations/{code}/docs") / "translators.md"
    for code in LANGUAGES
}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *TRANSLATORS.values()]
FORMS = sorted(ROOT.glob(".github/ISSUE_TEMPLATE/*-*.yml"))


def commands(page: Path) -> list[list[str]]:
    """Every `oer …` that a page shows, in consoles and in sentences."""
    text = page.read_text("utf-8")
    shown = re.findall(r"^\$ (?:\S*/)?(oer .*)$|`(?:\S*/)?(oer [a-z][^`]*)`", text, re.MULTILINE)
    return [shlex.split(one or other, comments=True)[1:] for one, other in shown]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_are_there(page: Path) -> None:
    for words in commands(page):
        command: click.Command = main
        rest = words
        while isinstance(command, click.Group):
            _, rest, _ = command.make_parser(click.Context(command)).parse_args(list(rest))
            if not rest:
                break
            found = command.get_command(click.Context(command), rest[0])
            assert found, f"there is no oer {' '.join(words)}"
            command, rest = found, rest[1:]
        command.make_parser(click.Context(command)).parse_args(list(rest))


def test_commands_are_looked_at() -> None:
    assert ["translate", "sync"] in commands(ROOT / "CONTRIBUTING.md")
    assert all(len(commands(page)) >= 3 for page in TRANSLATORS.values())


NAMED = re.compile(r"`((?:scripts|overrides|tests|\.github)/[\w./-]+\.\w+)`")
"""A file of the program in running text."""


def test_files_that_are_named_are_there() -> None:
    """A rule sends its reader to a file; after a move it would send them nowhere."""
    kinds = ("*.md", "docs/*.md", "translations/*/*.yml", "translations/*/docs/*.md")
    texts = [file for kind in (*kinds, "scripts/oer/rules/*.py") for file in ROOT.glob(kind)]
    named = {(name, file) for file in texts for name in NAMED.findall(file.read_text("utf-8"))}
    assert len(named) > 5
    assert [f"{file}: {name}" for name, file in named if not (ROOT / name).is_file()] == []


def test_the_lesson_to_start_exists() -> None:
    courses = load(ROOT).courses
    for page in PAGES[1:]:
        for words in commands(page):
            if words[:2] == ["translate", "start"] and len(words) > 3:
                course, _, slug = words[3].partition("/")
                assert slug in courses[course].editions["en"].lessons


@pytest.mark.parametrize("code", LANGUAGES)
def test_translators_find_the_links_that_the_page_names(code: str) -> None:
    text = TRANSLATORS[code].read_text("utf-8")
    words = LANGUAGES[code].words
    assert words["theme.action.edit"] in text
    assert words["site.missing_help"].rstrip(".") in text
    for label in ("Fork this repository", "Commit changes", "Propose changes", "awaiting approval"):
        assert label in text
    assert text.count("Create pull request") == 2
    assert {f"<!-- {kind}" for kind in ("stale", "new", "removed")} <= set(
        re.findall(r"<!-- [a-z]+", text)
    )
    assert OPENING.search(text)


def test_contributing_names_every_workflow_and_links_every_language() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [file.name for file in FILES if f"`{file.name}`" not in text] == []
    links = re.findall(r"\]\(([^)#]+\.md)\)", text)
    assert {page.relative_to(ROOT).as_posix() for page in TRANSLATORS.values()} <= set(links)
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_a_proposal_is_checked_elsewhere_as_the_page_tells(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.change("docs/about.md", "[the welcome](index.md)", "[the welcome](gone.md)")
    at.propose()
    (at.work / "house").mkdir()
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    console = next(
        c for c in re.findall(r"```console\n(.*?)```", text, re.DOTALL) if "archive" in c
    )
    script = console.replace("$ ", "").replace("oer --root", "house/.venv/bin/oer --root")
    first, second = script.splitlines()
    done = run(at.work, f"{first}\nmake --directory house tools\n{second}")
    assert done.returncode == 1
    assert "::error file=docs/about.md" in done.stdout
    assert "docs&#47;about&#46;md" in (at.work / "summary.md").read_text("utf-8")
    assert (at.work / "handed/findings.json").is_file()


def test_a_page_is_started_with_a_browser_as_the_page_tells(tmp_path: Path) -> None:
    """The English text in a new file, its top as told, and `<!-- new -->` above each block."""
    root = copy_sample(tmp_path)
    source = load(root).courses["sharing"].editions["en"].lessons["give-it-on"]
    lines = (root / source.place.path).read_text("utf-8").split("\n")
    for block in sorted(source.blocks, key=lambda block: block.line, reverse=True):
        lines.insert(block.line - 1, "<!-- new -->")
    _, head, body = "\n".join(lines).split("---\n", 2)
    yaml_told = re.search(r"```yaml\n(.*?)```", TRANSLATORS["en"].read_text("utf-8"), re.DOTALL)
    assert yaml_told
    kept = {k: v for k, v in yaml.safe_load(head).items() if k in ("title", "summary", "outcomes")}
    top = yaml.safe_dump(kept, allow_unicode=True) + dedent(yaml_told[1])
    file = root / "translations/kk" / source.place.path
    file.write_text(f"---\n{top}---\n{body}", "utf-8")
    checked = oer_here(root, "check", "--format", "json", "translations/kk")
    errors = [row for row in json.loads(checked.stdout) if row["level"] == "error"]
    assert errors == []
    own = load(root).courses["sharing"].editions["kk"].lessons["give-it-on"]
    in_body = [one.standing for one in own.progress if one.source and "/" in one.source.id]
    waiting = in_body.count(Standing.UNTRANSLATED)
    assert waiting > len(in_body) / 2
    assert oer_here(root, "translate", "sync").exit_code == 0


# --- forms --------------------------------------------------------------------------------


def form(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))


def shape(told: Any) -> list[tuple[str, str, bool, int]]:
    """What a form asks for, without its words."""
    return [
        (
            part["type"],
            part.get("id", ""),
            bool(part.get("validations", {}).get("required")),
            len(part["attributes"].get("options", ())),
        )
        for part in told["body"]
    ]


def test_every_language_has_every_form() -> None:
    kinds = {tuple(file.stem.split("-")[1:]) for file in FORMS}
    assert kinds == {(c, k) for c in LANGUAGES for k in ("correct", "translate", "law")}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_asks_what_the_english_one_asks(file: Path) -> None:
    _, code, kind = file.stem.split("-")
    own, english = form(file), form(file.with_name(f"1-en-{kind}.yml"))
    assert set(own) == {"name", "description", "labels", "body"}
    assert shape(own) == shape(english)
    assert own["labels"] == [english["labels"][0], code]
    assert own["name"].startswith(f"{LANGUAGES[code].name}: ")
    labels = [part["attributes"].get("label", "") for part in own["body"]]
    assert (labels == [part["attributes"].get("label", "") for part in english["body"]]) == (
        code == "en"
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_form_about_the_law_names_our_markets(code: str) -> None:
    (file,) = (file for file in FORMS if file.stem.endswith(f"-{code}-law"))
    country = next(part for part in form(file)["body"] if part.get("id") == "country")
    words = LANGUAGES[code].words
    markets = [words[f"market.{market}"] for market in ("kz", "kg", "tj", "uz")]
    assert country["attributes"]["options"] == markets


def test_a_pull_request_is_asked_for_in_every_language() -> None:
    text = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert [one.name for one in LANGUAGES.values() if f"\n{one.name}: " not in text] == []
    assert text.count("CC BY 4.0") == len(LANGUAGES)
    assert not text.partition("-->")[2].strip(), "only the contributor's own words are shown"


def test_owners_are_roles_that_are_explained() -> None:
    text = (ROOT / ".github/CODEOWNERS").read_text("utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    languages = {code for code in LANGUAGES if code != "en"}
    assert {f"/translations/{code}/" for code in languages} <= {row[0] for row in rows}
    for _, owner in rows:
        role = owner.partition("/")[2]
        name = "language-<code>" if role.startswith("language-") else role
        assert re.search(rf"^#   {re.escape(name)} ", text, re.MULTILINE), owner


# --- the guide for authors ----------------------------------------------------------------

EXAMPLE = re.compile(r"^````markdown\n(.*?)^````$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def examples() -> list[str]:
    return EXAMPLE.findall((ROOT / "docs/authors.md").read_text("utf-8"))


def test_what_the_guide_shows_can_be_written(examples: list[str]) -> None:
    for text in examples:
        head, body, _ = split(text)
        assert [one.values for one in parse(body, "a.md").defects] == []
        assert not head or isinstance(read_yaml(head, "a.md", "lesson"), Data)


def test_the_guide_shows_every_kind(examples: list[str]) -> None:
    guide = (ROOT / "docs/authors.md").read_text("utf-8")
    parsed = [parse(split(text)[1], "a.md") for text in examples]
    asked = {question.type for one in parsed for question in one.questions}
    assert asked | {QuestionType.MULTIPLE} == set(QuestionType), "several: tick several"
    assert [kind for kind in BOX_KINDS if kind.upper() not in guide] == []
    schemes = {link.target.partition(":")[0] for one in parsed for link in one.links}
    assert {"term", "fact"} <= schemes
