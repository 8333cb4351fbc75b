"""The lessons as an ordinary project of MkDocs, Material and mkdocs-static-i18n."""

from collections.abc import Iterator
from textwrap import indent

from benchmarks.content import PICTURE, Block, Box, Course, Lesson, Library, Option, Quiz
from benchmarks.markdown import module_links, page, paragraphs, plain, tick
from benchmarks.words import LANGUAGES

CONFIGURATION = """\
site_name: Stock
site_url: https://stock.example/
theme:
  name: material
  custom_dir: overrides
  font: false
  features:
    - navigation.prune
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
{languages}
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - tables
  - toc
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tasklist
"""
NO_PARTIAL = ("kk", "ky", "tg")
"""Languages without which Material has no words: static-i18n selects them and the build ends."""
PARTIAL = """\
{{% import "partials/languages/en.html" as english %}}
{{% macro t(key) %}}{{{{ "{code}" if key == "language" else english.t(key) }}}}{{% endmacro %}}
"""
ADMONITIONS = {"note": "note", "example": "example", "activity": "tip"}

Files = Iterator[tuple[str, str]]
"""Paths relative to the root, with their text."""


def project_files() -> Files:
    """What stands once for all languages."""
    yield "mkdocs.yml", CONFIGURATION.format(languages="\n".join(map(_language, LANGUAGES)))
    for code in NO_PARTIAL:
        yield f"overrides/partials/languages/{code}.html", PARTIAL.format(code=code)


def _language(code: str) -> str:
    default = ", default: true" if code == LANGUAGES[0] else ""
    return f"        - {{locale: {code}, name: {code}{default}}}"


def files(library: Library, picture: str) -> Files:
    """Every page of one language."""
    folder = f"docs/{library.language}"
    yield f"{folder}/index.md", _home(library)
    yield f"{folder}/glossary.md", _glossary(library)
    for course in library.courses:
        yield f"{folder}/{course.id}/index.md", _course(course)
        yield f"{folder}/{course.id}/media/{PICTURE}", picture
        for module in course.modules:
            for lesson in module.lessons:
                yield f"{folder}/{course.id}/{lesson.slug}.md", _lesson(lesson)


def _home(library: Library) -> str:
    links = "\n".join(f"- [{course.title}]({course.id}/index.md)" for course in library.courses)
    return page({"title": library.title}, (f"# {library.title}", links))


def _glossary(library: Library) -> str:
    entries = (f"## {term.term} {{#{term.id}}}\n\n{term.definition}" for term in library.terms)
    return page({"title": library.title}, (f"# {library.title}", *entries))


def _course(course: Course) -> str:
    head = {"title": course.title, "description": course.summary}
    return page(head, (f"# {course.title}", course.summary, *map(module_links, course.modules)))


def _lesson(lesson: Lesson) -> str:
    """Outcomes stand in the text here: the theme knows no place for them."""
    head = {"title": lesson.title, "description": lesson.summary}
    outcomes = "\n".join(f"- {outcome}" for outcome in lesson.outcomes)
    start = (f"# {lesson.title}", lesson.summary, outcomes)
    text = page(head, (*start, *map(_block, lesson.blocks)))
    return text.replace("](term:", "](../glossary.md#").replace("](../media/", "](media/")


def _block(block: Block) -> str:
    match block:
        case Box():
            return f"!!! {ADMONITIONS[block.kind]}\n{_inside(paragraphs(map(plain, block.blocks)))}"
        case Quiz():
            return f'??? question "{block.stem}"\n{_inside(_answers(block))}'
        case _:
            return plain(block)


def _inside(text: str) -> str:
    """What belongs to an admonition is indented by four spaces."""
    return indent(text, "    ")


def _answers(quiz: Quiz) -> str:
    return paragraphs(("\n".join(map(_option, quiz.options)), quiz.explanation))


def _option(option: Option) -> str:
    return f"{tick(option.right)} {option.text}\n    {option.feedback}"
