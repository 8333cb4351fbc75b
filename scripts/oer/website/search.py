"""Search: Pagefind's index of one language, and the indexes of all languages as one.

Pagefind reads pages that hold a title and words and nothing else, since we know the text before
it stands in a page: half the work. The words are stems (`stems`), so that a word is found in any of
its forms; what a result shows of a page is put back afterwards. Pagefind keeps the files of a
language apart by their names, so that only its entry file has to be merged. A reader's browser
loads nothing before the first search.
"""

import gzip
import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from unicodedata import normalize

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from oer.model import Language, Term
from oer.stems import WORD, Stemmer, stemmer
from oer.website.staged import StagedPage, Text

FOLDER = "pagefind"
ENTRY = f"{FOLDER}/pagefind-entry.json"
UNUSED = (
    *("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight"),
    *("wasm.en", "wasm.ru"),
)
"""Interfaces that come with every index; ours is in overrides/. Stemmers; ours are in `stems`."""
END = "ǁ"
"""Stands behind every stem of the index: a letter of no language that we have."""
WITHIN_WORDS = re.compile(r"</?(?:a|b|code|em|i|s|span|strong|sup)(?: [^<>]*)?>")
QUESTION = re.compile(r"<form class=\"quiz\".*?</form>", re.DOTALL)
"""Not searched: a result must not give an answer away."""
TAG = re.compile(r"<[^<>]*>")
MARKDOWN_SIGN = re.compile(r"\]\([^()]*\)|\{#[^{}]*\}|[#*`\[\]>|]")


class CannotIndex(Exception):  # noqa: N818 (it says what happened)
    """Pagefind failed; the text is what it said."""


def index(pages: Iterable[StagedPage], language: Language, folder: Path) -> dict[str, bytes]:
    """The index of one language, by path relative to the site; `folder` is for work."""
    rules = stemmer(language.word_forms)
    texts = {
        f"/{language.code}/{_address(page)}": _text(page)
        for page in pages
        if not page.values.get("missing")
    }
    for address, text in texts.items():
        file = folder / address[1:] / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_searched(text, language.code, rules), "utf-8")
    command = [get_executable(), "--site", str(folder), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotIndex((done.stderr or done.stdout).strip())
    made = sorted(path for path in (folder / FOLDER).rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): _finished(path, texts)
        for path in made
        if not path.name.startswith(UNUSED)
    }


def _address(page: StagedPage) -> str:
    """Below the language's folder, as Pagefind writes it: `copyright/first-owner/`."""
    return re.sub(r"(?:(?<=/)|^)index/$", "", page.path.removesuffix(".md") + "/")


# --- what Pagefind reads ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """What is searched of a page: plain words, without forms, menus and links."""

    title: str
    rest: str


def _text(page: StagedPage) -> _Text:
    rest = " ".join((page.summary, page.also, _words(page)))
    return _Text(" ".join(page.title.split()), " ".join(rest.split()))


def _searched(text: _Text, language: str, rules: Stemmer) -> str:
    """A page for Pagefind: as many words as the text has, each of them a stem."""
    title, rest = (escape(_marked(part, rules)) for part in (text.title, text.rest))
    return (
        f'<!doctype html><html lang="{language}"><title>{title}</title>'
        f"<body data-pagefind-body><h1>{title}</h1><p>{rest}</p></body></html>"
    )


def _marked(text: str, rules: Stemmer) -> str:
    """Stems, each with the sign of its end: a shorter word is not taken for the one sought."""
    return WORD.sub(
        lambda found: f"{rules.stem(found[0]) or found[0]}{END}", normalize("NFC", text)
    )


def _words(page: StagedPage) -> str:
    if page.kind is Text.MARKDOWN:
        return MARKDOWN_SIGN.sub(" ", page.text)
    return unescape(TAG.sub(" ", WITHIN_WORDS.sub("", QUESTION.sub(" ", page.text))))


# --- what a browser gets ------------------------------------------------------------------


def _finished(file: Path, texts: Mapping[str, _Text]) -> bytes:
    """A file of the index; the fragment that tells about a page gets its words back."""
    data = file.read_bytes()
    if file.parent.name != "fragment":
        return data
    head, _, values = gzip.decompress(data).partition(b"{")
    fragment = json.loads(b"{" + values)
    text = texts[fragment["url"]]
    shown = f"{text.title} {text.rest}".split()
    if len(fragment["content"].split()) != len(shown):
        raise CannotIndex(f"Pagefind counts the words of {fragment['url']} in another way.")
    fragment |= {"content": " ".join(shown), "meta": {"title": text.title}}
    packed = json.dumps(fragment, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(head + packed.encode(), 9, mtime=0)


def rules_file(language: Language, terms: Iterable[Term]) -> dict[str, bytes]:
    """What a browser needs to search in a language, by path relative to the site.

    The terms of the glossary are what it offers where nothing was found.
    """
    values = stemmer(language.word_forms).values
    values["end"] = END
    values["terms"] = sorted(term.term for term in terms if term.language == language.code)
    data = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return {f"{FOLDER}/words.{language.code}.json": data}


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
