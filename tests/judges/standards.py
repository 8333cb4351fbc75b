"""Is the HTML what the standard says, and do other tools for accessibility agree with axe?"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .clients import need, need_module
from .site import Page, Site
from .trouble import Trouble, shortened

VALIDATOR = "vnu-jar/build/dist/vnu.jar"
PA11Y = Path(__file__).with_name("pa11y.cjs")
LANGUAGE = "kk"
"""Whose pages are all looked at: pa11y takes seconds for each, and the frame is one for all."""
NOISE = (
    r"Attribute “autocomplete” is only allowed .*data-md-toggle=\"drawer",
    r"H43\.HeadersRequired.*house-status",
    r"The value of the “for” attribute of the “label” element must .* for=\"__toc\"",
)
"""What is right all the same. Material's frame has a switch whose state no browser must remember,
and labels its table of contents for a switch that only some layouts have: neither is seen nor
heard. A table with groups of rows says so by `scope`, which HTML_CodeSniffer does not read."""


def judge_html(site: Site) -> Iterator[Trouble]:
    """What vnu, the validator of the W3C, calls an error. It knows no policy of a file's host."""
    files = [str(site.folder / path) for path in site.pages]
    command = [need("java"), "-jar", str(need_module(VALIDATOR)), "--format", "json", *files]
    said = subprocess.run(command, capture_output=True, check=False).stderr
    for message in json.loads(said)["messages"]:
        what = f"{message['message']} {message.get('extract', '')}"
        if message["type"] != "info" and not is_noise(what):
            path = Path(message["url"].removeprefix("file:")).relative_to(site.folder)
            yield Trouble(path.as_posix(), shortened(what, 300))


def is_noise(what: str) -> bool:
    """Whether nobody stumbles over it."""
    return any(re.search(noise, what, re.DOTALL) for noise in NOISE)


def judge_barriers(site: Site, origin: str) -> Iterator[Trouble]:
    """What pa11y (HTML_CodeSniffer, WCAG 2 AA) calls an error, on each kind of page."""
    pages = {f"{origin}{page.address}": page for page in _each_kind(site)}
    command = [need("node"), str(PA11Y), need("chromium")]
    need_module("pa11y/package.json")
    asked = "\n".join(pages)
    said = subprocess.run(command, input=asked, capture_output=True, check=True, text=True).stdout
    for one in map(json.loads, said.splitlines()):
        what = f"pa11y {one['code']}: {one['context']} {one['message']}"
        if not is_noise(what):
            yield Trouble(pages[one["address"]].path, shortened(what, 300))


def _each_kind(site: Site) -> Iterator[Page]:
    """Every page of one language that is no lesson; a course and a lesson in each language."""
    kinds: dict[object, Page] = {}
    for page in site.pages.values():
        alone = page.is_lesson or page.is_course or page.language != LANGUAGE
        kinds.setdefault((page.language, page.is_lesson) if alone else page.path, page)
    yield from kinds.values()
