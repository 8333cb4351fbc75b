"""What works without a network: service worker, manifests, icons, lists of what to keep."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image

from oer.formats.rasters import draw
from oer.model import Catalog, Language
from oer.website.front import filled

COLOUR = "#14324a"
ICON = "assets/images/icon-{size}.png"
SIZES = (192, 512)
"""What Chromium asks for before it offers to install a site."""
KEPT_ASSETS = ("assets/stylesheets/", "assets/javascripts/", "assets/images/")


def worker_files(catalog: Catalog, theme: Mapping[str, bytes], overrides: Path) -> dict[str, bytes]:
    """The service worker, whose version is that of the theme, and the icons."""
    digest = blake2b(digest_size=6)
    for path, data in sorted(theme.items()):
        digest.update(path.encode() + b"\0" + data)
    absent = {
        code: {"text": one.words["offline.absent"], "home": one.words["site.name"]}
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


def keep_files(catalog: Catalog, sizes: Mapping[str, int]) -> dict[str, bytes]:
    """For each course and language the files that a device keeps, with their bytes.

    `sizes` are those of all files of the site, by path.
    """
    theme = [path for path in sizes if path.startswith(KEPT_ASSETS)]
    made: dict[str, bytes] = {}
    for code in catalog.languages:
        search = [path for path in sizes if _is_search(path, code)]
        for course in catalog.courses.values():
            media = f"assets/courses/{course.id}/"
            own = [
                path for path in sizes if path.startswith(media) or _is_page(path, code, course.id)
            ]
            if code in course.editions and own:
                paths = sorted({*theme, *search, *own})
                value = {
                    "bytes": sum(sizes[path] for path in paths),
                    "files": [path.removesuffix("index.html") for path in paths],
                }
                made[f"keep/{code}-{course.id}.json"] = json.dumps(value).encode()
    return made


def _is_page(path: str, code: str, course: str) -> bool:
    """A page of the course, and the home page and glossary that it leads to."""
    near = {f"{code}/index.html", f"{code}/glossary/index.html"}
    return path in near or (path.startswith(f"{code}/{course}/") and path.endswith("index.html"))


def _is_search(path: str, code: str) -> bool:
    """A file that search in the language needs."""
    folder, _, name = path.rpartition("/")
    if not folder.startswith("pagefind"):
        return False
    return name.startswith((f"{code}_", f"pagefind.{code}_", f"words.{code}.")) or (
        folder == "pagefind" and name.endswith((".js", "entry.json", "unknown.pagefind"))
    )
