"""SEC: nothing deceives a reader or a reviewer, and nothing does more than it shows."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from oer import html
from oer.check import Found, Level, defects, rule
from oer.hosts import disguise, host_of, same_house, shown_host, user_in
from oer.model import Catalog, Place
from oer.rules.every import media
from oer.rules.outside import WEB, outside

OURS = (".md", ".yml", ".tsv")
"""What the house itself reads."""
PUBLISHED = {
    *(".png", ".jpg", ".jpeg", ".webp", ".svg", ".txt", ".csv", ".pdf", ".vtt", ".srt"),
    *(".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".epub"),
    *(".mp3", ".ogg", ".opus", ".oga", ".m4a", ".mp4", ".webm", ".ogv"),
}
LONG_ADDRESS = 80
"""Signs of an address that a report shows."""


@rule("SEC001", "A lesson holds HTML, which is shown as text", Level.ADVICE)
def html_in_lesson(catalog: Catalog) -> Iterable[Found]:
    """HTML could run scripts on the reader's phone and cannot become a Word file or a slide.
    Readers see the signs themselves, as `<b>` stands here.

    Write Markdown instead. If the signs are meant to be read, put them between backticks as code.
    """
    return defects(catalog, "SEC001")


@rule("SEC002", "A hidden mark turns the direction of reading")
def turning_mark(catalog: Catalog) -> Iterable[Found]:
    """With it a reviewer reads other words than a machine does, and `exe.jpg` can be a program.
    Without its end it also turns whatever follows.

    Delete the mark and type the words around it anew: Persian and Arabic words find their
    direction by themselves. Isolates with their end, and in code any pair, are left in peace.
    """
    return defects(catalog, "SEC002")


@rule("SEC003", "A file holds a sign that cannot be seen")
def invisible_sign(catalog: Catalog) -> Iterable[Found]:
    """Two words look alike and are not: search does not find them, and links and answers fail. A
    whole text can hide in such signs.

    Delete it and type the words around it anew. Joiners in emoji, Persian and Indian scripts and
    the parts of a flag do honest work and are left in peace.
    """
    return defects(catalog, "SEC003")


@rule("SEC004", "An address looks like that of another website")
def lookalike_host(catalog: Catalog) -> Iterator[Found]:
    """The reader believes to be at the bank or the patent office and gives a stranger her
    password: the Cyrillic а and the Latin a look the same.

    Type the address by hand, or copy it from the website itself. Names wholly in Kazakh or Russian
    letters are welcome where their ending is, as in `.қаз`.
    """
    for one in outside(catalog):
        if one.address.startswith(WEB) and (reason := disguise(one.address)):
            yield one.place, {"host": host_of(one.address) or _short(one.address), "reason": reason}


@rule("SEC005", "An address has a name before its host")
def user_before_host(catalog: Catalog) -> Iterator[Found]:
    """In `https://bank.example@other.example` everything before the @ is only a user name: the
    reader looks at the bank and arrives elsewhere.

    Remove it up to the @. An @ later in the address, as before a name, is no harm.
    """
    for one in outside(catalog):
        if user := user_in(one.address):
            yield one.place, {"user": _short(user), "host": host_of(one.address)}


@rule("SEC006", "A link shows another address than it leads to")
def other_address(catalog: Catalog) -> Iterator[Found]:
    """Readers trust what they see, and on paper it is all that they have.

    Let the text say in words what is there, or show the address to which the link leads. A part
    of the same website and an archive's copy count as the same.
    """
    for one in outside(catalog):
        shown = shown_host(one.text)
        real = host_of(one.address) or one.address.rpartition("@")[2].lower()
        if shown and not same_house(shown, real.partition("?")[0]):
            yield one.place, {"shown": shown, "host": real}


@rule("SEC007", "A text would keep its parser busy")
def too_many_signs(catalog: Catalog) -> Iterable[Found]:
    """Thousands of brackets can stop the machine that checks and builds for everyone else. No
    lesson that is meant for readers has so many.

    Remove the run of signs, or split the text into lessons.
    """
    return defects(catalog, "SEC007")


@rule("SEC008", "A picture file holds something else as well")
def smuggled(catalog: Catalog) -> Iterator[Found]:
    """Another program finds a web page or an archive where readers see a picture, and it would be
    spread under our name in every package.

    Open the picture in an editor and export it again: what does not belong to it stays behind.
    """
    for one in media(catalog):
        if one.smuggled:
            yield Place(one.path), {"what": one.smuggled}


@rule("SEC009", "HTML on a page of docs/ is left out")
def left_out(catalog: Catalog) -> Iterator[Found]:
    """What could run, load or deceive is removed from every page, and the words in it are gone
    with it. A word between `<` and `>` that was meant to be read is gone as well.

    Write Markdown. What is meant to be read as it is stands between backticks.
    """
    for page in catalog.pages:
        for passage in page.passages:
            if tag := html.left_out(passage.text) or html.attributes_in(passage.text):
                yield passage.place, {"tag": _short(tag)}


@rule("SEC010", "A file is of a kind that we do not publish")
def refused_kind(catalog: Catalog) -> Iterator[Found]:
    """Whatever lies in a media folder stands on our website under our name. A web page or script
    there would run with the rights of our pages, and a program would be spread by us.

    Take a picture as PNG, JPEG, WebP or SVG, a text as TXT, CSV or PDF, an office file in an open
    format without macros, sound and film as Ogg, MP3, WebM or MP4 with VTT.
    """
    for path in sorted(catalog.files):
        ending = PurePosixPath(path).suffix.lower()
        if not path.endswith(OURS) and ending not in PUBLISHED:
            yield Place(path), {"ending": ending or PurePosixPath(path).name}


@rule("SEC011", "A file to download is not what it seems, or does more than be read")
def more_than_read(catalog: Catalog) -> Iterable[Found]:
    """Macros, scripts in a PDF and formulas in a table run on the trainer's computer; an address
    inside tells a stranger who opens the file, and on Windows hands over a password.

    Save it anew without macros, scripts, forms and linked parts: a PDF by printing it, a table as
    values. Minus numbers, phone numbers and links that one chooses to follow are no harm.
    """
    return defects(catalog, "SEC011")


def _short(text: str) -> str:
    return text if len(text) <= LONG_ADDRESS else f"{text[:LONG_ADDRESS]}…"
