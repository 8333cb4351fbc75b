"""What authors get wrong, and what somebody might send in bad faith.

Each case is laid over a sample that was built before, and goes through the real `oer check` and
`oer build`: an error is told with its place and how to mend it, and dist/ stays as it was.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from samples import (
    LANGUAGES,
    TESTS,
    built,
    contents,
    copy_buildable,
    differing,
    oer,
    oer_here,
    seconds_of_work,
)

SITE = ("--format", "site")
ENGLISH = (*SITE, "--language", "en")
COURSE = "courses/sharing/course.yml"
LESSON = "courses/sharing/lessons/give-it-on.md"
FIRST = "courses/sharing/lessons/who-made-it.md"
SVG = "courses/sharing/media/notice.svg"
FINDING = r"^\S.*:\d+: [A-Z0-9]{3,4}\d{3} .+\n(?:    \| .*\n)*    fix: .+$"
"""The place first, then perhaps the line itself, then how to mend it."""
Made = bytes | None | Callable[[str], str]
"""What a file becomes: new bytes, nothing, or its text changed."""


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its site, as it was built yesterday."""
    root = copy_buildable(tmp_path_factory.mktemp("good") / "sample")
    built(root, *SITE)
    return root


@pytest.fixture
def root(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "sample"))


def lay(root: Path, files: Mapping[str, Made]) -> None:
    for path, made in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if made is None:
            file.unlink()
        elif isinstance(made, bytes):
            file.write_bytes(made)
        else:
            before = file.read_text("utf-8")
            file.write_text(made(before), "utf-8")
            assert file.read_text("utf-8") != before


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def append(more: str) -> Callable[[str], str]:
    return lambda text: f"{text}\n{more}\n"


def learn(more: str) -> Made:
    """A lesson with more in its section Learn."""
    return swap("### The parts of a credit", f"{more}\n\n### The parts of a credit")


def no_traceback(done: "subprocess.CompletedProcess[str]") -> str:
    """All that was printed: nothing that only a programmer understands, and nothing that a
    terminal obeys."""
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert all(character.isprintable() or character == "\n" for character in said)
    return said


def findings(output: str) -> list[str]:
    """The lines with a place, each with what follows it."""
    return re.findall(FINDING, output, re.MULTILINE)


# --- mistakes -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Mistake:
    """Files to lay over the sample, and the finding that they must give."""

    files: Mapping[str, Made]
    place: str
    code: str
    links: Mapping[str, str] = field(default_factory=dict)


MISTAKES: Mapping[str, Mistake] = {
    "missing lesson": Mistake({LESSON: None}, f"{COURSE}:17", "SRC007"),
    "unlisted lesson": Mistake({COURSE: swap("      - give-it-on\n", "")}, f"{LESSON}:1", "SRC008"),
    "listed twice": Mistake({COURSE: append("      - who-made-it")}, f"{COURSE}:19", "SRC010"),
    "broken front matter": Mistake(
        {LESSON: swap("title: Give it on", "title: Give: it: on")}, f"{LESSON}:2", "SRC005"
    ),
    "no front matter": Mistake({LESSON: b"# Hello\n"}, f"{LESSON}:1", "SRC005"),
    "a front matter that is a list": Mistake(
        {LESSON: b"---\n- title\n---\n\n## Why {#why}\n"}, f"{LESSON}:2", "SRC006"
    ),
    "unknown key": Mistake(
        {LESSON: swap("minutes: 20", "minuts: 20\nminutes: 20")}, f"{LESSON}:4", "SRC006"
    ),
    "wrong type": Mistake({LESSON: swap("minutes: 20", "minutes: long")}, f"{LESSON}:4", "SRC006"),
    "key twice": Mistake(
        {LESSON: swap("minutes: 20", "minutes: 20\nminutes: 25")}, f"{LESSON}:5", "SRC005"
    ),
    "heading id twice": Mistake({LESSON: swap("{#parts}", "{#learn}")}, f"{LESSON}:20", "STR002"),
    "question id twice": Mistake(
        {LESSON: swap("[!QUIZ] who-may", "[!QUIZ] first-author")}, f"{LESSON}:42", "QUZ002"
    ),
    "dead link": Mistake({LESSON: learn("[x](nowhere.md)")}, f"{LESSON}:20", "LNK001"),
    "dead anchor": Mistake({LESSON: learn("[x](#nowhere)")}, f"{LESSON}:20", "LNK002"),
    "unknown term": Mistake({LESSON: learn("[x](term:nobody)")}, f"{LESSON}:20", "LNK003"),
    "script address": Mistake({LESSON: learn("[x](javascript:1)")}, f"{LESSON}:20", "LNK004"),
    "missing picture": Mistake({LESSON: learn("![x](../media/no.svg)")}, f"{LESSON}:20", "IMG002"),
    "picture without credit": Mistake(
        {"courses/sharing/media/credits.yml": b"{}\n"}, f"{SVG}:1", "LIC001"
    ),
    "picture that is none": Mistake({SVG: b"GIF89a"}, f"{SVG}:1", "IMG003"),
    "SVG with a script": Mistake(
        {SVG: swap("</svg>", "<script>alert(1)</script></svg>")}, f"{SVG}:1", "IMG003"
    ),
    "SVG with a handler": Mistake(
        {SVG: swap("<svg ", '<svg onload="alert(1)" ')}, f"{SVG}:1", "IMG003"
    ),
    "SVG with a script's address": Mistake(
        {SVG: swap("<path ", '<a href="java&#9;script:alert(1)"><rect/></a><path ')},
        f"{SVG}:1",
        "IMG003",
    ),
    "SVG with an entity that becomes a script": Mistake(
        {
            SVG: lambda text: (
                f'<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>{text}'.replace(
                    "</svg>", "&x;</svg>"
                )
            )
        },
        f"{SVG}:1",
        "IMG003",
    ),
    "HTML in a title": Mistake(
        {LESSON: swap("title: Give", "title: <script>alert(1)</script>Give")},
        f"{LESSON}:2",
        "SRC006",
    ),
    "HTML in a translated title": Mistake(
        {"translations/ru/courses/sharing/course.yml": swap("title: ", "title: <b>")},
        "translations/ru/courses/sharing/course.yml:1",
        "SRC006",
    ),
    "HTML in a credit": Mistake(
        {"courses/sharing/media/credits.yml": swap("author: ", "author: <img src=x onerror=y> ")},
        "courses/sharing/media/credits.yml:3",
        "SRC006",
    ),
    "not UTF-8": Mistake({LESSON: "---\ntitle: Дай\n".encode("cp1251")}, f"{LESSON}:2", "SRC001"),
    "UTF-16": Mistake({LESSON: "---\ntitle: x\n".encode("utf-16")}, f"{LESSON}:1", "SRC001"),
    "empty file": Mistake({LESSON: b""}, f"{LESSON}:1", "SRC002"),
    "empty data file": Mistake({COURSE: b"\n\n"}, f"{COURSE}:1", "SRC002"),
    "symbolic link": Mistake({}, f"{LESSON}:1", "SRC003", {LESSON: "/etc/passwd"}),
    "5 MB lesson": Mistake({LESSON: b"word " * 1_000_000}, f"{LESSON}:1", "SRC004"),
    "course without course.yml": Mistake(
        {"courses/other/lessons/a.md": b"---\ntitle: x\n---\n"},
        "courses/other/course.yml:1",
        "SRC009",
    ),
    "translation of nothing": Mistake(
        {"translations/ru/courses/sharing/lessons/other.md": b"---\ntitle: x\n---\n"},
        "translations/ru/courses/sharing/lessons/other.md:1",
        "SRC011",
    ),
    "YAML that multiplies": Mistake(
        {
            "courses/glossary.yml": b"- &a [x, x, x, x, x, x, x, x, x]\n"
            + b"".join(
                b"- &%c [%s]\n" % (97 + n, b", ".join([b"*%c" % (96 + n)] * 9)) for n in range(1, 9)
            )
        },
        "courses/glossary.yml:1",
        "SRC005",
    ),
    "YAML that calls Python": Mistake(
        {COURSE: swap("authors:", 'authors: !!python/object/apply:os.system ["touch owned"]\nx:')},
        f"{COURSE}:6",
        "SRC005",
    ),
    "YAML nested deeply": Mistake(
        {COURSE: (b"[" * 20_000) + (b"]" * 20_000)}, f"{COURSE}:1", "SRC005"
    ),
    "NUL in front matter": Mistake(
        {LESSON: swap("title: Give", "title: Gi\0ve")}, f"{LESSON}:2", "SRC013"
    ),
    "a control character by its name": Mistake(
        {LESSON: swap("title: Give it on", 'title: "Give\\0 it on"')}, f"{LESSON}:2", "SRC005"
    ),
    "no English": Mistake(
        {"translations/en/language.yml": None}, "translations/en/language.yml:1", "SRC005"
    ),
    "a language in the folder of another one": Mistake(
        {"translations/ru/language.yml": swap("code: ru", "code: kk")},
        "translations/ru/language.yml:1",
        "SRC006",
    ),
    "bad JSON schema value": Mistake(
        {"translations/ru/language.yml": swap("ru-RU", "../..")},
        "translations/ru/language.yml:3",
        "SRC006",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_and_changes_nothing(root: Path, mistake: Mistake) -> None:
    before = contents(root / "dist")
    lay(root, mistake.files)
    for path, target in mistake.links.items():
        (root / path).unlink()
        (root / path).symlink_to(target)
    checked, made = oer_here(root, "check"), oer(root, "build", *SITE)
    assert (checked.exit_code, made.returncode) == (1, 1)
    for output in (checked.stdout, made.stdout):
        told = [finding for finding in findings(output) if finding.startswith(f"{mistake.place}: ")]
        assert any(f": {mistake.code} " in finding for finding in told), output
        assert len(findings(output)) < 9, "one mistake, and a crowd of findings"
    assert isinstance(checked.exception, SystemExit), "no traceback"
    no_traceback(made)
    assert made.stderr == "Nothing was built; dist/ is as it was.\n"
    assert differing(contents(root / "dist"), before) == []
    assert not (root / "owned").exists()
    assert "root:" not in checked.stdout + made.stdout, "a file outside the repository is shown"


# --- hostile input: a finding or a good build, soon, and never a traceback ----------------


def headings() -> str:
    return "".join(f"### Heading {n} {{#h-{n}}}\n\nText.\n\n" for n in range(5000))


HOSTILE: Mapping[str, Mapping[str, Made]] = {
    "NUL bytes": {LESSON: learn("a\0b \0\0 [x\0](#learn) `\0`")},
    "other control characters": {LESSON: learn("a\x01\x08\x0b\x0c\x1b[31m\x7f\x9b b \ufffe\uffff")},
    "control characters in titles": {LESSON: swap("title: Give", 'title: "\\x01\\e[31m\\0Give')},
    "many brackets": {LESSON: learn("[" * 20_000)},
    "many links never closed": {LESSON: learn("[a](" * 20_000)},
    "many pictures never closed": {LESSON: learn("![" * 20_000)},
    "many stars": {LESSON: learn("*a **a " * 5_000)},
    "many backticks": {LESSON: learn(" ".join("`" * n for n in range(1, 400)))},
    "many footnotes": {LESSON: learn("[^1]" * 10_000 + "\n\n[^1]: x")},
    "deep quotes": {LESSON: learn("> " * 2_000 + "x")},
    "deep lists": {LESSON: learn("\n".join("  " * n + "- x" for n in range(300)))},
    "deep lists on a line": {LESSON: learn("- " * 5_000 + "x")},
    "many headings": {LESSON: lambda text: text.replace("## Do {", f"{headings()}## Do {{", 1)},
    "a wide table": {LESSON: learn("|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n|x|")},
    "a long word": {LESSON: learn("ә" * 100_000)},
    "entities": {LESSON: learn("&#0; &#x110000; &#xD800; &lt;script&gt; &amp;#x3c;")},
    "marks of direction": {LESSON: learn("\u202egpj.exe\u202c \u2066x\u2069")},
    "a folder named as a lesson": {"courses/sharing/lessons/folder.md/x.md": b"x"},
    "a file named as a course": {"courses/file.md": b"x"},
    "a line end in a name": {"courses/sharing/lessons/a\nb: SRC001 forged.md": b"x"},
    "an escape in a name": {"courses/sharing/lessons/\x1b[2J\x1b]0;x\x07.md": b"x"},
    "an escape in a course's name": {"courses/\x1b[2Jx/course.yml": b"x"},
    "an unknown language": {"translations/../translations/xx/language.yml": b"code: xx\n"},
    "names that differ in case": {"courses/sharing/lessons/Give-it-on.md": b"x"},
    "a name that is no UTF-8": {"courses/sharing/media/\udcff.svg": b"x"},
    "a template in a text": {LESSON: learn("{{ config }} {% include 'x' %} ${x} <%= x %>")},
    "front matter in a text": {LESSON: learn("\n---\ntitle: Forged\n---\n")},
    "a page of docs that is no page": {"docs/other.md": b"no front matter"},
    "brackets in docs": {"docs/about.md": append("[" * 3_000)},
}


@pytest.mark.parametrize("files", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_a_finding_or_a_good_build(root: Path, files: Mapping[str, Made]) -> None:
    before = contents(root / "dist")
    lay(root, files)
    begun = seconds_of_work()
    done = oer(root, "build", *ENGLISH)
    assert seconds_of_work() - begun < 10
    said = no_traceback(done)
    if done.returncode:
        assert done.returncode == 1
        assert findings(done.stdout), said
        assert "forged" not in "".join(line[:9] for line in done.stdout.splitlines())
        assert differing(contents(root / "dist"), before) == []


# --- no script but ours -------------------------------------------------------------------


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>"
QUOTES = """&lt;script&gt;alert(1)&lt;/script&gt; " onload="alert(1) '' onload=''alert(1)"""
"""The same where the schemas refuse < and >; in a YAML text between single quotes."""
RAW_HTML = f"""
{ATTACK}

<div onclick="alert(1)">x</div>

<iframe src="javascript:alert(1)"></iframe> <a href="javascript:alert(1)">x</a>

| {ATTACK} |
|---|
| {ATTACK} |

`{ATTACK}` *{ATTACK}* ![{ATTACK}](../media/notice.svg "{ATTACK}") [{ATTACK}](#learn '{ATTACK}')

```"><script>alert(1)</script>
{ATTACK}
```

> [!TRAINER] {ATTACK}
>
> {ATTACK}

- [ ] {ATTACK}

term
: {ATTACK}

[^n]: {ATTACK}

{ATTACK}[^n] [x](lang:en"onclick="alert) &lt;script&gt; &#60;script&#62;alert(1)&#60;/script&#62;
"""


NO_PICTURES = RAW_HTML.replace("![", "[").replace("../media/notice.svg", "#x")


def all_words(text: str) -> str:
    """Every word of an interface file with an attack behind it."""
    quoted = ATTACK.replace('"', '\\"')
    return re.sub(
        r"^(\s+[\w.]+: )(?:\"(.*)\"|([^\s\"'&*#][^#]*?))(\s+#.*)?$",
        lambda found: f'{found[1]}"{found[2] or found[3]} {quoted}"',
        text,
        flags=re.MULTILINE,
    )


def as_value(text: str) -> Callable[[str], str]:
    """A front matter or data file whose words of the kinds named carry the attack."""
    return lambda before: re.sub(
        rf"^([\s-]*(?:{text}): )(?!\[)(\S.*)$",
        lambda found: f"{found[1]}'{found[2]} {QUOTES}'",
        before,
        flags=re.MULTILINE,
    )


def attack_lesson(text: str) -> str:
    return as_value("title|summary|  - Write.*")(
        text.replace("> Put the parts", f"> {ATTACK} Put the parts")
        .replace("> 1. Title", f"> 1. {ATTACK}")
        .replace("> | author | made it |", f"> | {ATTACK} | {ATTACK} |")
        .replace("- [x] A school", f"- [x] {ATTACK}\n>   {ATTACK}")
        .replace("{#parts}", f"{ATTACK} {{#parts}}")
        .replace("### The parts", f"{RAW_HTML}\n\n### The parts")
    )


def attack_page(text: str) -> str:
    more = f"[x](javascript:alert(1)) {{: onclick=alert(1) }}\n\n# {ATTACK}\n"
    return as_value("title|summary")(f"{text}\n{NO_PICTURES}\n\n{more}")


IN_GOOD_BUILDS: Mapping[str, Made] = {
    LESSON: attack_lesson,
    COURSE: as_value("title|summary|- name|  name"),
    "courses/glossary.yml": as_value("term|definition"),
    "courses/skills.yml": as_value("name"),
    "courses/sharing/facts.yml": as_value("value|ask|title"),
    "courses/sharing/media/credits.yml": as_value("title|author|source|changes"),
    "translations/ru/language.yml": as_value("name"),
    "translations/ru/interface.yml": all_words,
    "translations/ru/courses/sharing/course.yml": as_value("title|summary|basics"),
    "translations/ru/courses/sharing/facts.yml": as_value("registration|kz.registration"),
    "translations/ru/glossary.yml": as_value("term|definition"),
    "translations/ru/docs/index.md": as_value("title|summary"),
    "translations/kk/courses/sharing/course.yml": as_value("tool"),
}
OUR_SCRIPTS = re.compile(r"(?:\.\./)*assets/javascripts/[\w.]+\.js")
THEIR_SCRIPTS = ("__md_scope=", "var palette=__md_get(", "var target=document.getElementById(")
"""How the lines start that Material writes into a page."""
RUNS = ("javascript:", "vbscript:", "data:")
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "content")


@pytest.fixture(scope="session")
def attacked(good: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole build of the sample with HTML wherever an author can write."""
    root = Path(shutil.copytree(good, tmp_path_factory.mktemp("attacked") / "sample"))
    lay(root, IN_GOOD_BUILDS)
    done = oer(root, "build")
    assert done.returncode == 0, no_traceback(done)
    return root / "dist"


def test_html_on_a_page_of_docs_is_refused(root: Path) -> None:
    lay(root, {"translations/ru/docs/index.md": attack_page})
    done = oer(root, "check")
    assert done.returncode == 1, no_traceback(done)
    assert done.stdout.count("SEC009") > 8


def troubles(page: etree._Element) -> Iterator[str]:
    """Whatever could run and is not ours."""
    for element in page.iter("{*}*"):
        tag = etree.QName(element).localname
        if tag == "script":
            text = element.text or ""
            ours = OUR_SCRIPTS.fullmatch(element.get("src", "")) or text.startswith(THEIR_SCRIPTS)
            if not (
                ours or text.strip() == PLAYER.strip() or _is_data(element.get("type", ""), text)
            ):
                yield f"script: {element.get('src')} {text[:80]}"
        if tag in ("iframe", "object", "embed", "base"):
            yield tag
        for key, written in element.items():
            name, value = str(key), re.sub(r"[\x00-\x20]", "", str(written)).lower()
            picture = tag in ("img", "link") and value.startswith(("data:image/", "data:,"))
            runs = name in ADDRESSES and value.startswith(RUNS) and not picture
            if name.startswith("on") or runs:
                yield f"{tag} {name}={value[:60]}"
            if "alert(1)" in value and name in ("src", "href", "style", "id", "class"):
                yield f"{tag} {name}={value[:60]}"


PLAYER = (TESTS.parent / "scripts/oer/formats/templates/scorm/player.js").read_text("utf-8")
"""The script that stands in a lesson that is sent as one file."""


def _is_data(type: str, text: str) -> bool:
    """Words and linked data: JSON that cannot end its element (HTML §4.12.1.3)."""
    if type not in ("application/json", "application/ld+json"):
        return False
    json.loads(text)
    return "</" not in text and "<!--" not in text


def html_pages(dist: Path) -> dict[str, HtmlElement]:
    files = contents(dist).items()
    return {path: document_fromstring(data) for path, data in files if path.endswith(".html")}


def test_no_script_but_ours_on_any_page(attacked: Path) -> None:
    pages = html_pages(attacked)
    found = {path: list(troubles(page)) for path, page in pages.items()}
    assert {path: one for path, one in found.items() if one} == {}
    shown = [path for path, page in pages.items() if "alert(1)" in page.text_content()]
    assert len(shown) > 12, "the attack must be there to be read, as text"


def test_no_script_in_any_book(attacked: Path) -> None:
    books = sorted(attacked.rglob("*.epub"))
    assert len(books) == len(LANGUAGES)
    for book in books:
        with ZipFile(book) as archive:
            for name in archive.namelist():
                if name.endswith((".xhtml", ".opf", ".ncx", ".svg")):
                    assert list(troubles(etree.fromstring(archive.read(name)))) == [], name


def test_words_for_scripts_cannot_end_their_element(attacked: Path) -> None:
    """The words that quiz.js and search.js read stand in a script element as JSON."""
    page = html_pages(attacked)["ru/index.html"]
    (words,) = cast("list[HtmlElement]", page.xpath("//script[@id='house-words']"))
    assert "alert(1)" in str(words.text)


SPELLINGS = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](< javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&#x3A;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x](java\\script:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](javascript://https:%0Aalert(1))",
    "[x](//evil.example/x.js)",
    "[x](\\\\evil.example)",
    "[x](/\\evil.example)",
    "[x](http://example.org/)",
    "[x](vbscript:alert(1))",
    "[x](data:text/html,alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](blob:https://example.org/x)",
    "[x](file:///etc/passwd)",
    "[x](term:javascript:alert(1))",
    "[x](fact:javascript:alert(1))",
    "[x](fact:kz.javascript:alert(1))",
    "[x](../../../../etc/passwd)",
    "[x](who-made-it.md/../javascript:alert(1))",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "[x][ref]\n\n[ref]: javascript:alert(1)",
    "[ref2]\n\n[ref2]: <javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,alert(1))",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
)


def test_addresses_that_run_are_refused_in_every_spelling(root: Path) -> None:
    """Each spelling is a finding on its line, or no link at all; without them all is well."""
    lines = "\n\n".join(f"{number}: {link}" for number, link in enumerate(SPELLINGS))
    lay(root, {LESSON: learn(lines)})
    done = oer(root, "check")
    no_traceback(done)
    text = (root / LESSON).read_text("utf-8").splitlines()
    refused = set()
    for line in re.findall(rf"^{LESSON}:(\d+): (?:LNK|IMG)\d+", done.stdout, re.MULTILINE):
        refused |= {int(n) for n in re.findall(r"^(\d+): ", text[int(line) - 1])}
    kept = [number for number in range(len(SPELLINGS)) if number not in refused]
    # Read as text by CommonMark: spaces and control characters end an address.
    assert len(kept) < 8
    (root / LESSON).unlink()
    lay(root, {LESSON: (copy_buildable(root.parent / "fresh") / LESSON).read_bytes()})
    lay(root, {LESSON: learn("\n\n".join(SPELLINGS[number] for number in kept))})
    built(root, *SITE)
    page = html_pages(root / "dist")["en/sharing/give-it-on/index.html"]
    assert list(troubles(page)) == []
    body = cast("list[HtmlElement]", page.xpath("//div[@class='house-lesson']"))[0]
    links = cast("list[str]", body.xpath(".//a/@href | .//img/@src"))
    assert [
        link for link in links if not link.startswith(("#", "../", "https://creativecommons"))
    ] == []
