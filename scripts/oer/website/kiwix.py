"""The finished pages of a language as Kiwix shows, lists and finds them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from oer.formats import zim
from oer.formats.quiz import cut
from oer.formats.zim import Searched, Zim
from oer.forms import forms_of
from oer.model import SOURCE_LANGUAGE, Catalog, Language, Site
from oer.stems import WORD, Stemmer, stemmer
from oer.website.carried import Told, carried_language
from oer.website.offline import illustration

TYPED = str.maketrans("ʻʼ", "''")
LEFT_OUT = str.maketrans("", "", "ʻʼ")
"""Letters that few keyboards have, and what is typed for them."""
TAGS = "_ftindex:yes;_pictures:yes;_videos:no;_details:yes;_sw:no"


@dataclass(frozen=True, slots=True)
class Pages:
    """The finished pages of a language, with what is needed to find them."""

    language: Language
    metadata: Mapping[str, str]
    files: Mapping[str, bytes]
    """By path, links between them relative."""
    told: Sequence[Told]
    terms: tuple[str, ...]
    """Of the glossary."""


def pages(
    catalog: Catalog, site: Site, code: str, modified: str, made: Mapping[str, bytes]
) -> Pages:
    """What a file for Kiwix is made from; `made` are the files of the site, by path."""
    language, terms = catalog.languages[code], catalog.terms[code].values()
    files, told = carried_language(catalog, site.url, code, made, made.__getitem__)
    metadata = {**_metadata(catalog, site, language), "Date": modified[:10]}
    return Pages(language, metadata, files, told, tuple(term.term for term in terms))


def kiwix(made_from: Pages) -> bytes:
    """The file for Kiwix."""
    return zim.make(
        Zim(
            metadata=made_from.metadata,
            illustration=illustration(made_from.files, zim.ILLUSTRATION),
            main=f"{made_from.language.code}/index.html",
            files=made_from.files,
            pages=dict(_searched(made_from)),
        )
    )


def _metadata(catalog: Catalog, site: Site, language: Language) -> dict[str, str]:
    """What Kiwix's library shows (openZIM wiki, Metadata)."""
    code, name = language.code, site.repository.rpartition("/")[2]
    courses = [course for course in catalog.courses.values() if code in course.editions]
    authors = dict.fromkeys(name for course in courses for name in course.authors)
    licences = dict.fromkeys(catalog.licences[course.licence].name for course in courses)
    return {
        "Title": cut(language.words["site.name"], zim.TITLE),
        "Description": cut(language.words["site.tagline"], zim.DESCRIPTION),
        "Language": language.iso639_3,
        "Name": f"{name}_{code}_all",
        "Flavour": "maxi",
        "Creator": ", ".join(authors),
        "Publisher": catalog.languages[SOURCE_LANGUAGE].words["site.name"],
        "License": ", ".join(licences),
        "Source": f"{site.url}{code}/",
        "Tags": TAGS,
    }


def _searched(made_from: Pages) -> Iterator[tuple[str, Searched]]:
    """Each page with its words, and with other forms of them, as they are typed.

    Kiwix takes off endings in few languages, ours are hardly among them; so the forms are named.
    """
    told, rules = made_from.told, made_from.language.word_forms
    found = {one.path: WORD.findall(f"{one.title} {one.content}".lower()) for one in told}
    counted = Counter(word for words in found.values() for word in words)
    titles = " ".join([*(one.title for one in told), *made_from.terms])
    forms = forms_of(counted, rules, frozenset(WORD.findall(titles.lower())))
    typed = cache(partial(_typed, stemmer(rules)))
    for one in told:
        own = frozenset(found[one.path])
        named = set().union(*(forms[word] for word in own))
        named = named.union(*map(typed, named)) - own
        yield one.path, Searched(one.title, one.content, " ".join(sorted(named)))


def _typed(rules: Stemmer, word: str) -> tuple[str, ...]:
    """A word as it is typed by those whose keyboard lacks its letters."""
    return word.translate(TYPED), word.translate(LEFT_OUT), rules.fold(word)
