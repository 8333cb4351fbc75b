"""Findings as one comment in Markdown that nothing in them can break out of.

GitHub turns `@name`, `#1`, addresses and hashes into links even where Markdown escapes them, but
not inside `<code>`. So all that a contribution can choose stands there, letter by letter.
"""

import re
from collections.abc import Iterator

from oer.check import Finding, Level
from oer.contribution.handed import Handed
from oer.contribution.pulls import Pull
from oer.model import Language
from oer.report import NAME, Wordings, spoken, visible
from oer.words import say

MARK = "<!-- open courses: what the check found -->"
"""The first line, by which an earlier comment is found again."""
MOST_SIGNS = 60_000
"""GitHub takes 65,536 in a comment."""
MOST_PAGES = 20
HEADS = ("contribution.where", "contribution.what", "contribution.fix")
CODE = re.compile(r"(`[^`]+`)")
SIGNS = re.compile(r"([\\`*_{}\[\]<>|#@!~&])")


def comment(told: Handed, pull: Pull, language: Language, wordings: Wordings) -> str:
    """The whole comment: what was found and where, how far the pages are, what comes next."""
    around = [MARK, _head(told, language), *_pages(told, language), *_after(pull, language)]
    rows = [_row(finding, pull, wordings) for finding in _errors_first(told.findings)]
    shown = list(_fitting(rows, MOST_SIGNS - len("".join(around))))
    more = len(rows) - len(shown) + told.more
    left_out = [say(language, "contribution.more", number=str(more))] if more else []
    return "\n\n".join([*around[:2], *_table(shown, language, pull), *left_out, *around[2:]])


def broken(pull: Pull, language: Language) -> str:
    """The comment for a check that did not come to its end."""
    link = [f"<{pull.run}>"] if pull.run else []
    return "\n\n".join((MARK, say(language, "contribution.broken"), *link))


def code(text: str) -> str:
    """Text as it is, in the letters of code: no sign in it means anything to Markdown or HTML."""
    signs = (c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in visible(text))
    return f"<code>{''.join(signs)}</code>" if text.strip() else ""


def phrase(text: str, finding: Finding) -> str:
    """A wording with its values. Our own words are escaped, values stand in code."""
    parts = (
        _code(p, finding) if CODE.fullmatch(p) else _plain(p, finding) for p in CODE.split(text)
    )
    return "".join(parts)


def _code(part: str, finding: Finding) -> str:
    return code(NAME.sub(lambda found: finding.values.get(found[1], found[0]), part[1:-1]))


def _plain(part: str, finding: Finding) -> str:
    pieces = NAME.split(part)
    shown = (code(finding.values.get(p, p)) if i % 2 else _escaped(p) for i, p in enumerate(pieces))
    return "".join(shown)


def _escaped(text: str) -> str:
    return SIGNS.sub(r"\\\1", visible(text))


def _errors_first(findings: tuple[Finding, ...]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.level is not Level.ERROR)


def _head(told: Handed, language: Language) -> str:
    if not told.findings:
        return f"**{say(language, 'contribution.clean')}**"
    errors = sum(finding.level is Level.ERROR for finding in told.findings)
    advice = str(len(told.findings) - errors)
    return f"**{say(language, 'contribution.found', errors=str(errors), advice=advice)}**"


def _row(finding: Finding, pull: Pull, wordings: Wordings) -> str:
    words, place = wordings[finding.code], code(str(finding.place))
    finding = spoken(finding, words)
    address = pull.edit(finding.place.path, finding.place.line)
    where = f"[{place}]({address})" if address else place
    sign = "❌" if finding.level is Level.ERROR else "💡"
    return f"| {sign} {where} | {phrase(words.what, finding)} | {phrase(words.fix, finding)} |"


def _fitting(rows: list[str], room: int) -> Iterator[str]:
    """As many rows as there is room for."""
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            return
        yield row


def _table(rows: list[str], language: Language, pull: Pull) -> Iterator[str]:
    if not rows:
        return
    heads = [say(language, key) for key in HEADS]
    yield "\n".join([f"| {' | '.join(heads)} |", "|---|---|---|", *rows])
    if pull.editor:
        yield say(language, "contribution.open")


def _pages(told: Handed, language: Language) -> Iterator[str]:
    """How many paragraphs of each page are done; that the rest can wait."""
    rows = []
    for page in told.pages[:MOST_PAGES]:
        values = {"done": str(page.current), "total": str(page.total)}
        rows.append(f"- {code(page.path)}: {say(language, 'contribution.progress', **values)}")
    if rows:
        yield "\n".join(rows)
    if any(page.current < page.total for page in told.pages):
        yield say(language, "contribution.half")


def _after(pull: Pull, language: Language) -> Iterator[str]:
    if pull.has_program:
        yield say(language, "contribution.program")
    if pull.run:
        yield f"{say(language, 'contribution.preview')} <{pull.run}>"
    yield say(language, "contribution.next")
