"""The finished pages of a language as Kiwix shows, lists and finds them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from oer.formats import zim
from oer.formats.quiz import cut
from oer.formats.zim import Searched, Zim
from oer.model import SOURCE_LANGUAGE, Catalog, Language, Site
from oer.stems import WORD, stemmer
from oer.website.carried import Told, carried_language
from oer.website.offline import illustration

TYPED = str.maketrans("ʻʼ", "''")
"""Letters that few keyboards have, and what is typed for them."""
TAGS = "_ftindex:yes;_pictures:yes;_videos:no;_details:yes;_sw:no"


def kiwix(catalog: Catalog, site: Site, code: str, modified: str, made: Mapping[str, bytes]) -> Zim:
    """What goes into the file of a language; `made` are the files of the site, by path."""
    files, told = carried_language(catalog, site.url, code, made, made.__getitem__)
    language = catalog.languages[code]
    return Zim(
        metadata={**_metadata(catalog, site, language), "Date": modified[:10]},
        illustration=illustration(files, zim.ILLUSTRATION),
        main=f"{code}/index.html",
        files=files,
        pages=dict(_searched(told, language)),
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


def _searched(told: Sequence[Told], language: Language) -> Iterator[tuple[str, Searched]]:
    """Each page with its words, and with the other forms of them that any page has.

    Kiwix takes off endings in few languages, ours are hardly among them; so the forms are named.
    """
    found = {one.path: _words(one) for one in told}
    stem = cache(stemmer(language.word_forms).stem)
    forms: dict[str, set[str]] = defaultdict(set)
    for word in set().union(*found.values()):
        forms[stem(word)].add(word)
    for one in told:
        own = found[one.path]
        others = set().union(*(forms[stem(word)] for word in own)) - own
        typed = {word.translate(TYPED) for word in own | others} - own
        yield one.path, Searched(one.title, one.content, " ".join(sorted(others | typed)))


def _words(one: Told) -> set[str]:
    return set(WORD.findall(f"{one.title} {one.content}".lower()))
