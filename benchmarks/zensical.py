"""Stock's pages for Zensical, Material's successor, which builds one language at a time."""

from collections.abc import Iterator

from benchmarks.stock import CONFIGURATION, NO_PARTIAL
from benchmarks.words import LANGUAGES

EXTENSIONS = CONFIGURATION[CONFIGURATION.index("markdown_extensions:") :]
CONFIGURATION_OF_ONE = """\
site_name: Zensical
site_url: https://zensical.example/{code}/
docs_dir: docs/{code}
site_dir: site/{code}
theme:
  language: {theme}
  font: false
  features:
    - navigation.prune
"""


def project_files() -> Iterator[tuple[str, str]]:
    """A configuration for each language; the theme speaks English where it has no words."""
    for code in LANGUAGES:
        theme = "en" if code in NO_PARTIAL else code
        head = CONFIGURATION_OF_ONE.format(code=code, theme=theme)
        yield configuration(code), head + EXTENSIONS


def configuration(code: str) -> str:
    """The file of one language."""
    return f"{code}.yml"
