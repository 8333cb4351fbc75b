"""What works without a network: service worker, manifests, icons, lists of what to keep."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image

from oer.formats.rasters import draw
from oer.model import Catalog, Language
from oer.website import search
from oer.website.front import filled

COLOUR = "#14324a"
ICON = "assets/images/icon-{size}.png"
SIZES = (192, 512)
"""What Chromium asks for before it offers to install a site."""
KEPT_ASSETS = ("assets/stylesheets/", "assets/javascripts/", "assets/images/")
MEDIA = "assets/courses/"
INDEX = "index.html"
NEAR = ("", "glossary/")
"""Pages of a language that each course leads to."""
ALL, NONE = "*", ""
Part = tuple[str, str]
"""Language and course that a file is kept for."""
OF_SEARCH = re.compile(r"pagefind/(?:index/|pagefind\.|words\.)?([a-z]{2,3})[_.].*")
"""A file of one language's search, but for those that tell of a page; others serve them all."""


def worker_files(catalog: Catalog, theme: Mapping[str, bytes], overrides: Path) -> dict[str, bytes]:
    """The service worker, whose version is that of the theme, and the icons."""
    digest = blake2b(digest_size=6)
    for path, data in sorted(theme.items()):
        digest.update(path.encode() + b"\0" + data)
    # The worker writes a page of them.
    absent = {
        code: {"text": escape(one.words["offline.absent"]), "home": escape(one.words["site.name"])}
        for code, one in catalog.languages.items()
    }
    mark = (overrides / "assets/images/icon.svg").read_bytes()
    return {
        "sw.js": filled("sw.js", version=digest.hexdigest(), absent=absent),
        **{ICON.format(size=size): draw(mark, size / 2) for size in SIZES},
    }


def illustration(files: Mapping[str, bytes], size: int) -> bytes:
    """The icon of the site in another size, as PNG, out of the site's files."""
    with Image.open(BytesIO(files[ICON.format(size=SIZES[0])])) as icon:
        made = BytesIO()
        icon.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS).save(made, "PNG")
        return made.getvalue()


def manifest(language: Language) -> bytes:
    """What a phone needs to put the site beside its other programs (W3C Web App Manifest)."""
    icons = [
        {
            "src": f"../{ICON.format(size=size)}",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in SIZES
        for purpose in ("any", "maskable")
    ]
    values = {
        "name": language.words["site.name"],
        "short_name": language.words["site.short_name"],
        "description": language.words["site.tagline"],
        "lang": language.code,
        "start_url": "./",
        "scope": "../",
        "display": "minimal-ui",
        "theme_color": COLOUR,
        "background_color": "#ffffff",
        "icons": icons,
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def keep_files(
    catalog: Catalog, sizes: Mapping[str, int], told: Mapping[str, str]
) -> dict[str, bytes]:
    """For each course in a language the files that a device keeps, with their bytes, and those that
    all courses of the language need, listed once: `keep/kk-copyright.json`, `keep/kk.json`.

    `sizes` are those of all files of the site, by path; `told` is the page that a part of a search
    index tells of. Nothing is kept of other courses: what it takes does not grow with their number.
    """
    parts: dict[Part, list[str]] = defaultdict(list)
    for path in sizes:
        parts[_part(told[path] + INDEX if path in told else path)].append(path)
    made: dict[str, bytes] = {}
    for code in catalog.languages:
        if parts[code, ALL]:
            made[f"keep/{code}.json"] = _listed((*parts[ALL, ALL], *parts[code, ALL]), sizes)
        for id, course in catalog.courses.items():
            own = parts[code, id]
            if code in course.editions and own:
                made[f"keep/{code}-{id}.json"] = _listed((*parts[ALL, id], *own), sizes)
    return made


def _part(path: str) -> Part:
    """What a file is kept for."""
    first, *others = path.split("/")
    if path.startswith(KEPT_ASSETS):
        return ALL, ALL
    if path.startswith(MEDIA):
        return ALL, others[1]
    if first == search.FOLDER:
        found = OF_SEARCH.fullmatch(path)
        return (found[1] if found else ALL), ALL
    if path in (f"{first}/{near}{INDEX}" for near in NEAR):
        return first, ALL
    return (first, others[0]) if others[1:] and others[-1] == INDEX else (NONE, NONE)


def _listed(paths: Iterable[str], sizes: Mapping[str, int]) -> bytes:
    files = sorted(paths)
    value = {
        "bytes": sum(sizes[path] for path in files),
        "files": [path.removesuffix(INDEX) for path in files],
    }
    return json.dumps(value).encode()
