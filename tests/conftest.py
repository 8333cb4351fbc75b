"""What all tests share."""

import os

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling, Scheduling  # type: ignore[import-untyped]

pytest_plugins = ["published"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected files")


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is remembered from other runs, nor left behind."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update"))


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]
    """A process has whole files, so that what they share is made once; one has all of site/."""

    def _split_scope(self, nodeid: str) -> str:
        return "site" if nodeid.startswith("tests/site/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """How pytest-xdist shares the tests out."""
    return OneBrowser(config, log)
