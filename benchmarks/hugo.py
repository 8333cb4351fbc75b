"""The lessons as a Hugo project with a bare theme: what the fastest generator costs.

It has a menu of the course beside each lesson and links to the other languages, and no more.
Pagefind indexes its output, so that both sites can be searched.
"""

from collections.abc import Iterator
from textwrap import indent

from benchmarks.content import PICTURE, Block, Box, Course, Lesson, Library, Option, Quiz
from benchmarks.markdown import module_links, page, paragraphs, plain, tick
from benchmarks.words import LANGUAGES

Files = Iterator[tuple[str, str]]
"""Paths relative to the root, with their text."""

CONFIGURATION = """\
baseURL: https://hugo.example/
defaultContentLanguage: en
defaultContentLanguageInSubdir: true
disableKinds: [taxonomy, term, rss]
markup: {{goldmark: {{renderHooks: {{link: {{useEmbedded: always}}}}}}}}
languages:
{languages}
"""
PAGE = """\
<!doctype html>
<html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }}</title><meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}
<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}</head>
<body><nav>{{ range .AllTranslations }}
<a href="{{ .RelPermalink }}">{{ .Language.Lang }}</a> {{ end }}
</nav><nav><ul>{{ range .CurrentSection.RegularPages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>
<main><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}</main></body></html>
"""
BOX = '<blockquote class="{{ .AlertType }}">{{ .Text }}</blockquote>'
HOME = PAGE.replace(".CurrentSection.RegularPages", ".Site.Home.Sections")


def project_files(picture: str) -> Files:
    """What stands once for all languages."""
    languages = "\n".join(f"  {code}: {{contentDir: content/{code}}}" for code in LANGUAGES)
    yield "hugo.yaml", CONFIGURATION.format(languages=languages)
    yield "layouts/home.html", HOME
    yield "layouts/page.html", PAGE
    yield "layouts/section.html", PAGE
    yield "layouts/_markup/render-blockquote.html", BOX
    yield f"static/{PICTURE}", picture


def files(library: Library) -> Files:
    """Every page of one language."""
    folder = f"content/{library.language}"
    yield f"{folder}/_index.md", page({"title": library.title}, ())
    yield f"{folder}/glossary.md", _glossary(library)
    for course in library.courses:
        yield f"{folder}/{course.id}/_index.md", _course(course)
        for module in course.modules:
            for lesson in module.lessons:
                yield f"{folder}/{course.id}/{lesson.slug}.md", _lesson(lesson)


def _glossary(library: Library) -> str:
    entries = (f"## {term.term} {{#{term.id}}}\n\n{term.definition}" for term in library.terms)
    return page({"title": library.title}, entries)


def _course(course: Course) -> str:
    head = {"title": course.title, "description": course.summary}
    return page(head, map(module_links, course.modules))


def _lesson(lesson: Lesson) -> str:
    head = {"title": lesson.title, "description": lesson.summary}
    outcomes = "\n".join(f"- {outcome}" for outcome in lesson.outcomes)
    text = page(head, (outcomes, *map(_block, lesson.blocks)))
    return text.replace("](term:", "](../glossary.md#").replace("](../media/", "](/")


def _block(block: Block) -> str:
    match block:
        case Box():
            return _quoted(f"[!{block.kind.upper()}]\n{paragraphs(map(plain, block.blocks))}")
        case Quiz():
            options = "\n".join(map(_option, block.options))
            return _quoted(paragraphs((block.stem, options, block.explanation)))
        case _:
            return plain(block)


def _quoted(text: str) -> str:
    return indent(text, "> ", lambda line: True)


def _option(option: Option) -> str:
    return f"{tick(option.right)} {option.text}\n  {option.feedback}"
