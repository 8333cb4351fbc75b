"""Contributions as data, and answers to them: nothing in either can do anything."""

import io
import json
import re
import stat
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from oer.check import Finding, Level
from oer.cli import main
from oer.contribution import handed, taken
from oer.contribution.answer import MOST_BYTES, unpacked
from oer.contribution.comment import MARK, code, comment
from oer.contribution.handed import Suspect, Translated
from oer.contribution.look import brought, language_of, look
from oer.contribution.pulls import Pull, editor, is_repository
from oer.load import load, load_languages
from oer.model import Place
from oer.report import wording, wording_in
from samples import copy_sample
from workflows import ROOT, git

PATH = "translations/kk/courses/sharing/lessons/who-made-it.md"
LANGUAGES = load_languages(ROOT)
LINK = Finding(Place(PATH, 12), "LNK001", Level.ERROR, {"target": "gone.md"})

# --- looking ------------------------------------------------------------------------------


def test_a_contribution_allows_none_of_its_own_findings(tmp_path: Path) -> None:
    house, repository = copy_sample(tmp_path / "house"), copy_sample(tmp_path / "repository")
    git(repository, "init", "-q", "-b", "main")
    commit(repository)
    lesson, course = (
        repository / "courses/sharing" / name for name in ("lessons/give-it-on.md", "course.yml")
    )
    lesson.write_text(lesson.read_text("utf-8").replace(" {#parts}", ""), "utf-8")
    allowed = "allow:\n  STR001: Nobody needs an id here."
    course.write_text(course.read_text("utf-8").replace("allow:", allowed), "utf-8")
    commit(repository)
    looked = look(house, repository, "2026-11-25")
    assert looked.has_errors
    assert "STR001" in {finding.code for finding in looked.findings}


# --- taking -------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "docs").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    (root / "docs/a.md").write_text("a\n", "utf-8")
    (root / "program.py").write_text("raise SystemExit\n", "utf-8")
    return root


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "change")


def tree(root: Path, *rows: str) -> None:
    """A commit that Git itself would not make: rows as `git mktree` reads them, into docs/."""
    blob = git(root, "hash-object", "-w", "--stdin-paths") if not rows else ""
    assert not blob
    inner = subprocess.run(
        ("git", "mktree", "--missing"),
        cwd=root,
        input="".join(f"{row}\n" for row in rows),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    top = subprocess.run(
        ("git", "mktree"),
        cwd=root,
        input=f"040000 tree {inner}\tdocs\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    made = git(root, "commit-tree", "-m", "made by another program", top)
    git(root, "update-ref", "HEAD", made)


def test_only_content_is_taken_and_what_was_there_goes(repository: Path, tmp_path: Path) -> None:
    commit(repository)
    house = tmp_path / "house"
    (house / "docs").mkdir(parents=True)
    (house / "docs/old.md").touch()
    taken.take(house, repository)
    assert [p.relative_to(house).as_posix() for p in house.rglob("*")] == ["docs", "docs/a.md"]


def test_a_file_is_taken_byte_by_byte_and_never_as_a_program(
    repository: Path, tmp_path: Path
) -> None:
    data = bytes(range(256)) * 20
    file = repository / "docs/чизма \n'\".md"
    file.write_bytes(data)
    file.chmod(0o755)
    (repository / ".gitattributes").write_text("*.md text eol=crlf filter=evil ident\n", "utf-8")
    commit(repository)
    taken.take(tmp_path / "house", repository)
    made = tmp_path / "house/docs" / file.name
    assert made.read_bytes() == data
    assert not made.stat().st_mode & stat.S_IXUSR


def test_a_link_leads_nowhere(repository: Path, tmp_path: Path) -> None:
    (repository / "docs/host.md").symlink_to("/etc/hostname")
    commit(repository)
    taken.take(tmp_path / "house", repository)
    made = tmp_path / "house/docs/host.md"
    assert made.is_symlink()
    assert not made.exists()


def test_somebody_s_work_is_not_replaced(repository: Path) -> None:
    commit(repository)
    with pytest.raises(taken.Refused, match="is a repository"):
        taken.take(repository, repository)
    assert (repository / "docs/a.md").exists()


BAD_TREES = {
    "up": ("100644 blob {blob}\t..",),
    "here": ("100644 blob {blob}\t.",),
    "git": ("100644 blob {blob}\t.GIT",),
    "long": ("100644 blob {blob}\t" + "x" * 256,),
    "twice": ("100644 blob {blob}\ta.md", "100644 blob {blob}\ta.md"),
    "through a link": ("120000 blob {blob}\ta", "040000 tree {tree}\ta"),
}


@pytest.mark.parametrize("rows", BAD_TREES.values(), ids=BAD_TREES)
def test_paths_that_git_would_not_write_are_refused(
    repository: Path, tmp_path: Path, rows: tuple[str, ...]
) -> None:
    commit(repository)
    ids = {"blob": git(repository, "rev-parse", "HEAD:docs/a.md")}
    ids |= {"tree": git(repository, "rev-parse", "HEAD:docs")}
    tree(repository, *(row.format(**ids) for row in rows))
    house = tmp_path / "house"
    with pytest.raises(taken.Refused):
        taken.take(house, repository)
    assert not house.exists()


def test_too_much_is_refused(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository)
    for name, most in (("MOST_FILES", 0), ("MOST_BYTES", 1)):
        with monkeypatch.context() as patch:
            patch.setattr(taken, name, most)
            with pytest.raises(taken.Refused, match="the most"):
                taken.take(tmp_path / "house", repository)


# --- what it brings -----------------------------------------------------------------------


def at(line: int, path: str = PATH, target: str = "gone.md") -> Finding:
    return Finding(Place(path, line), "LNK001", Level.ERROR, {"target": target})


def test_only_what_is_new_or_stands_in_a_changed_file_is_brought() -> None:
    old, moved = at(3, "docs/a.md"), at(9, "docs/a.md")
    second, elsewhere = at(12, "docs/a.md"), at(4, target="other.md")
    assert list(brought([old], [moved], ["docs/b.md"])) == []
    assert list(brought([old], [moved, second], [])) == [second]
    assert list(brought([old], [moved], ["docs/a.md"])) == [moved]
    assert list(brought([old], [elsewhere], [])) == [elsewhere]


@pytest.mark.parametrize(
    ("paths", "language"),
    [
        (["translations/kk/docs/a.md", "courses/x/course.yml"], "kk"),
        (["translations/kk/docs/a.md", "translations/ru/docs/a.md"], "en"),
        (["docs/a.md"], "en"),
        (["translations/xx/docs/a.md"], "en"),
        (["translations/README.md"], "en"),
    ],
)
def test_the_language_is_that_of_the_changed_files(
    tmp_path: Path, paths: list[str], language: str
) -> None:
    assert language_of(paths, load(copy_sample(tmp_path))) == language


# --- handing over -------------------------------------------------------------------------

GOOD = handed.handed(7, "kk", [LINK], [Translated(PATH, 3, 9)])


def test_what_is_written_is_read() -> None:
    assert handed.read(handed.write(GOOD).encode()) == GOOD


def test_long_and_strange_values_can_be_handed_over() -> None:
    values = {"target": "\u202e" + "x" * 5_000 + "\n"}
    told = handed.handed(7, "kk", [Finding(Place(PATH, 1), "LNK001", Level.ERROR, values)], [])
    read = handed.read(handed.write(told).encode())
    assert len(read.findings[0].values["target"]) == handed.LONGEST_VALUE


def test_too_many_findings_are_counted() -> None:
    told = handed.handed(7, "kk", [LINK] * 1_200, [])
    assert (len(told.findings), told.more) == (1_000, 200)
    assert handed.read(handed.write(told).encode()).more == 200


def changed(**values: Any) -> bytes:
    return json.dumps({**json.loads(handed.write(GOOD)), **values}).encode()


def row(**values: Any) -> list[dict[str, Any]]:
    return [{**json.loads(handed.write(GOOD))["findings"][0], **values}]


SUSPECT = {
    "empty": b"",
    "no JSON": b"{",
    "no object": b"[]",
    "deep": b"[" * 100_000,
    "large": b" " * (handed.MOST_BYTES + 1),
    "no text": b"\xff\xfe",
    "more keys": changed(html="<b>"),
    "words of its own": changed(findings=row(what="Your account is in danger")),
    "unknown code": changed(findings=row(code="EVIL001")),
    "unknown value": changed(findings=row(values={"target": "x", "also": "y"})),
    "no such value": changed(findings=row(values={"target": ["x"]})),
    "long value": changed(findings=row(values={"target": "x" * 201})),
    "invisible value": changed(findings=row(values={"target": "\u202e"})),
    "line end in a path": changed(findings=row(path="docs/a.md\n## News")),
    "path elsewhere": changed(findings=row(path="/etc/passwd")),
    "line as text": changed(findings=row(line="1")),
    "line 0": changed(findings=row(line=0)),
    "line true": changed(findings=row(line=True)),
    "many": changed(findings=row() * 1_001),
    "number as text": changed(number="7; rm -rf"),
    "number below": changed(number=-1),
    "not a number": handed.write(GOOD).replace('"more": 0', '"more": NaN').encode(),
    "language as a path": changed(language="../"),
    "pages": changed(pages=[{"path": "docs/\u0007", "current": 1, "total": 1}]),
}


@pytest.mark.parametrize("raw", SUSPECT.values(), ids=SUSPECT)
def test_what_our_check_would_not_write_is_refused(raw: bytes) -> None:
    with pytest.raises(Suspect):
        handed.read(raw)


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", compression=8) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x05\x06",
        packed({}),
        packed({"../findings.json": b"{}"}),
        packed({"findings.json": b"{}", "more.txt": b""}),
        packed({"findings.json": b"{}"})[:-30],
        packed({"findings.json": b"abc" * 99}).replace(b"abc", b"abd"),
    ],
    ids=["empty", "no end", "no file", "another", "two", "cut", "spoilt"],
)
def test_another_zip_is_refused(raw: bytes) -> None:
    with pytest.raises(Suspect):
        handed.read(unpacked(raw))


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = packed({"findings.json": b" " * 200_000_000})
    assert len(bomb) < MOST_BYTES
    assert len(unpacked(bomb)) == handed.MOST_BYTES + 1


# --- the comment --------------------------------------------------------------------------

HOSTILE = [
    "@octocat",
    "#1",
    "https://evil.example/",
    "www.evil.example",
    "| x | y |",
    "</code><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "`@octocat`",
    "-->",
    "**bold** _it_ ~~no~~",
    "&lt;b&gt; &#64;octocat",
    "\\`\\|\\",
    "octo/repo#1 deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
]


def shown(finding: Finding, pull: Pull | None = None) -> str:
    told = handed.handed(7, "en", [finding], [])
    return comment(told, pull or Pull(7), LANGUAGES["en"], wording())


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_contribution_chooses_means_anything(text: str) -> None:
    finding = Finding(Place(f"docs/{text}", 1), "LNK001", Level.ERROR, {"target": text})
    made = shown(finding, Pull(7, editor="https://github.com/a/b/edit/c"))
    table = next(line for line in made.splitlines() if line.startswith("| ❌"))
    assert table.count("|") == 4, "three cells"
    outside = re.sub(r"<code>(?:[^\W_]|\d| |&#\d+;)*</code>", "", table)
    outside = re.sub(r"\(https://github\.com/a/b/edit/c/[A-Za-z0-9/._~%-]*#L1\)", "", outside)
    for sign in ("@", "<", ">", "&", "http", "www", "octo", "evil", "`", "!["):
        assert sign not in outside


def test_code_is_letter_by_letter() -> None:
    assert code("a @b\n") == "<code>a &#64;b&#92;n</code>"
    assert code("") == ""


def test_a_reason_is_told_in_the_language_of_the_comment() -> None:
    values = {"id": "q", "reason": "true-false"}
    found = Finding(Place("courses/a/lessons/b.md", 3), "QUZ001", Level.ERROR, values)
    words = wording_in(ROOT, "kk")
    made = comment(handed.handed(7, "kk", [found], []), Pull(7), LANGUAGES["kk"], words)
    assert code(words["QUZ001"].reasons["true-false"]) in made


def test_a_comment_always_fits() -> None:
    long = Finding(Place("docs/" + "-" * 290, 1), "LNK001", Level.ERROR, {"target": "-" * 200})
    pages = [Translated("translations/kk/" + "-" * 280, 1, 2)] * 100
    told = handed.handed(7, "en", [long] * 1_500, pages)
    made = comment(told, Pull(7), LANGUAGES["en"], wording())
    assert len(made) < 65_536
    rows = made.count("\n| ❌")
    assert rows > 5
    assert f"not shown here: {1_500 - rows}" in made


def test_errors_come_first_and_advice_is_told_apart() -> None:
    advice = Finding(Place(PATH, 1), "STR005", Level.ADVICE, {})
    told = handed.handed(7, "en", [advice, LINK], [])
    made = comment(told, Pull(7), LANGUAGES["en"], wording())
    assert made.index("❌") < made.index("💡")
    assert "To mend before publication: 1. Advice: 1." in made


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ky", "tg", "uz"])
def test_every_language_has_its_comment(language: str) -> None:
    told = handed.handed(7, language, [LINK], [Translated(PATH, 3, 9)])
    made = comment(told, Pull(7, run="https://x/"), LANGUAGES[language], wording_in(ROOT, language))
    assert made.startswith(MARK)
    assert not re.search(r"\{[a-z]+\}", made)
    english = comment(told, Pull(7), LANGUAGES["en"], wording())
    assert (made.splitlines()[2] == english.splitlines()[2]) == (language == "en")


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ({"ref": "a b#c", "repo": {"full_name": "o/r"}}, "https://h/o/r/edit/a%20b%23c"),
        ({"ref": "main", "repo": None}, ""),
        ({"ref": None, "repo": {"full_name": "o/r"}}, ""),
        ({"ref": "main", "repo": {"full_name": "o/r) [x](y"}}, ""),
    ],
)
def test_the_editor_opens_the_branch_of_the_contributor(head: dict[str, Any], address: str) -> None:
    assert editor("https://h", head) == address


@pytest.mark.parametrize("name", [None, 7, "", "a", "a/b/c", "../b", "a/b\n", "-a/b", "a/b?x"])
def test_what_cannot_be_a_repository(name: object) -> None:
    assert not is_repository(name)


# --- answering ----------------------------------------------------------------------------

SHA, RUN = "a" * 40, 99
COMMENTS = "/repos/house/courses/issues/7/comments"


@dataclass
class State:
    """What the small GitHub knows, and what it was told."""

    pulls: list[dict[str, Any]]
    artifact: bytes | None
    comments: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=lambda: [{"filename": PATH}])
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    tokens: dict[str, str | None] = field(default_factory=dict)


def pull(number: int = 7, **values: Any) -> dict[str, Any]:
    head = {"sha": SHA, "ref": "fix", "repo": {"full_name": "someone/fork"}}
    return {
        "number": number,
        "head": {**head, **values},
        "base": {"repo": {"full_name": "house/courses"}},
    }


class Small(ThreadingHTTPServer):
    """GitHub's API as far as it is asked, on this machine."""

    def __init__(self, state: State) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.state = state

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Small

    def do_GET(self) -> None:
        state, path = self.server.state, self.path.partition("?")[0]
        state.tokens[path] = self.headers["Authorization"]
        artifacts = [{"id": 5, "name": "findings", "expired": False}] if state.artifact else []
        answers: dict[str, Any] = {
            "/repos/house/courses/pulls": state.pulls,
            f"/repos/house/courses/actions/runs/{RUN}/artifacts": {"artifacts": artifacts},
            "/repos/house/courses/pulls/7/files": state.files,
            COMMENTS: state.comments,
        }
        if path == "/repos/house/courses/actions/artifacts/5/zip":
            self.send_response(302)
            self.send_header("Location", f"{self.server.address}/storage")
            self.end_headers()
        elif path == "/storage":
            self.say(state.artifact or b"")
        elif path in answers:
            self.say(json.dumps(answers[path]).encode())
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.loads(data)["body"]
        self.server.state.sent.append((self.command, self.path, body))
        self.say(b"{}")

    do_PATCH = do_POST  # noqa: N815 (as the library calls it)

    def say(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


HOUSE = "house"


@pytest.fixture(scope="module", autouse=True)
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main branch whose words the answers take; nobody changes it."""
    return copy_sample(tmp_path_factory.getbasetemp() / HOUSE)


@pytest.fixture
def github() -> Iterator[Small]:
    with Small(State([pull()], packed({"findings.json": handed.write(GOOD).encode()}))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def answered(github: Small, tmp_path: Path, **values: Any) -> Result:
    run = {
        "id": RUN,
        "event": "pull_request",
        "conclusion": "success",
        "head_sha": SHA,
        "head_branch": "fix",
        "head_repository": {"full_name": "someone/fork"},
        "html_url": "https://github.com/house/courses/actions/runs/99",
    }
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"workflow_run": {**run, **values}}), "utf-8")
    options = ("--repository", "house/courses", "--server", "https://github.com")
    arguments = ("--api", github.address, *options, "--event", str(event))
    return CliRunner(env={"GITHUB_TOKEN": "t0ken"}).invoke(
        main, ["--root", str(tmp_path.parent / HOUSE), "contribution", "answer", *arguments]
    )


def test_a_new_comment_in_the_contributor_s_language(github: Small, tmp_path: Path) -> None:
    done = answered(github, tmp_path)
    assert (done.exit_code, done.stdout) == (0, "Answered pull request 7.\n")
    ((method, path, body),) = github.state.sent
    assert (method, path) == ("POST", COMMENTS)
    assert body.startswith(MARK)
    assert "Рақмет" in body
    assert f"https://github.com/someone/fork/edit/fix/{PATH}#L12" in body
    assert "https://github.com/house/courses/actions/runs/99" in body
    assert "тексерілген жоқ" not in body, "it changes content only"


def test_the_token_is_not_sent_to_where_downloads_are(github: Small, tmp_path: Path) -> None:
    answered(github, tmp_path)
    assert github.state.tokens["/storage"] is None
    assert github.state.tokens["/repos/house/courses/pulls"] == "Bearer t0ken"


def test_our_earlier_comment_is_renewed_and_no_other(github: Small, tmp_path: Path) -> None:
    github.state.comments = [
        {"id": 1, "user": {"login": "someone"}, "body": f"{MARK}\n\nnot ours"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "of another workflow"},
        {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\n\nours"},
    ]
    answered(github, tmp_path)
    ((method, path, _),) = github.state.sent
    assert (method, path) == ("PATCH", "/repos/house/courses/issues/comments/3")


def test_a_changed_program_is_told(github: Small, tmp_path: Path) -> None:
    github.state.files.append({"filename": "scripts/oer/cli.py"})
    answered(github, tmp_path)
    assert "тексерілген жоқ" in github.state.sent[0][2]


@pytest.mark.parametrize(
    "pulls",
    [
        [],
        [pull(sha="b" * 40)],
        [pull(repo={"full_name": "someone/else"})],
        [pull(repo=None)],
        [pull(8), pull(9)],
    ],
    ids=["closed", "newer commit", "another fork", "fork is gone", "not the named one"],
)
def test_a_pull_request_that_is_not_the_run_s_is_left_alone(
    github: Small, tmp_path: Path, pulls: list[dict[str, Any]]
) -> None:
    github.state.pulls = pulls
    done = answered(github, tmp_path)
    assert done.exit_code == 0
    assert "nothing to do" in done.stdout
    assert github.state.sent == []


def test_the_number_chooses_among_verified_ones_only(github: Small, tmp_path: Path) -> None:
    github.state.pulls = [pull(8), pull(7)]
    assert answered(github, tmp_path).stdout == "Answered pull request 7.\n"
    github.state.pulls = [pull(8)]
    github.state.files = []
    told = answered(github, tmp_path)
    assert told.exit_code == 1, "pull request 8 has no list of files in this small GitHub"
    assert all("/issues/7/" in path for _, path, _ in github.state.sent)


@pytest.mark.parametrize("raw", [b"no zip", packed({"x": b""}), packed({"findings.json": b"{}"})])
def test_suspect_findings_write_nothing_and_fail(github: Small, tmp_path: Path, raw: bytes) -> None:
    github.state.artifact = raw
    done = answered(github, tmp_path)
    assert done.exit_code == 1
    assert "Nothing was written" in done.output
    assert github.state.sent == []


def test_too_large_findings_write_nothing(github: Small, tmp_path: Path) -> None:
    github.state.artifact = b"x" * (MOST_BYTES + 1)
    assert answered(github, tmp_path).exit_code == 1
    assert github.state.sent == []


def test_a_check_that_broke_is_told_and_one_that_was_cancelled_is_not(
    github: Small, tmp_path: Path
) -> None:
    github.state.artifact = None
    answered(github, tmp_path, conclusion="cancelled")
    assert github.state.sent == []
    answered(github, tmp_path, conclusion="failure")
    assert "did not come to its end" in github.state.sent[0][2]


@pytest.mark.parametrize(
    "values",
    [{"event": "push"}, {"head_repository": None}, {"head_repository": {"full_name": "x"}}],
)
def test_runs_of_another_kind_are_left_alone(
    github: Small, tmp_path: Path, values: dict[str, Any]
) -> None:
    assert answered(github, tmp_path, **values).exit_code == 0
    assert github.state.sent == []
    assert github.state.tokens == {}


def test_a_token_goes_over_no_open_line(github: Small, tmp_path: Path) -> None:
    arguments = ["contribution", "answer", "--api", "http://api.example.org"]
    (tmp_path / "event.json").write_text("{}", "utf-8")
    more = ["--repository", "a/b", "--server", "https://x", "--event", str(tmp_path / "event.json")]
    done = CliRunner().invoke(main, ["--root", str(ROOT), *arguments, *more])
    assert done.exit_code != 0
    assert "readable" in str(done.exception) + done.output
