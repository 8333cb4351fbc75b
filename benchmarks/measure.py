"""A build as a whole process: time on the clock, time on the processors, memory of the tree."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from threading import Event, Thread
from time import perf_counter
from typing import BinaryIO, Self

SECONDS_BETWEEN_LOOKS = 0.05
TAIL = 40
"""Lines of a failed build's output to show."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took."""

    wall_seconds: float
    cpu_seconds: float
    """User and system time of the process and of every descendant that was waited for."""
    peak_bytes: int
    """Largest sum of the PSS of the process and its descendants."""


@dataclass(frozen=True, slots=True)
class Size:
    """What one build left behind."""

    bytes: int
    pages: int
    """HTML files."""


class BuildError(Exception):
    """The command and the end of its output."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder and measure it. Its output is kept beside the folder."""
    log = folder.with_suffix(".log")
    before, start = _children_seconds(), perf_counter()
    with log.open("wb") as output:
        process = _start(command, folder, environment, output)
        with _Watch(process.pid) as watch:
            code = process.wait()
            wall = perf_counter() - start
    if code:
        lines = log.read_text("utf-8", "replace").splitlines()[-TAIL:]
        raise BuildError("\n".join((f"{' '.join(command)} ended with {code}:", *lines)))
    return Cost(wall, _children_seconds() - before, watch.peak)


def _start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], output: BinaryIO
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    except OSError as error:
        raise BuildError(f"{command[0]} cannot be started: {error.strerror}") from error


def _children_seconds() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class _Watch:
    """Looks at a tree of processes from a thread of its own, as long as the `with` lasts."""

    def __init__(self, root: int) -> None:
        self.peak = 0
        self._root = root
        self._end = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(SECONDS_BETWEEN_LOOKS):
            self.peak = max(self.peak, sum(map(_pss, _tree(self._root))))


def _tree(root: int) -> list[int]:
    """The process and its descendants at this moment."""
    children: dict[int, list[int]] = {}
    for process, parent in _processes():
        children.setdefault(parent, []).append(process)
    found = [root]
    for process in found:  # grows while it is walked
        found.extend(children.get(process, ()))
    return found


def _processes() -> Iterator[tuple[int, int]]:
    """Every process with its parent; one that ends meanwhile is left out."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = Path("/proc", name, "stat").read_text("utf-8", "replace")
        except OSError:
            continue
        # proc_pid_stat(5): the name in brackets may hold spaces; state and parent follow it.
        yield int(name), int(status.rpartition(")")[2].split()[1])


def _pss(process: int) -> int:
    """Memory with shared pages divided among those who share them, so that sums are true."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def size(folder: Path) -> Size:
    """Bytes and pages of what a build left behind."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Size(sum(path.stat().st_size for path in files), pages)
