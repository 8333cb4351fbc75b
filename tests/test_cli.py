"""The `oer` command: results on standard output, progress on the other one, and honest exits."""

import json
import re
import shutil
from pathlib import Path

import pytest

from oer.rules import RULES
from oer.settings import Unusable, read_site
from samples import LANGUAGES, contents, copy_buildable, copy_sample, oer, oer_here

LESSON = "courses/sharing/lessons/give-it-on.md"


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample; nobody changes it."""
    return copy_buildable(tmp_path_factory.mktemp("clean") / "sample")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a dead link in one lesson and another lesson that no course lists."""
    root = copy_sample(tmp_path_factory.mktemp("faulty") / "sample")
    lesson = root / LESSON
    text = lesson.read_text("utf-8").replace("## Do {#do}", "[x](gone.md)\n\n## Do {#do}")
    lesson.write_text(text, "utf-8")
    (root / "courses/sharing/lessons/stray.md").write_bytes(b"")
    return root


# --- check --------------------------------------------------------------------------------


def test_check_of_clean_files(clean: Path) -> None:
    done = oer(clean, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 errors, 0 advice, 4 allowed\n", "")


def test_check_prints_places_first(faulty: Path) -> None:
    done = oer(faulty, "check")
    assert (done.returncode, done.stderr) == (1, "")
    lines = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert [line.partition(" ")[0] for line in lines[:-1]] == [
        f"{LESSON}:24:",
        "courses/sharing/lessons/stray.md:1:",
    ]
    assert re.fullmatch(rf"{LESSON}:24: LNK001 .*gone\.md.*", lines[0])
    assert done.stdout.count("\n    fix: ") == 2
    assert lines[-1] == "2 errors, 0 advice, 4 allowed"


def test_advice_is_no_error(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    words = root / "translations/ru/interface.yml"
    words.write_text(words.read_text("utf-8").replace("  home:", "  # home:"), "utf-8")
    done = oer(root, "check")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "0 errors, 1 advice, 4 allowed")


@pytest.mark.parametrize(
    ("paths", "findings"),
    [
        ((), 2),
        ((LESSON,), 1),
        (("courses",), 2),
        (("./courses/",), 2),
        (("courses/sharing/lessons/stray.md", LESSON), 2),
        (("translations", "docs"), 0),
        (("cours",), 0),
    ],
)
def test_check_of_paths(faulty: Path, paths: tuple[str, ...], findings: int) -> None:
    done = oer_here(faulty, "check", "--format", "json", *paths)
    assert len(json.loads(done.stdout)) == findings
    assert done.exit_code == bool(findings)


def test_check_for_programs(faulty: Path) -> None:
    done = oer(faulty, "check", "--format", "json")
    rows = json.loads(done.stdout)
    keys = {"path", "line", "code", "level", "what", "fix", "values"}
    assert [set(row) for row in rows] == [keys] * 2
    assert (rows[0]["path"], rows[0]["line"], rows[0]["code"]) == (LESSON, 24, "LNK001")


def test_check_for_github(faulty: Path) -> None:
    done = oer(faulty, "check", "--format", "github")
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"::error file={LESSON},line=24,title=LNK001::")


def test_check_in_another_language(faulty: Path, tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    (root / LESSON).write_bytes(b"")
    text = "SRC002:\n  what: Файл пуст.\n  fix: Напишите текст.\n"
    (root / "translations/ru/messages.yml").write_text(text, "utf-8")
    done = oer(root, "check", "--language", "ru")
    assert f"{LESSON}:1: SRC002 Файл пуст.\n    fix: Напишите текст.\n" in done.stdout


def test_check_of_an_empty_folder(tmp_path: Path) -> None:
    done = oer(tmp_path, "check")
    assert (done.returncode, done.stdout) == (0, "0 errors, 0 advice\n")


# --- explain ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [RULES[0].code, RULES[-1].code.lower()])
def test_explain(clean: Path, code: str) -> None:
    done = oer(clean, "explain", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{code.upper()}: ")
    assert len(done.stdout.split("\n\n")) == 3


# --- build --------------------------------------------------------------------------------


def test_build_reports_on_the_right_streams(clean: Path, tmp_path: Path) -> None:
    done = oer(clean, "build", "--format", "site", "--output", str(tmp_path / "out"))
    assert done.returncode == 0
    assert re.fullmatch(r"Built \d+ files, \d+\.\d MB, in \d+\.\d s\.\n", done.stdout)
    lines = done.stderr.splitlines()
    assert [line.partition(" ")[0] for line in lines] == [f"[{n}/7]" for n in range(1, 8)]
    parts = {f"{code} {part}" for code in LANGUAGES for part in ("pages", "search")}
    assert {line.partition(" ")[2] for line in lines} == {"sheets", *parts}
    assert (tmp_path / "out/index.html").is_file()
    assert not (clean / "dist").exists()


def test_build_of_one_language_and_format(clean: Path, tmp_path: Path) -> None:
    chosen = ("--language", "ru", "--format", "epub", "--format", "source")
    done = oer(clean, "build", *chosen, "--output", str(tmp_path / "out"))
    assert done.returncode == 0
    rows = json.loads((tmp_path / "out/downloads/manifest.json").read_text("utf-8"))["packages"]
    assert {(row["language"], row["format"]) for row in rows} == {("ru", "epub"), ("ru", "source")}
    assert sorted(contents(tmp_path / "out")) == [
        "downloads/manifest.json",
        "downloads/sharing/ru/sharing-ru.epub",
        "downloads/sharing/ru/sharing-ru.source.zip",
        "opds.xml",
    ]


def test_build_never_replaces_what_it_did_not_make(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", "utf-8")
    done = oer(clean, "build", "--format", "source", "--output", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: {tmp_path} holds files that no build made")
    assert contents(tmp_path) == {"diary.txt": b"mine"}


def test_build_never_replaces_its_repository(tmp_path: Path) -> None:
    root = copy_buildable(tmp_path / "sample")
    before = contents(root)
    done = oer(root, "build", "--format", "source", "--output", ".")
    assert done.returncode == 1
    assert before.items() <= contents(root).items()


@pytest.mark.parametrize("missing", ["mkdocs.yml", "LICENSE-CC-BY"])
def test_build_without_configuration(tmp_path: Path, missing: str) -> None:
    """One sentence that names the file."""
    root = copy_buildable(tmp_path / "sample")
    (root / missing).unlink()
    about = root / "docs/about.md"
    about.write_text(about.read_text("utf-8").replace("../LICENSE-CC-BY", "index.md"), "utf-8")
    done = oer(root, "build")
    assert (done.returncode, done.stdout) == (1, "")
    assert missing in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["build", "serve"])
@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("largest: 1e3", "1e3"),
        ("largest: 0", "0"),
        ("largest: -900", "-900"),
        ("largest:", ""),
        ("largest_pages: !ENV [OER_NONE, a lot]", "a lot"),
        ("largest_pages: !ENV OER_MANY", "many"),
    ],
)
def test_a_size_that_is_no_number(
    clean: Path, tmp_path: Path, command: str, line: str, size: str
) -> None:
    """It would be a limit that nobody keeps."""
    (tmp_path / "translations/en").mkdir(parents=True)
    shutil.copy(clean / "translations/en/language.yml", tmp_path / "translations/en")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nextra:\n  {line}\n", "utf-8")
    done = oer(tmp_path, command, OER_MANY="many")
    name = line.partition(":")[0]
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f'Error: mkdocs.yml:3: {name} is "{size}", which is no whole')


def test_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OER_LARGEST", "5000")
    text = "extra:\n  largest_pages: 450\n  largest: !ENV [OER_LARGEST, 1]\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    site = read_site(tmp_path)
    assert (site.largest_pages, site.largest) == (450, 5000)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    site = read_site(tmp_path)
    assert (site.largest_pages, site.largest) == (300, 900)


def test_configuration_that_is_no_yaml(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nextra: [\n", "utf-8")
    with pytest.raises(Unusable, match=r"^mkdocs\.yml:3: this is no YAML"):
        read_site(tmp_path)


# --- misuse and colours -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("build", "--language", "xx"), "--language xx is unknown; there are en, kk, ru"),
        (("build", "--format", "pdfx"), "--format pdfx is unknown; there are site, "),
        (("build", "extra"), "unexpected extra argument"),
        (("build", "--colour"), "No such option"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("explain", "XYZ999"), "there is no rule XYZ999"),
        (("explain",), "Missing argument 'CODE'"),
        (("new", "lesson", "nowhere/x-y-z"), "there is no course nowhere"),
        (("new", "course", "No"), "is no name"),
        (("serve", "--language", "xx"), "--language xx is unknown"),
        (("serve", "--language", "../en"), "is unknown"),
        (("--root", "/nowhere", "check"), "does not exist"),
        (("frobnicate",), "No such command 'frobnicate'"),
    ],
)
def test_misuse_is_one_sentence(clean: Path, arguments: tuple[str, ...], reason: str) -> None:
    done = oer(clean, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    errors = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1
    assert reason in errors[0]
    assert "Traceback" not in done.stderr


def test_check_in_an_unknown_language(clean: Path) -> None:
    """Silence about a slip would show English and leave its reader wondering."""
    done = oer(clean, "check", "--language", "xx")
    assert done.returncode == 2
    assert "--language xx is unknown" in done.stderr


@pytest.mark.parametrize("command", [("check",), ("build", "--format", "source"), ("--help",)])
def test_no_colours_where_nobody_sees_them(
    clean: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Not in a file, and not where NO_COLOR is set, even if colours are forced."""
    for values in ({}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}):
        output = ("--output", str(tmp_path / "out")) if command[0] == "build" else ()
        done = oer(clean, *command, *output, **values)
        assert done.returncode == 0
        assert not re.search(r"\x1b\[[0-9;]*m", done.stdout + done.stderr)


def test_help_names_every_command(clean: Path) -> None:
    done = oer(clean, "--help")
    for command in ("check", "explain", "build", "serve", "new"):
        assert re.search(rf"^  {command} ", done.stdout, re.MULTILINE)
