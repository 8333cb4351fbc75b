"""The sheets on which workshops are reported: a task for each language."""

from collections.abc import Sequence

from oer.formats.report_sheet import Blank, sheet, table
from oer.inputs import Inputs
from oer.model import Catalog, Site
from oer.tasks import Pieces, Task
from oer.website import addresses
from oer.website.frame import LICENCE

SHEETS = "sheets"


def sheets_task(catalog: Catalog, site: Site, inputs: Inputs, code: str) -> Task:
    """The task that makes the sheets of one language."""
    language = catalog.languages[code]
    made_from = Blank(
        language=language,
        locales={known.code: known.locale for known in catalog.languages.values()},
        licence=catalog.licences[LICENCE],
        site=site,
        modified=inputs.modified,
    )
    key = inputs.of_package((), language, SHEETS)
    return Task(f"{code} sheets", {SHEETS: key}, make_sheets, lambda _: (made_from,), code)


def make_sheets(wanted: Sequence[str], made_from: Blank) -> Pieces:
    """The task: the files by their place in the site."""
    code = made_from.language.code
    files = {
        addresses.sheet(code, "csv"): table(made_from.language),
        addresses.sheet(code, "docx"): sheet(made_from),
    }
    return dict.fromkeys(wanted, files)
