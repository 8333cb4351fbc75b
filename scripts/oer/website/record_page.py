"""The record of completion: a page to print, filled by the device that knows what was done."""

from oer.website import addresses
from oer.website.best import best_editions
from oer.website.pages import Publication, values
from oer.website.staged import StagedPage


def record_page(made_from: Publication) -> StagedPage:
    """Every course with its lessons; the browser shows those that were done."""
    language = made_from.language
    shown = values(made_from, addresses.RECORD)
    shown["courses"] = [
        {
            "id": edition.course,
            "title": edition.title,
            "lang": edition.language.code,
            "lessons": [
                {"slug": slug, "title": edition.lessons[slug].title}
                for module in edition.modules
                for slug in module.lessons
                if slug in edition.lessons
            ],
        }
        for edition in best_editions(made_from.catalog, made_from.language)
    ]
    return StagedPage(
        path="record.md",
        template="record.html",
        title=language.words["study.record"],
        summary=language.words["study.record_text"],
        values=shown,
    )
