"""Pagefind as a process that is asked: what it does between its start and its end.

Requests and answers are JSON in Base64, each ended by a comma. Their fields are those of
`pagefind.service.types`, in the wheel; its own client waits a tenth of a second for each answer.
"""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from pagefind_bin import get_executable  # type: ignore[import-untyped]

END = b","
AT_A_TIME = 1 << 20


Service: TypeAlias = "subprocess.Popen[bytes]"


class CannotIndex(Exception):  # noqa: N818 (it says what happened)
    """Pagefind failed; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a page, for search."""

    url: str
    """From the root of the site: `/kk/copyright/first-owner/`."""
    title: str
    content: str
    """Its words, as plain text."""


def indexed(records: Iterable[Record], language: str) -> dict[str, bytes]:
    """The files of an index, by path relative to its folder. CannotIndex where it fails."""
    pipe, command = subprocess.PIPE, [get_executable(), "--service"]
    try:
        with subprocess.Popen(command, stdin=pipe, stdout=pipe) as service:
            return _files(service, records, language)
    except OSError as error:
        raise CannotIndex(f"Pagefind: {error}") from error


def _files(service: Service, records: Iterable[Record], language: str) -> dict[str, bytes]:
    id = _ask(service, type="NewIndex", config=None)["index_id"]
    for record in records:
        _ask(
            service,
            type="AddRecord",
            index_id=id,
            url=record.url,
            content=record.content,
            language=language,
            meta={"title": record.title},
        )
    files = _ask(service, type="GetFiles", index_id=id)["files"]
    return {file["path"]: b64decode(file["content"]) for file in files}


def _ask(service: Service, **payload: Any) -> dict[str, Any]:
    """One request and its answer: without waiting, both pipes could fill up."""
    assert service.stdin
    request = json.dumps({"message_id": 1, "payload": payload}).encode()
    service.stdin.write(b64encode(request) + END)
    service.stdin.flush()
    answer: dict[str, Any] = json.loads(b64decode(_answer(service)))["payload"]
    if answer["type"] == "Error":
        raise CannotIndex(f"Pagefind: {answer['message']}")
    return answer


def _answer(service: Service) -> bytes:
    assert service.stdout
    parts: list[bytes] = []
    while not (parts and parts[-1].endswith(END)):
        part = service.stdout.read1(AT_A_TIME)  # type: ignore[attr-defined]
        if not part:
            raise CannotIndex("Pagefind ended without an answer")
        parts.append(part)
    return b"".join(parts).removesuffix(END)
