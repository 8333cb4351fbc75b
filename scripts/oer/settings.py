"""What mkdocs.yml says for the whole house (addresses, size), its licence, and the day it is."""

import os
from datetime import UTC, datetime
from pathlib import Path

import yaml

from oer.data import Loader
from oer.model import Site

UNKNOWN = "https://example.org/"
SIZES = ("largest_pages", "largest")
LICENCE_FILE = "LICENSE-CC-BY"
MODIFIED = "2026-01-01T00:00:00Z"
"""The date in packages where SOURCE_DATE_EPOCH gives none: the same input, the same bytes."""


def read_site(root: Path) -> Site:
    """Addresses and sizes of mkdocs.yml, whatever else and whatever tags it holds."""
    node = yaml.compose((root / "mkdocs.yml").read_text("utf-8"), Loader=Loader)
    values = _values(node)
    url = str(values.get("site_url") or UNKNOWN)
    extra = _values(values.get("extra"))
    sizes = {name: int(str(extra[name])) for name in SIZES if str(extra.get(name)).isdigit()}
    return Site(url.rstrip("/") + "/", str(values.get("repo_url") or url).rstrip("/"), **sizes)


def _values(node: object) -> dict[str, object]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {name.value: _said(value) for name, value in node.value}


def _said(node: yaml.Node) -> object:
    """A value; of `!ENV [NAME, value]` that of the variable, or the one beside it, as in MkDocs."""
    if isinstance(node, yaml.MappingNode):
        return node
    if node.tag != "!ENV" or not isinstance(node, yaml.SequenceNode):
        return node.value
    *variables, otherwise = (one.value for one in node.value)
    return next((os.environ[name] for name in variables if os.environ.get(name)), otherwise)


def today() -> str:
    """The day of SOURCE_DATE_EPOCH if it is given, else of the clock: facts are held to it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    return now.date().isoformat()


def date_of_packages(source_date_epoch: str) -> str:
    """The value of SOURCE_DATE_EPOCH, seconds since 1970, as packages state it."""
    if not source_date_epoch:
        return MODIFIED
    return datetime.fromtimestamp(int(source_date_epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
