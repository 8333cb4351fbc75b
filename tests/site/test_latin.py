"""No word of Latin letters on a learner's page in Cyrillic, unless a list says why it may be there.

What is marked as another language (`lang`) is said to be one, and is not meant.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from judges.languages import words_in
from judges.site import Page
from published import Published

pytestmark = pytest.mark.xdist_group("browser")
CYRILLIC = ("kk", "ky", "tg")
OTHERS = (
    *("authors", "large", "lms", "needs", "report"),
    *("review", "rules", "status", "trainers", "translators"),
)
"""Pages for authors, trainers, translators and maintainers, which name buttons and files."""
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
ADDRESS = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,7}\b(?:/\S*)?")
ALLOWED: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("latin.yml").read_text())


def latin(page: Page) -> Iterator[str]:
    """The Latin words of a page that pass for its own language; addresses are none."""
    for text in words_in(page, page.language):
        yield from WORD.findall(ADDRESS.sub(" ", text))


@pytest.mark.parametrize("language", CYRILLIC)
def test_latin_words_are_allowed(language: str, repository: Published) -> None:
    pages = [
        page
        for page in repository.site.pages.values()
        if page.language == language and page.path.split("/")[1] not in OTHERS
    ]
    allowed = {word for words in ALLOWED.values() for word in words}
    assert len(pages) > 20
    strange = {word: page.path for page in pages for word in latin(page) if word not in allowed}
    assert strange == {}


def test_a_foreign_word_is_seen(repository: Published) -> None:
    (lesson, *_) = repository.site.lessons("kk")
    (heading,) = lesson.find("//h1")
    heading.text, before = "Settings", heading.text
    try:
        assert "Settings" in set(latin(lesson))
        heading.set("lang", "en")
        assert "Settings" not in set(latin(lesson))
    finally:
        heading.text = before
        del heading.attrib["lang"]
