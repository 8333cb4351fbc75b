"""Lighthouse on a home page, a course and a lesson, as on a middling phone and a slow 4G link."""

import json
import os
import subprocess
from collections.abc import Iterator

from .clients import need, need_module
from .site import Page, Site
from .trouble import Trouble

LANGUAGE = "kk"
WEIGHTS = "weights.json"
"""What the build has weighed: see oer/weights.py."""
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Points of a hundred."""
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    ' --host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"'
)


SHIFT = 0.001
"""So much of the screen may move while a page comes."""
FIGURES = ("first-contentful-paint", "largest-contentful-paint", "cumulative-layout-shift")


def judge(site: Site, origin: str) -> Iterator[Trouble]:
    """One page after the other: they would take each other's time."""
    print(f"weights in bytes: {json.dumps(json.loads((site.folder / WEIGHTS).read_text('utf-8')))}")
    for page in _chosen(site):
        yield from _judge_page(page, _asked(page, origin))


def _chosen(site: Site) -> Iterator[Page]:
    """Home, the course and the lesson with most in them, of one language."""
    pages = [page for page in site.pages.values() if page.language == LANGUAGE]
    yield from (page for page in pages if page.path == f"{LANGUAGE}/index.html")
    for kind in ("is_course", "is_lesson"):
        found = [page for page in pages if getattr(page, kind) and not page.is_route]
        yield from sorted(found, key=lambda page: len(page.text))[-1:]


def _asked(page: Page, origin: str) -> dict[str, float]:
    """The points of each category and the figures, by name."""
    program = need_module("lighthouse/cli/index.js")
    command = [need("node"), str(program), f"{origin}{page.address}", "--quiet", "--output=json"]
    command += ["--throttling-method=simulate", f"--only-categories={','.join(LEAST)}"]
    environment = {**os.environ, "CHROME_PATH": need("chromium")}
    said = subprocess.run(
        [*command, f"--chrome-flags={FLAGS}"], env=environment, check=True, capture_output=True
    )
    report = json.loads(said.stdout)
    points = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}
    return {**points, **{name: report["audits"][name]["numericValue"] for name in FIGURES}}


def _judge_page(page: Page, points: dict[str, float]) -> Iterator[Trouble]:
    """Printed, since they are what one wants to know."""
    print(f"{page.path}: {', '.join(f'{name} {number:g}' for name, number in points.items())}")
    if points["cumulative-layout-shift"] > SHIFT:
        yield Trouble(page.path, f"moves while it comes: {points['cumulative-layout-shift']:.3f}")
    for name, least in LEAST.items():
        if points[name] < least:
            yield Trouble(page.path, f"Lighthouse gives {points[name]} of {least} for {name}")
