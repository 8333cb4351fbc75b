"""What a visit costs on a weak link, and what the whole site weighs, measured once it is built.

One page of a kind is measured: the heaviest lesson of each language. Bytes are those that a host
sends (gzip), without pictures. The build writes them down in the site itself, where a check reads
them again.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from posixpath import dirname, join, normpath

from oer.model import Site, Weights

FILE = "weights.json"
MEGABYTE = 1_000_000
FOLDER = Path("dist")
DOWNLOADS = "downloads/"
TEXT = re.compile(rb'<div class="house-lesson".*(?=<p class="house-finish")', re.DOTALL)
"""A lesson's own text, which is what one comes for; the rest is what each page costs."""
NAMED = re.compile(rb'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"')
IMPORTED = re.compile(rb'^import [^"\n]* from "([^"]+)"', re.MULTILINE)
WORKER = "sw.js"
FINDERS = tuple(f"assets/javascripts/{name}.js" for name in ("find", "ranking", "stems"))
PAGEFIND = "pagefind/"
FOR_ALL = ("pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind")
CHUNKS, RESULTS = 2, 5
"""A query reads so many parts of an index, and shows so many results at once."""

Read = Callable[[str], bytes]


def read_weights(root: Path) -> Weights | None:
    """What the last build wrote down; None where there is none, or it is spoilt."""
    try:
        told = json.loads((root / FOLDER / FILE).read_text("utf-8"))
        return Weights(**{**told, "most": tuple(told["most"])})
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def written(weights: Weights) -> bytes:
    """What stands in the file."""
    return f"{json.dumps(asdict(weights), indent=1, sort_keys=True)}\n".encode()


def weigh(sizes: Mapping[str, int], read: Read, site: Site) -> Weights:
    """The weights of a site. `sizes`: bytes of each file, by path; `read` gives a file."""
    lessons = _heaviest_lessons(sizes)
    return Weights(
        first={path: _first_visit(path, sizes, read) for path in lessons.values()},
        next={path: _packed(TEXT.sub(b"", read(path))) for path in lessons.values()},
        search={code: _first_search(code, sizes, read) for code in lessons},
        site=sum(size for path, size in sizes.items() if not path.startswith(DOWNLOADS)),
        all=sum(sizes.values()),
        most=(site.largest_pages * MEGABYTE, site.largest * MEGABYTE),
    )


def _heaviest_lessons(sizes: Mapping[str, int]) -> dict[str, str]:
    """By language. A lesson's page stands in the folder of its course."""
    pages = [path for path in sizes if path.count("/") == 3 and path.endswith("/index.html")]
    lessons = sorted(pages, key=lambda path: (sizes[path], path))
    return {path.partition("/")[0]: path for path in lessons if not path.startswith(DOWNLOADS)}


def _first_visit(page: str, sizes: Mapping[str, int], read: Read) -> int:
    """The page, the styles and scripts that it names, and what these import."""
    html = read(page)
    found = [WORKER, *_beside(page, (one or other for one, other in NAMED.findall(html)))]
    for path in found:
        if path.endswith(".js"):
            found += [p for p in _beside(path, IMPORTED.findall(read(path))) if p not in found]
    return _packed(html) + sum(_packed(read(path)) for path in found if path in sizes)


def _beside(path: str, addresses: Iterable[bytes]) -> list[str]:
    return [normpath(join(dirname(path), address.decode())) for address in addresses]


def _first_search(code: str, sizes: Mapping[str, int], read: Read) -> int:
    """What Pagefind fetches for two words in different parts of the index, and results as usual."""
    index = {path: size for path, size in sizes.items() if path.startswith(PAGEFIND)}
    own = {path: size for path, size in index.items() if f"/{code}_" in path}
    always = [*FINDERS, *(PAGEFIND + name for name in (*FOR_ALL, f"words.{code}.json"))]
    always += [path for path in index if f"/pagefind.{code}_" in path]
    chunks = sorted(size for path, size in own.items() if "/index/" in path)[-CHUNKS:]
    texts = [size for path, size in own.items() if "/fragment/" in path]
    results = RESULTS * sum(texts) // max(len(texts), 1)
    return sum(_packed(read(path)) for path in always if path in sizes) + sum(chunks) + results


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))
