"""The page of needs: every need with its lessons, and honest where there is none."""

from pathlib import Path
from typing import Any

import pytest

from oer.load import load
from oer.model import Catalog, Site
from oer.status import status
from oer.website import front
from oer.website.addresses import Surroundings
from oer.website.frame import frame
from oer.website.needs_page import needs_page
from oer.website.pages import Publication
from samples import TESTS, copy_sample

HOME = Site("https://courses.example/", "https://git.example/house/courses")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The sample with three needs, one of which a lesson answers."""
    return load(copy_sample(tmp_path_factory.mktemp("needs"), TESTS / "rules/STR016/wrong"))


def rows(catalog: Catalog, code: str) -> dict[str, Any]:
    made_from = Publication(catalog, catalog.languages[code], HOME, Surroundings.SITE)
    parts = needs_page(made_from).values["parts"]
    return {row["code"]: {**row, "part": part["id"]} for part in parts for row in part["needs"]}


def test_each_need_stands_once_with_its_lessons(catalog: Catalog) -> None:
    found = rows(catalog, "en")
    assert {code: row["part"] for code, row in found.items()} == {
        "N-01": "content",
        "N-02": "content",
        "N-03": "product",
    }
    assert [one["address"] for one in found["N-01"]["lessons"]] == ["sharing/who-made-it/"]
    assert found["N-02"]["lessons"] == []


def test_titles_are_those_that_the_reader_knows(catalog: Catalog) -> None:
    titles = {code: rows(catalog, code)["N-01"]["lessons"][0] for code in ("en", "kk")}
    lesson = catalog.courses["sharing"].editions["kk"].lessons["who-made-it"]
    assert titles["kk"] == {**titles["en"], "title": lesson.title, "lang": "kk"}
    assert titles["kk"]["title"] != titles["en"]["title"]


def test_it_can_be_found(catalog: Catalog) -> None:
    assert "/kk/needs/" in front.front_files(catalog, HOME, status(catalog))["sitemap.xml"].decode()
    pages = frame(catalog, catalog.languages["en"], HOME, Surroundings.SITE).pages
    assert pages[-1]["address"] == "needs/"


def test_without_a_list_there_is_no_page(tmp_path: Path) -> None:
    bare = load(copy_sample(tmp_path))
    assert "/needs/" not in front.front_files(bare, HOME, status(bare))["sitemap.xml"].decode()
    pages = frame(bare, bare.languages["en"], HOME, Surroundings.SITE).pages
    assert "needs/" not in {page["address"] for page in pages}
