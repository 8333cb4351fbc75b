"""The theme's style sheets lose what no page shows, and nothing else."""

import re

import pytest

from oer.website import assets
from oer.website.lean import lean
from samples import TESTS

SHORTER = {
    ".md-search{color:red}.md-nav{color:red}": ".md-nav{color:red}",
    ".md-nav,.md-search__form .x,.b{top:0}": ".md-nav,.b{top:0}",
    ".a:not(.md-search){top:0}": ".a:not(.md-search){top:0}",
    ".a:is(.b,.md-search) .c,.md-top{top:0}": ".a:is(.b,.md-search) .c{top:0}",
    ".md-topic,.grids{top:0}": ".md-topic,.grids{top:0}",
    "[dir=rtl] .a{left:0}[dir=ltr] .a{left:0}": "[dir=ltr] .a{left:0}",
    '@charset "UTF-8";@media print{.md-tabs{top:0}}b{top:0}': '@charset "UTF-8";b{top:0}',
    "@media print{.md-tabs{top:0}.a{top:0}}": "@media print{.a{top:0}}",
    '.a:after{content:"}.md-top{"}': '.a:after{content:"}.md-top{"}',
    ":root{--a:var(--b);--b:1;--c:2}p{top:var(--c)}": ":root{--c:2}p{top:var(--c)}",
    ':root{--a:url("data:a;b}c");--d:3}': ":root{--d:3}",
    ".b--a:hover{top:0;left:0}": ".b--a:hover{top:0;left:0}",
    "[data-md-color-primary=red]{--c:2}[data-md-color-primary=custom]{top:0}": (
        "[data-md-color-primary=custom]{top:0}"
    ),
    "@keyframes x{0%{top:0}to{top:1px}}": "@keyframes x{0%{top:0}to{top:1px}}",
}


@pytest.mark.parametrize("sheet", SHORTER)
def test_what_is_left(sheet: str) -> None:
    assert lean(sheet, "p{top:var(--d)}") == SHORTER[sheet]


def test_the_theme_loses_what_no_page_names() -> None:
    """None of the parts that are left out stands in a template of ours."""
    files = assets.theme_files(TESTS.parent / "overrides")
    sheets = [data.decode() for path, data in files.items() if path.endswith(".css")]
    assert max(map(len, sheets)) < 80_000
    assert all(sheet.count("{") == sheet.count("}") for sheet in sheets)
    text = "".join(file.read_text("utf-8") for file in (TESTS.parent / "overrides").rglob("*.html"))
    found = " ".join(re.findall(r'class="([^"]*)"', text))
    classes = sorted(set(re.findall(r"(?<!\S)[a-z][\w-]+(?!\S)", found)))
    named = "".join(f".{name}{{top:0}}" for name in classes)
    assert len(classes) > 50
    assert lean(named) == named
