"""The kit for one class: what a trainer needs is in it, and real Office opens its forms."""

from pathlib import Path

import pytest

from oer import credits
from oer.formats import class_kit
from oer.formats.archive import unpack
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, only
from oer.formats.pandoc import pandoc
from test_formats import BY_KEY, WORD, manuscripts
from test_slides import CASES, lessons, office_errors

__all__ = ["lessons", "manuscripts"]
SHEETS = ("attendance", "test", "feedback", "report", "certificate", "no_accreditation")


@pytest.fixture(scope="module")
def kits(lessons: dict[str, Manuscript]) -> dict[tuple[str, str], dict[str, bytes]]:
    return {(name, slug): unpack(whole(only(lessons[name], slug))) for name, slug in CASES}


def whole(made_from: Manuscript) -> bytes:
    """The kit with its parts, as a build puts them together."""
    parts = {key: BY_KEY[key].make(made_from) for key in class_kit.PARTS}
    return class_kit.with_files(class_kit.make(made_from), parts)


@pytest.mark.clients
@pytest.mark.parametrize(("name", "slug"), CASES)
def test_all_files_are_there_and_whole(
    name: str,
    slug: str,
    kits: dict[tuple[str, str], dict[str, bytes]],
    lessons: dict[str, Manuscript],
    tmp_path: Path,
) -> None:
    language = lessons[name].edition.language
    kit = {path.partition("/")[2]: data for path, data in kits[name, slug].items()}
    assert list(kit) == sorted(
        [*(file for file, *_ in class_kit.FILES), "5-forms.docx", "README.txt"]
    )
    forms = kit["5-forms.docx"]
    assert office_errors(forms, tmp_path, ".docx") == []
    told = pandoc(("--from", "docx", "--to", "plain", "--wrap=none"), forms).decode()
    asked = lessons[name].edition.lessons[slug].questions
    for sheet in SHEETS:
        if sheet != "test" or asked:
            assert language.words[f"class.{sheet}"] in told
    work = edition_work(only(lessons[name], slug))
    assert credits.attribution(work) in kit["README.txt"].decode()
    assert set(WORD.findall(work.title)) <= set(WORD.findall(told))
