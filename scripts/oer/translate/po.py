"""Sheets as gettext PO files, for Poedit, Weblate, OmegaT (GNU gettext manual, PO Files).

A unit's id is its context, so that equal texts stay apart. Fuzzy means: to be looked at again.
"""

import polib

from oer.translate.exchange import Entry, Sheet

PATH = "X-Path"
REVIEWED = "reviewed"


def write(sheet: Sheet) -> str:
    """A PO file of one lesson or page."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Language": sheet.language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        PATH: sheet.path,
    }
    for entry in sheet.entries:
        file.append(
            polib.POEntry(
                msgctxt=entry.id,
                msgid=entry.source,
                msgstr=entry.target,
                comment=REVIEWED if entry.read else "",
                flags=["fuzzy"] if entry.target and not entry.done else [],
            )
        )
    return f"{file}\n"


def read(text: str) -> Sheet:
    """The sheet of a PO file; ValueError where it is none of ours."""
    try:
        # A text that is the path of a file would be read from there; a path has no line end.
        file = polib.pofile(f"\n{text}")
    except OSError as error:
        raise ValueError(str(error)) from error
    path, language = file.metadata.get(PATH, ""), file.metadata.get("Language", "")
    if not path:
        raise ValueError(f"its header has no {PATH}, so nobody knows where it belongs")
    entries = (
        Entry(one.msgctxt or "", one.msgid, one.msgstr, done=bool(one.msgstr) and not one.fuzzy)
        for one in file
        if not one.obsolete
    )
    return Sheet(path, language.replace("_", "-"), tuple(entries))
