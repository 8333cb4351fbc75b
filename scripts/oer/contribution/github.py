"""The edge to GitHub's REST API, with the standard library alone."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

TIMEOUT = 30
MOST_JSON = 20_000_000
VERSION = "2022-11-28"
AT_HOME = ("127.0.0.1", "localhost")


class Refusal(OSError):  # noqa: N818 (it says what happened)
    """GitHub does not do what it was asked."""


class TooMuch(OSError):  # noqa: N818 (it says what happened)
    """An answer is longer than it may be."""


class GitHub:
    """The API at an address, asked with the token of a job. OSError where it does not answer."""

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in AT_HOME:
            raise ValueError(f"{address} is not asked: a token would go over the line readable")
        self._address, self._token = address.rstrip("/"), token

    def ask(self, path: str) -> Any:
        """GET; the JSON of the answer."""
        return json.loads(self._open("GET", path, None, MOST_JSON))

    def fetch(self, path: str, most: int) -> bytes:
        """GET, redirections followed without the token; TooMuch above so many bytes."""
        return self._open("GET", path, None, most)

    def send(self, method: str, path: str, data: Mapping[str, str]) -> None:
        """POST or PATCH some JSON; what is answered does not matter."""
        self._open(method, path, json.dumps(data).encode(), MOST_JSON)

    def _open(self, method: str, path: str, data: bytes | None, most: int) -> bytes:
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": VERSION}
        request = Request(self._address + path, data, headers, method=method)  # noqa: S310 (see init)
        # A download is redirected to another host, which has no business with the token.
        request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        try:
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310 (see init)
                told: bytes = response.read(most + 1)
        except HTTPError as error:
            with error:
                raise Refusal(f"{method} {path} was answered with {error.code}") from error
        if len(told) > most:
            raise TooMuch(f"{path} has more than {most} bytes")
        return told
