"""Workers on other machines: the tasks of a build on a cluster of `dask.distributed`.

A task travels as bytes, and its result comes back as bytes, so that no disk has to be shared. A
worker holds the same program and the same tools, which is asked before and with every task: the
site is the one that local workers would have made. Whoever reaches the scheduler can run code on
it, on its workers and here; it belongs into a network that is trusted, or behind TLS.
"""

import logging
import os
import pickle
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

import dask
from dask.utils import parse_timedelta
from distributed import Client
from distributed.scheduler import KilledWorker

from oer import keys
from oer.house import House, laid_out
from oer.packing import pack, unpack
from oer.tasks import NoWorkers

KINDS = ("tcp://", "tls://")
AGAIN = "build again, what was made is kept"
LOOK = 2.0
"""Seconds between two looks at how many workers there are."""
AHEAD = 2
"""Tasks for each worker that are packed and sent: the next is there when one is done."""
LOGS = (
    *("distributed", "distributed.client", "distributed.comm", "distributed.batched"),
    *("distributed.core", "asyncio", "tornado.application"),
)
CARRIED = ("SOURCE_DATE_EPOCH", "OER_SITE_URL", "OER_REPOSITORY_URL")
"""What is read from the environment, and so is the same everywhere."""
PATIENCE = "distributed.comm.timeouts.connect"
"""Dask's setting of how long to wait for a scheduler; as long we wait where there is no worker."""
QUIET = {"distributed.admin.large-graph-warning-threshold": "1TB"}
"""A task holds all that it is made from; that is what is meant."""


def cluster(address: str) -> Executor:
    """The workers of a scheduler: `tcp://host:port`. NoWorkers where they cannot be used."""
    dask.config.set(QUIET)
    for name in LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what matters, we say ourselves
    try:
        client = Client(address, timeout=_patience(), set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoWorkers(
            f"no scheduler answers at {address}; start one there with `dask scheduler`"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_patience())
        _refuse_others(client.run(versions, on_error="return"))
    except TimeoutError as error:
        client.close()
        raise NoWorkers(_nobody(address)) from error
    except NoWorkers:
        client.close()
        raise
    return _Cluster(client, address)


def _patience() -> float:
    """In seconds."""
    return float(parse_timedelta(dask.config.get(PATIENCE)))


def _nobody(address: str) -> str:
    return f"no worker is at {address}; start some with `dask worker {address} --nthreads 1`"


# --- the same program everywhere ----------------------------------------------------------


def versions() -> dict[str, str]:
    """What has to be the same here and on a worker, by name."""
    return {**keys.versions(), "the files of oer": keys.of_program()}


def _refuse_others(told: Mapping[str, Any]) -> None:
    """NoWorkers where a worker would make something else than we do."""
    ours = versions()
    wrong = {worker: text for worker, theirs in told.items() if (text := _differing(theirs, ours))}
    if wrong:
        rows = "\n".join(f"  {worker}: {text}" for worker, text in sorted(wrong.items()))
        raise NoWorkers(
            f"workers differ from this machine:\n{rows}\n"
            "install the same oer there, with the versions of requirements-cluster.lock"
        )


def _differing(theirs: Any, ours: Mapping[str, str]) -> str:
    if isinstance(theirs, Exception):
        return f"cannot run oer ({theirs})"
    different = [name for name in ours if theirs.get(name) != ours[name]]
    tools = different[:-1] or different  # other tools are the reason of another whole
    return ", ".join(f"{name} {theirs.get(name, 'missing')}, here {ours[name]}" for name in tools)


# --- a task as bytes ----------------------------------------------------------------------


class _Carrier(pickle.Pickler):
    """Packs a task for a machine without our disk."""

    def reducer_override(self, value: Any) -> Any:
        """A house goes by content, all else as it would."""
        return (laid_out, (value.files(),)) if type(value) is House else NotImplemented


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a worker needs to know besides the task."""

    program: str
    environment: Mapping[str, str]


def packed(make: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """A task with all that it is made from."""
    file = BytesIO()
    _Carrier(file, pickle.HIGHEST_PROTOCOL).dump((make, arguments))
    return file.getvalue()


_ONE_AT_A_TIME = Lock()
"""The site generator has words of its own for the whole process; a worker may have threads."""


def work(sent: _Sent, task: bytes) -> bytes:
    """On the worker: do a task. NoWorkers where the worker joined late with another program."""
    if keys.of_program() != sent.program:
        raise NoWorkers("a worker with another oer has joined; build again without it")
    with _ONE_AT_A_TIME:
        for name in CARRIED:
            os.environ.pop(name, None)
        os.environ.update(sent.environment)
        make, arguments = unpack(task)
        return pack(make(*arguments))


# --- the executor -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A task that is not sent yet."""

    future: Future[Any]
    make: Callable[..., Any]
    arguments: tuple[Any, ...]


class _Cluster(Executor):
    """Sends a few tasks for each worker; the others wait here, so that none has to hold all."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address
        self._workers = client.get_executor(pure=False)
        self._sent = _Sent(keys.of_program(), _carried())
        self._lock = Lock()
        self._waiting: deque[_Waiting] = deque()
        self._open: set[Future[Any]] = set()
        self._most, self._under_way = AHEAD, 0
        self._ended = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, make: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        with self._lock:
            self._open.add(future)
            self._waiting.append(_Waiting(future, partial(make, **named), arguments))
        self._send()
        return future

    def _send(self) -> None:
        while one := self._next():
            try:
                inner = self._workers.submit(work, self._sent, packed(one.make, one.arguments))
            except Exception as error:
                self._answer(one.future, _failed(error))
            else:
                inner.add_done_callback(partial(self._answer, one.future))

    def _next(self) -> _Waiting | None:
        with self._lock:
            if not self._waiting or self._under_way >= self._most:
                return None
            self._under_way += 1
            return self._waiting.popleft()

    def _answer(self, future: Future[Any], inner: Future[bytes]) -> None:
        with self._lock:
            self._under_way -= 1
        self._settle(future, inner)
        self._send()

    def _settle(self, future: Future[Any], inner: Future[bytes]) -> None:
        """Tell whoever waits for a task what came of it, unless that was told."""
        with self._lock:
            if future not in self._open:
                return
            self._open.discard(future)
        if inner.cancelled():
            future.set_exception(NoWorkers(f"the scheduler at {self._address} has gone; {AGAIN}"))
        elif error := inner.exception():
            future.set_exception(_explained(error))
        else:
            future.set_result(unpack(inner.result()))

    def _watch(self) -> None:
        """Workers come and go; where none is left for long, waiting would never end."""
        seen = monotonic()
        while not self._ended.wait(LOOK):
            with suppress(Exception):  # the scheduler does not answer
                self._most = AHEAD * len(self._client.nthreads())
                seen = monotonic() if self._most else seen
            self._send()
            if monotonic() - seen > _patience():
                for future in list(self._open):
                    self._settle(future, _failed(NoWorkers(f"{_nobody(self._address)}; {AGAIN}")))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._ended.set()
        with self._lock:
            self._waiting.clear()
            self._open.clear()
        self._workers.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _failed(error: Exception) -> Future[bytes]:
    future: Future[bytes] = Future()
    future.set_exception(error)
    return future


def _explained(error: BaseException) -> BaseException:
    """An error of the cluster in words of ours; one of a task as it is."""
    if isinstance(error, KilledWorker):
        times = error.allowed_failures + 1
        killed = f"a task was tried {times} times, and each time its worker was killed"
        return NoWorkers(f"{killed}; is there enough memory?")
    return error


def _carried() -> dict[str, str]:
    return {name: os.environ[name] for name in CARRIED if name in os.environ}
