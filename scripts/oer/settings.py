"""What mkdocs.yml says for the whole house (addresses, size), its licence, and the day it is."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import yaml

from oer.data import Loader
from oer.model import Site

FILE = "mkdocs.yml"
UNKNOWN = "https://example.org/"
SIZES = ("largest_pages", "largest")
POSITIVE = re.compile(r"[1-9][0-9]{0,8}")
LICENCE_FILE = "LICENSE-CC-BY"
MODIFIED = "2026-01-01T00:00:00Z"
"""The date in packages where SOURCE_DATE_EPOCH gives none: the same input, the same bytes."""


class Unusable(ValueError):  # noqa: N818 (it says what it is)
    """A setting that cannot be used: its place, why, and what to do."""


def read_site(root: Path) -> Site:
    """Addresses and sizes of mkdocs.yml, whatever else and whatever tags it holds.

    Unusable where the file is not there or is no YAML, or where a size is no positive number: a
    limit that somebody wrote and nobody keeps is worse than none.
    """
    values = _values(_composed(root / FILE))
    url = _said(values.get("site_url")) or UNKNOWN
    repository = _said(values.get("repo_url")) or url
    extra = _values(values.get("extra"))
    sizes = {name: _size(name, extra[name]) for name in SIZES if name in extra}
    return Site(url.rstrip("/") + "/", repository.rstrip("/"), **sizes)


def _composed(file: Path) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(file.read_text("utf-8", "replace"), Loader=Loader)
    except FileNotFoundError as error:
        raise Unusable(f"{FILE} is not there; it holds the addresses of the site") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{FILE}:{mark.line + 1 if mark else 1}"
        raise Unusable(f"{place}: this is no YAML, so that nobody can read it; mend it") from error
    return node


def _values(node: yaml.Node | None) -> dict[str, yaml.Node]:
    rows = node.value if isinstance(node, yaml.MappingNode) else ()
    return {name.value: value for name, value in rows if isinstance(name, yaml.ScalarNode)}


def _size(name: str, node: yaml.Node) -> int:
    """In megabytes."""
    said, usual = _said(node), getattr(Site(UNKNOWN, UNKNOWN), name)
    if POSITIVE.fullmatch(said):
        return int(said)
    raise Unusable(
        f'{FILE}:{node.start_mark.line + 1}: {name} is "{said}", which is no whole number of '
        f"megabytes above 0; write one, or take the line out, which means {usual}"
    )


def _said(node: yaml.Node | None) -> str:
    """A text; of `!ENV [NAME, value]` that of the variable, or the one beside it, as in MkDocs."""
    if node is None or node.tag != "!ENV":
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    rows = node.value if isinstance(node, yaml.SequenceNode) else [node]
    named = [str(one.value) for one in rows]
    variables, otherwise = (named[:-1], named[-1]) if len(named) > 1 else (named, "")
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
