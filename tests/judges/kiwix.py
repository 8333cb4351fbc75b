"""Is a file for Kiwix sound, and does kiwix-serve show lessons and find words in other forms?"""

import re
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from os.path import commonprefix
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from lxml import html

from .clients import need
from .site import Page, Site
from .trouble import Trouble, shortened

WORD = re.compile(r"[^\W\d_]{7,18}")
PAIRS = 20
"""So many words are asked for in a form that stands in another lesson."""
ENOUGH = 0.7
"""Of them are found, as some only look like forms of one word."""
ENDING = 4
"""Letters in which two forms of a word may differ at their ends."""


def judge(site: Site) -> Iterator[Trouble]:
    """Every ZIM file of a site."""
    files = site.files(".zim")
    for file in files:
        command = [need("zimcheck"), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or "[ERROR]" in done.stdout or "[WARNING]" in done.stdout:
            yield Trouble(_place(site, file), shortened(done.stdout, 1000))
    if files:
        with served(files) as origin:
            for file in files:
                for what in _troubles(site, file, origin):
                    yield Trouble(_place(site, file), what)


def _place(site: Site, file: Path) -> str:
    return file.relative_to(site.folder).as_posix()


def _troubles(site: Site, file: Path, origin: str) -> Iterator[str]:
    lessons = list(site.lessons(file.parent.name))
    for lesson in lessons:
        title = "".join(lesson.find("//h1")[0].itertext()).strip()
        if title not in unescape(_text(f"{origin}/{file.stem}/{lesson.path}")):
            yield f"kiwix-serve does not show {lesson.path}"
    if not lessons:
        yield "no lesson of the language is on the site"
        return
    word = max(WORD.findall(lessons[0].prose()), key=len)
    if lessons[0].path not in found(origin, file.stem, word):
        yield f"{word} of {lessons[0].path} is not found"
    pairs = list(_forms(lessons))[:PAIRS]
    lost = [form for form, path in pairs if path not in found(origin, file.stem, form)]
    if len(lost) > (1 - ENOUGH) * len(pairs):
        yield f"{len(lost)} of {len(pairs)} forms are not found: {', '.join(lost)}"


def _forms(lessons: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Words of the first lesson, each with a lesson that has it in another form only."""
    texts = [(lesson.path, set(WORD.findall(lesson.prose().lower()))) for lesson in lessons]
    for word in sorted(texts[0][1]):
        for path, words in texts[1:]:
            if word not in words and any(_are_forms(word, other) for other in words):
                yield word, path
                break


def _are_forms(one: str, other: str) -> bool:
    same = len(commonprefix([one, other]))  # noqa: RUF071 (no paths)
    return same >= 6 and max(len(one), len(other)) - same <= ENDING


def found(origin: str, book: str, word: str) -> list[str]:
    """The paths of the pages that kiwix-serve finds."""
    query = urlencode({"content": book, "pattern": word, "pageLength": 100})
    page = html.fromstring(_text(f"{origin}/search?{query}"))
    links = page.xpath("//div[@class='results']//a/@href")
    return [urlsplit(str(link)).path.removeprefix(f"/{book}/") for link in links]  # type: ignore[union-attr]


def _text(address: str) -> str:
    with urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
        return text


@contextmanager
def served(files: Sequence[Path]) -> Iterator[str]:
    """The origin of a kiwix-serve on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--address", "127.0.0.1", "--port", str(port)]
    command = [need("kiwix-serve"), *where, *map(str, files)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            origin = f"http://127.0.0.1:{port}"
            _wait(origin)
            yield origin
        finally:
            server.terminate()


def _wait(origin: str) -> None:
    for _ in range(200):
        try:
            urlopen(origin, timeout=30).close()
        except URLError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("kiwix-serve does not answer")
