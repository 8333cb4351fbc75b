"""A folder on an address of this machine, as a host of static pages would serve it."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

TEXTS = (".html", ".css", ".js", ".json", ".svg", ".webmanifest", ".xml")
"""What GitHub Pages sends packed."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, texts packed, and the site's own 404 page where there is none."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (as its class has it)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".epub": "application/epub+zip",
    }

    def do_GET(self) -> None:
        """A text goes packed to whoever takes it so and does not ask whether it has changed."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.partition("?")[0].endswith("/") else file
        asks = self.headers
        packed = "gzip" in asks.get("Accept-Encoding", "") and "If-Modified-Since" not in asks
        if packed and file.suffix in TEXTS and file.is_file():
            self._send_packed(file)
        else:
            super().do_GET()

    def _send_packed(self, file: Path) -> None:
        data = gzip.compress(file.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", self.date_time_string(file.stat().st_mtime))
        self.end_headers()
        self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """GitHub Pages sends 404.html of the root at any depth."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The origin, like http://127.0.0.1:40000, for as long as the folder is served there."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
