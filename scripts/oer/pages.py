"""The pages of docs/ in every language, and the files outside the content that they link to."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from oer.files import FOLDERS
from oer.links import from_page
from oer.model import SOURCE_LANGUAGE, Link, Page, Place
from oer.sources import Sources
from oer.translated import read_sidecar
from oer.units import progress
from oer.values import to_translation


def read_pages(sources: Sources, languages: Iterable[str]) -> Iterator[Page]:
    """Every page that can be read, language by language, the source language first."""
    known: dict[str, Page] = {}
    for code in sorted(languages, key=lambda code: code != SOURCE_LANGUAGE):
        folder = "docs" if code == SOURCE_LANGUAGE else f"translations/{code}/docs"
        for path in sources.tree.below(folder, ".md"):
            name = path.removeprefix(f"{folder}/").removesuffix(".md")
            page = _page(sources, path, name, code)
            if page and code == SOURCE_LANGUAGE:
                known[name] = page
            elif page and name in known:
                rows = read_sidecar(sources, path)
                page = replace(page, progress=progress(known[name].units, page.units, rows))
            if page:
                yield page


def _page(sources: Sources, path: str, name: str, code: str) -> Page | None:
    document = sources.page(path)
    if document is None or document.parsed is None:
        return None
    head, parsed = document.head, document.parsed
    pictures = (Link(one.target, one.description, one.place) for one in parsed.images)
    return Page(
        name=name,
        language=code,
        place=Place(path),
        title=head["title"],
        summary=head["summary"],
        text=document.text,
        first_line=document.first_line,
        translation=to_translation(head["translation"]) if "translation" in head else None,
        links=(*parsed.links, *pictures),
        headings=parsed.headings,
        passages=parsed.passages,
        parts=parsed.parts,
        units=(*document.units, *parsed.units),
        blocks=parsed.blocks,
    )


def linked(root: Path, pages: Iterable[Page]) -> frozenset[str]:
    """What pages link to and what no folder of content holds: the licence, the program."""
    return frozenset(path for path in outside_paths(pages) if _is_there(root / path))


def outside_paths(pages: Iterable[Page]) -> set[str]:
    """Paths outside the folders of content to which pages link, whether anything is there."""
    paths = {from_page(link.target, page).path for page in pages for link in page.links}
    return set(filter(_is_outside, paths))


def _is_outside(path: str) -> bool:
    first = path.partition("/")[0]
    return bool(path) and first != ".." and first not in FOLDERS


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):  # a name that no disk can hold
        return False
