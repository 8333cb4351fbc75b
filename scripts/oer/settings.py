"""The two addresses that mkdocs.yml holds for the whole house."""

from pathlib import Path

import yaml

from oer.data import Loader
from oer.model import Site

UNKNOWN = "https://example.org/"


def read_site(root: Path) -> Site:
    """`site_url` and `repo_url` of mkdocs.yml, whatever else and whatever tags it holds."""
    node = yaml.compose((root / "mkdocs.yml").read_text("utf-8"), Loader=Loader)
    values = {name.value: value.value for name, value in node.value} if node else {}
    url = str(values.get("site_url") or UNKNOWN)
    return Site(url.rstrip("/") + "/", str(values.get("repo_url") or url).rstrip("/"))
