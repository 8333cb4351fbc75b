"""Interface words, numbers and dates in a reader's language."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup, escape

from oer.model import Language


@cache
def _first_known(*tags: str) -> Locale:
    """The first of some BCP 47 tags that CLDR knows."""
    for tag in tags:
        try:
            return Locale.parse(tag, sep="-")
        except UnknownLocaleError:
            continue
    return Locale("en")


def locale(language: Language) -> Locale:
    """What CLDR knows of a language; for a small one, of the first that its readers lean on."""
    return _first_known(language.locale, *language.fallback)


def say(language: Language, key: str, /, **values: str) -> str:
    """An interface word with its `{names}` filled in. KeyError where even English lacks it."""
    return _fill(language.words[key], values)


def say_html(language: Language, key: str, /, **values: str) -> Markup:
    """The same for a page: values are escaped unless they are markup already."""
    sentence = escape(language.words[key])
    for name, value in values.items():
        sentence = sentence.replace(f"{{{name}}}", escape(value))
    return sentence


def count(language: Language, key: str, number: int) -> str:
    """A word that depends on a number, by the language's plural rule (CLDR)."""
    category = locale(language).plural_form(number)
    word = language.words.get(f"{key}.{category}") or language.words[f"{key}.other"]
    return _fill(word, {"count": str(number)})


def duration(language: Language, minutes: int) -> str:
    """How long something takes, in hours and minutes, on one line."""
    hours, rest = divmod(minutes, 60)
    parts = [count(language, "lesson.hours", hours)] if hours else []
    if rest or not hours:
        parts.append(count(language, "lesson.minutes", rest))
    return " ".join(parts).replace(" ", "\u00a0")


def forms(language: Language, key: str) -> dict[str, str]:
    """All forms of a word that depends on a number, by plural category, for a browser to choose."""
    start = f"{key}."
    return {
        k.removeprefix(start): word for k, word in language.words.items() if k.startswith(start)
    }


def long_date(language: Language, iso: str) -> str:
    """A date as a reader of the language writes it in a sentence."""
    day = date.fromisoformat(iso)
    if not language.long_date:
        return format_date(day, "long", locale(language))
    month = language.months[day.month - 1]
    values = {"day": str(day.day), "month": month, "year": str(day.year)}
    return _fill(language.long_date, values)


def size(language: Language, number: int) -> str:
    """A file size in kilobytes or megabytes, with the language's decimal sign."""
    if number < 1_000_000:
        return say(language, "download.kilobytes", size=str(max(1, round(number / 1000))))
    sign = locale(language).number_symbols["latn"]["decimal"]
    shown = f"{number / 1_000_000:.1f}".replace(".", sign)
    return say(language, "download.megabytes", size=shown)


def _fill(word: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        word = word.replace(f"{{{name}}}", value)
    return word
