"""Packing: nouns come back equal, and their large parts only when somebody looks."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from oer.documents import Document, read_document
from oer.packed import Packed, closed_again
from oer.packing import LARGE, pack, unpack
from samples import TESTS

LESSONS = sorted(TESTS.glob("sample/**/lessons/*.md"))


def read(file: Path) -> Document:
    return read_document(f"courses/sharing/lessons/{file.name}", file.read_text("utf-8"))


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.parent.parent.parent.parent.name)
def test_a_document_comes_back(file: Path) -> None:
    document = read(file)
    assert document.defects or document.parsed
    assert unpack(pack(document)) == document
    assert unpack(pack(unpack(pack(document)))) == document
    assert repr(unpack(pack(document))) == repr(document)


def test_large_parts_stay_packed_until_they_are_looked_at() -> None:
    document = read(TESTS / "sample/courses/sharing/lessons/who-made-it.md")
    parsed = unpack(pack(document)).parsed
    for name in LARGE:
        part = getattr(parsed, name)
        if isinstance(part, Packed):
            assert part._values is None
            assert part == getattr(document.parsed, name) == tuple(part)
            assert hash(part) == hash(tuple(part))
    assert isinstance(parsed.body, Packed)


def test_bytes_are_handed_on_as_they_came() -> None:
    packed = Packed(pack((1, 2)))
    again = pickle.loads(pickle.dumps(packed))
    assert again._data is not None
    assert (again._values, list(again), len(again), again[1:]) == (None, [1, 2], 2, (2,))


def test_what_is_opened_can_be_closed_again() -> None:
    before, inside, within = (Packed(pack((number,))) for number in range(3))
    assert list(before) == [0]
    with closed_again():
        assert list(inside) == list(inside) == [1]
        with closed_again():
            assert [list(one) for one in (before, inside, within)] == [[0], [1], [2]]
        assert (inside._values, within._values) == ((1,), None)
    assert (before._values, inside._values) == ((0,), None)
    assert list(within) == [2], "it can be opened once more"


def test_a_noun_of_one_field_and_of_none_comes_back() -> None:
    document = read(TESTS / "sample/courses/sharing/lessons/who-made-it.md")
    assert document.parsed
    nouns = {type(part) for part in document.parsed.body}
    assert {"LinkEnd", "Target"} <= {noun.__name__ for noun in nouns}
    assert unpack(pack(replace(document, text="x"))) == replace(document, text="x")
