"""The benchmark: the same lessons for everybody, and tables and a picture that tell the truth."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks import page, scale
from benchmarks.__main__ import PEERS, _installed as installed
from benchmarks.generate import write_hugo, write_stock, write_zensical
from benchmarks.measure import Cost, Size
from benchmarks.report import Run, as_json, tables
from benchmarks.words import LANGUAGES
from lxml import etree

LESSONS = 3


def run_of(project: str, lessons: int, kind: str = "clean", seconds: float = 1.0) -> Run:
    return Run(lessons, 1, project, kind, Cost(seconds, seconds, 2**20), Size(1, 1), ())


RUNS = [
    run_of("ours", 12, seconds=2.0),
    run_of("ours", 120, seconds=20.0),
    run_of("stock", 12, seconds=4.0),
    run_of("stock", 120, seconds=80.0),
]


def words_of(folder: Path, pattern: str) -> list[str]:
    """The words of a lesson's sentences, without what a dialect adds."""
    text = next(folder.glob(pattern)).read_text("utf-8")
    return sorted(
        re.findall(r"[^\W\d_]{5,}", re.sub(r"\(.*?\)|\{.*?\}|\[!\w+\]|!!! \w+", "", text))
    )


def test_everybody_builds_the_same_lessons(tmp_path: Path) -> None:
    for name, write in {"stock": write_stock, "hugo": write_hugo, "next": write_zensical}.items():
        write(Path(), tmp_path / name, LESSONS)
    stock = words_of(tmp_path, "stock/docs/kk/*/lesson-0002.md")
    hugo = words_of(tmp_path, "hugo/content/kk/*/lesson-0002.md")
    only = set(stock) ^ set(hugo)
    assert only <= {"question"}
    assert len(stock) > 400
    assert stock == words_of(tmp_path, "next/docs/kk/*/lesson-0002.md")


def test_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_hugo(Path(), tmp_path / name, LESSONS)
    files = [file for file in (tmp_path / "one").rglob("*") if file.is_file()]
    again = [(tmp_path / "two" / file.relative_to(tmp_path / "one")) for file in files]
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in again]


def test_a_peer_that_is_not_there_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.__main__.SEARCHED", "/nowhere")
    assert [peer.name for peer in installed(PEERS)] == ["stock"]


def test_ratios_are_those_of_one_round() -> None:
    """A row whose peer is not there does not stand in the table."""
    rows = [line for line in tables(RUNS).splitlines() if "ours / " in line]
    assert [[cell.strip() for cell in row.split("|")[1:5]] for row in rows] == [
        ["12", "clean: ours / stock", "0.500", "0.500"],
        ["120", "clean: ours / stock", "0.250", "0.250"],
    ]


def test_growth_is_the_power_of_the_number_of_lessons() -> None:
    growth = {line.split("|")[1].strip(): line for line in tables(RUNS).splitlines()[-2:]}
    assert "1.00" in growth["ours"]
    assert "1.30" in growth["stock"]


def test_the_picture_shows_every_project_where_it_belongs() -> None:
    svg = etree.fromstring(page.picture(RUNS))
    said = [text.text for text in svg.iter("{*}text")]
    assert {"12 × 6", "120 × 6", "ours: 20.0 s", "stock: 80.0 s"} == set(said)
    heights = [float(dot.attrib["cy"]) for dot in svg.iter("{*}circle")]
    ours, stock = heights[:2], heights[2:]
    assert ours[1] > stock[1], "the slower one stands higher"
    assert ours[0] > ours[1]


def test_labels_do_not_stand_on_each_other() -> None:
    """Two that cost the same, and each as far from the other as a line is high."""
    svg = etree.fromstring(
        page.picture([*RUNS, run_of("twin", 12), run_of("twin", 120, seconds=79)])
    )
    places = [float(text.attrib["y"]) for text in svg.iter("{*}text") if ":" in str(text.text)]
    assert min(b - a for a, b in pairwise(sorted(places))) >= page.LINE


def test_a_picture_of_one_size_is_one_too() -> None:
    assert "polyline" in page.picture(RUNS[:1])


def test_the_page_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    page.write(RUNS, tmp_path, "2026-11-25")
    text = (tmp_path / "results.md").read_text("utf-8")
    assert "On 2026-11-25, on" in text
    assert str(Path.home()) not in text
    assert tables(RUNS) in text


def test_a_large_house_is_extrapolated_from_the_last_step() -> None:
    runs = json.loads(as_json(RUNS))["runs"]
    costs = scale.measured(runs, "clean")
    assert costs == {72: 2.0, 720: 20.0}
    assert scale.extrapolated(costs, 7200) == pytest.approx(200)
    assert scale.extrapolated({72: 2.0, 720: 200.0}, 7200) == pytest.approx(20_000)
    known = [row.split("|")[4].strip() for row in scale.table(runs, 7200)]
    assert known == ["measured", "measured", "extrapolated"]


@pytest.mark.parametrize(
    "file",
    [Path("docs/large.md"), *sorted(Path("translations").glob("*/docs/large.md"))],
    ids=lambda file: file.as_posix(),
)
def test_the_page_for_large_houses_tells_what_was_measured(file: Path) -> None:
    """Rows of pages, and of CPU seconds of three kinds of builds; the last is extrapolated."""
    measured = re.findall(
        r"^\| (\d+) +\| ours, (clean|edited|unchanged) +\| +[\d.]+ +\| +([\d.]+) ",
        Path("benchmarks/results.md").read_text("utf-8"),
        re.MULTILINE,
    )
    costs: dict[str, dict[int, float]] = {}
    for lessons, kind, seconds in measured:
        costs.setdefault(kind, {})[int(lessons) * len(LANGUAGES)] = float(seconds)
    rows = re.findall(
        r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", file.read_text("utf-8"), re.MULTILINE
    )
    *known, (pages, *far) = rows
    kinds = ("clean", "edited", "unchanged")
    assert known
    for size, *seconds in known:
        assert seconds == [f"{costs[kind][int(size)]:.0f}" for kind in kinds]
    assert far == [f"{scale.extrapolated(costs[kind], int(pages)):.0f}" for kind in kinds]
