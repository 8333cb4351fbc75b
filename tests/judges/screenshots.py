"""`python -m tests.judges.screenshots FOLDER FILE`: the picture of the README, from a built site.

A lesson on a phone in Kazakh, and the same lesson on a desktop in English.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from .browser import chromium
from .clients import Missing
from .looks import PHONE, WIDE
from .served import served

LESSON = "copyright/open-licences-and-credits/"
GAP = 32
"""Pixels around and between the two."""
BEHIND = "#d5dce2"
QUALITY = 60


def picture(origin: str) -> bytes:
    """The two side by side, on one sheet."""
    with chromium() as browser:
        phone = _taken(browser, f"{origin}/kk/{LESSON}", PHONE)
        desktop = _taken(browser, f"{origin}/en/{LESSON}", WIDE)
    height = max(phone.height, desktop.height)
    sheet = Image.new("RGB", (phone.width + desktop.width + 3 * GAP, height + 2 * GAP), BEHIND)
    sheet.paste(phone, (GAP, GAP))
    sheet.paste(desktop, (phone.width + 2 * GAP, GAP))
    to = BytesIO()
    sheet.save(to, "WEBP", quality=QUALITY, method=6)
    return to.getvalue()


def _taken(browser: Browser, address: str, viewport: ViewportSize) -> Image.Image:
    with browser.new_context(viewport=viewport, reduced_motion="reduce") as context:
        tab = context.new_page()
        tab.goto(address)
        return Image.open(BytesIO(tab.screenshot())).convert("RGB")


if __name__ == "__main__":
    try:
        with served(Path(sys.argv[1]).resolve()) as origin:
            Path(sys.argv[2]).write_bytes(picture(origin))
    except Missing as missing:
        raise SystemExit(str(missing)) from missing
