"""Search: Pagefind's index of one language, and the indexes of all languages as one.

Pagefind reads pages that hold a title and words and nothing else, since we know the text before
it stands in a page: half the work. It keeps the files of a language apart by their names, so that
only its entry file has to be merged. A reader's browser loads nothing before the first search.
"""

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from oer.website.staged import StagedPage, Text

FOLDER = "pagefind"
ENTRY = f"{FOLDER}/pagefind-entry.json"
UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Interfaces that come with every index; ours is in overrides/."""
WITHIN_WORDS = re.compile(r"</?(?:a|b|code|em|i|s|span|strong|sup)(?: [^<>]*)?>")
QUESTION = re.compile(r"<form class=\"quiz\".*?</form>", re.DOTALL)
"""Not searched: a result must not give an answer away."""
TAG = re.compile(r"<[^<>]*>")
MARKDOWN_SIGN = re.compile(r"\]\([^()]*\)|\{#[^{}]*\}|[#*`\[\]>|]")


class CannotIndex(Exception):  # noqa: N818 (it says what happened)
    """Pagefind failed; the text is what it said."""


def index(pages: Iterable[StagedPage], language: str, folder: Path) -> dict[str, bytes]:
    """The index of one language, by path relative to the site; `folder` is for work."""
    for page in pages:
        if not page.values.get("missing"):
            file = folder / language / _address(page) / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_searched(page, language), "utf-8")
    command = [get_executable(), "--site", str(folder), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotIndex((done.stderr or done.stdout).strip())
    made = sorted(path for path in (folder / FOLDER).rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in made
        if not path.name.startswith(UNUSED)
    }


def _address(page: StagedPage) -> str:
    return re.sub(r"(?:(?<=/)|^)index$", "", page.path.removesuffix(".md"))


def _searched(page: StagedPage, language: str) -> str:
    """A page for Pagefind: what is read aloud, without forms, menus and links."""
    title = escape(page.title)
    return (
        f'<!doctype html><html lang="{language}"><title>{title}</title>'
        f"<body data-pagefind-body><h1>{title}</h1><p>{escape(page.summary)}</p>"
        f"<p>{escape(page.also)}</p><p>{_words(page)}</p></body></html>"
    )


def _words(page: StagedPage) -> str:
    if page.kind is Text.MARKDOWN:
        return escape(MARKDOWN_SIGN.sub(" ", page.text))
    return TAG.sub(" ", WITHIN_WORDS.sub("", QUESTION.sub(" ", page.text)))


def merged_entry(entries: Iterable[bytes]) -> bytes:
    """One entry file for all languages, with sorted keys: the same input, the same bytes."""
    read = [json.loads(entry) for entry in entries]
    languages: dict[str, Mapping[str, object]] = {}
    for entry in read:
        languages.update(entry["languages"])
    whole = {**read[0], "languages": languages}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
