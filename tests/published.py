"""Built sites and where they are served, as fixtures for all tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from judges.served import served
from judges.site import Site, read
from samples import HOUSE, TESTS, built, copy_buildable

CONTENT = ("courses", "docs", "translations", "overrides")


class Published(NamedTuple):
    """A site and its origin."""

    site: Site
    origin: str


def publish(folder: Path) -> Iterator[Published]:
    """Serve a folder for as long as the generator is open."""
    with served(folder) as origin:
        yield Published(read(folder), origin)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    root = copy_buildable(tmp_path_factory.mktemp("judged") / "sample")
    built(root)
    yield from publish(root / "dist")


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """Built from a copy, so that whoever builds meanwhile is not in the way."""
    root = tmp_path_factory.mktemp("repository")
    for name in CONTENT:
        shutil.copytree(TESTS.parent / name, root / name)
    for name in HOUSE:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TESTS.parent / name, root / name)
    built(root, "--format", "site")
    yield from publish(root / "dist")
