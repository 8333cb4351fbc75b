"""What readers would see: the site with a contribution, and its changed pages as they were."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import etree, html

BEFORE, AFTER, LIST = "before", "after", "changes.html"
MOST_SHOWN = 200
WITHOUT = ("pagefind", "downloads")
"""Folders of the site as it was that its pages can be looked at without."""


@dataclass(frozen=True, slots=True)
class Change:
    """A page that readers will see otherwise."""

    path: str
    """Relative to the site."""
    title: str
    language: str
    was_there: bool
    is_there: bool


def preview(before: Path, after: Path, to: Path) -> Sequence[Change]:
    """Fill a folder with both sites and a list of the pages that differ; start at the list."""
    changes = list(_changes(before, after))[:MOST_SHOWN]
    shutil.copytree(after, to / AFTER)
    if before.is_dir():
        kept = {change.path for change in changes}
        for file in _files(before):
            name = file.relative_to(before)
            if name.parts[0] not in WITHOUT and (file.suffix != ".html" or str(name) in kept):
                _copy(file, to / BEFORE / name)
    environment = Environment(
        loader=PackageLoader("oer.contribution"), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template(LIST).render(changes=changes, before=BEFORE, after=AFTER)
    (to / LIST).write_text(page, "utf-8")
    return changes


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)


def _changes(before: Path, after: Path) -> Iterator[Change]:
    """Pages whose own part differs; a menu that has changed everywhere is no change of a page."""
    names = {file.relative_to(root) for root in (before, after) for file in root.rglob("*.html")}
    for name in sorted(names):
        was, now = _page(before / name), _page(after / name)
        if _article(was) != _article(now):
            shown = now if now is not None else was
            assert shown is not None
            yield Change(
                path=name.as_posix(),
                title=(shown.findtext(".//title") or name.as_posix()).strip(),
                language=shown.get("lang") or "en",
                was_there=was is not None,
                is_there=now is not None,
            )


def _page(file: Path) -> html.HtmlElement | None:
    return html.fromstring(file.read_bytes()) if file.is_file() else None


def _article(page: html.HtmlElement | None) -> bytes:
    if page is None:
        return b""
    found = page.find(".//article")
    return etree.tostring(found if found is not None else page)
