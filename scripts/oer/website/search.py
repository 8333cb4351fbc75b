"""Search: Pagefind's index of one language, and the indexes of all languages as one.

Pagefind is told titles and words, since we know them before they stand in a page: it has neither
files to find nor HTML to read. It keeps the files of a language apart by their names, so that
only its entry file has to be merged. A reader's browser loads nothing before the first search.
"""

import json
import re
from collections.abc import Iterable, Mapping
from html import unescape

from oer.website.pagefind import Record, indexed
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


def records(pages: Iterable[StagedPage], language: str) -> list[Record]:
    """What is searched: all pages that are there."""
    there = (page for page in pages if not page.values.get("missing"))
    return [Record(f"/{language}/{page.address}", page.title, _content(page)) for page in there]


def index(searched: Iterable[Record], language: str) -> dict[str, bytes]:
    """The index of one language, by path relative to the site; the same in whatever order."""
    made = indexed(sorted(searched, key=lambda record: record.url), language)
    return {f"{FOLDER}/{path}": made[path] for path in sorted(made) if not path.startswith(UNUSED)}


def _content(page: StagedPage) -> str:
    """What is read aloud, without forms, menus and links."""
    return " ".join(f"{page.summary}\n{page.also}\n{_words(page)}".split())


def _words(page: StagedPage) -> str:
    if page.kind is Text.MARKDOWN:
        return MARKDOWN_SIGN.sub(" ", page.text)
    return unescape(TAG.sub(" ", WITHIN_WORDS.sub("", QUESTION.sub(" ", page.text))))


def merged_entry(entries: Iterable[bytes]) -> bytes:
    """One entry file for all languages, with sorted keys: the same input, the same bytes."""
    read = [json.loads(entry) for entry in entries]
    languages: dict[str, Mapping[str, object]] = {}
    for entry in read:
        languages.update(entry["languages"])
    whole = {**read[0], "languages": languages}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
