"""A build on a cluster: a real scheduler and real workers, which share no disk with the builder.

The workers stand in a folder of their own with a copy of the program; a hook in their Python
refuses every look below the folder of the repository.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from samples import OER, TESTS, built, contents, copy_buildable, differing, environment, oer

PROGRAM = TESTS.parent / "scripts/oer"
WATCHED = """
import os, signal, sys

far, deadly = os.environ["FAR"], os.environ.get("DEADLY")

def watch(event, values):
    if event == "open" and far in str(values[0]):
        raise PermissionError(f"{values[0]} is on another machine")
    if deadly and event == "subprocess.Popen" and deadly in str(values[0]):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
"""
"""The worker's `sitecustomize`: DEADLY names a program that kills whoever starts it."""
SITE = ("--format", "site")
SETTINGS = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What workers of this machine make of the sample."""
    return built(copy_buildable(tmp_path_factory.mktemp("local")))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_buildable(tmp_path / "house")


class Cluster:
    """A scheduler and its workers, each a process of this test."""

    def __init__(self, folder: Path, far: Path, stack: ExitStack) -> None:
        self.folder, self._far, self._stack = folder, far, stack
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.program = Path(shutil.copytree(PROGRAM, folder / "program/oer")).parent
        (self.program / "sitecustomize.py").write_text(WATCHED, "utf-8")
        port = self.address.rpartition(":")[2]
        self.nanny = self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", port
        )
        self._until("scheduler", "Scheduler at")

    def workers(self, name: str = "worker", **values: str) -> None:
        """Two workers more, which are started again when they die."""
        options = ("--nworkers", "2", "--nthreads", "1", "--local-directory", str(self.folder))
        self.nanny = self._start("worker", self.address, *options, log=name, **values)
        self._until(name, "Registered to")

    def worker_processes(self) -> list[int]:
        """The processes that do the tasks."""
        found = []
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                environ = file.with_name("environ").read_bytes()
                if b"spawn_main" in file.read_bytes() and str(self._far).encode() in environ:
                    found.append(int(file.parent.name))
        return found

    def told(self, name: str) -> str:
        """The log of a process."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    def _start(
        self, kind: str, *options: str, log: str = "", **values: str
    ) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{log or kind}.log").open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *options],
                cwd=self.folder,
                env=environment(
                    FAR=str(self._far), PYTHONPATH=str(self.program), **SETTINGS, **values
                ),
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,
            )
        self._stack.callback(end, process)
        return process

    def _until(self, name: str, words: str) -> None:
        ends = time.monotonic() + 60
        while words not in self.told(name):
            assert time.monotonic() < ends, self.told(name)
            time.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def cluster(root: Path, tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with ExitStack() as stack:
        yield Cluster(folder, root, stack)


def build_on(root: Path, address: str, *options: str) -> "subprocess.CompletedProcess[str]":
    return oer(root, "build", "--executor", address, *options, **SETTINGS)


@contextmanager
def building(root: Path, address: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [OER, "build", "--executor", address],
        cwd=root,
        env=environment(**SETTINGS),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.kill()


def until_line(process: "subprocess.Popen[str]", start: str) -> None:
    assert process.stderr is not None
    assert any(line.startswith(start) for line in process.stderr)


# --- the same site ------------------------------------------------------------------------


def test_a_killed_worker_costs_its_task_only(
    root: Path, cluster: Cluster, local: Mapping[str, bytes]
) -> None:
    """The site is that of local workers, byte for byte."""
    cluster.workers()
    with building(root, cluster.address) as process:
        until_line(process, "[5/")
        os.kill(cluster.worker_processes()[0], signal.SIGKILL)
        told, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert told.startswith("Built ")
    assert "Remove worker" in cluster.told("scheduler")
    assert differing(contents(root / "dist"), local) == []


def test_the_environment_is_that_of_the_builder(root: Path, cluster: Cluster) -> None:
    """A date and an address that the workers were not told."""
    given = {"SOURCE_DATE_EPOCH": "1790000000", "OER_REPOSITORY_URL": "https://git.example/house"}
    other = copy_buildable(root.parent / "other")
    expected = built(other, *SITE, **given)
    cluster.workers(SOURCE_DATE_EPOCH="1", OER_SITE_URL="https://wrong.example/")
    done = oer(root, "build", *SITE, "--executor", cluster.address, **SETTINGS, **given)
    assert done.returncode == 0, done.stderr
    assert differing(contents(root / "dist"), expected) == []


# --- what can be wrong --------------------------------------------------------------------


def refused(done: "subprocess.CompletedProcess[str]", code: int = 1) -> str:
    """What is said where a build ends in words; nothing was made."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_no_scheduler(root: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    assert refused(build_on(root, address)) == (
        f"Error: no scheduler answers at {address}; start one there with `dask scheduler`\n"
    )


def test_no_worker(root: Path, cluster: Cluster) -> None:
    assert f"no worker is at {cluster.address}; start some with `dask worker" in refused(
        build_on(root, cluster.address)
    )


def test_a_worker_with_another_program(root: Path, cluster: Cluster) -> None:
    with (cluster.program / "oer/words.py").open("a", encoding="utf-8") as file:
        file.write("# another version\n")
    cluster.workers()
    told = refused(build_on(root, cluster.address))
    assert re.search(r"tcp://127.0.0.1:\d+: the files of oer \w+, here \w+", told), told
    assert "requirements-cluster.lock" in told


def test_a_worker_without_the_program(root: Path, cluster: Cluster) -> None:
    shutil.rmtree(cluster.program / "oer")
    (cluster.program / "oer.py").write_text("raise ModuleNotFoundError(__name__)", "utf-8")
    cluster.workers()
    told = refused(build_on(root, cluster.address))
    assert "cannot run oer (" in told


def test_what_is_no_address(root: Path) -> None:
    told = refused(build_on(root, "cluster.example"), code=2)
    assert "--executor cluster.example is neither local nor tcp://host:port" in told


def test_the_extra_is_not_there(root: Path) -> None:
    """Where Dask is not installed, the command says what to install."""
    hidden = "import sys; sys.modules['dask'] = None; from oer.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", hidden, "build", "--executor", "tcp://127.0.0.1:1"],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "needs dask, which is not here; `make cluster` brings it" in refused(done, code=2)


def test_a_task_that_kills_every_worker(root: Path, cluster: Cluster) -> None:
    """As one does that needs more memory than there is."""
    cluster.workers(DEADLY="pagefind")
    patient = oer(root, "build", "--executor", cluster.address, "--format", "site")
    told = refused(patient)  # workers that start again need their time
    assert "each time its worker was killed; is there enough memory?" in told
    assert not (root / "dist").exists()


def told_without(process: "subprocess.Popen[bytes]", root: Path, cluster: Cluster) -> str:
    """What a build says that loses a process in the middle."""
    with building(root, cluster.address) as build:
        until_line(build, "[1/")
        end(process)
        _, errors = build.communicate(timeout=60)
    assert build.returncode == 1
    assert "Traceback" not in errors
    assert not (root / "dist").exists()
    return errors


def test_the_scheduler_goes(root: Path, cluster: Cluster) -> None:
    cluster.workers()
    errors = told_without(cluster.scheduler, root, cluster)
    assert f"the scheduler at {cluster.address} has gone; build again" in errors
    assert any((root / "build/cache").iterdir()), "what was made is kept"


def test_all_workers_go(root: Path, cluster: Cluster) -> None:
    cluster.workers()
    errors = told_without(cluster.nanny, root, cluster)
    assert f"no worker is at {cluster.address}" in errors
