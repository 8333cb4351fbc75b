"""What a visit costs is measured in the finished folder, and too much of it stops a build."""

from pathlib import Path
from random import Random

from oer import output
from oer.build import Built, weighed
from oer.load import load
from oer.model import Site
from oer.weights import FILE, read_weights, weigh
from samples import copy_sample

NOISE = Random(1)
HOST = Site("https://example.org/", "", largest_pages=1, largest=2)
LESSON = '<link rel="stylesheet" href="../../../assets/a.css"><script src="../../../assets/b.js">'


def noise(count: int) -> bytes:
    """Bytes that cannot be packed."""
    return NOISE.randbytes(count)


def test_a_visit_is_the_page_and_what_it_names() -> None:
    files = {
        "kk/a/b/index.html": LESSON.encode(),
        "kk/a/short/index.html": b"",
        "kk/a/index.html": noise(9000),
        "downloads/a/kk/index.html": noise(9000),
        "assets/a.css": noise(1000),
        "assets/b.js": b'import { c } from "./c.js";\n' + noise(1000),
        "assets/c.js": noise(1000),
        "assets/unnamed.js": noise(1000),
        "sw.js": noise(1000),
        "pagefind/pagefind.js": noise(1000),
        "pagefind/index/kk_1.pf_index": noise(500),
        "pagefind/index/ru_1.pf_index": noise(9000),
        "pagefind/fragment/kk_1.pf_fragment": noise(100),
        "pagefind/fragment/kk_2.pf_fragment": noise(300),
    }
    sizes = {path: len(data) for path, data in files.items()}
    weights = weigh(sizes, files.__getitem__, HOST)
    assert weights.first.keys() == {"kk/a/b/index.html"}
    assert 4000 < weights.first["kk/a/b/index.html"] < 4400
    assert weights.next["kk/a/b/index.html"] < 200
    assert 2500 < weights.search["kk"] < 2600
    assert weights.all - weights.site == 9000
    assert weights.most == (1_000_000, 2_000_000)


def test_too_much_stops_a_build(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "house")
    catalog = load(root)
    with output.fresh(root / "dist") as fresh:
        fresh.add({"sw.js": b"", "kk/a/b/index.html": noise(80_000)})
        findings = weighed(catalog, HOST, fresh)
        assert [finding.code for finding in findings] == ["WGT001", "WGT002"]
        assert Built(findings).stopped
        assert FILE in fresh.sizes
        fresh.swap()
    weights = read_weights(root)
    assert weights is not None
    assert load(root).weights == weights


def test_spoilt_weights_are_none(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / FILE).write_text('{"first": 1}', "utf-8")
    assert read_weights(tmp_path) is None
