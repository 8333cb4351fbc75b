"""Asks outside addresses whether they still answer, as politely as a person would.

One request a host at a time; first HEAD, and GET only where HEAD is refused; ten seconds; at most
five redirections; no address of a network at home, which whoever sends a lesson could otherwise
make us open. Answers are kept for a day.
"""

import ipaddress
import socket
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email.message import Message
from http.client import HTTPException
from threading import Lock
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from oer.model import Answer

TIMEOUT = 10.0
KEPT = timedelta(days=1)
HOSTS_AT_ONCE = 8
REDIRECTIONS = 5
WEB = ("http", "https")
MayAsk = Callable[[str], bool]
"""Whether a host may be asked."""
SAFE = "%/:=&?~#+!$,;'@()*[]"
"""What has a meaning in an address or is already written as a browser sends it (RFC 3986)."""


def ask(
    addresses: Iterable[str],
    agent: str,
    known: Mapping[str, Answer],
    now: datetime,
    may_ask: MayAsk | None = None,
) -> dict[str, Answer]:
    """The answers of all addresses, those known and younger than a day included.

    An address that may not be asked gets no answer. What did not answer is always asked again.
    """
    wanted = sorted({address.partition("#")[0] for address in addresses})
    answers = {one: known[one] for one in wanted if one in known and _is_fresh(known[one], now)}
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in wanted:
        if address not in answers:
            by_host[_host(address)].append(address)
    asker = _Asker(agent, now, may_ask or is_public)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as threads:
        for found in threads.map(asker.ask_all, by_host.values()):
            answers.update(found)
    return answers


def _is_fresh(answer: Answer, now: datetime) -> bool:
    try:
        age = now - datetime.fromisoformat(answer.asked)
    except (ValueError, TypeError):
        return False
    return bool(answer.status) and timedelta() <= age < KEPT


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_public(host: str) -> bool:
    """Whether all that a host's name stands for is on the public internet.

    A name that stands for nothing may be asked: that it does not answer is the answer.
    """
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return True
    return all(ipaddress.ip_address(str(row[4][0]).partition("%")[0]).is_global for row in found)


class _Refused(Exception):  # noqa: N818 (it says what happened)
    """A host that may not be asked."""


class _Stay(HTTPRedirectHandler):
    """Follows no redirection by itself: each host on the way is looked at first."""

    def redirect_request(  # noqa: PLR0913, PLR0917 (as the library calls it)
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


class _Asker:
    """What all requests of one run share."""

    def __init__(self, agent: str, now: datetime, may_ask: MayAsk) -> None:
        self._headers = {"User-Agent": agent, "Accept": "*/*"}
        self._now = now.isoformat(timespec="seconds")
        self._may_ask = may_ask
        self._opener = build_opener(_Stay)
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def ask_all(self, addresses: Iterable[str]) -> dict[str, Answer]:
        """The answers of addresses of one host, one after the other."""
        answers = {}
        for address in addresses:
            try:
                status, reason = self._follow(address)
            except _Refused:
                continue
            answers[address] = Answer(status, reason, self._now)
        return answers

    def _follow(self, address: str) -> tuple[int, str]:
        for _ in range(REDIRECTIONS + 1):
            status, reason, to = self._ask(address)
            if not (300 <= status < 400 and to):
                return status, reason
            address = urljoin(address, to)
        return 0, "it redirects without end"

    def _ask(self, address: str) -> tuple[int, str, str]:
        try:
            sent = _as_sent(address)
        except (ValueError, UnicodeError):
            return 0, "it is no address", ""
        host = _host(sent)
        if not self._may_ask(host):
            raise _Refused(host)
        with self._locks[host]:
            answer = self._request("HEAD", sent)
            return answer if 200 <= answer[0] < 400 else self._request("GET", sent)

    def _request(self, method: str, address: str) -> tuple[int, str, str]:
        request = Request(address, method=method, headers=self._headers)  # noqa: S310 (see WEB)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return response.status, response.reason, ""
        except HTTPError as error:
            with error:
                return error.code, str(error.reason), error.headers.get("Location", "")
        except URLError as error:
            return 0, _plain(error.reason), ""
        except (OSError, HTTPException, ValueError) as error:
            return 0, _plain(error), ""


def _as_sent(address: str) -> str:
    """An address as it goes over the line: ASCII, with the host's name in Punycode."""
    parts = urlsplit(address)
    if parts.scheme not in WEB or not parts.hostname:
        raise ValueError(address)
    host = parts.hostname.encode("idna").decode("ascii")
    place = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    path = quote(parts.path or "/", safe=SAFE)
    query = f"?{quote(parts.query, safe=SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{place}{port}{path}{query}"


def _plain(error: object) -> str:
    """An error in a few words, without the numbers of this machine's system."""
    if isinstance(error, TimeoutError):
        return f"no answer in {TIMEOUT:.0f} seconds"
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)[:100] or type(error).__name__
