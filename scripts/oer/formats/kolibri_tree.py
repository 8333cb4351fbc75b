"""The tree of a Kolibri channel: course, module, lesson, and the files that belong to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from uuid import NAMESPACE_URL, uuid5

from oer import credits
from oer.formats import archive, cover, page, rasters
from oer.formats.archive import CannotMake
from oer.formats.book import edition_work
from oer.formats.manuscript import Manuscript, only
from oer.formats.texts import fill
from oer.model import Language
from oer.works import Work

FOLDER = "KOLIBRI_DATA/content"
HOME = "home"
"""What the ornament of the channel is drawn from."""
THUMBNAIL = 9 / 16
"""Height of a picture to its width."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree of a channel."""

    path: str
    """Its address on the site, of which its id is made."""
    title: str
    summary: str
    children: tuple["Node", ...] = ()
    work: Work | None = None
    """None for the channel itself."""
    app: bytes = b""
    """The zip file of a lesson; empty for a topic."""
    minutes: int = 0
    asked: bool = False
    """It has questions."""
    picture: bytes = b""
    """A PNG that shows what it is; empty for what stands inside a course."""

    @property
    def id(self) -> str:
        return uuid5(NAMESPACE_URL, self.path).hex


def channel(manuscripts: Sequence[Manuscript]) -> Node:
    if not any(one.edition.lessons for one in manuscripts):
        raise CannotMake("a channel needs a lesson")
    language, site = manuscripts[0].edition.language, manuscripts[0].site
    return Node(
        path=site.page(language.code),
        title=language.words["site.name"],
        summary=language.words["site.tagline"],
        picture=_thumbnail(HOME, language),
        children=tuple(_course(one) for one in manuscripts if one.edition.lessons),
    )


def _course(made_from: Manuscript) -> Node:
    edition, work = made_from.edition, edition_work(made_from)
    modules = (
        Node(
            path=f"{work.address}#{module.id}",
            title=module.title,
            summary="",
            children=tuple(
                _lesson(only(made_from, slug)) for slug in module.lessons if slug in edition.lessons
            ),
            work=work,
        )
        for module in edition.modules
    )
    shown = tuple(module for module in modules if module.children)
    picture = _thumbnail(edition.course, edition.language)
    return Node(work.address, edition.title, edition.summary, shown, work, picture=picture)


def _thumbnail(ornament: str, language: Language) -> bytes:
    """The upper part of a cover, as wide and high as Kolibri shows pictures: 400 x 225 pixels."""
    width = cover.COLUMNS * cover.SIDE
    tiles = [tile for tile in cover.tiles(ornament) if tile.y < width * THUMBNAIL]
    ground, height = cover.ground(ornament), width * THUMBNAIL
    svg = fill("pdf/band.svg", language, width=width, height=height, ground=ground, tiles=tiles)
    return rasters.drawn(f"{ornament}.svg", 200, svg.encode())


def _lesson(made_from: Manuscript) -> Node:
    lesson, work = made_from.edition.lessons[made_from.lesson], edition_work(made_from)
    return Node(
        path=work.address,
        title=lesson.title,
        summary=f"{lesson.summary} {credits.state_note(work)}".strip(),
        work=work,
        app=archive.pack({"index.html": page.make(made_from)}),
        minutes=lesson.minutes,
        asked=bool(lesson.questions),
    )


def all_nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from all_nodes(child)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a node, and what Kolibri takes it for."""

    node: Node
    data: bytes
    ending: str
    preset: str

    @property
    def name(self) -> str:
        """MD5 is what Kolibri compares a file with."""
        return md5(self.data, usedforsecurity=False).hexdigest()

    @property
    def path(self) -> str:
        return f"{FOLDER}/storage/{self.name[0]}/{self.name[1]}/{self.name}.{self.ending}"


def all_stored(root: Node) -> Iterator[Stored]:
    """Lessons, and the pictures of courses; that of the channel stands in its row."""
    for node in all_nodes(root):
        if node.app:
            yield Stored(node, node.app, "zip", "html5_zip")
        if node.picture and node is not root:
            yield Stored(node, node.picture, "png", "topic_thumbnail")
