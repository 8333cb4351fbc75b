"""Pictures that are small on disk and would keep whoever draws them busy."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from oer.formats.archive import CannotMake
from oer.formats.rasters import drawn
from oer.model import Defect
from oer.pictures import measure


def test_a_jpeg_of_a_thousand_passes_is_not_drawn(tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("L", (5000, 5000)).save(made, "JPEG", progressive=True)
    whole = made.getvalue()
    assert not isinstance(_measured(tmp_path, whole), Defect)
    last = whole[whole.rfind(b"\xff\xc4", 0, whole.rfind(b"\xff\xda")) : -2]
    begun = time.process_time()
    told = _measured(tmp_path, whole[:-2] + last * 1000 + whole[-2:])
    assert isinstance(told, Defect)
    assert "passes" in told.values["reason"]
    assert time.process_time() - begun < 1


def _measured(folder: Path, raw: bytes) -> object:
    file = folder / "photo.jpg"
    file.write_bytes(raw)
    return measure(file, file.name)


def test_a_picture_that_typst_gives_up_at_is_told() -> None:
    shape = '<g transform="scale(1e30)"><path d="M0 0h1v1z" stroke="#000"/></g>'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{shape}</svg>'
    with pytest.raises(CannotMake, match=r"a\.svg cannot be drawn"):
        drawn("a.svg", 10, picture.encode())
