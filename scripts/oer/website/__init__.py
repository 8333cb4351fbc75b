"""Catalog -> the site, in every language.

addresses   where everything stands, each address relative
staged      a page as it is handed to the site generator
pages       Catalog -> staged pages of one language; courses and lessons in course_pages
stage       what a staged page shows, and staged pages as files for other generators
clean       the project's pages without what could run
hook        what MkDocs must be told: finished HTML stays as it is
once        a tag of the templates: what is alike on many pages is filled once
generator   MkDocs, for some pages of a language; the only module that starts it
search      Pagefind's index of each language, and all of them as one; pagefind asks it
assets      theme files and pictures, once for all languages
front       the root page, 404, sitemap and robots.txt

Whatever knows MkDocs or Material stands in hook, generator, assets and overrides/.
"""
