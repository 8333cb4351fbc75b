"""What the two dialects share: plain blocks, front matter, indentation."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

import yaml

from benchmarks.content import (
    PICTURE,
    Code,
    Footnote,
    Heading,
    Items,
    Module,
    Paragraph,
    Picture,
    Plain,
    Table,
)


def module_links(module: Module) -> str:
    """A part of a course with links to its lessons."""
    links = "\n".join(f"- [{lesson.title}]({lesson.slug}.md)" for lesson in module.lessons)
    return f"## {module.title} {{#{module.id}}}\n\n{links}"


def plain(block: Plain) -> str:  # noqa: PLR0911 - one line for each kind of block
    """A block that both dialects write alike, without a line end."""
    match block:
        case Heading(level, id, text):
            return f"{'#' * level} {text} {{#{id}}}"
        case Paragraph(text):
            return text
        case Items(marker, items):
            return "\n".join(f"{marker} {item}" for item in items)
        case Table(rows):
            return _table(rows)
        case Code(text):
            return f"```text\n{text}\n```"
        case Picture(description):
            return f"![{description}](../media/{PICTURE})"
        case Footnote(label, text):
            return f"[^{label}]: {text}"
        case _:
            assert_never(block)


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *body = rows
    rule = ("---",) * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


def paragraphs(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them."""
    return "\n\n".join(blocks)


def tick(right: bool) -> str:
    """The start of a task list's item."""
    return "- [x]" if right else "- [ ]"


def data(value: Any) -> str:
    """A value as YAML in the order given."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)


def page(front_matter: Mapping[str, Any], blocks: Iterable[str]) -> str:
    """A Markdown file with its front matter."""
    return f"---\n{data(dict(front_matter))}---\n\n{paragraphs(blocks)}\n"
