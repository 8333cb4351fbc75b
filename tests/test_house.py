"""The house keeps its own rules: layers, lengths, words, schemas, locks.

The order of the layers, and every exception from a rule, stands here in one place.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema_rs import Draft202012Validator

from oer.check import Level
from oer.markup.dialect import BOX_KINDS
from oer.model import MARKETS, WORD_FILES, QuestionType, State
from oer.rules.trn import PLURAL_FORMS
from oer.workshop import FIELDS

ROOT = Path(__file__).parent.parent
OER = ROOT / "scripts" / "oer"
ORDER = """
model.places  model.languages  model.terms  model.parts  model.body  model.translation  model.texts
model.facts  model.works  model.courses  model.site  model.catalog
model
markers  data  units
files  program  links  words  stems  keys  store  compiled  settings  values
letters  numerals  html
hosts  leftovers  answers  weights  external  signs  attachments  svg  svg_work  pictures
markup.firsts  markup.dialect  markup.fragments  markup.questions  markup.passages  markup.parts
markup.hidden  markup.strays  markup.units
markup
newer  documents  packed  packing  sources  translated  data_texts  notes  pages  needs  parsing
borrowed
remix
load
mend  nowhere
check  status  workshop  indicators
rules.every  rules.outside  rules.sec  rules.src  rules.lnk  rules.img  rules.structure
rules.outcomes  rules.needed  rules.quz
rules.compare  rules.txt  rules.trm  rules.wording  rules.lic  rules.trn  rules.keyed
rules.stale  rules.craft
rules.fct  rules.a11y  rules.alw  rules.wgt
rules
fixes
report
render  provenance  works  credits
formats.archive  formats.rasters  formats.pandoc  formats.xhtml  formats.cover  formats.qr
formats.texts  formats.manuscript  formats.book  formats.columns  formats.paper_tree  formats.glyphs
formats.paper
formats.pdf  formats.handout  formats.office  formats.word_styles  formats.word_html
formats.word_finish
formats.source  formats.epub  formats.docx  formats.odt_styles  formats.odt
formats.slide_words  formats.slide  formats.slide_questions  formats.slides
formats.pptx_file  formats.pptx
formats.class_kit
formats.quiz  formats.moodle  formats.gift
formats.h5p_words  formats.h5p_text  formats.h5p_questions  formats.h5p_file  formats.h5p
formats.scorm  formats.page  formats.kolibri_tree  formats.kolibri
formats.zim  formats.qti  formats.cartridge
formats
formats.statement  formats.report_sheet
website.addresses  website.staged  website.stage  website.pagefind  website.search
website.lean  website.assets
website.linked_data  website.front  website.feed  website.frame  website.offline
website.best  website.once  website.clean  website.newer_pages  website.pages  website.lesson_words
website.course_list  website.course_pages  website.maps  website.record_page  website.rules_page
website.carried  website.kiwix  website.review_page  website.status_page  website.download_page
website.needs_page  website.report_page  website.cards  website.extras
website.generator  website.preview  website.hook  website
manifest
output  house  state  tasks  cluster  inputs  outlines  packages  carrying  collected  opds
languages  sheets  serve
recall  bundles
build
new
translate  translate.memory  translate.targets  translate.writing  translate.history
translate.merge
translate.renames  translate.reviews  translate.start  translate.sync  translate.reading
translate.exchange  translate.po  translate.xliff  translate.word_table  translate.transfer
contribution  contribution.taken  contribution.handed  contribution.look  contribution.pulls
contribution.comment  contribution.github  contribution.answer  contribution.preview
cli_build  cli_check  cli_translate  cli_contribution  cli_new  cli_remix  cli_report
cli
"""
"""Every module, from the bottom to the top: it may import only what stands before it."""
LONG = {
    "oer.load": "files to Catalog in one reading; its readers of facts and media could move out",
}
"""Modules that may have more than 300 lines, and why."""
LONG_FUNCTIONS = dict.fromkeys(
    (f"scripts/oer/load.py:{name}" for name in ("catalog", "translated_edition", "lesson")),
    "they gather every part of a noun, one after the other",
)
"""Functions that may have more than 30 lines, and why."""
KNOW_MKDOCS = {"oer.website.hook", "oer.website.generator", "oer.website.assets"}
TOP = {
    *("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE"),
    *("LICENSE-CC-BY", "Makefile", "mkdocs.yml", "pyproject.toml", "requirements.lock"),
    *(
        "requirements-cluster.lock",
        "requirements-test.lock",
        "courses",
        "docs",
        "translations",
        "overrides",
        "scripts",
    ),
    *("tests", "benchmarks"),
}
MODULES = {
    ".".join(("oer", *file.relative_to(OER).with_suffix("").parts)).removesuffix(".__init__"): file
    for file in sorted(OER.rglob("*.py"))
}
LANGUAGES = sorted(file.parent.name for file in ROOT.glob("translations/*/language.yml"))

# --- modules ------------------------------------------------------------------------------


def imports(name: str) -> Iterator[str]:
    """What a module imports, wherever in it; a name out of a package as the module that it is."""
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else str(node.module)


def test_every_module_has_its_place() -> None:
    listed = [f"oer.{name}" for name in ORDER.split()]
    assert sorted(listed) == sorted(MODULES.keys() - {"oer"})


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_downwards(name: str) -> None:
    order = [f"oer.{name}" for name in ORDER.split()]
    below = order[: order.index(name)] if name in order else []
    wrong = {one for one in imports(name) if one.startswith("oer") and one not in below}
    assert wrong == set()


def test_only_few_modules_know_mkdocs() -> None:
    def knows(name: str) -> bool:
        known = {one.partition(".")[0] for one in imports(name)} & {"mkdocs", "material"}
        return bool(known) or bool(re.search(r"files\(\"(?:mkdocs|material)", read(MODULES[name])))

    assert {name for name in MODULES if knows(name)} == KNOW_MKDOCS


PRINTS = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}


def test_only_the_command_prints() -> None:
    def prints(name: str) -> bool:
        nodes = ast.walk(ast.parse(read(MODULES[name])))
        return any(isinstance(n, ast.Call) and ast.unparse(n.func) in PRINTS for n in nodes)

    assert [name for name in MODULES if prints(name)] == [
        "oer.cli_build",
        "oer.cli_check",
        "oer.cli_contribution",
        "oer.cli_new",
        "oer.cli_remix",
        "oer.cli_report",
        "oer.cli_translate",
    ]


def test_modules_are_short() -> None:
    lengths = {name: len(read(file).splitlines()) for name, file in MODULES.items()}
    long = {name: length for name, length in lengths.items() if length > 300}
    assert long.keys() == LONG.keys(), "split it by idea, or take it off the list"


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, decorators apart."""
    for node in ast.walk(ast.parse(read(file))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_functions_are_short() -> None:
    files = [*OER.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"), *our_tests()]
    long = {
        f"{file.relative_to(ROOT)}:{name}"
        for file in files
        for name, length in functions(file)
        if length > 30
    }
    assert long == LONG_FUNCTIONS.keys(), "name its parts, or take it off the list"


def our_tests() -> Iterator[Path]:
    return (file for file in (ROOT / "tests").rglob("*.py") if "node_modules" not in file.parts)


def test_modules_say_what_they_are() -> None:
    assert [name for name in MODULES if not ast.get_docstring(ast.parse(read(MODULES[name])))] == []


def test_the_map_names_what_there_is() -> None:
    """The first word of each line of oer/__init__.py is a module or a package."""
    lines = (ast.get_docstring(ast.parse(read(OER / "__init__.py"))) or "").splitlines()
    named = [line.split()[0].rstrip("/") for line in lines[2:] if re.match(r"[a-z]+/? {2,}", line)]
    assert len(named) > 7
    assert [name for name in named if f"oer.{name}" not in MODULES] == []


def read(file: Path) -> str:
    return file.read_text("utf-8")


def test_top_level() -> None:
    hidden_or_made = {"build", "dist", "node_modules"}
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "dist."))}
    assert there - hidden_or_made == TOP


# --- what we stand on ---------------------------------------------------------------------

REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def normal(name: str) -> str:
    """A package's name as PEP 503 §Normalized Names writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, str]:
    return {normal(found[1]): found[2] for found in REQUIREMENT.finditer(read(ROOT / name))}


def wanted(*groups: str) -> set[str]:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))
    rows = [*project["project"]["dependencies"]]
    known = {**project["dependency-groups"], **project["project"]["optional-dependencies"]}
    for group in groups:
        rows += known[group]
    return {normal(re.split(r"[\[<>=!~; ]", row)[0]) for row in rows}


LOCKS = ("requirements.lock", "requirements-cluster.lock", "requirements-test.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_packages_and_hashes_only(name: str) -> None:
    text = read(ROOT / name)
    assert not re.search(r"https?:|index-url|find-links|file:|git\+|@", text)
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert {normal(re.split(r"[\[=]", block)[0]) for block in blocks} == locked(name).keys()
    assert len(blocks) > 40
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_locks_hold_what_is_wanted() -> None:
    site, cluster, tests = map(locked, LOCKS)
    assert wanted("build") <= site.keys()
    assert wanted("build", "cluster") <= cluster.keys()
    assert wanted("build", "cluster", "test") <= tests.keys()
    assert site.items() <= cluster.items(), "workers of a cluster must make the same site"
    assert cluster.items() <= tests.items(), "tests must run with what builds the site"


def test_every_import_is_wanted() -> None:
    """What we import is what we ask for, not what something else happens to bring."""
    packages = packages_distributions()
    brought = {"markupsafe": "jinja2", "pagefind_bin": "pagefind", "dask": "distributed"}
    found = {one.partition(".")[0] for name in MODULES for one in imports(name)}
    ours = {one for one in found if one in packages and one != "oer"}
    names = {brought.get(one) or normal(packages[one][0]) for one in ours}
    assert names <= wanted("cluster")


# --- schemas and words --------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted((OER / "schemas").iterdir()), ids=lambda file: file.stem)
def test_schemas_are_valid(file: Path) -> None:
    schema = json.loads(read(file))
    Draft202012Validator(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_schemas_are_used() -> None:
    text = "\n".join(read(file) for file in MODULES.values())
    unused = [f.stem for f in (OER / "schemas").iterdir() if f'"{f.stem}"' not in text]
    assert unused == []


def flat(words: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested words by their full keys."""
    found: dict[str, str] = {}
    for name, word in words.items():
        more = flat(word, f"{prefix}{name}.") if isinstance(word, dict) else {prefix + name: word}
        found.update(more)
    return found


def words_of(language: str, name: str = "interface.yml") -> dict[str, list[str]]:
    """Each key with its text; of a word that depends on a number, with the text of every form."""
    folder = OER if (language, name) == ("en", "messages.yml") else ROOT / "translations" / language
    grouped: dict[str, list[str]] = {}
    for key, text in flat(yaml.safe_load(read(folder / name))).items():
        base, _, form = key.rpartition(".")
        grouped.setdefault(base if form in PLURAL_FORMS else key, []).append(text)
    return grouped


BUILT: dict[str, tuple[str, ...]] = {
    "box.": BOX_KINDS,
    "class.": (
        *("useful", "clear", "pace", "again", "best", "change"),
        *("place", "trainer", "participants", "made", "worked", "problems"),
    ),
    "market.": MARKETS,
    "languages.": tuple(LANGUAGES),
    "download.": tuple(
        f"{way}{end}" for way in ("phone", "computer", "room") for end in ("", "_text")
    ),
    "lesson.level.": ("basic", "intermediate", "advanced"),
    "licence.review.": ("language", "law"),
    "status.": (
        "numbers",
        "picture",
        "beginnings",
        "languages",
        "editions",
        *("translated", "reviewed"),
    ),
    "needs.": ("content", "product"),
    "report.": (
        *(*FIELDS, "workshops", "columns", "missing", "unknown", "twice", "choice", "no_date"),
        *("no_place", "no_count", "no_score", "nobody", "sums", "too_few", "scores", "impossible"),
        *("same", "unreadable"),
    ),
    "newer.": ("stale", "missing", "orphan"),
    "lms.type_": tuple(QuestionType),
    "paper.": ("handout", "answers"),
    "quiz.": tuple(QuestionType),
    "review.": ("facts", "passages", "terms", "attested_seed", "attested_usage", "unverified"),
    "rules.": (Level.ERROR, Level.ADVICE),
    "state.": (*(s for s in State if s is not State.SOURCE), *(f"{s}_short" for s in State)),
}
"""Keys that are put together while a page is made: the prefix and what can follow it."""
SPARE = {
    *("download.size", "facts.as_of", "facts.check_again", "lesson.figure"),
    *("lesson.module", "lesson.table", "licence.accessibility", "quiz.again"),
    *("quiz.explanation", "site.about", "site.course"),
    *("site.no_javascript_search", "site.not_yet_here", "site.open_in"),
    *("state.made_from", "state.missing_short", "theme.meta.source"),
}
"""Words that nothing shows yet. They wait for the format or page that will; the list shrinks."""
SHOWING = (".py", ".html", ".xhtml", ".xml", ".opf", ".svg", ".txt", ".css")
KEY = re.compile(r"[\"']([a-z][a-z0-9]*(?:\.[a-z0-9_]+)+)[\"']")
THEME_KEY = re.compile(r"lang\.t\([\"']([a-z._]+)[\"']\)")


def used_words() -> set[str]:
    """Every key that code or a template names, and every one that they put together."""
    files = (file for folder in (OER, ROOT / "overrides") for file in folder.rglob("*"))
    ours = "\n".join(read(file) for file in files if file.suffix in SHOWING)
    material = Path(str(resources.files("material"))) / "templates"
    theirs = "\n".join(read(file) for file in sorted(material.rglob("*.html")))
    return {
        *KEY.findall(ours),
        *(f"theme.{key}" for key in THEME_KEY.findall(ours + theirs)),
        *(f"{prefix}{end}" for prefix, ends in BUILT.items() for end in ends),
    }


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    words = {key for name in WORD_FILES for key in words_of("en", name)}
    used = used_words()
    assert words - used == SPARE, "a new word nobody shows, or a spare one that is shown now"
    groups = {key.partition(".")[0] for key in words} - {"theme"}
    endings = (".html", ".xhtml", ".xml", ".md", ".yml", ".json", ".js")
    named = {key for key in used if key.partition(".")[0] in groups and not key.endswith(endings)}
    assert named - words == set()


def test_built_keys_are_built() -> None:
    """Each prefix stands in code or a template with a value after it."""
    files = [*OER.rglob("*"), *(ROOT / "overrides").rglob("*")]
    text = "\n".join(read(file) for file in files if file.suffix in SHOWING)
    for prefix in BUILT:
        assert re.search(rf'f"{re.escape(prefix)}\{{|"{re.escape(prefix)}" ~', text), prefix


def names(texts: list[str], file: str) -> set[str]:
    """The values that a word has room for: {ours}, and those of H5P: @name, :name, %name."""
    theirs = r"|[@%:][a-z]+" if file == "lms.yml" else ""
    found = (re.findall(r"\{[a-z0-9_]+\}" + theirs, text) for text in texts)
    return {name for names in found for name in names}


@pytest.mark.parametrize("file", [*WORD_FILES, "messages.yml"])
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_languages_have_the_same_words(language: str, file: str) -> None:
    english, own = words_of("en", file), words_of(language, file)
    assert sorted(english.keys() - own.keys()) == [], "missing"
    assert sorted(own.keys() - english.keys()) == [], "unknown"
    differ = [key for key, texts in own.items() if names(texts, file) != names(english[key], file)]
    assert differ == [], "other {values} than in English"
