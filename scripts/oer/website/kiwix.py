"""The finished pages of a language as Kiwix shows, lists and finds them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from oer.formats import zim
from oer.formats.quiz import cut
from oer.formats.zim import Searched, Zim
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


def pages(
    catalog: Catalog, site: Site, code: str, modified: str, made: Mapping[str, bytes]
) -> Pages:
    """What a file for Kiwix is made from; `made` are the files of the site, by path."""
    language = catalog.languages[code]
    files, told = carried_language(catalog, site.url, code, made, made.__getitem__)
    metadata = {**_metadata(catalog, site, language), "Date": modified[:10]}
    return Pages(language, metadata, files, told)


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
        "Source": site.page(code),
        "Tags": TAGS,
    }


def _searched(made_from: Pages) -> Iterator[tuple[str, Searched]]:
    """Each page with its words, and with the other forms of them that any page has.

    Kiwix takes off endings in few languages, ours are hardly among them; so the forms are named.
    What no page has is found by the search of the pages themselves, which go along.
    """
    found = {one.path: _words(one) for one in made_from.told}
    rules = stemmer(made_from.language.word_forms)
    stem, typed = cache(rules.stem), cache(partial(_typed, rules))
    forms: dict[str, set[str]] = defaultdict(set)
    for word in set().union(*found.values()):
        forms[stem(word)].update((word, *typed(word)))
    for one in made_from.told:
        own = found[one.path]
        others = set().union(*(forms[stem(word)] for word in own)) - own
        yield one.path, Searched(one.title, one.content, " ".join(sorted(others)))


def _words(one: Told) -> set[str]:
    return set(WORD.findall(f"{one.title} {one.content}".lower()))


def _typed(rules: Stemmer, word: str) -> tuple[str, ...]:
    """A word as it is typed by those whose keyboard lacks its letters."""
    return word.translate(TYPED), word.translate(LEFT_OUT), rules.fold(word)
