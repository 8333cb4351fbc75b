"""The page that lists every rule: made from the rules, so that it is never out of date."""

from typing import Any

from oer.check import Rule
from oer.model import SOURCE_LANGUAGE, Language
from oer.report import Wording, in_general, wording
from oer.rules import RULES
from oer.website import addresses
from oer.website.pages import Publication, values
from oer.website.staged import Entry, StagedPage


def rules_page(made_from: Publication) -> StagedPage:
    """Codes with what is found and how to mend it; why it matters, in English where need be."""
    words, wordings, english = made_from.language.words, made_from.wordings, wording()
    shown = values(made_from, addresses.RULES)
    shown["rules"] = [
        _row(rule, wordings[rule.code], english[rule.code], made_from.language) for rule in RULES
    ]
    return StagedPage(
        path="rules.md",
        template="rules.html",
        title=words["rules.title"],
        summary=words["rules.text"],
        contents=tuple(Entry(2, rule.code, rule.code) for rule in RULES),
        also=" ".join(f"{rule.code} {wordings[rule.code].what}" for rule in RULES),
        values=shown,
    )


def _row(rule: Rule, said: Wording, english: Wording, language: Language) -> dict[str, Any]:
    """A rule as its section shows it; `lang` and `why_lang` name the language of what is foreign.

    Its summary stands before the help that the rule's own docstring gives.
    """
    foreign = "" if language.code == SOURCE_LANGUAGE else SOURCE_LANGUAGE
    return {
        "code": rule.code,
        "what": in_general(said.what),
        "fix": in_general(said.fix),
        "lang": foreign if said.what == english.what else "",
        "level": language.words[f"rules.{rule.level.value}"],
        "summary": "" if said.help else rule.summary,
        "why": list(said.help) or rule.help.split("\n\n"),
        "why_lang": "" if said.help else foreign,
    }
