"""TRN, from 050: what a translation says is what its source says today."""

from collections.abc import Iterable, Iterator

from oer.check import Found, Level, defects, rule
from oer.model import Catalog, Place, Progress, Standing, Written
from oer.rules.every import running_texts
from oer.status import TO_DO
from oer.units import is_of_head


@rule("TRN050", "A sidecar of a translation cannot be read", Level.ERROR)
def spoilt_sidecar(catalog: Catalog) -> Iterable[Found]:
    """The file `….units.tsv` beside a translation is written by `oer translate sync` and by nobody
    else. Without it nobody knows what has changed since the text was translated.

    Take back the change to it, or delete it: the next sync makes it anew and takes the translation
    for current.
    """
    return defects(catalog, "TRN050")


@rule("TRN051", "Parts of a translation are not those of the English text", Level.ADVICE)
def behind(catalog: Catalog) -> Iterator[Found]:
    """Readers see a mark there, and the English text under it. It does not stop publication: a
    page that is nearly right helps more than none.

    Translate what stands below the markers, then delete the marker: that confirms it.
    """
    for one in running_texts(catalog):
        waiting = [p for p in one.progress if p.standing in TO_DO or p.standing is Standing.ORPHAN]
        if waiting:
            values = {"count": str(len(waiting)), "total": str(len(one.progress))}
            yield _place(one, waiting), values


def _place(one: Written, waiting: Iterable[Progress]) -> Place:
    """Where the first of them stands."""
    lines = [p.own.line for p in waiting if p.own]
    return Place(one.place.path, min(lines, default=1))


@rule("TRN052", "A marker of translators stands where nothing is translated", Level.ERROR)
def marker_in_source(catalog: Catalog) -> Iterator[Found]:
    """Comments like `<!-- new -->` belong to translations. In an English text nothing would come
    of them, and nobody would see them on the page.

    Delete the comment.
    """
    for one in running_texts(catalog):
        for block in one.blocks if one.translation is None else ():
            if block.marker:
                yield Place(one.place.path, block.line), {}


@rule("TRN053", "A translation begins with English", Level.ERROR)
def english_head(catalog: Catalog) -> Iterator[Found]:
    """Title, summary and outcomes are what readers see in menus, lists and search. A page that is
    English there would pass for a translation and be none.

    Translate what stands below the comments `# new:` and delete the comments. The text below may
    wait: readers see it in English, marked as such.
    """
    for one in running_texts(catalog):
        for unit in one.units:
            if unit.marked == "new" and is_of_head(unit):
                yield Place(one.place.path, unit.line), {"text": unit.text[:60]}


@rule("TRN054", "A note for reviewers quotes what is no longer there", Level.ADVICE)
def outdated_note(catalog: Catalog) -> Iterator[Found]:
    """A reviewer with an hour begins with these notes. One that leads to nothing costs her time,
    and the doubt may be settled.

    Delete the note, or quote the passage as it stands now.
    """
    for note in catalog.notes:
        if note.unit is None:
            yield note.place, {"passage": note.passage[:80], "page": note.page}
