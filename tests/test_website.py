"""The parts of the website that can be asked alone: addresses, staging, links, search, front."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from oer.check import Finding
from oer.load import load
from oer.model import Catalog, Course, Endings, Language, Site, WordForms
from oer.rules.src import OURS
from oer.status import status
from oer.stems import stemmer
from oer.website import addresses, front, hook, offline, pagefind, preview, search, stage
from oer.website.addresses import Surroundings
from oer.website.best import best
from oer.website.clean import clean_lesson, clean_page
from oer.website.course_pages import course_pages
from oer.website.frame import Frame, frame
from oer.website.pages import Publication, glossary, project_pages
from oer.website.staged import Entry, StagedPage, Text
from samples import copy_buildable

HOME = Site("https://courses.example/books/", "https://git.example/house/courses")


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return load(copy_buildable(tmp_path_factory.mktemp("website") / "sample"))


def sharing(catalog: Catalog) -> Course:
    return catalog.courses["sharing"]


def publication(catalog: Catalog, code: str) -> Publication:
    return Publication(catalog, catalog.languages[code], HOME, Surroundings.SITE)


# --- addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "depth", "on_site", "in_preview"),
    [
        ("", 0, "./", "./"),
        ("", 2, "../../", "../../"),
        ("glossary/", 0, "glossary/", "glossary/"),
        ("glossary/#author", 1, "../glossary/#author", "../glossary/#author"),
        ("sharing/x/", 2, "../../sharing/x/", "../../sharing/x/"),
        ("/assets/a.svg", 0, "../assets/a.svg", "assets/a.svg"),
        ("/assets/a.svg", 2, "../../../assets/a.svg", "../../assets/a.svg"),
        ("/kk/sharing/", 1, "../../kk/sharing/", "../kk/sharing/"),
        ("https://example.org/a", 2, "https://example.org/a", "https://example.org/a"),
        ("mailto:a@example.org", 2, "mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+7", 0, "tel:+7", "tel:+7"),
    ],
)
def test_relative(address: str, depth: int, on_site: str, in_preview: str) -> None:
    assert addresses.relative(address, depth, Surroundings.SITE) == on_site
    assert addresses.relative(address, depth, Surroundings.PREVIEW) == in_preview


@pytest.mark.parametrize(
    ("base", "address", "on_site", "in_preview"),
    [
        (".", "", "./", "./"),
        ("..", "", "../", "../"),
        (".", "glossary/", "glossary/", "glossary/"),
        ("../..", "glossary/", "../../glossary/", "../../glossary/"),
        (".", "/kk/", "../kk/", "kk/"),
        ("../..", "/kk/sharing/", "../../../kk/sharing/", "../../kk/sharing/"),
        (".", "assets/a.css", "../assets/a.css", "assets/a.css"),
        ("..", "assets/a.css", "../../assets/a.css", "../assets/a.css"),
        ("..", "#top", "#top", "#top"),
        ("..", "https://example.org/", "https://example.org/", "https://example.org/"),
        ("..", "mailto:a@example.org", "mailto:a@example.org", "mailto:a@example.org"),
        (".", "/", "../", "./"),
    ],
)
def test_seen_from(
    catalog: Catalog, base: str, address: str, on_site: str, in_preview: str
) -> None:
    """What the theme's filter `url` makes of ours and of the theme's own addresses."""

    def around(surroundings: Surroundings) -> Frame:
        return frame(catalog, catalog.languages["en"], HOME, surroundings)

    assert hook._seen_from(base, address, around(Surroundings.SITE)) == on_site
    assert hook._seen_from(base, address, around(Surroundings.PREVIEW)) == in_preview


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("#learn", "sharing/who-made-it/#learn"),
        ("give-it-on.md", "sharing/give-it-on/"),
        ("give-it-on.md#parts", "sharing/give-it-on/#parts"),
        ("../../other/lessons/x.md", "other/x/"),
        ("term:author", "glossary/#author"),
        ("fact:kz.registration", "sharing/who-made-it/#facts-registration"),
        ("fact:kz.nowhere", "sharing/"),
        ("../media/notice.svg", "/assets/courses/sharing/notice.svg"),
        ("../facts.yml", f"{HOME.repository}/blob/main/courses/sharing/facts.yml"),
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        ("http://example.org/", None),
        ("//example.org/", None),
        ("\\\\example.org", None),
        ("lang:en", None),
    ],
)
def test_links_of_a_lesson(catalog: Catalog, target: str, address: str | None) -> None:
    lesson = catalog.courses["sharing"].editions["en"].lessons["who-made-it"]
    assert addresses.of_link(target, lesson, catalog, HOME) == address


# --- staged pages -------------------------------------------------------------------------

ENGLISH = Language(
    code="en",
    name="English",
    locale="en-GB",
    fallback=(),
    words={},
    word_forms=WordForms(vowels="aeiou", endings=(Endings(3, ("s",)),)),
)
RULES = stemmer(ENGLISH.word_forms)
PAGE = StagedPage(
    path="a/b.md",
    template="lesson.html",
    title='Ұста & "шебер": <b>\u2028---',
    summary="---\ntwo: lines\n---\n",
    text="<p>--- </p>\n---\nnot: a front matter\n---\n",
    contents=(Entry(2, "why", "A & B"), Entry(3, "how", "{{ x }}")),
    also="searched only",
    values={"n": 1, "none": None, "list": [{"a": "---\n"}], "yes": True},
)


@pytest.mark.parametrize("kind", Text)
def test_a_staged_page_is_front_matter_and_text(kind: Text) -> None:
    """As any generator reads it: YAML between two lines of hyphens, then the text."""
    page = replace(PAGE, kind=kind)
    start, head, text = stage.text_of(page).split("---\n", 2)
    assert start == ""
    assert "template" not in yaml.safe_load(head), "another generator has none of ours"
    assert yaml.safe_load(head) | {"template": page.template} == stage.head(page)
    assert text == (f"<div>\n{page.text}\n</div>\n" if kind is Text.HTML else page.text)


def test_the_front_matter_holds_all_that_is_shown() -> None:
    head = stage.head(PAGE)
    assert (head["title"], head["description"]) == (PAGE.title, PAGE.summary)
    assert (head["template"], head["kind"]) == (PAGE.template, PAGE.kind)
    assert {key: head[key] for key in PAGE.values} == PAGE.values
    assert [Entry(*entry) for entry in head["contents"]] == list(PAGE.contents)


def test_staged_pages_are_files(tmp_path: Path) -> None:
    stage.write([PAGE], tmp_path)
    assert (tmp_path / "a/b.md").read_bytes() == stage.text_of(PAGE).encode()


# --- pages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "written", "address"),
    [
        ("about", "about.md", "../about/"),
        ("about", "index.md", "../"),
        ("about", "index.md#courses", "../#courses"),
        ("about", "#here", "#here"),
        ("index", "about.md", "about/"),
        ("index", "index.md", "./"),
        ("about", "../courses/sharing/lessons/x.md", "../sharing/x/"),
        ("index", "../courses/sharing/lessons/x.md#why", "sharing/x/#why"),
        ("about", "../LICENSE", f"{HOME.repository}/blob/main/LICENSE"),
        ("about", "../courses/glossary.yml", f"{HOME.repository}/blob/main/courses/glossary.yml"),
        ("more/details", "../about.md#whom", "../../about/#whom"),
        ("more/details", "../index.md", "../../"),
        ("more/details", "other.md", "../../more/other/"),
        ("more/details", "../../LICENSE", f"{HOME.repository}/blob/main/LICENSE"),
        ("about", "https://example.org/a.md", "https://example.org/a.md"),
        ("about", "mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_of_docs(catalog: Catalog, name: str, written: str, address: str) -> None:
    """They are written as GitHub resolves them, from the file in docs/."""
    page = next(page for page in catalog.pages if (page.name, page.language) == (name, "en"))
    text = f"Before [a link]({written}), after."
    changed = replace(catalog, pages=(replace(page, text=text),))
    pages = project_pages(publication(changed, "en"))
    staged = next(page for page in pages if page.path == f"{name}.md")
    assert staged.text == f"Before [a link]({address}), after."


CODE = """Write `[a link](about.md)`, or ``a ` [link](about.md)``.

````markdown
[A link](about.md), and more:

```text
[a link](about.md)
```
````

    [a link](../courses/glossary.yml)
"""


def test_links_in_code_stay_as_they_are_written(catalog: Catalog) -> None:
    page = next(page for page in catalog.pages if (page.name, page.language) == ("about", "en"))
    shown, written = f"{CODE}\n[End](about.md)\n", CODE.partition("    [a link]")[0]
    changed = replace(catalog, pages=(replace(page, text=shown),))
    staged = next(p for p in project_pages(publication(changed, "en")) if p.path == "about.md")
    assert staged.text.startswith(written)
    assert staged.text.endswith("[End](../about/)\n")


def test_every_language_has_a_page_at_every_address(catalog: Catalog) -> None:
    def paths(code: str) -> list[str]:
        made_from = publication(catalog, code)
        pages = project_pages(made_from)
        return sorted(page.path for page in (*pages, *course_pages(made_from, sharing(catalog))))

    assert paths("en") == paths("ru") == paths("kk")


def test_a_notice_tells_where_to_read(catalog: Catalog) -> None:
    """The languages that the reader knows best come first."""
    made_from = publication(catalog, "kk")
    pages = {page.path: page for page in course_pages(made_from, sharing(catalog))}
    notice = pages["sharing/give-it-on.md"]
    assert notice.template == "missing.html"
    assert notice.values["missing"] is True
    file = "translations/kk/courses/sharing/lessons/give-it-on.md"
    assert notice.values["start"].endswith(f"/new/main?filename={file}")
    assert [(other["lang"], other["address"]) for other in notice.values["others"]] == [
        ("en", "/en/sharing/give-it-on/")
    ]
    exists = {row["code"]: row["exists"] for row in notice.values["languages"]}
    assert exists == {"en": True, "ru": False, "kk": False}


def test_glossary_marks_words_of_another_language(catalog: Catalog) -> None:
    own = {**catalog.terms["kk"], "licence": catalog.terms["en"]["licence"]}
    half = replace(catalog, terms={**catalog.terms, "kk": own})
    terms = {row["id"]: row["lang"] for row in glossary(publication(half, "kk")).values["terms"]}
    assert terms == {"author": "", "licence": "en"}


@pytest.mark.parametrize(
    ("found", "understood"),
    [("en kk ru", "kk"), ("en ru", "ru"), ("en", "en"), ("uz en", "en"), ("uz", "uz"), ("", None)],
)
def test_what_a_reader_understands_best(
    catalog: Catalog, found: str, understood: str | None
) -> None:
    assert best({code: code for code in found.split()}, catalog.languages["kk"]) == understood


# --- preview ------------------------------------------------------------------------------


def test_a_preview_after_an_edit_is_as_if_it_were_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read and found before is used only where it is still true."""
    root, told = copy_buildable(tmp_path / "sample"), list[list[Finding]]()
    monkeypatch.setattr(preview, "_tell", told.append)
    before = preview.preview(root, "ru", tmp_path / "shown")
    lesson = root / "translations/ru/courses/sharing/lessons/who-made-it.md"
    lesson.write_text(f"{lesson.read_text('utf-8')}\n**Words that stand for a heading**\n\nx\n")
    after = preview.preview(root, "ru", tmp_path / "shown")
    monkeypatch.setattr(preview, "_MEMORY", preview.Memory())
    assert after == preview.preview(root, "ru", tmp_path / "shown") != before
    assert told[1] == told[2] != told[0]
    new = {one.code for one in told[1]} - {one.code for one in told[0]}
    assert new == {"A11Y002", "TRN002", "TRN051"}


# --- pages of docs/ -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("<p>a &amp; b &lt;c&gt;</p>", "<p>a &amp; b &lt;c&gt;</p>"),
        ("words &amp; signs", "words &amp; signs"),
        ("", ""),
        ('<h2 id="x" class="y">A</h2>', '<h2 id="x" class="y">A</h2>'),
        ('<p style="text-align: left">a</p>', "<p>a</p>"),
        ('<a href="../a/#b:c">a</a>', '<a href="../a/#b:c">a</a>'),
        (
            '<a href="https://a.example/?b&amp;c">a</a>',
            '<a href="https://a.example/?b&amp;c">a</a>',
        ),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="java&#9;script:x">a</a>', "<a>a</a>"),
        ('<a href=" &#1;JAVASCRIPT:x">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<p onclick="x">a</p>', "<p>a</p>"),
        ("a<script>x</script>b", "ab"),
        ("<p>a<svg onload=x><script>y</script></svg>b</p>", "<p>ab</p>"),
        ("a<iframe src=x></iframe>b<!-- c -->d", "abd"),
        ("<style>x</style><form><input name=a></form>", ""),
    ],
)
def test_clean(written: str, left: str) -> None:
    assert clean_page(written) == left


def test_clean_lesson_keeps_a_form() -> None:
    form = (
        '<form class="quiz" id="q" data-quiz="single" aria-labelledby="t"><label>'
        '<input type="radio" name="q" value="0" data-right=""> a</label></form>'
    )
    assert clean_lesson(form) == form
    assert clean_lesson('<form action="https://a.example"><input onfocus="x">') == (
        "<form><input></form>"
    )


# --- search -------------------------------------------------------------------------------


def test_merged_entry_is_the_same_in_any_order() -> None:
    english = {"version": "1", "languages": {"en": {"page_count": 2}}, "include_characters": ["_"]}
    kazakh = {"languages": {"kk": {"page_count": 1}}, "include_characters": ["_"], "version": "1"}
    entries = [json.dumps(entry).encode() for entry in (english, kazakh)]
    merged = search.merged_entry(entries)
    assert merged == search.merged_entry(reversed(entries))
    languages = {"en": {"page_count": 2, "wasm": None}, "kk": {"page_count": 1, "wasm": None}}
    assert json.loads(merged) == {**english, "languages": languages}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>A <b>b</b>c.</p><p>D</p>", "A bc. D"),
        ("<li>one</li><li>two</li>", "one two"),
        ("<p>&lt;script&gt; &amp;</p>", "<script> &"),
    ],
)
def test_searched_words_of_html(text: str, words: str) -> None:
    assert " ".join(search._words(replace(PAGE, text=text)).split()) == words


def test_searched_words_of_markdown() -> None:
    page = replace(PAGE, kind=Text.MARKDOWN, text="## A {#a}\n\n[b](c.md) **d** <e>")
    assert search._words(page).split() == ["A", "b", "d", "<e"]


def test_records_know_addresses_and_leave_notices_out() -> None:
    paths = ("index.md", "a.md", "b/index.md", "b/a.md")
    pages = [replace(PAGE, path=path) for path in paths]
    missing = replace(PAGE, path="c.md", values={"missing": True})
    urls = [one.record.url for one in search.records([*pages, missing], "kk", RULES)]
    assert urls == ["/kk/", "/kk/a/", "/kk/b/", "/kk/b/a/"]


def test_an_index_is_always_the_same() -> None:
    pages = [replace(PAGE, path=f"{number}.md", title=f"Title {number}") for number in range(30)]
    records = search.records(pages, "en", RULES)
    assert search.index(records, "en") == search.index(records[::-1], "en")


def test_stems_are_searched_and_words_are_shown() -> None:
    """As many words as there are, each with the sign of its end."""
    page = replace(PAGE, title="Rights <b>", summary="Rights,", also="authors", text="<p>x</p>")
    (one,) = search.records([page], "en", RULES)
    assert one.record.title == "rightǁ <bǁ>"
    assert one.record.content == "rightǁ <bǁ> rightǁ, authorǁ xǁ"
    made = search.index([one], "en")
    (fragment,) = (data for path, data in made.items() if path.startswith("pagefind/fragment/"))
    assert b'"content":"Rights <b> Rights, authors x"' in gzip.decompress(fragment)


def test_a_failure_of_pagefind_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: "/bin/true")
    with pytest.raises(pagefind.CannotIndex):
        search.index(search.records([PAGE], "en", RULES), "en")


# --- front --------------------------------------------------------------------------------


def test_a_course_is_kept_without_what_is_of_others(catalog: Catalog) -> None:
    """What is kept for times without a network must not grow with the number of courses."""
    own = {"kk/sharing/index.html": 10, "pagefind/fragment/kk_1.pf_fragment": 1}
    common = {"kk/index.html": 100, "pagefind/index/kk_1.pf_index": 1, "pagefind/pagefind.js": 1}
    common |= {"pagefind/words.kk.json": 1, "pagefind/pagefind.kk_1.pf_meta": 1}
    common |= {"assets/stylesheets/a.css": 1}
    others = {"kk/other/index.html": 1, "pagefind/fragment/kk_2.pf_fragment": 1}
    others |= {"kk/about/index.html": 1, "ru/index.html": 1, "pagefind/index/ru_1.pf_index": 1}
    told = {path: "kk/sharing/" for path in own if "fragment" in path}
    told |= {path: "kk/other/" for path in others if "fragment" in path}
    made = offline.keep_files(catalog, {**own, **common, **others}, told)
    assert json.loads(made["keep/kk-sharing.json"]) == {
        "bytes": 11,
        "files": ["kk/sharing/", "pagefind/fragment/kk_1.pf_fragment"],
    }
    kept = json.loads(made["keep/kk.json"])
    assert kept["files"] == sorted(path.removesuffix("index.html") for path in common)
    assert kept["bytes"] == 105


def test_front(catalog: Catalog) -> None:
    files = front.front_files(catalog, HOME, status(catalog))
    assert sorted(files) == [
        *("404.html", "catalog.json", "index.html", "robots.txt", "sitemap.xml", "status.json"),
    ]
    for code in catalog.languages:
        assert f'href="{code}/" lang="{code}"'.encode() in files["index.html"]
        assert f'href="/books/{code}/"'.encode() in files["404.html"], "an error has any depth"
    assert b"Sitemap: https://courses.example/books/sitemap.xml\n" in files["robots.txt"]
    places = ElementTree.fromstring(files["sitemap.xml"])
    assert all((url[0].text or "").startswith(HOME.url) for url in places)


def test_sitemap_is_sorted_and_knows_who_lacks_what(catalog: Catalog) -> None:
    rows = front._addresses(catalog, HOME)
    firsts = [next(iter(row.values())) for row in rows]
    assert firsts == sorted(firsts)
    by_first = {
        first.removeprefix(f"{HOME.url}en/"): set(row)
        for first, row in zip(firsts, rows, strict=True)
    }
    assert by_first["sharing/give-it-on/"] == {"en"}
    assert by_first["sharing/who-made-it/"] == {"en", "ru", "kk"}
    assert by_first["about/"] == {"en"}


def test_addresses_of_our_own_pages_are_kept_free() -> None:
    made = (*addresses.MADE, addresses.NEEDS)
    assert {address.removesuffix("/") for address in made} == OURS
