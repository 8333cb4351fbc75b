"""IMG: pictures can be seen, and understood without being seen."""

from collections.abc import Iterable, Iterator

from oer.check import Found, defects, rule
from oer.links import destination
from oer.model import Catalog, Image, Lesson
from oer.rules.every import lessons, present_files


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
