"""Builds: the same bytes from the same files, nothing made twice, and dist/ always whole.

Every build here is the real command over the sample. What a build needs of the house is copied
beside it, so that a test can change anything.
"""

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, cast
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from oer import output
from oer.cli import main
from oer.formats import FORMATS
from oer.load import load
from oer.store import Store
from oer.tasks import Pieces, Task, TaskFailed, results, start, twice
from oer.website import addresses
from samples import (
    LANGUAGES,
    OER,
    TESTS,
    built,
    contents,
    copy_buildable,
    differing,
    environment,
    oer,
    oer_with_room,
    seconds_of_work,
)

URL = "https://open-creative-courses.example/"
SITE = ("--format", "site")
LESSON = "courses/sharing/lessons/give-it-on.md"
FIRST = "courses/sharing/lessons/who-made-it.md"
PIPE = subprocess.PIPE


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built once with all its packages; for looking at."""
    root = copy_buildable(tmp_path_factory.mktemp("whole") / "sample")
    built(root, PYTHONHASHSEED="1")
    return root


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built once without packages."""
    root = copy_buildable(tmp_path_factory.mktemp("plain") / "sample")
    built(root, *SITE)
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A built sample that a test may change; its dist/ and what it was made from are there."""
    return Path(shutil.copytree(whole, tmp_path / "sample"))


def times(folder: Path) -> Mapping[str, tuple[int, int]]:
    """When each file was written, and which file it is."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(file): (file.stat().st_mtime_ns, file.stat().st_ino) for file in files}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# --- the same bytes -----------------------------------------------------------------------


def test_two_clean_builds_are_equal(whole: Path, tmp_path: Path) -> None:
    """In another folder, time zone and locale, and with other hashes of words."""
    other = copy_buildable(tmp_path / "another folder")
    again = built(other, PYTHONHASHSEED="3", TZ="Pacific/Kiritimati", LC_ALL="C", TMPDIR="/var/tmp")
    assert differing(contents(whole / "dist"), again) == []
    assert len(again) > 50


def test_nothing_new_makes_nothing(root: Path) -> None:
    built(root)  # this copy stands in another folder than the one that was built
    before = times(root / "dist")
    begun = seconds_of_work()
    done = oer(root, "build")
    assert seconds_of_work() - begun < 2
    assert (done.returncode, done.stdout) == (0, "Nothing has changed: dist/ is up to date.\n")
    assert done.stderr == ""
    assert times(root / "dist") == before


def change_text(root: Path) -> None:
    edit(root / LESSON, "in one line.", "in two lines.")


def change_title(root: Path) -> None:
    edit(root / FIRST, "title: Who made it", "title: Who has made it")


def add_lesson(root: Path) -> None:
    text = (root / LESSON).read_text("utf-8")
    questions = ("parts-of-a-credit", "who-may", "words")
    for id in questions:
        text = re.sub(rf"(?<=\[!QUIZ\] ){id}\b|(?<=[\[ ]){id}(?=[,\]])", f"third-{id}", text)
    text = text.replace("title: Give", "title: Take")
    (root / "courses/sharing/lessons/third.md").write_text(text, "utf-8")
    edit(root / "courses/sharing/course.yml", "- give-it-on", "- give-it-on\n      - third")


def remove_lesson(root: Path) -> None:
    (root / LESSON).unlink()
    edit(root / "courses/sharing/course.yml", "      - give-it-on\n", "")
    edit(root / "docs/about.md", "../courses/sharing/lessons/give-it-on.md#parts", "#whom")
    for folder in ("", "translations/ru/", "translations/kk/"):
        file = root / folder / FIRST
        file.write_text(re.sub(r"\(give-it-on\S*\)", "(#learn)", file.read_text("utf-8")), "utf-8")


def rename_lesson(root: Path) -> None:
    (root / LESSON).rename(root / "courses/sharing/lessons/pass-it-on.md")
    edit(root / "courses/sharing/course.yml", "- give-it-on", "- pass-it-on")
    edit(root / "docs/about.md", "give-it-on", "pass-it-on")
    for folder in ("", "translations/ru/", "translations/kk/"):
        edit(root / folder / FIRST, "give-it-on", "pass-it-on")


def change_translation(root: Path) -> None:
    file = root / "translations/ru" / FIRST
    more = " Ещё одно предложение." * 30  # enough to show in the rounded sizes of packages
    file.write_text(f"{file.read_text('utf-8').rstrip()}{more}\n", "utf-8")


def change_translated_title(root: Path) -> None:
    retitle(root / "translations/ru" / FIRST, "Другое название")


def change_course(root: Path) -> None:
    edit(root / "courses/sharing/course.yml", "level: basic", "level: advanced")


def change_course_title(root: Path) -> None:
    retitle(root / "translations/kk/courses/sharing/course.yml", "Басқа атау")


def retitle(file: Path, title: str) -> None:
    text = re.sub("^title: .*", f"title: {title}", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")


def change_page_title(root: Path) -> None:
    edit(root / "docs/about.md", "title: About the sample", "title: All about the sample")


def change_term(root: Path) -> None:
    edit(root / "courses/glossary.yml", "definition: The person", "definition: Whoever is the one")


def translate_lesson(root: Path) -> None:
    """One that the language lacked: a notice becomes a page."""
    head = (root / "translations/kk" / FIRST).read_text("utf-8").partition("\n---\n")[0]
    text = (root / LESSON).read_text("utf-8").partition("\n---\n")[2]
    (root / "translations/kk" / LESSON).write_text(f"{head}\n---\n{text}", "utf-8")


def change_template(root: Path) -> None:
    edit(root / "overrides/course.html", "<h1>", '<h1 class="changed">')


def change_style(root: Path) -> None:
    edit(root / "overrides/assets/stylesheets/house.css", "{", "{ ")


def change_word(root: Path) -> None:
    edit(root / "translations/ru/interface.yml", "more_results: Показать ещё", "more_results: Ещё")
    edit(root / "translations/en/interface.yml", "note: Note", "note: Nota bene")


def change_page(root: Path) -> None:
    edit(root / "docs/about.md", "For tests.", "For all tests.")


def change_picture(root: Path) -> None:
    edit(root / "courses/sharing/media/notice.svg", "#333333", "#444444")


def change_fact(root: Path) -> None:
    edit(root / "translations/ru/courses/sharing/facts.yml", "Нет. ", "Нет, не нужно. ")


def change_address(root: Path) -> None:
    edit(root / "mkdocs.yml", "OER_SITE_URL, https://", "OER_SITE_URL, https://www.")


def remove_translation(root: Path) -> None:
    shutil.rmtree(root / "translations/ru/courses")


def remove_translated_lesson(root: Path) -> None:
    (root / "translations/kk" / FIRST).unlink()


ALL: tuple[str, ...] = ()
CHANGES: tuple[tuple[Callable[[Path], None], tuple[str, ...]], ...] = (
    (change_text, ALL),
    (change_title, SITE),
    (add_lesson, SITE),
    (remove_lesson, SITE),
    (rename_lesson, ALL),
    (change_translation, SITE),
    (change_translated_title, SITE),
    (change_course, SITE),
    (change_course_title, SITE),
    (change_page_title, SITE),
    (change_term, SITE),
    (translate_lesson, SITE),
    (change_template, SITE),
    (change_style, SITE),
    (change_word, ALL),
    (change_page, SITE),
    (change_picture, ALL),
    (change_fact, SITE),
    (change_address, ALL),
    (remove_translation, SITE),
    (remove_translated_lesson, ALL),
)
"""What changes, and what is built then: packages too where they could be forgotten."""


@pytest.mark.parametrize(
    ("change", "wanted"), CHANGES, ids=[change.__name__ for change, _ in CHANGES]
)
def test_a_change_gives_what_a_clean_build_gives(
    whole: Path,
    plain: Path,
    tmp_path: Path,
    change: Callable[[Path], None],
    wanted: tuple[str, ...],
) -> None:
    """What was made before and has not changed is taken; so a forgotten input would show."""
    root = Path(shutil.copytree(plain if wanted else whole, tmp_path / "sample"))
    before = contents(root / "dist")
    change(root)
    clean = tmp_path / "clean"
    shutil.copytree(root, clean, ignore=lambda folder, _: {"build", "dist"} & {*os.listdir(folder)})
    after = built(root, *wanted)
    both = before.keys() & after.keys()
    assert [path for path in both if before[path] != after[path]], "the change shows nowhere"
    assert differing(after, built(clean, *wanted)) == []


EDITIONS = load(TESTS / "sample").courses["sharing"].editions
PACKAGES = {
    code: sum(len(format.scopes(edition)) for format in FORMATS)
    for code, edition in EDITIONS.items()
}
"""How many packages each language has: of the whole course, and of its lessons."""
LEANING = PACKAGES["ru"] + PACKAGES["kk"]
"""Kazakh shows Russian where it lacks a text of its own."""
SEARCH = SHEETS = COURSE = HOUSE = 1
"""What the cache holds of each language: its search, the sheets of workshop reports, its pages."""
FINDINGS = 1 + 1
"""What was found in the course, and in its texts in the language that was changed."""
ALL_FINDINGS = 1 + (COURSE + HOUSE) * len(LANGUAGES)
"""In the course, and language by language in its texts and in those that are in no course."""
DOCUMENTS = 6
"""What was read, by folder: the course and docs/ in English and in two translations."""
DATA = 1
"""All data files that were read."""
SOURCE = 1
"""Kazakh's package of sources holds the Russian ones too; its others show no word of them."""
CHANNEL = ZIM = 1
"""Of each language, all courses in one file: for Kolibri from packages, for Kiwix from pages."""


@pytest.mark.parametrize(
    ("change", "wanted", "made"),
    [
        (
            change_fact,
            ALL,
            LEANING + FINDINGS + 2 * (COURSE + CHANNEL) + SEARCH + (HOUSE + ZIM) * len(LANGUAGES),
        ),
        (
            change_translation,
            ALL,
            PACKAGES["ru"] + SOURCE + FINDINGS + COURSE + 2 * CHANNEL + SEARCH + HOUSE + ZIM,
        ),
        (change_page, SITE, ALL_FINDINGS + HOUSE * len(LANGUAGES) + SEARCH),
        (change_style, SITE, (COURSE + HOUSE) * len(LANGUAGES)),
    ],
)
def test_only_what_changed_is_made(
    root: Path, change: Callable[[Path], None], wanted: tuple[str, ...], made: int
) -> None:
    """The words of one language: its packages, pages and search, and what else shows them.

    The house's pages tell the size of each package and list all facts.
    """
    built(root, *wanted)  # whatever changed in the program since the first build
    change(root)
    kept = {file.name for file in (root / "build/cache").iterdir()}
    built(root, *wanted)
    now = {file.name for file in (root / "build/cache").iterdir()}
    packages = 0 if wanted == SITE else sum(PACKAGES.values()) + (CHANNEL + ZIM) * len(LANGUAGES)
    pages = (COURSE + HOUSE + SEARCH + SHEETS) * len(LANGUAGES)
    all_there = packages + pages + DOCUMENTS + DATA + ALL_FINDINGS
    assert len(now) == all_there, "what no build asks for is forgotten"
    assert len(now - kept) == made


def test_shards_are_put_together(whole: Path, tmp_path: Path) -> None:
    """Each language built by itself; where their caches lie side by side nothing is made again."""
    root = copy_buildable(tmp_path / "together")
    (root / "build/cache").mkdir(parents=True)
    for code in LANGUAGES:
        shard = copy_buildable(tmp_path / code)
        built(shard, "--language", code)
        for file in (shard / "build/cache").iterdir():
            shutil.copyfile(file, root / "build/cache" / file.name)
    before = {file.name for file in (root / "build/cache").iterdir()}
    assert differing(built(root), contents(whole / "dist")) == []
    made = {file.name for file in (root / "build/cache").iterdir()} - before
    assert len(made) <= HOUSE * len(LANGUAGES) + SEARCH * len(LANGUAGES)


# --- dist/ is mended, or left whole -------------------------------------------------------


def delete(dist: Path) -> None:
    (dist / "kk/sharing/index.html").unlink()


def overwrite(dist: Path) -> None:
    (dist / "en/index.html").write_text("mine", "utf-8")


def add(dist: Path) -> None:
    (dist / "en/mine.html").write_text("mine", "utf-8")


@pytest.mark.parametrize("meddle", [delete, overwrite, add, shutil.rmtree])
def test_what_was_changed_by_hand_is_mended(root: Path, meddle: Callable[[Path], None]) -> None:
    good = built(root)
    meddle(root / "dist")
    assert differing(built(root), good) == []


SPOILT = (b"", b"I1x\n.", b"no pickle")
"""What a full disk or another program may leave in a file of the cache."""


def test_a_spoilt_cache_is_made_again(root: Path) -> None:
    good = contents(root / "dist")
    for number, file in enumerate(sorted((root / "build/cache").iterdir())):
        data = file.read_bytes()
        turned = data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]
        file.write_bytes((*SPOILT, data[:-9], turned)[number % 5])
    assert differing(built(root), good) == []


def test_another_clock_makes_nothing_new(root: Path) -> None:
    """Times of files say nothing about what is in them."""
    built(root)
    for file in (*root.glob("courses/**/*"), *root.glob("translations/**/*")):
        os.utime(file, (4e9, 4e9))
    assert oer(root, "build").stdout == "Nothing has changed: dist/ is up to date.\n"


FULL_AT = 20_000
"""Bytes that a file may have; the theme's script has more, and so have packages."""


def _without_memory(*_: object) -> None:
    raise MemoryError


def _worker_without_memory(*_: object) -> None:
    raise TaskFailed("kk pages: ") from MemoryError()


@pytest.mark.parametrize("fails", [_without_memory, _worker_without_memory])
def test_too_little_memory_is_told(
    fails: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oer.build.build", fails)
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "build"])
    assert done.exit_code == 1
    assert "there is not enough memory; close other programs" in done.output


def test_a_full_disk_leaves_dist_whole(root: Path) -> None:
    """What is written until then is taken away, so that the disk is not full for ever."""
    before = contents(root / "dist")
    change_text(root)
    done = oer_with_room(root, FULL_AT, "build")
    assert (done.returncode, done.stdout) == (1, "")
    assert "File too large; make room on the disk and build again" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(root / "dist") == before
    assert [path.name for path in root.iterdir() if path.name.startswith("dist")] == ["dist"]
    assert [path.name for path in (root / "build/cache").iterdir() if "." in path.name] == []
    assert differing(built(root), before) != []


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("/sys/dist", "/sys/dist.new: .*; allow writing there, or choose another --output"),
        ("mkdocs.yml/dist", "mkdocs.yml.*Not a directory"),
    ],
)
def test_where_nothing_can_be_written(root: Path, where: str, told: str) -> None:
    """It is told before anything is made."""
    change_text(root)
    done = oer(root, "build", "--output", where)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(told, done.stderr), done.stderr
    assert "[1/" not in done.stderr
    assert "Traceback" not in done.stderr


@contextmanager
def running(root: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build in a session of its own, killed with all its workers at the latest in the end."""
    folder = root.parent / "temporary"
    folder.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [OER, "build"],
        cwd=root,
        env=environment(TMPDIR=str(folder)),
        stdout=PIPE,
        stderr=PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def until_line(process: "subprocess.Popen[str]", start: str) -> None:
    """Read progress until a line that starts so."""
    assert process.stderr is not None
    assert any(line.startswith(start) for line in process.stderr)


def until_there(path: Path, process: "subprocess.Popen[str]") -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.0005)


MOMENTS: Mapping[str, Callable[["subprocess.Popen[str]", Path], None]] = {
    "at the start": lambda process, root: time.sleep(0.1),
    "while it reads": lambda process, root: time.sleep(0.5),
    "first package": lambda process, root: until_line(process, "[1/"),
    "first language": lambda process, root: until_line(process, "[10/"),
    "while it writes": lambda process, root: until_there(root / "dist.new", process),
    "while it swaps": lambda process, root: until_there(root / "dist.old", process),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_killed_build_leaves_dist_whole(
    root: Path, moment: Callable[["subprocess.Popen[str]", Path], None]
) -> None:
    before = contents(root / "dist")
    change_word(root)
    shutil.rmtree(root / "build")
    with running(root) as process:
        moment(process, root)
    old, dist = root / "dist.old", root / "dist"
    left = contents(dist if dist.exists() else old)
    after = built(root)
    assert left in (before, after), "neither yesterday's site nor the new one"
    assert {path.name for path in root.iterdir() if path.name.startswith("dist")} == {"dist"}
    assert differing(after, before) != []


def test_workers_end_with_their_build(root: Path) -> None:
    """Where only the first process is killed, no worker may keep the lock for ever."""
    change_word(root)
    with running(root) as process:
        until_line(process, "[1/")
        process.kill()
        process.wait()
        time.sleep(0.5)
        done = oer(root, "build", *SITE)
    assert (done.returncode, done.stdout[:5]) == (0, "Built"), done.stderr


STATES: Mapping[str, tuple[set[str], str | None]] = {
    "nothing was ever built": (set(), None),
    "all is well": ({"dist"}, "dist"),
    "killed in the first build": ({"dist.new"}, None),
    "killed while it wrote": ({"dist", "dist.new"}, "dist"),
    "killed between the two renames": ({"dist.old", "dist.new"}, "dist.old"),
    "killed while it cleaned up": ({"dist", "dist.old"}, "dist"),
}


@pytest.mark.parametrize(("folders", "kept"), STATES.values(), ids=STATES)
def test_mend(tmp_path: Path, folders: set[str], kept: str | None) -> None:
    for name in folders:
        (tmp_path / name).mkdir()
        (tmp_path / name / "name.txt").write_text(name, "utf-8")
    output.mend(tmp_path / "dist")
    assert contents(tmp_path) == ({"dist/name.txt": kept.encode()} if kept else {})


def test_two_builds_at_once(root: Path) -> None:
    change_word(root)
    with running(root) as process:
        until_line(process, "[1/")
        second = oer(root, "build")
        process.communicate()
    assert process.returncode == 0
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == "Error: another build is running here; wait for it to end\n"


# --- workers that are killed --------------------------------------------------------------


def pool() -> Executor:
    """Two workers that are started afresh: no thread of the test runner is copied."""
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def die(wanted: Sequence[str], lives: str) -> Pieces:
    """A task that is killed as often as a file has lines."""
    file = Path(lives)
    if left := file.read_text("utf-8").splitlines():
        file.write_text("\n".join(left[1:]), "utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return {name: {name: b"made"} for name in wanted}


@pytest.mark.parametrize(("deaths", "error"), [(1, None), (2, "killed twice")])
def test_a_killed_worker_is_survived_once(tmp_path: Path, deaths: int, error: str | None) -> None:
    lives = tmp_path / "lives"
    lives.write_text("\n".join("x" * deaths), "utf-8")
    tasks = [Task("dies", {"a": "0" * 40}, die, lambda _: (str(lives),))]
    done: list[Task] = []

    def work(executor: Executor) -> Mapping[str, Pieces]:
        store = Store(tmp_path / "store")
        made = results(start(tasks, store, executor), store, done.append)
        return {task.name: pieces for task, pieces in made}

    if error:
        with pytest.raises(TaskFailed, match=error):
            twice(pool, work)
    else:
        assert (twice(pool, work), done) == ({"dies": {"a": {"a": b"made"}}}, tasks)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_build_survives_a_killed_worker(root: Path) -> None:
    change_word(root)
    with running(root) as process:
        until_line(process, "[1/")
        os.kill(children(process.pid)[0], signal.SIGKILL)
        process.communicate()
    assert process.returncode == 0
    survived = contents(root / "dist")
    shutil.rmtree(root / "build")
    assert differing(built(root), survived) == []


# --- what a build tells of itself is true -------------------------------------------------


@pytest.mark.parametrize("format", ["offline", "zim"])
def test_what_is_cut_from_the_site_brings_it(tmp_path: Path, format: str) -> None:
    made = built(copy_buildable(tmp_path), "--format", format, "--language", "en")
    assert "en/index.html" in made
    rows = json.loads(made["downloads/manifest.json"])["packages"]
    assert {row["format"] for row in rows} == {format}


def packages(dist: Path) -> list[dict[str, Any]]:
    manifest = json.loads((dist / "downloads/manifest.json").read_text("utf-8"))
    return cast("list[dict[str, Any]]", manifest["packages"])


def of_editions(dist: Path) -> list[dict[str, Any]]:
    return [row for row in packages(dist) if row["language"] and row["course"]]


def test_manifest_lists_every_format(whole: Path) -> None:
    rows = of_editions(whole / "dist")
    listed = [(row["format"], row["language"], row["lesson"] or "") for row in rows]
    assert sorted(listed) == sorted(
        (f.key, code, slug)
        for f in FORMATS
        for code in LANGUAGES
        for slug in f.scopes(EDITIONS[code])
    )


def test_manifest_lists_every_file(whole: Path) -> None:
    dist = whole / "dist"
    every = packages(dist)
    assert [row["path"] for row in every if not row["language"]] == [
        "downloads/sharing/sharing.site.zip"
    ]
    assert len([row for row in every if not row["course"]]) == 2 * len(LANGUAGES)
    listed = {row["path"] for row in every}
    assert len(listed) == len(every)
    sheets = {addresses.sheet(code, kind) for code in LANGUAGES for kind in ("csv", "docx")}
    there = {f"downloads/{path}" for path in contents(dist / "downloads")}
    assert there == listed | sheets | {"downloads/manifest.json"}


def test_manifest_tells_what_a_file_is(whole: Path) -> None:
    rows = of_editions(whole / "dist")
    for row in rows:
        data = (whole / "dist" / row["path"]).read_bytes()
        assert (row["bytes"], row["sha256"]) == (len(data), sha256(data).hexdigest())
        assert row["path"].startswith(f"downloads/{row['course']}/{row['language']}/")
        assert (row["licence"], row["version"]) == ("CC BY 4.0 International", "1.0.0")
        assert ("/lessons/" in row["path"]) is bool(row["lesson"])
    states = {row["language"]: row["state"] for row in rows}
    assert states == {"en": "source", "ru": "draft", "kk": "machine"}


def test_manifest_tells_of_questions_that_are_changed(whole: Path) -> None:
    rows = of_editions(whole / "dist")
    for row in (row for row in rows if row["format"] == "gift" and row["language"] == "en"):
        assert row["questions"]["asked"] == 5
        (changed,) = row["questions"]["changed"]
        assert (changed["question"], changed["way"], changed["as"]) == (
            "parts-of-a-credit",
            "turned",
            "matching",
        )
        assert changed["why"].startswith("The format has no ordering")


def test_pages_offer_every_package(whole: Path) -> None:
    """A course page those of the course, a lesson's page those of the lesson."""
    dist = whole / "dist"
    for code in LANGUAGES:
        pages = sorted((dist / code / "sharing").rglob("index.html"))
        links = [
            normpath(join(page.parent.relative_to(dist), link))
            for page in pages
            for link in texts(document_fromstring(page.read_bytes()), "//a[@download]/@href")
        ]
        packages = contents(dist / "downloads/sharing" / code)
        own = [link for link in links if link.startswith(f"downloads/sharing/{code}/")]
        assert sorted(own) == sorted(f"downloads/sharing/{code}/{name}" for name in packages)


def texts(page: HtmlElement, path: str) -> list[str]:
    """What an XPath of attributes finds."""
    return cast("list[str]", page.xpath(path))


def pages_of(dist: Path) -> dict[str, HtmlElement]:
    """Every page of the site, by path; a lesson that is sent as one file is no page of it."""
    return {
        path: document_fromstring(data)
        for path, data in contents(dist).items()
        if path.endswith(".html") and not path.startswith("downloads/")
    }


@pytest.fixture(scope="session")
def pages(whole: Path) -> dict[str, HtmlElement]:
    return pages_of(whole / "dist")


def addresses_in(page: HtmlElement) -> set[str]:
    return {
        address
        for element, attribute, address, _ in page.iterlinks()
        if attribute in ("href", "src", "poster", "action", "data", "srcset")
        and element is not None
    }


def resolve(path: str, address: str) -> tuple[str, str] | None:
    """The file in dist/ and the fragment that an address on a page leads to; None: outside."""
    address = f"/{address.removeprefix(URL)}" if address.startswith(URL) else address
    own = address != "" and not re.match(r"[a-z]+:", address)
    if not own:
        return None
    to, _, fragment = address.partition("#")
    full = path
    if to:
        full = to[1:] if to.startswith("/") else normpath(join(dirname(path), unquote(to)))
        if to.endswith("/") or full in (".", "") or full.endswith("/.."):
            full = normpath(join(full, "index.html"))
    return full, fragment


def test_links_lead_somewhere(whole: Path, pages: dict[str, HtmlElement]) -> None:
    """Where a page is not translated, a link to its heading leads to the top of the notice."""
    there = contents(whole / "dist").keys()
    ids = {path: set(texts(page, "//@id")) for path, page in pages.items() if not is_notice(page)}
    dead, seen = [], 0
    for path, page in pages.items():
        for address in addresses_in(page):
            found = resolve(path, address)
            if found is None:
                continue
            seen += 1
            file, fragment = found
            lost = fragment and file in ids and fragment not in ids[file]
            if file.startswith("..") or file not in there or lost:
                dead.append(f"{path}: {address}")
    assert dead == []
    assert seen > 300


def test_absolute_addresses_are_the_pages_own(pages: dict[str, HtmlElement]) -> None:
    """The canonical address of a page is where the page stands."""
    for path, page in pages.items():
        canonical = texts(page, "//link[@rel='canonical']/@href")
        if path != "404.html" and not is_notice(page):
            assert canonical == [URL + path.removesuffix("index.html")]
        else:
            assert canonical == []


def is_notice(page: HtmlElement) -> bool:
    return texts(page, "//meta[@name='robots']/@content") == ["noindex"]


def test_a_notice_stands_for_what_is_not_translated(pages: dict[str, HtmlElement]) -> None:
    notices = {path for path, page in pages.items() if is_notice(page)}
    english = ("sharing/give-it-on", "about", "more/details")
    lacking = [f"{code}/{page}" for code in ("ru", "kk") for page in english]
    assert notices == {"404.html", *(f"{path}/index.html" for path in lacking)}
    for path in notices - {"404.html"}:
        links = {resolve(path, link) for link in texts(pages[path], "//article//a/@href")}
        assert (path.replace(path[:2], "en", 1), "") in links, "no way to the English text"


def true_pages(pages: dict[str, HtmlElement]) -> set[str]:
    """The addresses of the pages of all languages that are no notices."""
    paths = (path for path, page in pages.items() if "/" in path and not is_notice(page))
    return {path.removesuffix("index.html") for path in paths}


def test_search_holds_every_page_and_no_notice(whole: Path, pages: dict[str, HtmlElement]) -> None:
    fragments = (whole / "dist/pagefind/fragment").iterdir()
    read = [gzip.decompress(file.read_bytes()).decode() for file in fragments]
    found = [json.loads(text.removeprefix("pagefind_dcd")) for text in read]
    assert sorted(one["url"] for one in found) == sorted(f"/{path}" for path in true_pages(pages))
    entry = json.loads((whole / "dist/pagefind/pagefind-entry.json").read_text("utf-8"))
    assert set(entry["languages"]) == set(LANGUAGES)
    assert sum(language["page_count"] for language in entry["languages"].values()) == len(found)


def test_sitemap_tells_which_languages_exist(whole: Path, pages: dict[str, HtmlElement]) -> None:
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    tree = etree.fromstring((whole / "dist/sitemap.xml").read_bytes())
    existing = true_pages(pages)
    told = [node.text or "" for node in tree.iterfind("s:url/s:loc", names)]
    assert sorted(told) == sorted(URL + path for path in existing)
    for node in tree.iterfind("s:url", names):
        location = node.findtext("s:loc", "", names).removeprefix(URL)
        page = location[3:]
        there = {code for code in LANGUAGES if f"{code}/{page}" in existing}
        alternates = {
            link.get("hreflang"): link.get("href") for link in node.iterfind("x:link", names)
        }
        if len(there) == 1:
            assert alternates == {}
        else:
            assert alternates == {code: f"{URL}{code}/{page}" for code in there}


def test_robots_know_the_sitemap(whole: Path) -> None:
    assert f"Sitemap: {URL}sitemap.xml" in (whole / "dist/robots.txt").read_text("utf-8")


def test_a_fork_gives_its_addresses_in_the_environment(tmp_path: Path) -> None:
    root = copy_buildable(tmp_path)
    options = ("--format", "site", "--language", "en")
    assert b"open-creative-courses.example/en/" in built(root, *options)["sitemap.xml"]
    fork = {
        "OER_SITE_URL": "https://fork.example/c/",
        "OER_REPOSITORY_URL": "https://git.example/f",
    }
    made = built(root, *options, **fork)
    assert b"https://fork.example/c/en/" in made["sitemap.xml"]
    page = made["en/sharing/who-made-it/index.html"].decode()
    assert "https://git.example/f/edit/main/courses/sharing" in page
    assert "open-creative-courses.example" not in page
