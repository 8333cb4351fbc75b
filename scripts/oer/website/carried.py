"""Finished pages made fit to be carried: a course as a folder for a disk, a language for Kiwix.

Browsers fetch nothing and run no module from there (HTML §8.1.3.2: a file has an opaque origin). So
links name their file, scripts are plain ones in their order, and search has a small index of its
own. What is not in the folder is linked on the site. Kiwix shows the same folder.
"""

import gzip
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from oer.formats.archive import pack
from oer.model import Catalog, Course
from oer.stems import WORD, Stemmer, stemmer
from oer.website.search import FOLDER, query_rules

Read = Callable[[str], bytes]
"""The bytes of a file of the site, by its path."""
ENDING = ".site.zip"
STAY = ("rules", "review", "status")
"""Pages for contributors, who are on the net."""
SCRIPTS = "assets/javascripts/"
NEEDED = ("stems.js", "ranking.js", "memory.js", "find.js")
"""What other scripts take from; they come first."""
ONLINE = ("offline.js", "keep.js", "script.js")
"""Scripts that fetch, or that keep what is here already."""
PLAIN = ("first.js", "root.js")
"""Scripts that are no modules."""
HEAD_ONLINE = re.compile(
    r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>"
    r"|<link rel=\"(?:manifest|apple-touch-icon)\"[^>]*>"
)
MODULE = re.compile(r"<script src=\"([^\"]*?)([\w-]+\.js)\" type=\"module\"></script>")
LINK = re.compile(r"\b(href|src)=\"(?![\w+.-]+:|#)([^\"#]*)(#[^\"]*)?\"")
IMPORT = re.compile(r"^import (\{[^}]*\}) from \"\./([\w-]+)\.js\";$", re.MULTILINE)
EXPORTED = re.compile(r"^export (?=(?:async )?(?:const|function) (\w+))", re.MULTILINE)
LATE_IMPORT = re.compile(r"import\(\"\./([\w-]+)\.js\"\)")


@dataclass(frozen=True, slots=True)
class Told:
    """A page as Pagefind's index tells of it; notices of missing pages are not in there."""

    path: str
    title: str
    content: str


@dataclass(frozen=True, slots=True)
class _Folder:
    """What goes with a course, and where all else is."""

    paths: frozenset[str]
    site: str


def carried(
    catalog: Catalog, site: str, paths: Mapping[str, int], read: Read
) -> Iterator[tuple[Course, bytes]]:
    """The zip file of every course; `site` is the site's address, `paths` are all its files."""
    all_told = {code: _told(code, paths, read) for code in catalog.languages}
    for course in catalog.courses.values():
        folder = _Folder(frozenset(_of_course(catalog, course, paths)), site)
        indexes = {
            code: _index(catalog, code, [t for t in told if t.path in folder.paths])
            for code, told in all_told.items()
            if code in course.editions
        }
        yield course, pack(_files(folder, indexes, read))


def carried_language(
    catalog: Catalog, site: str, code: str, paths: Iterable[str], read: Read
) -> tuple[dict[str, bytes], list[Told]]:
    """The files of all courses in a language, and what is told of its pages."""
    paths = sorted(paths)
    told = [one for one in _told(code, paths, read) if _page_name(one.path) not in STAY]
    around = (path for path in paths if _is_around(catalog, code, path))
    folder = _Folder(frozenset((*around, *(one.path for one in told))), site)
    return _files(folder, {code: _index(catalog, code, told)}, read), told


def language_paths(catalog: Catalog, code: str, paths: Iterable[str]) -> Iterator[str]:
    """What `carried_language` can need of all files of the site."""
    told, page = f"{FOLDER}/fragment/{code}_", re.compile(rf"{code}/(?:.*/)?index\.html")
    for path in paths:
        if path.startswith(told) or page.fullmatch(path) or _is_around(catalog, code, path):
            yield path


def _page_name(path: str) -> str:
    """What follows the language: `rules` of `kk/rules/index.html`."""
    return path.split("/")[1]


def _is_around(catalog: Catalog, code: str, path: str) -> bool:
    """Whether a file is of the theme, or a picture of a course that the language has."""
    match path.split("/"):
        case ["assets", "courses", course, *_]:
            return code in catalog.courses[course].editions
        case ["assets", *_, name]:
            return name not in ONLINE
    return False


def _files(folder: _Folder, indexes: Mapping[str, bytes], read: Read) -> dict[str, bytes]:
    files = {path: _fit(path, read(path), folder) for path in sorted(folder.paths)}
    files[f"{SCRIPTS}find.js"] = _classic("find", _own_find())
    files |= {f"search/{code}.js": index for code, index in indexes.items()}
    return dict(sorted(files.items()))


def _of_course(catalog: Catalog, course: Course, paths: Mapping[str, int]) -> Iterator[str]:
    """The pages of the course and of the house, the theme, and the pictures of the course."""
    others = {*catalog.shelf, *STAY} - {course.id}
    for path in paths:
        first, _, rest = path.partition("/")
        if first in course.editions and rest.endswith("index.html"):
            wanted = rest.partition("/")[0] not in others
        elif path.startswith("assets/courses/"):
            wanted = path.startswith(f"assets/courses/{course.id}/")
        else:
            wanted = path == "index.html" or first == "assets"
        if wanted and posixpath.basename(path) not in ONLINE:
            yield path


def _fit(path: str, data: bytes, folder: _Folder) -> bytes:
    if path.endswith(".html"):
        return _page(path, data.decode(), folder).encode()
    if path.startswith(SCRIPTS) and posixpath.basename(path) not in PLAIN:
        return _classic(posixpath.basename(path).removesuffix(".js"), data.decode())
    return data


def _own_find() -> str:
    return resources.files("oer.website").joinpath("templates/find.js").read_text("utf-8")


# --- pages --------------------------------------------------------------------------------


def _page(path: str, html: str, folder: _Folder) -> str:
    html = HEAD_ONLINE.sub("", html)
    first = MODULE.search(html)
    if first:
        needed = "".join(f'<script src="{first[1]}{name}" defer></script>' for name in NEEDED)
        html = html[: first.start()] + needed + html[first.start() :]
    html = MODULE.sub(_script, html)
    return LINK.sub(lambda found: _link(path, found, folder), html)


def _script(found: re.Match[str]) -> str:
    if found[2] in ONLINE:
        return ""
    return f'<script src="{found[1]}{found[2]}" defer></script>'


def _link(path: str, found: re.Match[str], folder: _Folder) -> str:
    """An address that names its file, or that of the site where the file is not here."""
    here = posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(here, found[2] or "."))
    is_folder = not found[2] or found[2].endswith("/") or found[2] in (".", "..")
    file = posixpath.normpath(posixpath.join(target, "index.html")) if is_folder else target
    fragment = found[3] or ""
    if file in folder.paths:
        return f'{found[1]}="{posixpath.relpath(file, here or ".")}{fragment}"'
    outside = "" if target == "." else f"{target}/" if is_folder else target
    return f'{found[1]}="{folder.site}{outside}{fragment}"'


# --- scripts ------------------------------------------------------------------------------


def _classic(name: str, source: str) -> bytes:
    """A module as a plain script: what it exports it leaves in `house`, where others find it."""
    exported = EXPORTED.findall(source)
    body = EXPORTED.sub("", source)
    body = re.sub(r"^export \{[^}]*\};$", "", body, flags=re.MULTILINE)
    body = IMPORT.sub(r'const \1 = house["\2"];', body)
    body = LATE_IMPORT.sub(r'Promise.resolve(house["\1"])', body)
    body = body.replace("import.meta.url", "document.currentScript.src")
    left = f'house["{name}"] = {{ {", ".join(exported)} }};' if exported else ""
    return f"globalThis.house ??= {{}};\n(() => {{\n{body}\n{left}\n}})();\n".encode()


# --- search -------------------------------------------------------------------------------


def _told(code: str, paths: Iterable[str], read: Read) -> list[Told]:
    start = f"{FOLDER}/fragment/{code}_"
    found = (_fragment(read(path)) for path in sorted(paths) if path.startswith(start))
    return [
        Told(f"{one['url'][1:]}index.html", one["meta"]["title"], one["content"])
        for one in sorted(found, key=lambda one: str(one["url"]))
    ]


def _index(catalog: Catalog, code: str, told: Sequence[Told]) -> bytes:
    """The pages of a language with their stems."""
    rules = stemmer(catalog.languages[code].word_forms)
    pages = [(one.path, one.title, one.content) for one in told]
    values = {
        "rules": query_rules(rules, code, catalog.terms[code].values()),
        "pages": pages,
        "stems": _stems(pages, rules),
    }
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.houseIndex = {text};\n".encode()


def _fragment(data: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(b"{" + gzip.decompress(data).partition(b"{")[2])
    return values


def _stems(pages: list[tuple[str, str, str]], rules: Stemmer) -> dict[str, list[int]]:
    """Stem -> numbers of the pages that hold it, those that hold it in their title first."""
    stems: dict[str, list[int]] = {}
    for part in (1, 2):
        for number, page in enumerate(pages):
            for word in dict.fromkeys(WORD.findall(page[part])):
                numbers = stems.setdefault(rules.stem(word), [])
                if number not in numbers:
                    numbers.append(number)
    return dict(sorted(stems.items()))
