"""The built site before the judges: the sample whole, the repository in part, and bad pages.

`make judge` asks the same judges about all of the repository's site and packages.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from judges import books, languages, links, looks, pages, quizzes, reading, search, standards
from judges.looks import SCREENS, Look
from judges.site import Page, Site, read
from judges.trouble import Trouble
from oer.load import load
from oer.translate import sync
from published import Published, publish
from samples import TESTS, built, copy_buildable

pytestmark = pytest.mark.clients


def refuse(troubles: Iterable[Trouble]) -> None:
    """Fail with all that a judge said."""
    said = [str(trouble) for trouble in troubles]
    assert not said, "\n".join(said)


# --- the sample ---------------------------------------------------------------------------


def test_links_of_sample(sample: Published) -> None:
    refuse(links.judge(sample.site, sample.site.pages.values()))


def test_languages_of_sample(sample: Published) -> None:
    refuse(languages.judge(sample.site.pages.values()))


def test_pages_of_sample(sample: Published) -> None:
    """A few of its looks: the same kinds are looked at in the repository, in every language."""
    some = list(looks.in_turn(sample.site))[::4]
    refuse(pages.judge(some, sample.origin))


def test_search_of_sample(sample: Published) -> None:
    refuse(search.judge(sample.site, sample.origin))


def test_a_square_of_the_dashboard_is_drawn_once(sample: Published) -> None:
    page = sample.site.pages["kk/status/index.html"]
    drawn = [symbol.get("id") for symbol in page.find("//symbol")]
    shown = [use.get("href") for use in page.find("//use")]
    assert {*shown} == {f"#{id}" for id in drawn}
    assert len(shown) > len(drawn) == len({*drawn})


def test_quizzes_of_sample(sample: Published) -> None:
    refuse(quizzes.judge(sample.site, sample.origin))


# --- a translation on its way -------------------------------------------------------------

LESSON = "courses/sharing/lessons/who-made-it.md"
ASK = "Ask whoever took the picture, and then the one who kept it."


@pytest.fixture(scope="session")
def halfway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The source has a paragraph and a question more, one less, and one that says other things."""
    root = copy_buildable(tmp_path_factory.mktemp("judged") / "halfway")
    bring_up_to_date(root)
    text = (root / LESSON).read_text("utf-8")
    note = text[text.index("> [!NOTE]") : text.index("[^1]: ")]
    question = text[text.index("> [!QUIZ] first-author") : text.index("> [!QUIZ] author-word")]
    text = text.replace(note, "").replace("## Why", f"{ASK}\n\n## Why")
    text = text.replace(
        question, question.replace("Who is its author?", "Who is the author of it?")
    )
    text += "\n" + question.replace("first-author", "last-author")
    (root / LESSON).write_text(text, "utf-8")
    bring_up_to_date(root)
    built(root, "--format", "site")
    yield from publish(root / "dist")


def bring_up_to_date(root: Path) -> None:
    sync.write(root, sync.sync(root, load(root)).files)


def test_languages_of_a_translation_on_its_way(halfway: Published) -> None:
    refuse(languages.judge(halfway.site.pages.values()))


def test_pages_of_a_translation_on_its_way(halfway: Published) -> None:
    shown = [Look(page, *SCREENS[1]) for page in halfway.site.lessons("kk")]
    refuse(pages.judge(shown, halfway.origin))
    refuse(links.judge(halfway.site, halfway.site.pages.values()))


def test_a_reader_is_told_what_is_newer(halfway: Published) -> None:
    (page, *_) = halfway.site.lessons("kk")
    (stale,) = page.find("//details[contains(@class, 'newer-stale')]")
    assert stale.get("open"), "a question that has changed must not be folded away"
    (quoted,) = stale.xpath(".//*[@lang='en']")
    assert "Who is the author of it?" in " ".join(quoted.itertext())
    assert not quoted.xpath(".//input | .//button"), "the question is asked once"
    assert len(page.find("//p[contains(@class, 'newer-orphan')]")) == 1
    assert page.find("//*[@lang='en' and contains(., 'Ask whoever took the picture')]")


# --- the repository -----------------------------------------------------------------------


READ_OTHERWISE = ("index", "skills/index", "status/index", "record/index", "report/index")
"""Pages with a look of their own, beside a course and the lesson with most kinds of question."""


def chosen(site: Site, language: str) -> list[Page]:
    """Few pages for many ways of reading; `make judge` takes all kinds in all languages."""
    own = [page for page in site.pages.values() if page.language == language and page.is_course]
    made = [site.pages[f"{language}/{name}.html"] for name in READ_OTHERWISE]
    return [*made, own[0], max(site.lessons(language), key=quizzes.kinds)]


def test_links_of_repository(repository: Published) -> None:
    refuse(links.judge(repository.site, repository.site.pages.values()))


def test_languages_of_repository(repository: Published) -> None:
    refuse(languages.judge(repository.site.pages.values()))


def test_pages_of_repository(repository: Published) -> None:
    refuse(pages.judge(looks.in_turn(repository.site), repository.origin))


@pytest.mark.parametrize("language", ["kk"])
def test_reading_otherwise(language: str, repository: Published) -> None:
    refuse(reading.judge(chosen(repository.site, language), repository.origin))


def test_search_of_repository(repository: Published) -> None:
    refuse(search.judge(repository.site, repository.origin))


def test_quizzes_of_repository(repository: Published) -> None:
    refuse(quizzes.judge(repository.site, repository.origin))


# --- a judge that cannot say no is no judge -----------------------------------------------

PAGE = """<!doctype html>
<html lang="{lang}"><head><title>A page</title><link rel="icon" href="data:,">
<link rel="canonical" href="https://site.example/"></head>
<body{body}><main><h1 id="top-of-it">A page</h1>{text}</main></body></html>"""
BAD = {
    "contrast": ('<p style="color: #999; background: #fff">Hardly there</p>', "axe color-contrast"),
    "picture": ('<img src="/mark.svg">', "axe image-alt"),
    "console": ('<script>console.error("oh")</script>', "console error: oh"),
    "script": ('<script>throw Error("oh")</script>', "script error: oh"),
    "outside": (
        '<img src="https://elsewhere.example/a.png" alt="">',
        "asks another host: https://elsewhere.example/a.png",
    ),
    "absent": ('<img src="/none.png" alt="">', "answer 404"),
    "table": (
        '<article><table style="width: 2em; table-layout: fixed; overflow-wrap: anywhere"><tr>'
        "<td>Contribution</td></tr></table></article>",
        "breaks Contribution in a table",
    ),
    "wide": ('<div class="plank" style="width: 400px">-</div>', "div.plank is"),
}
"""What stands on a page, and what must be said of it."""
ENGLISH = """<p>Who is the author of the picture?</p>
<img src="/mark.svg" alt="A picture of the author and of the café">
<p lang="en">Who is the author of the picture?</p>
<p>Creative Commons, CC BY 4.0, <code>git is the name of it</code>, <span lang="en">the end of the
story</span> деген сөз.</p>"""
DEAD = ("none/", "/kk/none.html", "#nowhere", "../kk/#nowhere", "https://site.example/none/")
LIVE = (
    "./",
    "#top-of-it",
    "../kk/",
    "/kk/#top-of-it",
    "#",
    "https://site.example/kk/",
    "mailto:a@b.c",
)


def write(folder: Path, path: str, text: str = "", lang: str = "en", body: str = "") -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(lang=lang, body=body, text=text), "utf-8")


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("bad")
    shutil.copyfile(TESTS.parent / "overrides/assets/images/mark.svg", folder / "mark.svg")
    for name, (text, _) in BAD.items():
        write(folder, f"en/{name}.html", text)
    write(folder, "en/scheme.html", body=' data-md-color-scheme="default"')
    write(folder, "en/index.html", "".join(f'<a href="{link}">{link}</a> ' for link in DEAD + LIVE))
    write(folder, "kk/index.html", lang="ru")
    write(folder, "kk/english.html", ENGLISH, lang="kk")
    write(folder, "index.html")
    yield from publish(folder)


@pytest.fixture(scope="session")
def said(bad: Published) -> dict[str, list[Trouble]]:
    """What the judge of pages says, by page."""
    shown = [Look(page, *screen) for page in bad.site.pages.values() for screen in SCREENS]
    troubles = pages.judge(shown, bad.origin)
    return {path: [one for one in troubles if one.place == path] for path in bad.site.pages}


@pytest.mark.parametrize("name", BAD)
def test_bad_page(name: str, said: dict[str, list[Trouble]]) -> None:
    expected = BAD[name][1]
    assert any(expected in trouble.what for trouble in said[f"en/{name}.html"])


OTHERWISE = {
    "cut": (
        '<p style="width: 9rem; height: 1rem; overflow: hidden">A very long word of advice</p>',
        "cuts off (200 %",
    ),
    "over": (
        '<p style="position: absolute">One text</p><p style="position: absolute">Two texts</p>',
        "lays texts on each other (200 %",
    ),
    "rigid": ('<div style="width: 25rem">-</div>', "pixels too wide (200 %"),
    "moving": ('<p style="transition: color 1s">Slowly</p>', "moves p."),
    "dead": ('<button class="dead">Press</button>', "a button that does nothing: Press"),
    "locked": (
        '<details class="quiz-answer"><summary>Answer</summary></details>',
        "keeps its answers to itself",
    ),
    "pressed": ('<progress class="bar"></progress>', "progress.bar is printed"),
    "broad": (
        '<div class="facts" style="overflow: auto"><p style="width: 60rem">-</p></div>',
        "div.facts is cut off",
    ),
    "pale": ("<style>body { color: #ddd }</style>", "letters are rgb(221, 221, 221)"),
    "shortened": (
        "<style>@media print { p { display: none } }</style>"
        '<div class="house-lesson"><p>Everybody</p></div>',
        "is printed without Everybody",
    ),
    "unseen": ('<a href="/" style="outline: none">Home</a>', "does not show the focus of a."),
    "ground": (
        '<p class="house-dot" style="background: red; width: 1rem; height: 1rem">',
        "does not show .house-dot",
    ),
    "alike": (
        "<style>.box-title::before { content: '!' }</style>"
        '<div class="box tip"><p class="box-title">-</p></div>'
        '<div class="box note"><p class="box-title">-</p></div>',
        "box box tip has no sign of its own",
    ),
}
"""What is wrong for those who read otherwise, and what must be said of it."""


@pytest.fixture(scope="session")
def said_otherwise(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Trouble]]:
    folder = tmp_path_factory.mktemp("otherwise")
    for name, (text, _) in OTHERWISE.items():
        write(folder, f"en/{name}.html", text)
    write(folder, "en/good.html")
    for site, origin in publish(folder):
        yield reading.judge(site.pages.values(), origin)


@pytest.mark.parametrize("name", OTHERWISE)
def test_bad_for_those_who_read_otherwise(name: str, said_otherwise: list[Trouble]) -> None:
    expected = OTHERWISE[name][1]
    own = [trouble.what for trouble in said_otherwise if trouble.place == f"en/{name}.html"]
    assert any(expected in what for what in own), own


def test_good_for_all(said_otherwise: list[Trouble]) -> None:
    assert [one for one in said_otherwise if one.place == "en/good.html"] == []


def test_english_that_is_said_to_be_kazakh(bad: Published) -> None:
    said = list(languages.judge([bad.site.pages["kk/english.html"]]))
    assert [trouble.what for trouble in said] == [
        '"Who is the author of the picture?" is marked as kk',
        '"A picture of the author and of the café" is marked as kk',
    ]


def test_page_in_another_language(said: dict[str, list[Trouble]]) -> None:
    assert said["kk/index.html"] == [Trouble("kk/index.html", "says that its language is 'ru'")]


def test_page_that_is_never_dark(said: dict[str, list[Trouble]]) -> None:
    assert [one.what for one in said["en/scheme.html"]] == ["is not dark where that is preferred"]


def test_good_page(said: dict[str, list[Trouble]]) -> None:
    assert said["index.html"] == []


def test_html_that_is_wrong(sample: Published, tmp_path: Path) -> None:
    """Nothing is said of pages of ours; a second element with an id is told."""
    page = sample.site.folder / "kk/sharing/index.html"
    shutil.copyfile(page, tmp_path / "right.html")
    write(tmp_path, "wrong.html", '<p id="top-of-it">Twice</p>')
    troubles = list(standards.judge_html(read(tmp_path)))
    assert {trouble.place for trouble in troubles} == {"wrong.html"}
    assert any("Duplicate ID" in trouble.what for trouble in troubles)


def test_what_nobody_stumbles_over() -> None:
    switch = '<input class="md-toggle" data-md-toggle="drawer" autocomplete="off">'
    wrong = "Attribute “autocomplete” is only allowed when the input type is “color”"
    assert standards.is_noise(f"{wrong} {switch}")
    assert not standards.is_noise(f"{wrong} {switch.replace('drawer', 'other')}")


def test_dead_links(bad: Published) -> None:
    troubles = links.judge(bad.site, bad.site.pages.values())
    dead = [trouble.what.split()[0] for trouble in troubles if trouble.place == "en/index.html"]
    assert dead == list(DEAD)


@pytest.fixture
def spoilt(sample: Published, tmp_path: Path) -> Iterator[Published]:
    """The English pages of a copy for a test to spoil."""
    for site, origin in publish(shutil.copytree(sample.site.folder, tmp_path / "dist")):
        english = {path: page for path, page in site.pages.items() if path.startswith("en/")}
        yield Published(Site(site.folder, english), origin)


def test_search_without_index(spoilt: Published) -> None:
    shutil.rmtree(spoilt.site.folder / "pagefind")
    troubles = search.judge(spoilt.site, spoilt.origin)
    assert any("the search does not find" in trouble.what for trouble in troubles)


def test_search_that_misleads(spoilt: Published) -> None:
    """It finds something, and not what was looked for."""
    script = spoilt.site.folder / "assets/javascripts/search.js"
    right = "link.href = page.address"
    assert right in script.read_text("utf-8")
    astray = script.read_text("utf-8").replace(right, 'link.href = "/en/"')
    script.write_text(astray, "utf-8")
    troubles = search.judge(spoilt.site, spoilt.origin)
    assert any("leads to /en/" in trouble.what for trouble in troubles)


def test_quiz_that_is_marked_wrongly(spoilt: Published) -> None:
    script = spoilt.site.folder / "assets/javascripts/quiz.js"
    strict = script.read_text("utf-8").replace('return "right"', 'return "partly"')
    script.write_text(strict, "utf-8")
    troubles = quizzes.judge(spoilt.site, spoilt.origin)
    assert any("is true" in trouble.what for trouble in troubles)


def test_quiz_without_button(spoilt: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be used is a trouble like any other."""
    monkeypatch.setattr("judges.browser.SECONDS", 2)
    script = spoilt.site.folder / "assets/javascripts/quiz.js"
    script.write_text(script.read_text("utf-8").replace(".hidden = false", ".id = ''"), "utf-8")
    troubles = quizzes.judge(spoilt.site, spoilt.origin)
    assert any("cannot be used" in trouble.what for trouble in troubles)


def test_button_without_scripts(spoilt: Published) -> None:
    """Any `display` of the theme's would show what is hidden."""
    style = spoilt.site.folder / "assets/stylesheets/house.css"
    style.write_text(style.read_text("utf-8").replace("[hidden]", "[none]"), "utf-8")
    troubles = quizzes.judge(spoilt.site, spoilt.origin)
    assert any("without scripts" in trouble.what for trouble in troubles)


def test_broken_packages(sample: Published, tmp_path: Path) -> None:
    """An EPUB that is cut off, a Word file that is none; the sound ones beside them pass."""
    epub, docx = sample.site.files(".epub")[0], sample.site.files(".docx")[0]
    shutil.copyfile(epub, tmp_path / "sound.epub")
    shutil.copyfile(docx, tmp_path / "sound.docx")
    (tmp_path / "cut.epub").write_bytes(epub.read_bytes()[:5000])
    (tmp_path / "cut.docx").write_bytes(docx.read_bytes()[:5000])
    site = read(tmp_path)
    assert {trouble.place for trouble in books.judge_epubs(site)} == {"cut.epub"}
    assert {trouble.place for trouble in books.judge_documents(site)} == {"cut.docx"}


def test_lost_words() -> None:
    assert books.lost_words("one two three", "one thr-\nee") == ["two"]


def test_broken_letters() -> None:
    fonts = books.letters_of_fonts()
    assert books.broken_letters("Әҳӯҷ oʻzbek\n₸", fonts) == []
    assert books.broken_letters("a\ufffd \ue000\u0378", fonts) == ["U+0378", "U+E000", "U+FFFD"]
    assert books.broken_letters("ab", frozenset({ord("a")})) == ["U+0062"]
