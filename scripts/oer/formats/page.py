"""One web page that holds a lesson: for messengers, and for a phone's folder of downloads.

Pictures, looks and the script that marks the questions are inside, so that nothing is fetched and
nothing is lost when the file is sent on. It is the page of the SCORM player without a platform.
"""

from base64 import b64encode
from functools import partial

from markupsafe import Markup

from oer.formats import rasters, texts
from oer.formats.book import book
from oer.formats.manuscript import Manuscript
from oer.formats.scorm import layout, player_values
from oer.render import Shown

WIDEST = 800
"""Pixels of a photograph: twice as many as a phone's page is wide."""
LARGEST = 60_000
"""Bytes of a picture that is taken as it is."""


def make(manuscript: Manuscript) -> bytes:
    """The page of one lesson."""
    made = book(manuscript, layout(partial(_shown, manuscript)))
    values = player_values(manuscript, made, "2004")
    # Nobody expects a platform here, so that there is nothing to say about its absence.
    values["spoken"] |= {"not_stored": ""}
    language = made.work.language
    page = texts.fill(
        "page/page.html",
        language,
        style=_own(texts.fill("scorm/player.css", language)),
        script=_own(texts.fill("scorm/player.js", language)),
        **values,
    )
    return page.encode()


def _own(text: str) -> Markup:
    """Our own style or script, in which `<` is no markup."""
    return Markup(text)  # noqa: S704 (written by us)


def _shown(manuscript: Manuscript, path: str) -> Shown:
    media = manuscript.course.media[path]
    kind, data = rasters.for_web(path, manuscript.media[path], WIDEST, LARGEST)
    return Shown(f"data:{kind};base64,{b64encode(data).decode()}", media.width, media.height)
