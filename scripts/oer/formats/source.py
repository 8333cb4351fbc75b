"""Source bundle: the files of one edition and the program that builds them, ready to be remixed.

Beside each course.yml it puts a record of what the files are based on (`remix`): whoever changes
them and builds her own gets pages and packages that say so.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from oer import credits, remix
from oer.data import Loader
from oer.formats import archive, texts
from oer.formats.archive import CannotMake
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript
from oer.model import SOURCE_LANGUAGE
from oer.settings import LICENCE_FILE

ABOUT_RECORD = """# Where this comes from, and a digest of each file as it was then.
# When you change something, write your name: changed_by: [Your Name]
"""


def make(manuscript: Manuscript) -> bytes:
    """A zip file in which `make site` builds this edition again."""
    missing = {LICENCE_FILE, f"courses/{manuscript.course.id}/course.yml"} - set(manuscript.sources)
    if missing:
        raise CannotMake(f"the source bundle lacks {', '.join(sorted(missing))}")
    folder = f"{manuscript.course.id}-{manuscript.edition.language.code}"
    entries = {
        "README.txt": readme(manuscript).encode(),
        **manuscript.program,
        **manuscript.sources,
        **dict(_records(manuscript)),
    }
    return archive.pack({posixpath.join(folder, path): data for path, data in entries.items()})


def readme(manuscript: Manuscript) -> str:
    """What the bundle holds, how to build it and how to credit it, in the edition's language."""
    work = edition_work(manuscript)
    return texts.fill(
        "source/README.txt",
        work.language,
        work=work,
        attribution=credits.attribution(work),
        rows=credits.rows(work),
        pictures=[credits.media_sentence(work, picture) for picture in work.pictures],
        facts_note=credits.facts_note(work),
        repository=manuscript.site.repository,
        record=f"{_folders(manuscript)[work.language.code]}/{remix.RECORD}",
        holds_program=bool(manuscript.program),
    )


def _records(manuscript: Manuscript) -> Iterator[tuple[str, bytes]]:
    """A record for the course in the source language, and for that of the edition."""
    for code, folder in _folders(manuscript).items():
        record = yaml.safe_dump(
            _record(manuscript, code, folder), allow_unicode=True, sort_keys=False, width=1000
        )
        yield f"{folder}/{remix.RECORD}", f"{ABOUT_RECORD}{record}".encode()


def _folders(manuscript: Manuscript) -> dict[str, str]:
    """Where the course stands in the source language, and in that of the edition."""
    code, course = manuscript.edition.language.code, f"courses/{manuscript.course.id}"
    return {code: f"translations/{code}/{course}", SOURCE_LANGUAGE: course}


def _record(manuscript: Manuscript, code: str, folder: str) -> dict[str, Any]:
    """An edition as the newest of the works that whoever remixes it builds on."""
    m = manuscript
    before = _read(m.sources, f"{folder}/{remix.RECORD}")
    licence = m.licences[m.course.licence]
    work = {
        "title": _read(m.sources, f"{folder}/course.yml")["title"],
        "authors": list(m.course.authors),
        "version": m.course.version,
        "address": m.site.page(code, m.course.id),
        "licence": credits.named_with_address(licence),
        **({"changed_by": before["changed_by"]} if before else {}),
    }
    own = {p: remix.digest(d) for p, d in m.sources.items() if p.startswith(f"{folder}/")}
    return {
        "changed_by": [],
        "works": [work, *before.get("works", ())],
        "files": dict(sorted(remix.of_people(own).items())),
    }


def _read(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    """A data file of the bundle, which the check has passed; empty where there is none."""
    return yaml.load(files[path], Loader) if path in files else {}  # noqa: S506 (a safe one)
