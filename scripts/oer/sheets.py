"""The sheets on which workshops are reported: one task for all languages, a piece for each."""

from collections.abc import Iterable, Sequence

from oer.formats.report_sheet import Blank, sheets, table
from oer.inputs import Inputs
from oer.model import Catalog, Site
from oer.tasks import Pieces, Task
from oer.website import addresses
from oer.website.frame import LICENCE

SHEETS = "sheets"


def sheets_task(catalog: Catalog, site: Site, inputs: Inputs, codes: Iterable[str]) -> Task:
    """The task that makes the sheets of some languages, for which pandoc starts once."""

    def blanks(missing: Sequence[str]) -> tuple[list[Blank]]:
        return ([_blank(catalog, site, inputs, code) for code in missing],)

    keys = {code: inputs.of_package((), catalog.languages[code], SHEETS) for code in codes}
    return Task(SHEETS, keys, make_sheets, blanks)


def _blank(catalog: Catalog, site: Site, inputs: Inputs, code: str) -> Blank:
    return Blank(
        language=catalog.languages[code],
        locales={known.code: known.locale for known in catalog.languages.values()},
        licence=catalog.licences[LICENCE],
        site=site,
        modified=inputs.modified,
    )


def make_sheets(wanted: Sequence[str], blanks: Sequence[Blank]) -> Pieces:
    """The task: the files of each language by their place in the site."""
    return {
        code: {
            addresses.sheet(code, "csv"): table(blank.language),
            addresses.sheet(code, "docx"): made,
        }
        for code, blank, made in zip(wanted, blanks, sheets(blanks), strict=True)
    }
