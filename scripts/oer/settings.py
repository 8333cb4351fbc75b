"""The two addresses that mkdocs.yml holds for the whole house, and the day it is."""

import os
from datetime import UTC, datetime
from pathlib import Path

import yaml

from oer.data import Loader
from oer.model import Site

UNKNOWN = "https://example.org/"


def read_site(root: Path) -> Site:
    """`site_url` and `repo_url` of mkdocs.yml, whatever else and whatever tags it holds."""
    node = yaml.compose((root / "mkdocs.yml").read_text("utf-8"), Loader=Loader)
    values = {name.value: _said(value) for name, value in node.value} if node else {}
    url = str(values.get("site_url") or UNKNOWN)
    return Site(url.rstrip("/") + "/", str(values.get("repo_url") or url).rstrip("/"))


def _said(node: yaml.Node) -> object:
    """A value; of `!ENV [NAME, value]` that of the variable, or the one beside it, as in MkDocs."""
    if node.tag != "!ENV" or not isinstance(node, yaml.SequenceNode):
        return node.value
    *variables, otherwise = (one.value for one in node.value)
    return next((os.environ[name] for name in variables if os.environ.get(name)), otherwise)


def today() -> str:
    """The day of SOURCE_DATE_EPOCH if it is given, else of the clock: facts are held to it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    return now.date().isoformat()
