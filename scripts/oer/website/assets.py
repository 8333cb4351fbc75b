"""Files that stand once for all languages: the theme's, ours, and the media of courses."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from oer.model import Catalog
from oer.website import addresses
from oer.website.lean import lean

LEFT_OUT = "assets/javascripts/"
"""Material's scripts, its search among them: our own do what we need of them."""


def theme_files(overrides: Path) -> dict[str, bytes]:
    """Styles and scripts of the theme, overlaid by those in overrides/, by path in the site."""
    material = Path(str(resources.files("material"))) / "templates"
    theirs = {p: data for p, data in _assets(material) if not p.startswith(LEFT_OUT)}
    ours = dict(_assets(overrides))
    return {**theirs, **dict(_lean_sheets({**theirs, **ours}, theirs)), **ours}


def _lean_sheets(files: Mapping[str, bytes], theirs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The theme's style sheets without what our pages do not show."""
    sheets = {path: data.decode() for path, data in files.items() if path.endswith(".css")}
    for path in sheets.keys() & set(theirs):
        others = (text for other, text in sheets.items() if other != path)
        yield path, lean(sheets[path], *others).encode()


def _assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted((folder / "assets").rglob("*")):
        if file.is_file() and file.suffix != ".map":
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def media_files(catalog: Catalog) -> dict[str, str]:
    """Path in the site -> file in the repository, of every medium of every course."""
    media = (path for course in catalog.courses.values() for path in course.media)
    return {addresses.media(path)[1:]: path for path in sorted(media)}
