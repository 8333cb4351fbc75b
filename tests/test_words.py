"""Numbers and dates as a reader of a language writes them."""

from pathlib import Path

import pytest

from oer import words
from oer.load import load
from oer.model import Language
from oer.render import WITHIN_NUMBER

ROOT = Path(__file__).parent.parent
DATES = {
    "en": "31 December 2009",
    "ru": "31 декабря 2009\u202fг.",
    "kk": "2009 жылғы 31 желтоқсан",
    "ky": "2009-жылдын 31-декабры",
    "tg": "31 декабри соли 2009",
    "uz": "2009-yil 31-dekabr",
}


@pytest.fixture(scope="module", name="languages")
def _languages() -> object:
    return load(ROOT).languages


@pytest.mark.parametrize("code", DATES)
def test_long_dates(code: str, languages: dict[str, Language]) -> None:
    assert words.long_date(languages[code], "2009-12-31") == DATES[code]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2 000 000 so'm", "2~000~000 so'm"),
        ("1 January 2027", "1 January 2027"),
        ("from 5 100 to 2026 12", "from 5~100 to 2026 12"),
        ("10 1000", "10 1000"),
    ],
)
def test_no_line_ends_within_a_number(typed: str, shown: str) -> None:
    assert WITHIN_NUMBER.sub("~", typed) == shown
