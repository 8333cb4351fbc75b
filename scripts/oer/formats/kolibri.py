"""A Kolibri channel: every course of a language as a folder that Kolibri imports from a stick.

Kolibri looks on every drive for `KOLIBRI_DATA/content`: there stand a SQLite file that describes
the channel (schema 5, templates/kolibri/channel.sql) and, under the MD5 of what they hold, its
files. The tree is course, module, lesson; a lesson is an HTML5 app of one page, the same that is
sent in messengers. Workshop routes are left out: they would show lessons a second time.
"""

import sqlite3
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib import resources
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from oer import credits
from oer.formats import archive
from oer.formats.kolibri_tree import FOLDER, Node, Stored, all_stored, channel
from oer.formats.manuscript import Manuscript
from oer.formats.quiz import cut
from oer.formats.texts import fill
from oer.works import Work

TITLE, DESCRIPTION, NAMES = 200, 400, 200
"""Characters that the columns of the schema hold."""
TOPIC, APP = "topic", "html5"
SCHEMA = "5"
READ, PRACTISE = "wA01urpi", "VwRCom7G"
"""Learning activities as Kolibri's list of labels (le-utils) codes them."""
LICENCES = {
    "cc-by-4.0": "CC BY",
    "cc-by-sa-4.0": "CC BY-SA",
    "pd": "Public Domain",
    "pdm-1.0": "Public Domain",
}
"""Id in our table of licences -> Kolibri's name for it, which knows no versions."""
OTHER_LICENCE = "Special Permissions"
"""Kolibri's name for a licence that its description states."""
WRITER = slice(96, 100)
"""Where a SQLite file tells which version wrote it last (SQLite file format §1.3.19)."""


def make(manuscripts: Sequence[Manuscript]) -> bytes:
    """The zip file of a channel. CannotMake where the language has no lesson."""
    root = channel(manuscripts)
    files = {one.path: one.data for one in all_stored(root)}
    read_me = fill(
        "kolibri/readme.txt",
        manuscripts[0].edition.language,
        name=root.title,
        works=[node.work for node in root.children],
    )
    return archive.pack(
        {
            "README.txt": read_me.encode(),
            f"{FOLDER}/databases/{root.id}.sqlite3": _database(root, manuscripts),
            **dict(sorted(files.items())),
        },
        stored=files,
    )


# --- the database -------------------------------------------------------------------------


def _database(root: Node, manuscripts: Sequence[Manuscript]) -> bytes:
    """The SQLite file, the same whichever version of SQLite writes it down."""
    schema = resources.files("oer.formats").joinpath("templates/kolibri/channel.sql")
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(schema.read_text("utf-8"))
        for table, row in _rows(root, manuscripts):
            _insert(database, table, row)
        database.commit()
        made = bytearray(database.serialize())
    made[WRITER] = bytes(4)
    return bytes(made)


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    columns, places = ", ".join(row), ", ".join("?" * len(row))
    text = f"INSERT INTO content_{table} ({columns}) VALUES ({places})"  # noqa: S608 (names of ours)
    database.execute(text, tuple(row.values()))


def _rows(root: Node, manuscripts: Sequence[Manuscript]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of all tables, each after those that it refers to."""
    language = manuscripts[0].edition.language
    yield (
        "language",
        {
            "id": language.code,
            "lang_code": language.code,
            "lang_name": language.name,
            "lang_direction": "ltr",
        },
    )
    files = {one.name: one for one in all_stored(root)}
    for name, one in sorted(files.items()):
        kept = {"id": name, "extension": one.ending, "available": 0, "file_size": len(one.data)}
        yield "localfile", kept
    for row in _nodes(root, language.code):
        yield "contentnode", row
    for one in all_stored(root):
        yield "file", _file(one, language.code)
    yield "channelmetadata", _metadata(root, manuscripts)


def _nodes(root: Node, code: str) -> Iterator[dict[str, Any]]:
    """Every node after its parent, with its place as nested sets count it: left, right, level."""

    def numbered(node: Node, left: int, level: int, parent: str | None, order: int) -> list[Any]:
        below: list[dict[str, Any]] = []
        right = left + 1
        for number, child in enumerate(node.children, 1):
            rows = numbered(child, right, level + 1, node.id, number)
            right = rows[0]["rght"] + 1
            below += rows
        place = {"lft": left, "rght": right, "level": level, "tree_id": 1}
        where = {"parent_id": parent, "sort_order": order, "channel_id": root.id, "lang_id": code}
        return [{**_node(node), **place, **where}, *below]

    yield from numbered(root, 1, 0, None, 1)


def _node(node: Node) -> dict[str, Any]:
    activities = [READ, *([PRACTISE] if node.asked else [])]
    return {
        "id": node.id,
        "content_id": uuid5(NAMESPACE_URL, f"{node.path}#content").hex,
        "title": cut(node.title, TITLE),
        "description": node.summary,
        "kind": APP if node.app else TOPIC,
        "available": 0,
        "coach_content": 0,
        "options": "{}",
        "learning_activities": ",".join(activities) if node.app else None,
        "duration": node.minutes * 60 or None,
        **_licence(node.work if node.app else None),
    }


def _licence(work: Work | None) -> dict[str, Any]:
    """Only what can be taken away has a licence in Kolibri; a topic is a heading."""
    people = cut(", ".join(work.authors), NAMES) if work else ""
    return {
        "license_name": LICENCES.get(work.licence.id, OTHER_LICENCE) if work else None,
        "license_description": credits.attribution(work) if work else None,
        "license_owner": people,
        "author": people,
    }


def _file(stored: Stored, code: str) -> dict[str, Any]:
    picture = int(stored.ending == "png")
    return {
        "id": uuid5(NAMESPACE_URL, f"{stored.node.path}#{'picture' if picture else 'file'}").hex,
        "preset": stored.preset,
        "supplementary": picture,
        "thumbnail": picture,
        "priority": 1,
        "contentnode_id": stored.node.id,
        "lang_id": code,
        "local_file_id": stored.name,
    }


def _metadata(root: Node, manuscripts: Sequence[Manuscript]) -> dict[str, Any]:
    """The channel. Kolibri offers an update where the version is higher: it is the date."""
    authors = dict.fromkeys(name for one in manuscripts for name in one.course.authors)
    return {
        "id": root.id,
        "name": cut(root.title, TITLE),
        "description": cut(root.summary, DESCRIPTION),
        "tagline": cut(root.summary, 150),
        "author": cut(", ".join(authors), DESCRIPTION),
        "version": int(manuscripts[0].modified[:10].replace("-", "")),
        "thumbnail": f"data:image/png;base64,{b64encode(root.picture).decode()}",
        "last_updated": manuscripts[0].modified.replace("T", " ").removesuffix("Z"),
        "min_schema_version": SCHEMA,
        "root_id": root.id,
    }
