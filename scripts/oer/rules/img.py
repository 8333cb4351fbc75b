"""IMG: pictures can be seen, and understood without being seen."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from oer.check import Found, Level, Scope, defects, rule
from oer.links import destination
from oer.model import Catalog, Image, Lesson, Place
from oer.rules.every import lessons, media, phrases, present_files

DESCRIPTION = 250
"""Signs of a description that one can listen to."""


def _images(catalog: Catalog) -> Iterator[tuple[Lesson, Image]]:
    return ((lesson, image) for lesson in lessons(catalog) for image in lesson.images)


@rule("IMG001", "A picture has no description")
def no_description(catalog: Catalog) -> Iterator[Found]:
    """A blind reader hears the description, and whoever saves data or prints without pictures
    reads it. Without one they do not learn what everyone else sees.

    Say in the square brackets what the picture tells, in a sentence or two: `![…](…)`.
    """
    for _, image in _images(catalog):
        if not image.description:
            yield image.place, {"target": image.target}


@rule("IMG002", "A picture is not in the course's media folder")
def missing_picture(catalog: Catalog) -> Iterator[Found]:
    """The reader sees a torn frame. A picture from another website would also tell that site who
    reads us, and would be missing offline.

    Put the file into the course's `media` folder, with its credit, and write its path relative to
    the lesson's folder: `../media/NAME`.
    """
    files = present_files(catalog)
    for lesson, image in _images(catalog):
        folder = f"courses/{lesson.course}/media"
        path = destination(image.target, lesson).value
        if path not in files or not path.startswith(f"{folder}/"):
            yield image.place, {"target": image.target, "folder": folder}


@rule("IMG003", "A picture file is not what its name says")
def false_picture(catalog: Catalog) -> Iterable[Found]:
    """Some programs go by the name and some by the content, so that the picture would be there on
    one phone and broken in another reader's Word.

    Open the file in a picture editor and export it again as PNG, JPEG, WebP or SVG.
    """
    return defects(catalog, "IMG003")


@rule("IMG004", "A picture's description is the name of its file", Level.ADVICE, scope=Scope.COURSE)
def name_as_description(catalog: Catalog) -> Iterator[Found]:
    """A blind reader hears "photo underscore 3 dot j p g" and knows as much as before.

    Say what the picture tells, in a sentence or two.
    """
    for _, image in _images(catalog):
        name, said = PurePosixPath(unquote(image.target).casefold()), image.description.casefold()
        alike = _letters(said) in (_letters(name.name), _letters(name.stem))
        # Words with spaces between them say something, even where the file is named after them.
        if _letters(said) and (said in (name.name, name.stem) or (alike and " " not in said)):
            yield image.place, {"description": image.description}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@rule(
    "IMG005",
    "A picture's description begins by saying that it is a picture",
    Level.ADVICE,
    scope=Scope.COURSE,
)
def picture_of(catalog: Catalog) -> Iterator[Found]:
    """Screen readers say "image" by themselves, so that the listener hears it twice before
    anything of what is in it.

    Begin with what is to be seen. Where the kind of picture matters, name it: a map, a poster.
    """
    for lesson, image in _images(catalog):
        said = " ".join(image.description.casefold().split())
        known = (one for words in phrases(catalog, lesson.language) for one in words.picture_of)
        if phrase := max((one for one in known if _begins(said, one)), key=len, default=""):
            yield image.place, {"phrase": image.description.strip()[: len(phrase)]}


def _begins(said: str, phrase: str) -> bool:
    """Whether a description begins with these words, and not only with these letters."""
    rest = said[len(phrase) :]
    return said.startswith(phrase) and not (phrase[-1:].isalnum() and rest[:1].isalnum())


@rule("IMG006", "A picture's description is long", Level.ADVICE)
def long_description(catalog: Catalog) -> Iterator[Found]:
    """A listener cannot skim it or go back in it, and hears it to the end before the text goes on.

    Say the point of the picture in a sentence or two, and tell the rest in the text below it,
    where it helps everyone.
    """
    for _, image in _images(catalog):
        if len(image.description) > DESCRIPTION:
            number, limit = str(len(image.description)), str(DESCRIPTION)
            yield image.place, {"number": number, "limit": limit}


@rule("IMG007", "A picture tells where it was taken")
def place_taken(catalog: Catalog) -> Iterator[Found]:
    """The place stands in the file, to a few metres: the home of a craftswoman, the school of a
    child. Whoever saves the picture can read it.

    Save the picture without its metadata: in most editors this is a box when exporting. A
    screenshot of it has none either.
    """
    for one in media(catalog):
        if one.place_taken:
            yield Place(one.path), {"kind": one.place_taken}


@rule("IMG008", "An SVG picture holds more than a picture needs")
def more_than_shapes(catalog: Catalog) -> Iterator[Found]:
    """An SVG picture is a document that can load and run things when somebody opens it by itself,
    with the rights of our pages. So we take only the parts that draw.

    Export it as "plain SVG", or delete that part. `scripts/oer/svg.yml` lists what may stay.
    """
    for one in media(catalog):
        if one.unlisted:
            yield Place(one.path), {"part": one.unlisted}


@rule("IMG009", "Words stand inside an SVG picture")
def words_inside(catalog: Catalog) -> Iterator[Found]:
    """They stay English in six languages, for nobody translates a picture, and they are tiny on a
    phone and mute for a blind reader.

    Take the words out, put letters or numbers there, and write the legend as a Markdown list
    below the picture, where it translates.
    """
    for one in media(catalog):
        if one.words:
            yield Place(one.path), {"words": one.words}
