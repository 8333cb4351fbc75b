"""Tasks on an executor: what is already made is taken, the rest is made side by side.

A task is a function at the top of a module and its arguments, which can all be pickled, so that
any `concurrent.futures.Executor` can run it: worker processes here, or a cluster's.
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


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be made."""

    name: str
    """What a person reads while it is made: `copyright kk epub`."""
    key: str
    """Hash of all that it is made from."""
    make: Callable[..., Files]
    arguments: tuple[Any, ...]


class TaskFailed(Exception):  # noqa: N818 (it says what happened)
    """A task ended with an error of ours; its cause is the error."""


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

    made: Sequence[tuple[Task, Files]]
    """What was made before."""
    futures: Mapping[Future[Files], Task]


def start(tasks: Sequence[Task], store: Store, executor: Executor) -> Running:
    """Begin with what is not yet made."""
    before = {task.name: store.get(task.key) for task in tasks}
    made = [(task, files) for task in tasks if (files := before[task.name]) is not None]
    missing = [task for task in tasks if before[task.name] is None]
    return Running(made, {executor.submit(task.make, *task.arguments): task for task in missing})


def results(running: Running, store: Store, done: Done) -> Iterator[tuple[Task, Files]]:
    """Each task with its result, as soon as it is there. TaskFailed at the first error."""
    for task, files in running.made:
        done(task)
        yield task, files
    for future in as_completed(running.futures):
        task = running.futures[future]
        files = _result(future, task)
        store.put(task.key, files)
        done(task)
        yield task, files


def _result(future: Future[Files], task: Task) -> Files:
    try:
        return future.result()
    except BrokenProcessPool:
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
