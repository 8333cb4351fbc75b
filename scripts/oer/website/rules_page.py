"""The page that lists every rule: made from the rules, so that it is never out of date."""

from oer.check import Level
from oer.model import SOURCE_LANGUAGE
from oer.report import in_general, wording
from oer.rules import RULES
from oer.website import addresses
from oer.website.pages import Publication, values
from oer.website.staged import Entry, StagedPage


def rules_page(made_from: Publication) -> StagedPage:
    """Codes with what is found and how to mend it in the language; why it matters, in English."""
    words, wordings, english = made_from.language.words, made_from.wordings, wording()
    shown = values(made_from, addresses.RULES, set(made_from.catalog.languages), "")
    shown["why_lang"] = "" if made_from.language.code == SOURCE_LANGUAGE else SOURCE_LANGUAGE
    shown["rules"] = [
        {
            "code": rule.code,
            "summary": rule.summary,
            "what": in_general(wordings[rule.code].what),
            "fix": in_general(wordings[rule.code].fix),
            "lang": shown["why_lang"] if wordings[rule.code] == english[rule.code] else "",
            "level": words[f"rules.{rule.level.value}"],
            "error": rule.level is Level.ERROR,
            "why": rule.help.split("\n\n"),
        }
        for rule in RULES
    ]
    return StagedPage(
        path="rules.md",
        template="rules.html",
        title=words["rules.title"],
        summary=words["rules.text"],
        text="",
        contents=tuple(Entry(2, rule.code, rule.code) for rule in RULES),
        also=" ".join(f"{rule.code} {wordings[rule.code].what}" for rule in RULES),
        values=shown,
    )
