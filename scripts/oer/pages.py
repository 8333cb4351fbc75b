"""The pages of docs/ in every language, and the files outside the content that they link to."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from oer.files import FOLDERS
from oer.links import from_page
from oer.model import SOURCE_LANGUAGE, Link, Page, Place
from oer.sources import Sources
from oer.values import to_translation


def read_pages(sources: Sources, languages: Iterable[str]) -> Iterator[Page]:
    """Every page that can be read, language by language."""
    for code in languages:
        folder = "docs" if code == SOURCE_LANGUAGE else f"translations/{code}/docs"
        for path in sources.tree.below(folder, ".md"):
            document = sources.page(path)
            if document is None or document.parsed is None:
                continue
            head, parsed = document.head, document.parsed
            name = path.removeprefix(f"{folder}/").removesuffix(".md")
            pictures = (Link(one.target, one.description, one.place) for one in parsed.images)
            yield Page(
                name=name,
                language=code,
                place=Place(path),
                title=head["title"],
                summary=head["summary"],
                text=document.text,
                translation=to_translation(head["translation"]) if "translation" in head else None,
                links=(*parsed.links, *pictures),
                headings=parsed.headings,
            )


def linked(root: Path, pages: Iterable[Page]) -> frozenset[str]:
    """What pages link to and what no folder of content holds: the licence, the program."""
    paths = {from_page(link.target, page).path for page in pages for link in page.links}
    return frozenset(path for path in paths if _is_outside(path) and _is_there(root / path))


def _is_outside(path: str) -> bool:
    first = path.partition("/")[0]
    return bool(path) and first != ".." and first not in FOLDERS


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):  # a name that no disk can hold
        return False
