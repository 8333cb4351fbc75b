"""The page that hands out the sheets on which a workshop is reported."""

from oer.website import addresses
from oer.website.pages import Publication, values
from oer.website.staged import StagedPage


def report_page(made_from: Publication) -> StagedPage:
    """The sheets of the language, and how they are added up."""
    language = made_from.language
    shown = values(made_from, addresses.REPORT)
    shown["sheets"] = [
        {
            "title": language.words[title],
            "small": language.words[small],
            "address": f"/{addresses.sheet(language.code, ending)}",
        }
        for title, small, ending in (
            ("report.docx", "report.docx_small", "docx"),
            ("report.csv", "report.csv_small", "csv"),
        )
    ]
    return StagedPage(
        path="report.md",
        template="report.html",
        title=language.words["report.title"],
        summary=language.words["report.text"],
        also=language.words["report.no_names"],
        values=shown,
    )
