"""The workflows as data, and their scripts run here as GitHub runs them there."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from samples import OER, copy_buildable, environment

ROOT = Path(__file__).parent.parent
FILES = sorted(ROOT.glob(".github/workflows/*.yml"))
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""How GitHub starts the script of a step whose shell is not named, on Linux."""
NAME = ("-c", "user.name=a", "-c", "user.email=a@example.org")


def workflow(name: str) -> Any:
    """A workflow; the key `on` is read as the word that it is."""
    return yaml.load((ROOT / ".github/workflows" / name).read_text("utf-8"), yaml.BaseLoader)


def steps(name: str, job: str) -> list[Mapping[str, Any]]:
    """The steps of a job."""
    found: list[Mapping[str, Any]] = workflow(name)["jobs"][job]["steps"]
    return found


def script(name: str, job: str, step: str) -> str:
    """What a step runs."""
    return str(next(one["run"] for one in steps(name, job) if one.get("name") == step))


def scripts() -> Iterator[tuple[str, str]]:
    """Every script of every workflow, by a name that says where it stands."""
    for file in FILES:
        for job, about in workflow(file.name)["jobs"].items():
            for step in about["steps"]:
                if "run" in step:
                    yield f"{file.stem}.{job}.{step['name']}", step["run"]


def run(folder: Path, text: str, **values: str) -> "subprocess.CompletedProcess[str]":
    """Run a script in a folder, as GitHub does."""
    return subprocess.run(
        [*BASH, text],
        cwd=folder,
        env=environment(**values),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ("git", *NAME, *arguments), cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


MAKEFILE = f"""tools:
\tmkdir -p .venv/bin
\tln -sf {OER} .venv/bin/oer
"""
"""What stands for fetching the tools: they are here."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A repository with its main branch, and the folder in which a job works."""

    repository: Path
    work: Path

    def write(self, path: str, text: str) -> None:
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.repository / path).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def propose(self) -> None:
        """Commit what was changed on a branch, and fetch its merge as the check does."""
        git(self.repository, "switch", "-q", "-c", "proposal")
        git(self.repository, "add", "-A")
        git(self.repository, "commit", "-qm", "proposal")
        self.merge()

    def merge(self) -> None:
        git(self.repository, "switch", "-q", "main")
        git(self.repository, "merge", "-q", "--no-ff", "-m", "merge", "proposal")
        address = self.repository.as_uri()
        git(self.work, "clone", "-q", "--depth", "2", address, "contribution")


def desk(folder: Path) -> Desk:
    """The sample on a main branch."""
    repository = copy_buildable(folder / "repository")
    (repository / "Makefile").write_text(MAKEFILE, "utf-8")
    git(repository, "init", "-q", "-b", "main")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "the house")
    (folder / "work").mkdir()
    return Desk(repository, folder / "work")


def run_job(folder: Path, name: str, job: str, **values: str) -> Mapping[str, int]:
    """Run the scripts of a job until one fails; the exit of each, by its name."""
    exits: dict[str, int] = {}
    for step in steps(name, job):
        if "run" not in step or any(exits.values()):
            continue
        done = run(folder, step["run"], **values)
        exits[step["name"]] = done.returncode
        with (folder / "log").open("a", encoding="utf-8") as log:
            log.write(done.stdout + done.stderr)
    return exits


def files_below(folder: Path) -> Iterator[Path]:
    """Every file that a job has made, links not followed."""
    for path, _, names in os.walk(folder):
        yield from (Path(path, name) for name in names)
