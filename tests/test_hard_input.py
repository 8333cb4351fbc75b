"""What is hard to make a package of: in every format a finding or a good file, never a bad one."""

import shutil
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from judges.site import Site
from oer.formats import FORMATS, file_name
from oer.formats.manuscript import Manuscript, only
from samples import built, copy_buildable, oer_here
from test_formats import repository, take
from test_paper import hard_lesson
from test_take_away import JUDGES

SLUG = "who-made-it"
CREDITS = "courses/sharing/media/credits.yml"
LESSON = f"courses/sharing/lessons/{SLUG}.md"


def drawn(kind: str) -> bytes:
    made = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(made, kind)
    return made.getvalue()


BROKEN: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "a PNG that ends early": ("photo.png", lambda: drawn("PNG")[:-3000]),
    "a JPEG that ends early": ("photo.jpg", lambda: drawn("JPEG")[:-3000]),
    "a JPEG named PNG": ("photo.png", lambda: drawn("JPEG")),
    "a PNG named JPEG": ("photo.jpg", lambda: drawn("PNG")),
    "words named PNG": ("photo.png", lambda: b"no picture"),
    "nothing named JPEG": ("photo.jpg", lambda: b""),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_picture_is_found(case: str, tmp_path: Path) -> None:
    """Before anything is made: a package would carry it on."""
    name, data = BROKEN[case]
    root = copy_buildable(tmp_path / "repository")
    (root / CREDITS).with_name(name).write_bytes(data())
    with (root / CREDITS).open("a", encoding="utf-8") as credits:
        credits.write(
            f"\n{name}:\n  title: A photo\n  author: Sample Author\n  licence: cc-by-4.0\n"
            "  source: https://example.org/photo\n  changes: none\n"
        )
    with (root / LESSON).open("a", encoding="utf-8") as lesson:
        lesson.write(f"\n![A grey circle](../media/{name})\n")
    result = oer_here(root, "check")
    assert result.exit_code == 1
    assert f"media/{name}:" in result.output
    assert " IMG" in result.output


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manuscript]:
    """A folder with a hard lesson in every format, and its course in those of courses."""
    folder = tmp_path_factory.mktemp("hard")
    root = hard_lesson(repository(folder / "repository"))
    # LibreOffice shows what the machine has letters for.
    lesson = (root / LESSON).read_text("utf-8")
    (root / LESSON).write_text("".join(sign for sign in lesson if sign < "\u0590"), "utf-8")
    made_from = take(root, "en")
    site = folder / "site"
    for format in FORMATS:
        for scope in format.scopes(made_from.edition):
            if scope in ("", SLUG):
                file = site / file_name(format, made_from.edition, scope)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(format.make(only(made_from, scope)))
    return site, made_from


@pytest.mark.clients
@pytest.mark.parametrize("judge", JUDGES)
def test_hard_lessons_become_good_files(judge: str, hard: tuple[Path, Manuscript]) -> None:
    """40 columns, a title of 300 letters, signs that no font has, and no question."""
    folder, made_from = hard
    assert not made_from.edition.lessons[SLUG].questions
    assert len(made_from.edition.lessons[SLUG].title) > 290
    assert list(map(str, JUDGES[judge](Site(folder, {})))) == []


def test_a_course_without_a_lesson_in_a_language_has_no_package(tmp_path: Path) -> None:
    root = copy_buildable(tmp_path / "repository")
    shutil.rmtree(root / "translations/kk/courses/sharing/lessons")
    keys = [part for format in FORMATS for part in ("--format", format.key)]
    made = built(root, *keys)
    assert [path for path in made if path.startswith("downloads/sharing/en/")]
    assert not [path for path in made if path.startswith("downloads/sharing/kk/")]
