"""The page that lists every rule: made from the rules, so that it is never out of date."""

from oer.check import Level
from oer.model import SOURCE_LANGUAGE
from oer.report import in_general, wording
from oer.rules import RULES
from oer.website import addresses
from oer.website.pages import Publication, values
from oer.website.staged import Entry, StagedPage


def rules_page(made_from: Publication) -> StagedPage:
    """Codes with what is found and how to mend it; why it matters, in English where need be."""
    words, wordings, english = made_from.language.words, made_from.wordings, wording()
    foreign = made_from.language.code != SOURCE_LANGUAGE

    def is_english(code: str) -> bool:
        return wordings[code].what == english[code].what

    shown = values(made_from, addresses.RULES, set(made_from.catalog.languages), "")
    shown["rules"] = [
        {
            "code": rule.code,
            "summary": "" if wordings[rule.code].help else rule.summary,
            "why_lang": "" if _is_own(made_from, rule.code) else SOURCE_LANGUAGE,
            "what": in_general(wordings[rule.code].what),
            "fix": in_general(wordings[rule.code].fix),
            "lang": SOURCE_LANGUAGE if foreign and is_english(rule.code) else "",
            "level": words[f"rules.{rule.level.value}"],
            "error": rule.level is Level.ERROR,
            "why": list(wordings[rule.code].help) or rule.help.split("\n\n"),
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


def _is_own(made_from: Publication, code: str) -> bool:
    """Whether the help is in the page's own language."""
    return made_from.language.code == SOURCE_LANGUAGE or bool(made_from.wordings[code].help)
