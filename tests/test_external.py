"""Outside addresses are asked politely. The outside is a small server here: nothing leaves."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from oer import external
from oer.answers import FILE, read_answers, write_answers
from oer.model import Answer
from samples import copy_sample, oer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
AGENT = "oer (+https://example.org/repository)"


class Site(ThreadingHTTPServer):
    """Remembers what it was asked, and how many asked at once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str | None] = set()
        self.at_once = self.most_at_once = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        site = self.server
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        site.asked.append((self.command, self.path))
        site.agents.add(self.headers["User-Agent"])
        time.sleep(0.02)
        status, to = self.choose()
        site.at_once -= 1
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def choose(self) -> tuple[int, str]:
        if self.path == "/no-head":
            return (405 if self.command == "HEAD" else 200), ""
        if self.path == "/moved":
            return 301, "/here"
        if self.path == "/endless":
            return 302, "/endless"
        if self.path == "/home":
            return 302, "http://localhost:1/secret"
        return {"/gone": 404, "/broken": 503, "/closed": 403}.get(self.path, 200), ""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(site: Site, *paths: str, known: dict[str, Answer] | None = None) -> dict[str, int]:
    addresses = [site.address + path for path in paths]
    answers = external.ask(addresses, AGENT, known or {}, NOW, may_ask=is_site)
    return {address.removeprefix(site.address): one.status for address, one in answers.items()}


def is_site(host: str) -> bool:
    return host == "127.0.0.1"


def test_answers(site: Site) -> None:
    paths = ("/here", "/gone", "/broken", "/closed", "/no-head", "/moved", "/endless")
    assert ask(site, *paths) == {
        "/broken": 503,
        "/closed": 403,
        "/endless": 0,
        "/gone": 404,
        "/here": 200,
        "/moved": 200,
        "/no-head": 200,
    }
    assert site.agents == {AGENT}
    assert site.most_at_once == 1, "one request a host at a time"


def test_head_before_get(site: Site) -> None:
    ask(site, "/here#part", "/here#other", "/no-head")
    assert site.asked == [("HEAD", "/here"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_what_is_known_is_not_asked(site: Site) -> None:
    young, old = (NOW - timedelta(hours=hours) for hours in (23, 25))
    known = {
        f"{site.address}/young": Answer(404, "Not Found", young.isoformat()),
        f"{site.address}/old": Answer(404, "Not Found", old.isoformat()),
        f"{site.address}/silent": Answer(0, "no answer", young.isoformat()),
        f"{site.address}/spoilt": Answer(404, "Not Found", "yesterday"),
    }
    paths = ("/young", "/old", "/silent", "/spoilt")
    found = ask(site, *paths, known=known)
    assert found == {"/young": 404, "/old": 200, "/silent": 200, "/spoilt": 200}
    assert {path for _, path in site.asked} == {"/old", "/silent", "/spoilt"}


def test_no_address_at_home_is_asked(site: Site) -> None:
    """Neither directly nor by a redirection; a lesson could otherwise look around in here."""
    assert external.ask([f"{site.address}/here"], AGENT, {}, NOW) == {}
    assert site.asked == []
    assert ask(site, "/home") == {}
    private = ("127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0")
    assert not any(map(external.is_public, private))


@pytest.mark.parametrize(
    "address", ["https://[", "ftp://example.org/", "https:", "https://x:99999/"]
)
def test_what_is_no_address(address: str) -> None:
    (answer,) = external.ask([address], AGENT, {}, NOW, may_ask=is_site).values()
    assert answer.status == 0


def test_nobody_there(site: Site) -> None:
    port = site.server_port
    site.server_close()
    (answer,) = external.ask([f"http://127.0.0.1:{port}/"], AGENT, {}, NOW, is_site).values()
    assert answer == Answer(0, "Connection refused", NOW.isoformat(timespec="seconds"))


def test_addresses_are_sent_as_ascii(site: Site) -> None:
    assert list(ask(site, "/қазақ?сөз=а%20б").values()) == [200]
    path = "/%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B?%D1%81%D3%A9%D0%B7=%D0%B0%20%D0%B1"
    assert site.asked == [("HEAD", path)]


def test_memory(tmp_path: Path) -> None:
    assert read_answers(tmp_path) == {}
    answers = {"https://example.org/": Answer(404, "Not Found", NOW.isoformat())}
    write_answers(tmp_path, answers)
    assert read_answers(tmp_path) == answers
    for spoilt in (b"", b"[]", b'{"x": 1}', b'{"x": {"status": 1}}', b"\xff"):
        (tmp_path / FILE).write_bytes(spoilt)
        assert read_answers(tmp_path) == {}


def test_check_tells_only_when_asked_to(tmp_path: Path) -> None:
    """What is remembered is told with `--external`, and never without; nothing is sent here."""
    root = copy_sample(tmp_path)
    now = datetime.now(UTC).isoformat()
    addresses = ("https://creativecommons.org/", "https://example.org/law")
    write_answers(root, {one: Answer(410, "Gone", now) for one in addresses})
    assert " LNK007 " not in oer(root, "check").stdout
    told = oer(root, "check", "--external")
    assert told.returncode == 0
    assert told.stdout.count(" LNK007 ") == 2
    assert "410 Gone" in told.stdout
