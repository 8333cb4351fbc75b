"""What MkDocs must be told: a hook, named in mkdocs.yml.

Finished HTML is handed over as it is, with its title and table of contents; the theme gets the
words of the language; everything that is printed is escaped. Where MkDocs is started by itself
(`mkdocs serve`), the pages of one language are staged first, for a preview.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.theme import Theme

from oer import words
from oer.compiled import compiled
from oer.files import FOLDERS
from oer.model import SOURCE_LANGUAGE
from oer.website import stage
from oer.website.addresses import Surroundings
from oer.website.clean import clean_page
from oer.website.frame import Frame
from oer.website.once import Once
from oer.website.staged import Entry, StagedPage, Text

SHARED = "assets/"
"""The theme's files, which stand once beside the folders of the languages."""
SEARCH_SWITCH = (
    '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search"'
    ' autocomplete="off">'
)
"""A switch of Material's own search, which we have not; a screen reader would find it unnamed."""


def on_config(config: MkDocsConfig) -> None:
    """Everything that differs between languages; a preview is staged here."""
    if "frame" not in config.extra:
        _stage_preview(config)
    frame = _frame(config)
    config.site_name = frame.language.words["site.name"]
    config.nav = [{frame.language.words["site.home"]: "index.md"}]
    config.theme.static_templates.clear()
    if frame.surroundings is Surroundings.SITE:
        _leave_out_files(config.theme)


def _leave_out_files(theme: Theme) -> None:
    """The theme's files stand once for all languages; to look for them takes longer than a page."""
    make = theme.get_env

    def without_files() -> Environment:
        env = make()
        env.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
        return env

    theme.get_env = without_files  # type: ignore[method-assign]


def _stage_preview(config: MkDocsConfig) -> None:
    """Stage one language for whoever started MkDocs without us, afresh after every change."""
    from oer.website.preview import preview  # noqa: PLC0415 (a build needs none of it)

    root, code = _root(config), os.environ.get("OER_LANGUAGE", SOURCE_LANGUAGE)
    folder = root / "build" / "preview" / code
    frame, pages = preview(root, code, folder)
    config.extra["frame"] = frame
    config.extra["staged"] = {page.path: page for page in pages}
    config.docs_dir = str(folder)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> None:
    """Look at all that a preview is made from, and not at its own folder: that is its result."""
    server.unwatch(config.docs_dir)
    for name in (*FOLDERS, "overrides"):
        server.watch(str(_root(config) / name))


def on_files(files: Files, config: MkDocsConfig) -> None:
    """The staged pages, and no sitemap: ours stands above all languages.

    static-i18n passes on only what stands in `docs_dir`, so they are said to stand there.
    """
    for file in list(files):
        if file.src_uri == "sitemap.xml":
            files.remove(file)
    for path in config.extra["staged"]:
        files.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))


def on_pre_page(page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Take the page as it was staged, and render it only where it is Markdown."""
    staged = config.extra["staged"][page.file.src_uri]
    page.read_source = partial(_read_source, page, staged)  # type: ignore[method-assign]


def _read_source(page: Page, staged: StagedPage, config: MkDocsConfig) -> None:
    page.meta = stage.head(staged)
    page.title = staged.title
    page.markdown = staged.text
    if staged.kind is Text.HTML:
        page.markdown = ""
        page.render = partial(_hand_over, page, staged)  # type: ignore[method-assign]


def _hand_over(page: Page, staged: StagedPage, config: MkDocsConfig, files: Files) -> None:
    """What `Page.render` would do, with HTML that is finished."""
    page.content = Markup(staged.text)  # noqa: S704 (made by our own templates)
    page.toc = get_toc(_tree(staged.contents))  # type: ignore[arg-type]
    page.present_anchor_ids = {entry.id for entry in staged.contents}


def _tree(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Headings as MkDocs wants them, the deeper ones below the others."""
    roots: list[dict[str, Any]] = []
    for entry in entries:
        foreign = Markup('<span lang="{}">{}</span>').format(entry.lang, entry.text)
        name = foreign if entry.lang else entry.text
        made = {"level": entry.level, "id": entry.id, "name": name, "children": []}
        if roots and entry.level > roots[-1]["level"]:
            roots[-1]["children"].append(made)
        else:
            roots.append(made)
    return roots


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """HTML that Python-Markdown made is markup, and so are the titles that it escaped.

    It lets raw HTML through, and anybody may translate a page: what could run is taken out.
    """
    if page.meta["kind"] == Text.MARKDOWN:
        for link in page.toc:
            _trust(link, page.meta.get("foreign", ()))
        html = clean_page(html)
    return Markup(html)  # noqa: S704 (ours, or cleaned)


def _trust(link: AnchorLink, foreign: Collection[str]) -> None:
    title = Markup(link.title)  # noqa: S704 (escaped by Python-Markdown)
    span = Markup('<span lang="{}">{}</span>').format(SOURCE_LANGUAGE, title)
    link.title = span if link.id in foreign else title
    for child in link.children:
        _trust(child, foreign)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Escaping, words and addresses for the templates."""
    frame = _frame(config)
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True
    env.auto_reload = False
    env.bytecode_cache = compiled("pages")
    env.add_extension(Once)
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    env.globals["frame"] = frame
    env.globals["say"] = partial(words.say, frame.language)
    env.globals["count"] = partial(words.count, frame.language)
    env.globals["forms"] = partial(words.forms, frame.language)
    env.filters["url"] = _url


@pass_context
def _url(context: Mapping[str, Any], value: str) -> str:
    """The theme's filter `url`."""
    return _seen_from(context["base_url"], str(value), context["frame"])


def _seen_from(base: str, address: str, frame: Frame) -> str:
    """An address of `addresses`, or of the theme, as seen from a page; `base` leads to its root."""
    if "://" in address or address.startswith(("#", "mailto:", "tel:", "data:")):
        return address
    if address.startswith(SHARED):
        address = f"/{address}"
    if address.startswith("/"):
        base = f"{base}/.." if frame.surroundings is Surroundings.SITE else base
        address = address[1:]
    return f"{base}/{address}".removeprefix("./") or "./"


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """The values that the page was staged with, and its title for the theme."""
    context["shown"] = page.meta
    config.extra["alternate"] = []
    return context


def _root(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give a finished page to whoever asked for it, in place of writing a file."""
    finished = config.extra.get("finished")
    if finished is None:
        return output
    finished[page.file.src_uri] = output.replace(SEARCH_SWITCH, "").encode()
    return ""


def _frame(config: MkDocsConfig) -> Frame:
    frame: Frame = config.extra["frame"]
    return frame
