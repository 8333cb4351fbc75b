"""A page as it is handed to the site generator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Text(StrEnum):
    """What a staged page's text is."""

    HTML = "html"
    """Finished: the generator takes it as it is."""
    MARKDOWN = "markdown"
    """A page of docs/, for the generator to render."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the table of contents of a page."""

    level: int
    id: str
    text: str
    lang: str = ""
    """Where it is not that of the page."""


@dataclass(frozen=True, slots=True)
class StagedPage:
    """One page of one language, with all that its template shows."""

    path: str
    """Relative to the folder of the language: `copyright/first-owner.md`."""
    template: str
    title: str
    summary: str
    text: str = ""
    kind: Text = Text.HTML
    contents: tuple[Entry, ...] = ()
    also: str = ""
    """Words that the template shows besides the text, for search."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Plain values that JSON can hold; addresses are as `addresses` makes them."""

    @property
    def address(self) -> str:
        """`copyright/first-owner.md` -> `copyright/first-owner/`, and `index.md` -> its folder."""
        path = self.path.removesuffix(".md")
        folder, _, name = path.rpartition("/")
        return f"{path}/" if name != "index" else f"{folder}/" if folder else ""
