"""`oer serve`: the pages of all languages, each made when somebody looks at it.

After a saved change only the files that changed are read, and the open page asks for itself again.
A browser keeps its place in a page that it loads again. What the rules find is told a moment
later, when nobody waits for a page.
"""

import gc
import mimetypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Lock, Thread
from time import sleep
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from oer.check import Finding
from oer.files import FOLDERS
from oer.house import THEME, House
from oer.load import load
from oer.model import Catalog
from oer.report import wording_in
from oer.settings import read_site
from oer.status import PageStatus, status
from oer.tasks import collect_seldom
from oer.website import assets, front
from oer.website.addresses import Surroundings
from oer.website.generator import HOUSE, page_files, staged_pages
from oer.website.pages import Publication
from oer.website.preview import Memory
from oer.website.staged import StagedPage

RELOAD = "oer-reload.js"
"""Stands in every page that is served, and asks whether there is something new."""
SCRIPT = """\
const source = new EventSource("/oer-changes");
source.onmessage = () => location.reload();
addEventListener("pagehide", () => source.close());
"""
CHANGES = "/oer-changes"
TAG = f'<script src="/{RELOAD}"></script></body>'.encode()
SETTLED = 0.02
"""Seconds that an editor gets to write all that it writes when a file is saved."""
CALM = 1.0
"""Seconds without a change before the rules look."""
BEAT = 5.0
"""Seconds after which a browser that has left is noticed."""
READING = ("opened", "closed", "closed_no_write")
"""Events of files that somebody looks at."""
Tell = Callable[[list[Finding]], None]


class Shown:
    """The repository as it is now, and the pages that were asked for since."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._memory = Memory()
        self._wordings = lru_cache(partial(wording_in, root))
        self._lock = Lock()
        self._news = Condition()
        self._number = 0
        collect_seldom()
        self.read()
        gc.freeze()

    def read(self) -> None:
        """Read what has changed, and tell those who wait for it."""
        catalog = load(self._root, self._memory.read_all, read_data=self._memory.read_data)
        with self._lock:
            self._catalog: Catalog = catalog
            self._statuses: Sequence[PageStatus] = ()
            self._pieces: dict[tuple[str, str], dict[str, StagedPage]] = {}
            self._publications: dict[str, Publication] = {}
            self._theme: Mapping[str, bytes] = {}
        with self._news:
            self._number += 1
            self._news.notify_all()

    def findings(self) -> list[Finding]:
        """What the rules find."""
        return self._memory.check(self._catalog)

    def wait(self, seconds: float) -> bool:
        """Wait for a change; whether there was one."""
        with self._news:
            number = self._number
            return self._news.wait_for(lambda: self._number != number, seconds)

    def file(self, path: str) -> bytes | None:
        """What stands at a path of the site; None where nothing does."""
        code, _, address = path.partition("/")
        with self._lock:
            if code in self._catalog.languages:
                return self._page(code, address)
            return self._asset(path)

    def _page(self, code: str, address: str) -> bytes | None:
        if code not in self._publications:
            self._publications[code] = self._publication(code)
        made_from = self._publications[code]
        first = address.partition("/")[0]
        piece = first if first in self._catalog.shelf else HOUSE
        if (code, piece) not in self._pieces:
            pages = staged_pages(self._complete(made_from, piece), piece)
            self._pieces[code, piece] = {page.address: page for page in pages}
        page = self._pieces[code, piece].get(address)
        if page is None:
            return None
        made = page_files(made_from, House(self._root).configuration, [page])[page.path]
        return made.replace(b"</body>", TAG)

    def _publication(self, code: str) -> Publication:
        return Publication(
            self._catalog,
            self._catalog.languages[code],
            read_site(self._root),
            Surroundings.SITE,
            wordings=self._wordings(code),
        )

    def _complete(self, made_from: Publication, piece: str) -> Publication:
        """With how far all pages are, which takes a while to count and stands on few pages."""
        if piece != HOUSE:
            return made_from
        self._statuses = self._statuses or status(self._catalog)
        return replace(made_from, statuses=self._statuses)

    def _asset(self, path: str) -> bytes | None:
        if path == RELOAD:
            return SCRIPT.encode()
        if media := assets.media_files(self._catalog).get(path):
            return (self._root / media).read_bytes()
        if not self._theme:
            theme = assets.theme_files(self._root / THEME)
            self._theme = {**front.script_files(self._catalog), **theme}
        return self._theme.get(path)


def serve(root: Path, language: str, host: str, port: int, tell: Tell) -> None:
    """Serve until somebody ends it; `tell` hears what the rules find. OSError: it is in use."""
    shown, changed = Shown(root), Event()
    server = _Server(host, port, shown, language)
    observer = Observer()
    for name in (*FOLDERS, THEME):
        if (root / name).is_dir():
            observer.schedule(_Watch(changed), str(root / name), recursive=True)
    observer.start()
    Thread(target=_follow, args=(shown, changed, tell), daemon=True).start()
    try:
        server.serve_forever()
    finally:
        observer.stop()
        server.server_close()


def _follow(shown: Shown, changed: Event, tell: Tell) -> None:
    """Read after each change, and let the rules look when there is none for a while."""
    told = False
    while True:
        if changed.wait(None if told else CALM):
            sleep(SETTLED)
            changed.clear()
            try:
                shown.read()
            except OSError:  # an editor has just put another file in its place
                changed.set()
            told = False
        else:
            tell(shown.findings())
            told = True


class _Watch(FileSystemEventHandler):
    """Notes that a file was changed; who reads one changes nothing."""

    def __init__(self, changed: Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in READING and not event.is_directory:
            self._changed.set()


class _Server(ThreadingHTTPServer):
    """Knows what is shown, and the language that is shown first."""

    daemon_threads = True

    def __init__(self, host: str, port: int, shown: Shown, language: str) -> None:
        self.shown, self.language = shown, language
        super().__init__((host, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers for one browser."""

    server: "_Server"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == CHANGES:
            self._changes()
        elif path == "/":
            self._answer(HTTPStatus.FOUND, b"", "text/plain", f"/{self.server.language}/")
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        kind = "text/html" if path.endswith("/") else mimetypes.guess_type(path)[0]
        try:
            made = self.server.shown.file(path.removeprefix("/"))
        except Exception as error:  # half-written texts can break anything, and are saved often
            told = f"This page cannot be shown: {type(error).__name__}: {error}\n".encode()
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, told, "text/plain")
            return
        if made is None:
            self._answer(HTTPStatus.NOT_FOUND, b"There is no such page.\n", "text/plain")
        else:
            self._answer(HTTPStatus.OK, made, kind or "application/octet-stream")

    def _answer(self, state: HTTPStatus, body: bytes, kind: str, to: str = "") -> None:
        text = kind.startswith("text/")
        self.send_response(state)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        if to:
            self.send_header("Location", to)
        self.end_headers()
        self.wfile.write(body)

    def _changes(self) -> None:
        """Server-sent events (HTML Standard §9.2): one for each change."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                self.wfile.write(
                    b"data: changed\n\n" if self.server.shown.wait(BEAT) else b": beat\n\n"
                )
                self.wfile.flush()
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Nobody wants to read every request."""
