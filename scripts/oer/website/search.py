"""Search: Pagefind's index of one language, and the indexes of all languages as one.

Pagefind is told titles and words, since we know them before they stand in a page: it has neither
files to find nor HTML to read. The words are stems (`stems`), so that a word is found in any of its
forms; what a result shows of a page is put back afterwards. Pagefind keeps the files of a language
apart by their names, so that only its entry file has to be merged. A reader's browser loads
nothing before the first search.
"""

import gzip
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from unicodedata import normalize

from oer.model import Language, Term
from oer.stems import Stemmer, stemmer
from oer.website.pagefind import CannotIndex, Record, indexed
from oer.website.staged import StagedPage, Text

FOLDER = "pagefind"
ENTRY = f"{FOLDER}/pagefind-entry.json"
FRAGMENTS = "fragments"
"""No file of the site, but beside those of an index: which of them tells of which page."""
UNUSED = (
    *("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight"),
    *("wasm.en", "wasm.ru", "pagefind-worker"),
)
"""Interfaces that come with every index; ours is in overrides/. Stemmers; ours are in `stems`.
A worker, which would weigh more than the time that it saves."""
END = "ǁ"
"""Stands behind every stem of the index, so that a shorter word is not taken for the one sought: a
letter of no language that we have."""
WITHIN_WORDS = re.compile(r"</?(?:a|b|code|em|i|s|span|strong|sup)(?: [^<>]*)?>")
QUESTION = re.compile(r"<form class=\"quiz\".*?</form>", re.DOTALL)
"""Not searched: a result must not give an answer away."""
TAG = re.compile(r"<[^<>]*>")
MARKDOWN_SIGN = re.compile(r"\]\([^()]*\)|\{#[^{}]*\}|[#*`\[\]>|]")


@dataclass(frozen=True, slots=True)
class Searched:
    """A page for search: what is looked through, and what a result shows of it."""

    record: Record
    title: str
    content: str
    """As many words as the record has."""


def records(pages: Iterable[StagedPage], language: str, rules: Stemmer) -> list[Searched]:
    """What is searched: all pages that are there."""
    there = (page for page in pages if not page.values.get("missing"))
    return [_searched(page, language, rules) for page in there]


def _searched(page: StagedPage, language: str, rules: Stemmer) -> Searched:
    title, content = normalize("NFC", page.title), normalize("NFC", _content(page))
    url, stems = f"/{language}/{page.address}", rules.text(content, END)
    return Searched(Record(url, rules.text(title, END), stems), title, content)


def index(searched: Iterable[Searched], language: str) -> dict[str, bytes]:
    """The index of one language, by path relative to the site; the same in whatever order.

    Beside its files stands, under FRAGMENTS, what `pages_of_fragments` reads.
    """
    ordered = sorted(searched, key=lambda one: one.record.url)
    shown = {one.record.url: one for one in ordered}
    made = indexed((one.record for one in ordered), language)
    files: dict[str, bytes] = {}
    told: dict[str, str] = {}
    for path in sorted(path for path in made if not path.startswith(UNUSED)):
        file = f"{FOLDER}/{path}"
        if path.startswith("fragment/"):
            told[file], files[file] = _finished(made[path], shown)
        else:
            files[file] = made[path]
    return {**files, FRAGMENTS: json.dumps(told).encode()}


def pages_of_fragments(index: Mapping[str, bytes]) -> dict[str, str]:
    """File that tells of a page -> the page, `kk/copyright/first-owner/`."""
    told: dict[str, str] = json.loads(index[FRAGMENTS])
    return told


def _content(page: StagedPage) -> str:
    """What is read aloud, without forms, menus and links."""
    return " ".join(f"{page.title}\n{page.summary}\n{page.also}\n{_words(page)}".split())


def _words(page: StagedPage) -> str:
    if page.kind is Text.MARKDOWN:
        return MARKDOWN_SIGN.sub(" ", page.text)
    return unescape(TAG.sub(" ", WITHIN_WORDS.sub("", QUESTION.sub(" ", page.text))))


# --- what a browser gets ------------------------------------------------------------------


def _finished(data: bytes, shown: Mapping[str, Searched]) -> tuple[str, bytes]:
    """The page that a fragment tells of, and the fragment with the words of the page."""
    head, _, values = gzip.decompress(data).partition(b"{")
    fragment = json.loads(b"{" + values)
    page = shown[fragment["url"]]
    if len(fragment["content"].split()) != len(page.content.split()):
        raise CannotIndex(f"Pagefind counts the words of {fragment['url']} in another way")
    fragment |= {"content": page.content, "meta": {"title": page.title}}
    packed = json.dumps(fragment, ensure_ascii=False, separators=(",", ":"))
    return fragment["url"].removeprefix("/"), gzip.compress(head + packed.encode(), 9, mtime=0)


def rules_file(language: Language, terms: Iterable[Term]) -> dict[str, bytes]:
    """What a browser needs to search in a language, by path relative to the site."""
    values = query_rules(stemmer(language.word_forms), language.code, terms)
    data = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return {f"{FOLDER}/words.{language.code}.json": data}


def query_rules(rules: Stemmer, code: str, terms: Iterable[Term]) -> dict[str, Any]:
    """How a query becomes stems, and the terms that are offered where nothing was found."""
    own = sorted(term.term for term in terms if term.language == code)
    return {**rules.values, "end": END, "terms": own}


def merged_entry(entries: Iterable[bytes]) -> bytes:
    """One entry file for all languages, with sorted keys: the same input, the same bytes.

    Pagefind's own stemmers are not asked for: the words are stems.
    """
    read = [json.loads(entry) for entry in entries]
    languages: dict[str, dict[str, object]] = {}
    for entry in read:
        languages.update(entry["languages"])
    for values in languages.values():
        values["wasm"] = None
    whole = {**read[0], "languages": languages}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
