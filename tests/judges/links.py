"""Do the links of each page lead to something that is there?"""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from .site import Page, Site
from .trouble import Trouble

ATTRIBUTES = ("href", "src", "poster", "data", "action")
TOP = frozenset({"", "top"})
"""Fragments that every page has (HTML §7.4.6.4)."""


def judge(site: Site, pages: Iterable[Page]) -> Iterator[Trouble]:
    """Each dead link of the pages: a file that is not there, or a place that its page lacks.

    A notice stands for a page that is not translated yet, so it passes for all places of it.
    """
    origin = _origin(site)
    for page in pages:
        for target in _targets(page):
            if what := _fault(urljoin(f"{origin}{page.address}", target), origin, site):
                yield Trouble(page.path, f"{target} leads nowhere: {what}")


def _origin(site: Site) -> str:
    """Where the site says that it stands: an absolute link to it is a link of its own."""
    stated = site.pages["index.html"].find("//link[@rel='canonical']/@href")
    return str(stated[0]).rstrip("/") if stated else "http://site.example"


def _targets(page: Page) -> Sequence[str]:
    found = [value for name in ATTRIBUTES for value in page.find(f"//@{name}")]
    for candidates in page.find("//@srcset"):
        found += [candidate.split()[0] for candidate in candidates.split(",")]
    return list(dict.fromkeys(found))


def _fault(address: str, origin: str, site: Site) -> str:
    """What is wrong with an address of this site; empty where nothing is, or it is another's."""
    if not f"{address}/".startswith(f"{origin}/"):
        return ""
    parts = urlsplit(address.removeprefix(origin))
    path = unquote(parts.path).lstrip("/")
    file = f"{path}index.html" if not path or path.endswith("/") else path
    if not (site.folder / file).is_file():
        return f"there is no {file}"
    fragment = unquote(parts.fragment)
    page = site.pages.get(file)
    if page and not page.is_notice and fragment not in TOP | page.ids:
        return f"{file} has no place called {fragment}"
    return ""
