"""Does Kolibri import the channels from a disk, with every lesson, its licence and language?"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from .site import Site
from .trouble import Trouble, shortened

PROGRAM = """
import json, sys
from kolibri.main import initialize
initialize()
from django.core.management import call_command
from kolibri.core.content.models import ContentNode
for channel, folder in (one.split("=", 1) for one in sys.argv[2:]):
    call_command("importchannel", "disk", channel, folder)
    call_command("importcontent", "disk", channel, folder)
names = ("channel_id", "kind", "title", "available", "license_name", "lang_id", "license_owner")
with open(sys.argv[1], "w") as told:
    json.dump(list(ContentNode.objects.order_by("lft").values(*names)), told, default=str)
"""
APP, TOPIC = "html5", "topic"


def judge(site: Site) -> Iterator[Trouble]:
    """Every channel of a site: as many lessons as the language has, all of them there to open."""
    files = site.files(".kolibri.zip")
    for file, nodes in zip(files, imported(files), strict=True):
        place = file.relative_to(site.folder).as_posix()
        language = file.parent.name
        lessons = [node for node in nodes if node["kind"] == APP]
        # Routes show lessons that are in their courses.
        wanted = len([page for page in site.lessons(language) if page.is_lesson])
        if len(lessons) != wanted:
            yield Trouble(place, f"Kolibri has {len(lessons)} lessons, the site {wanted}")
        for node in nodes:
            if not node["available"] or node["lang_id"] != language:
                yield Trouble(place, f"{node['title']} is not there, or in another language")
        for node in lessons:
            if not (node["license_name"] and node["license_owner"]):
                yield Trouble(place, f"{node['title']} has no licence")


def imported(files: Sequence[Path]) -> list[list[dict[str, Any]]]:
    """The nodes that Kolibri has of each channel after it has imported all of them."""
    if not files:
        return []
    with TemporaryDirectory() as place:
        home, told, channels = Path(place, "home"), Path(place, "told.json"), {}
        for number, file in enumerate(files):
            folder = Path(place, str(number))
            with ZipFile(file) as archive:
                archive.extractall(folder)
            (database,) = folder.glob("KOLIBRI_DATA/content/databases/*.sqlite3")
            channels[database.stem] = folder / "KOLIBRI_DATA"
        asked = [f"{channel}={folder}" for channel, folder in channels.items()]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(told), *asked],
            env={**os.environ, "KOLIBRI_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(shortened(done.stderr[-2000:], 2000))
        nodes = json.loads(told.read_text("utf-8"))
    # SQLite has UUIDs with their hyphens or without, as the version of Django likes.
    return [
        [n for n in nodes if n["channel_id"].replace("-", "") == channel] for channel in channels
    ]
