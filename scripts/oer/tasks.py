"""Tasks on an executor: what is already made is taken, the rest is made side by side.

A task makes one piece or several, each with a key of its own. Its function stands at the top of a
module and its arguments can all be pickled, so that any `concurrent.futures.Executor` can run it:
worker processes here, or a cluster's.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from oer.store import Files, Store

Pieces = Mapping[str, Files]
"""What a task has made, by the names of the pieces."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be made."""

    name: str
    """What a person reads while it is made: `copyright kk epub`."""
    pieces: Mapping[str, str]
    """Names of pieces, each with a key: a hash of all that it is made from."""
    make: Callable[..., Pieces]
    """Takes the names of the pieces that are missing, and the arguments."""
    arguments: Callable[[Sequence[str]], tuple[Any, ...]]
    """What it takes to make some pieces: asked for only where they are missing."""
    language: str = ""
    """Of what it makes, for whoever goes on with it."""


class TaskFailed(Exception):  # noqa: N818 (it says what happened)
    """A task ended with an error of ours; its cause is the error."""


class NoWorkers(Exception):  # noqa: N818 (it says what happened)
    """Nobody is there who can do the tasks, or not as we would; the text says what to do."""


Done = Callable[[Task], None]
"""Called when a task's result is there, for a progress bar."""
Workers = Callable[[], Executor]
Result = TypeVar("Result")


def local_workers() -> Executor:
    """A worker process for each core. On Linux they start with all that is imported here."""
    start = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(os.cpu_count(), get_context(start), _begin)


def _begin() -> None:
    """What a worker does first."""
    collect_seldom()
    _end_with_parent()


def collect_seldom() -> None:
    """A build keeps what it makes: to look through all of it for garbage is mostly in vain."""
    gc.set_threshold(100_000, 50, 50)


def _end_with_parent() -> None:
    """A worker whose build was killed would wait for ever for its next task, and hold the lock."""
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


@contextmanager
def started(workers: Workers) -> Iterator[Executor]:
    """An executor whose workers are up, so that no thread of ours exists when they start."""
    executor = workers()
    try:
        executor.submit(_nothing)
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _nothing() -> None:
    """Starts the workers of a pool."""


@dataclass(frozen=True, slots=True)
class Running:
    """Tasks that are under way."""

    made: Sequence[tuple[Task, Pieces]]
    """Those of which everything was made before."""
    futures: dict[Future[Pieces], tuple[Task, Pieces]]
    """The others, with the pieces that were; each leaves when it is done, with what it holds."""


def start(tasks: Sequence[Task], store: Store, executor: Executor) -> Running:
    """Begin with what is not yet made."""
    made: list[tuple[Task, Pieces]] = []
    futures: dict[Future[Pieces], tuple[Task, Pieces]] = {}
    for task in tasks:
        before = _before(task, store)
        missing = [name for name in task.pieces if name not in before]
        if missing:
            future = executor.submit(task.make, missing, *task.arguments(missing))
            futures[future] = (task, before)
        else:
            made.append((task, before))
    return Running(made, futures)


def _before(task: Task, store: Store) -> Pieces:
    found = {name: store.get(key) for name, key in task.pieces.items()}
    return {name: files for name, files in found.items() if files is not None}


def results(running: Running, store: Store, done: Done) -> Iterator[tuple[Task, Pieces]]:
    """Each task with its pieces, as soon as they are there. TaskFailed at the first error."""
    for task, pieces in running.made:
        done(task)
        yield task, pieces
    for future in as_completed(list(running.futures)):
        task, before = running.futures.pop(future)
        made = _result(future, task)
        for name, files in made.items():
            store.put(task.pieces[name], files)
        done(task)
        yield task, {**before, **made}


def _result(future: Future[Pieces], task: Task) -> Pieces:
    try:
        return future.result()
    except (BrokenProcessPool, NoWorkers):
        raise
    except Exception as error:
        raise TaskFailed(f"{task.name}: {error}") from error


def twice(workers: Workers, work: Callable[[Executor], Result]) -> Result:
    """Do some work with workers, and once more with new ones where one of them was killed.

    What was made before is in the store by then. TaskFailed where it happens again.
    """
    try:
        with started(workers) as executor:
            return work(executor)
    except BrokenProcessPool:
        pass
    try:
        with started(workers) as executor:
            return work(executor)
    except BrokenProcessPool as error:
        raise TaskFailed("a worker was killed twice; is there enough memory?") from error
