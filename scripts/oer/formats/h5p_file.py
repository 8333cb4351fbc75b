"""The file of an H5P package: what it says of itself, its content, and the pictures in it."""

import json
import posixpath
from collections.abc import Iterator
from typing import Any

from oer import credits, words
from oer.formats import archive
from oer.formats.book import edition_work
from oer.formats.h5p_words import PINS
from oer.formats.manuscript import Manuscript
from oer.formats.quiz import cut
from oer.formats.rasters import for_office, kind_for_office
from oer.model import Licence
from oer.works import MediaCredit, Work

LONGEST_TITLE = 255
"""Bytes of the title in h5p.json: Moodle counts bytes, so 127 Cyrillic letters."""
LONGEST_NOTE = 4000
Content = dict[str, Any]
LICENCES = {
    "cc-by-4.0": ("CC BY", "4.0"),
    "cc-by-3.0": ("CC BY", "3.0"),
    "cc-by-sa-4.0": ("CC BY-SA", "4.0"),
    "cc-by-nc-4.0": ("CC BY-NC", "4.0"),
    "cc-by-nc-sa-4.0": ("CC BY-NC-SA", "4.0"),
    "cc-by-nd-4.0": ("CC BY-ND", "4.0"),
    "cc-by-nc-nd-4.0": ("CC BY-NC-ND", "4.0"),
    "cc0-1.0": ("CC0 1.0", ""),
    "pdm-1.0": ("CC PDM", ""),
    "pd": ("PD", ""),
    "gfdl": ("U", ""),
}
"""Our licence -> H5P's name and version of it; U where it has none."""


def packed(manuscript: Manuscript, library: str, content: Content) -> bytes:
    """The file: its description, its content and the pictures that the content shows."""
    entries = {
        "h5p.json": _json(_description(manuscript, library, content)),
        "content/content.json": _json(content),
    }
    text = entries["content/content.json"].decode()
    for path, data in manuscript.media.items():
        image = image_name(path, kind_for_office(path))
        if f'"{image}"' in text:
            _, drawn = for_office(manuscript.course.media[path], data)
            entries[f"content/{image}"] = drawn
    return archive.pack(entries)


def _description(manuscript: Manuscript, library: str, content: Content) -> Content:
    work = edition_work(manuscript)
    used = sorted({library, *_libraries(content)})
    version = words.say(work.language, "lesson.version", version=work.version)
    notes = " ".join((credits.attribution(work), credits.state_note(work), version))
    return {
        "title": _bytes(work.title, LONGEST_TITLE),
        "language": work.language.code,
        "defaultLanguage": work.language.code,
        "mainLibrary": library,
        "embedTypes": ["iframe"],
        "source": work.address,
        "authors": people(work),
        **licensed(work.licence),
        "licenseExtras": _bytes(notes, LONGEST_NOTE),
        "preloadedDependencies": [
            {"machineName": name, "majorVersion": PINS[name][0], "minorVersion": PINS[name][1]}
            for name in used
        ],
    }


def _libraries(content: Any) -> Iterator[str]:
    """Every content type that is used inside."""
    if isinstance(content, dict):
        if isinstance(library := content.get("library"), str):
            yield library.partition(" ")[0]
        for inner in content.values():
            yield from _libraries(inner)
    elif isinstance(content, list):
        for inner in content:
            yield from _libraries(inner)


def image_name(path: str, kind: str) -> str:
    """Where a picture stands: `courses/x/media/a/b.svg` -> `images/a-b.png`."""
    name = "-".join(path.split("/")[3:])
    stem, ending = posixpath.splitext(name)
    new = {"image/png": ".png", "image/jpeg": ".jpg"}[kind]
    return f"images/{stem}{ending.replace('.', '-')}{new}"


def credited(credit: MediaCredit) -> Content:
    """The metadata of a picture."""
    return {
        "title": cut(credit.title, LONGEST_TITLE),
        **licensed(credit.licence),
        "authors": [{"name": credit.author, "role": "Author"}],
        **({"source": credit.source} if credit.source.startswith("https://") else {}),
        **({"licenseExtras": credit.changes} if credit.changes else {}),
    }


def licensed(licence: Licence) -> Content:
    """A licence as H5P names it."""
    name, version = LICENCES.get(licence.id, ("U", ""))
    return {"license": name} | ({"licenseVersion": version} if version else {})


def people(work: Work) -> list[Content]:
    """The authors. H5P has no word for translators: the sentence of attribution names them."""
    return [{"name": name, "role": "Author"} for name in work.authors]


def _bytes(text: str, length: int) -> str:
    """A text cut to so many bytes, at the end of a letter."""
    data = text.encode()
    if len(data) <= length:
        return text
    return f"{data[: length - 3].decode(errors='ignore').rstrip()}…"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
