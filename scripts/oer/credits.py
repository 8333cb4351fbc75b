"""Who made what, where it came from and under which licence: what every copy must say.

A credit names title, author, source and licence (TASL), and what was changed: CC BY 4.0 §3(a)
asks for all of it. The site and every package print what these pure functions return.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from oer import provenance, words
from oer.model import SOURCE_LANGUAGE, Language, Licence, Review, State, Translation
from oer.works import MediaCredit, Work

OWN_SOURCE = "own work"
"""What `source` of a credit says where a picture was made for the course."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the credits: a label, what it says, and an address where that leads somewhere."""

    label: str
    text: str
    url: str = ""
    relation: str = ""
    """What the address is to the work, as `rel` says it: `license`."""


def attribution(work: Work) -> str:
    """The sentence to copy under a reused work, in its language, as plain text."""
    licence = named_with_address(work.licence)
    values = {"title": work.title, "source": work.address, "licence": licence}
    sentence = words.say(work.language, _sentence(work), **values, **_people(work))
    if work.provenance is None:
        return sentence
    told = provenance.told(work.provenance, work.language)
    return " ".join(
        [
            f"{sentence.rstrip('.')}.",
            *(f"{label}: {text}." for label, text in told),
            f"{provenance.changes(work.provenance, work.language)}.",
        ]
    )


def attribution_html(work: Work) -> Markup:
    """The same sentence with its two links, for a page or a chapter."""
    source = Markup('<a href="{0}">{0}</a>').format(work.address)
    licence = _linked(work.licence, Markup('<a href="{}" rel="license">{}</a>'))
    values = {"title": work.title, "source": source, "licence": licence}
    sentence = words.say_html(work.language, _sentence(work), **values, **_people(work))
    if work.provenance is None:
        return sentence
    told = provenance.told_html(work.provenance, work.language)
    ended = Markup("{}.").format(Markup(sentence.rstrip(".")))  # noqa: S704 (it was escaped)
    changes = f"{provenance.changes(work.provenance, work.language)}."
    return Markup(" ").join([ended, *(Markup("{}: {}.").format(*one) for one in told), changes])


def rows(work: Work) -> tuple[Row, ...]:
    """Everything but the pictures that the credits of a work say, line by line."""
    say, people = work.language.words.__getitem__, _people(work)
    reviewers = ", ".join(_reviewers(work))
    found = (
        Row(say("licence.authors"), people["authors"]),
        Row(say("licence.translators"), people["translators"]),
        Row(say("licence.reviewers"), reviewers),
        Row(say("licence.source"), work.address, work.address),
        Row(say("licence.licence"), _licence_text(work), work.licence.url, "license"),
        *_based_on(work),
        Row(say("licence.changes"), _changes(work)),
        Row(say("licence.version"), work.version),
        Row(say("licence.state"), _state_row(work)),
    )
    return tuple(row for row in found if row.text)


def media_sentence(work: Work, picture: MediaCredit) -> str:
    """The credit of one picture as plain text."""
    values = _media_values(work, picture)
    values["licence"] = named_with_address(picture.licence)
    return words.say(work.language, _media_key(picture), **values)


def media_sentence_html(work: Work, picture: MediaCredit) -> Markup:
    """The credit of one picture with its links. Its own words are in the source language."""
    values = _media_values(work, picture)
    foreign = "" if work.language.code == SOURCE_LANGUAGE else SOURCE_LANGUAGE
    own_words = {"title": picture.title, "source": picture.source, "changes": picture.changes}
    for name, text in own_words.items():
        if foreign and values[name] == text:
            values[name] = Markup('<span lang="{}">{}</span>').format(foreign, text)
    if picture.source.startswith("https://"):
        values["source"] = Markup('<a href="{0}">{0}</a>').format(picture.source)
    values["licence"] = _linked(picture.licence, Markup('<a href="{}">{}</a>'))
    return words.say_html(work.language, _media_key(picture), **values)


def facts_note(work: Work) -> str:
    """How old the facts shown are, and when to check them again; empty where none are shown.

    The first and the last day of reading, and the earliest day of review.
    """
    if not work.facts:
        return ""
    days = [fact.as_of for fact in work.facts]
    told = (min(days), min(fact.review_by for fact in work.facts), max(days))
    first, review_by, last = (words.long_date(work.language, day) for day in told)
    if first == last:
        return words.say(work.language, "facts.as_of_check", date=first, date2=review_by)
    key = "facts.as_of_range_check"
    return words.say(work.language, key, date=first, date2=review_by, date3=last)


def state_note(work: Work) -> str:
    """The sentence that tells a reader how far to trust a translation; empty for an original."""
    return state_sentence(work.language, work.state, work.behind)


def state_sentence(language: Language, state: State, behind: int) -> str:
    """The same for any text in a language, with the number of units that are not up to date."""
    if state is State.SOURCE:
        return ""
    newer = words.count(language, "newer.count", behind) if behind else ""
    return f"{language.words[f'state.{state.value}']} {newer}".strip()


def _state_row(work: Work) -> str:
    short = work.language.words[f"state.{work.state.value}_short"]
    newer = words.count(work.language, "newer.count", work.behind) if work.behind else ""
    return f"{short}. {newer}" if newer else short


def state_short(language: Language, state: State) -> str:
    """The state in two or three words; empty for an original."""
    return "" if state is State.SOURCE else language.words[f"state.{state.value}_short"]


def translator_names(work: Work) -> tuple[str, ...]:
    """The people who translated it; none where only a machine did."""
    return _unique(name for made in work.translations for name in made.translators)


def _sentence(work: Work) -> str:
    """The key of the sentence that fits: what was changed has to stay visible (CC BY 4.0 §3(a))."""
    known = work.translations and _people(work)["translators"]
    return "licence.attribution_translated" if known else "licence.attribution"


def _people(work: Work) -> dict[str, str]:
    """The values of a sentence or a row that name people, or the machine where there are none."""
    tools = _unique(_tool(work.language, translation) for translation in work.translations)
    return {
        "authors": ", ".join(work.authors),
        "translators": ", ".join((*translator_names(work), *tools)),
        "language": _source_language(work),
    }


def _tool(language: Language, translation: Translation) -> str:
    """How a text was translated where no person is named for it."""
    if translation.translators or not translation.tool:
        return ""
    machine = translation.state is State.MACHINE
    key = "licence.translators_machine" if machine else "licence.translators_tool"
    return words.say(language, key, tool=translation.tool)


def _source_language(work: Work) -> str:
    codes = _unique(translation.of for translation in work.translations)
    return ", ".join(work.language.words.get(f"languages.{code}", code) for code in codes)


def _reviewers(work: Work) -> Iterator[str]:
    reviews = dict.fromkeys(review for made in work.translations for review in made.reviews)
    latest: dict[tuple[str, str], Review] = {}
    for review in sorted(reviews, key=lambda review: review.date):
        latest[review.name, review.role] = review
    for review in latest.values():
        yield words.say(
            work.language,
            "licence.reviewer",
            name=review.name,
            role=work.language.words[f"licence.review.{review.role}"],
            date=words.long_date(work.language, review.date),
        )


def based_on(work: Work) -> tuple[str, ...]:
    """The addresses of the works that a remix is based on, for metadata."""
    return tuple(o.address for o in work.provenance.origins) if work.provenance else ()


def _based_on(work: Work) -> Iterator[Row]:
    if work.provenance:
        address = work.provenance.origins[0].address
        for label, text in provenance.told(work.provenance, work.language):
            yield Row(label, text, address)
            address = ""


def _changes(work: Work) -> str:
    key = "licence.changes_translated"
    translated = words.say(work.language, key, language=_source_language(work))
    found = [translated] if work.translations else []
    if work.provenance:
        found.append(provenance.changes(work.provenance, work.language))
    return "; ".join(found) or work.language.words["licence.changes_none"]


def _licence_text(work: Work) -> str:
    """The licence's name, and that a picture may have another one where one has."""
    if all(picture.licence == work.licence for picture in work.pictures):
        return work.licence.name
    return f"{work.licence.name}, {work.language.words['licence.except']}"


def _media_values(work: Work, picture: MediaCredit) -> dict[str, str]:
    own = picture.source.strip().lower() == OWN_SOURCE
    return {
        "title": picture.title,
        "author": picture.author,
        "source": work.language.words["licence.own_work"] if own else picture.source,
        "licence": picture.licence.name,
        "changes": picture.changes,
    }


def _media_key(picture: MediaCredit) -> str:
    return "licence.media_row_changed" if picture.changes else "licence.media_row"


def named_with_address(licence: Licence) -> str:
    """A licence as plain text names it."""
    return f"{licence.name} ({licence.url})" if licence.url else licence.name


def _linked(licence: Licence, link: Markup) -> str:
    return link.format(licence.url, licence.name) if licence.url else licence.name


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
