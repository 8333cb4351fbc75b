"""Source bundle: the files of one edition as they stand in the repository, ready to be remixed."""

import posixpath

from oer import credits
from oer.formats import archive, texts
from oer.formats.archive import CannotMake
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript
from oer.settings import LICENCE_FILE


def make(manuscript: Manuscript) -> bytes:
    """A zip file that, laid over a fresh copy of the program, builds this edition again."""
    missing = {LICENCE_FILE, f"courses/{manuscript.course.id}/course.yml"} - set(manuscript.sources)
    if missing:
        raise CannotMake(f"the source bundle lacks {', '.join(sorted(missing))}")
    folder = f"{manuscript.course.id}-{manuscript.edition.language.code}"
    entries = {"README.txt": readme(manuscript).encode(), **manuscript.sources}
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
    )
