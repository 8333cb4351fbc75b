"""Is every text marked as what it is? English under another language's name is read out as that
language by a screen reader, and taken for it by a search engine (WCAG 2.2, 3.1.1 and 3.1.2).
"""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from .site import HOUSE, Page
from .trouble import Trouble

SAYING = re.compile(r"\b(?:the|of|and|is|are|with|that|your|you|from|this|for|was|not|to)\b")
"""Words without which English says little, and which the other languages do not have."""
LATIN = re.compile(r"(?:\b[A-Za-z]*[a-z][A-Za-z'’-]*\b *){5,}")
"""As many words of Latin letters in a row are no name among Cyrillic ones; a list may be names."""
LATIN_TOO = ("en", "uz")
UNREAD = ("script", "style", "code", "pre", "kbd", "template", "svg")
SPOKEN = ("alt", "title", "aria-label", "placeholder")


def judge(pages: Iterable[Page]) -> Iterator[Trouble]:
    """Each English text that says, or whose page says, that it is in another language."""
    for page in pages:
        for language, text in _texts(page.root, HOUSE):
            if language != HOUSE and _is_english(text, language):
                yield Trouble(page.path, f'"{text[:80]}" is marked as {language}')


def words_in(page: Page, language: str) -> Iterator[str]:
    """The texts of a page that are said to be in a language."""
    return (text for said, text in _texts(page.root, HOUSE) if said == language)


def _texts(element: _Element, around: str) -> Iterator[tuple[str, str]]:
    """The words of every element that are its own, with the language that they are said to be."""
    if not isinstance(element.tag, str) or element.tag in UNREAD:
        return
    language = str(element.get("lang", around)).partition("-")[0]
    own = [element.text or "", *(child.tail or "" for child in element)]
    yield language, " ".join(" ".join(own).split())
    yield from ((language, str(element.get(name))) for name in SPOKEN if element.get(name))
    for child in element:
        yield from _texts(child, language)


def _is_english(text: str, language: str) -> bool:
    says = len(SAYING.findall(text.lower())) > 1
    return says or (language not in LATIN_TOO and bool(LATIN.search(text)))
