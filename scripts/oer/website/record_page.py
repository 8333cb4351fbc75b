"""The record of completion: a page to print, filled by the device that knows what was done."""

from oer.website import addresses
from oer.website.pages import Publication, best_known, values
from oer.website.staged import StagedPage


def record_page(made_from: Publication) -> StagedPage:
    """Every course with its lessons; the browser shows those that were done."""
    language, catalog = made_from.language, made_from.catalog
    shown = values(made_from, addresses.RECORD, set(catalog.languages), "")
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
        for edition in best_known(made_from)
    ]
    return StagedPage(
        path="record.md",
        template="record.html",
        title=language.words["study.record"],
        summary=language.words["study.record_text"],
        text="",
        values=shown,
    )
