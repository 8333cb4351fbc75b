"""Files -> Catalog. What cannot be read becomes a Defect and the rest is read on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from oer import pictures
from oer.data import Data, read_yaml
from oer.files import Tree, read_text, scan
from oer.markup import parse
from oer.model import (
    SOURCE_LANGUAGE,
    Catalog,
    Course,
    Credit,
    Defect,
    Edition,
    Fact,
    Language,
    Lesson,
    Licence,
    Media,
    Module,
    Page,
    Place,
    Review,
    Skill,
    Source,
    State,
    Term,
    Translation,
)

EMPTY: Mapping[str, Any] = {}


def load(root: Path) -> Catalog:
    """Read the whole repository below `root`."""
    return _Loader(scan(root)).catalog()


class _Loader:
    """Collects defects while it reads, so that no reader has to stop at the first one."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.defects = list(tree.defects)

    def catalog(self) -> Catalog:
        languages = self.languages()
        courses = {
            id: course
            for id in self.tree.folders("courses")
            if (course := self.course(id, languages))
        }
        return Catalog(
            languages=languages,
            courses=courses,
            terms=self.terms(languages),
            skills=self.skills(),
            pages=tuple(self.pages(languages)),
            licences=licences(),
            files=self.tree.files,
            defects=tuple(sorted(self.defects, key=lambda defect: (defect.place, defect.code))),
        )

    # --- files

    def text(self, path: str) -> str | None:
        text = read_text(self.tree, path)
        if isinstance(text, Defect):
            self.defects.append(text)
            return None
        return text

    def yaml(self, path: str, schema: str) -> Data | None:
        """A data file, or None where it is missing or unfit."""
        text = self.text(path) if path in self.tree.files else None
        return self.keep(read_yaml(text, path, schema)) if text else None

    def keep(self, read: Data | list[Defect]) -> Data | None:
        if isinstance(read, Data):
            return read
        self.defects.extend(read)
        return None

    def front_matter(self, path: str, schema: str) -> tuple[Data, str, int] | None:
        """Front matter, the text after it, and the line on which that starts."""
        text = self.text(path)
        if text is None:
            return None
        head, end, body = text.partition("\n---\n")
        if not text.startswith("---\n") or not end:
            self.defects.append(Defect("SRC005", Place(path), {"reason": "no front matter"}))
            return None
        data = self.keep(read_yaml(head.removeprefix("---\n"), path, schema, first_line=2))
        return (data, body, head.count("\n") + 3) if data else None

    # --- languages, glossary, skills, pages

    def languages(self) -> dict[str, Language]:
        codes = self.tree.folders("translations")
        read = {code: self.yaml(f"translations/{code}/language.yml", "language") for code in codes}
        values = {code: data.value for code, data in read.items() if data}
        words = {code: self.words(code) for code in codes}
        return {code: _language(values[code], words) for code in _most_leaned_on_first(values)}

    def words(self, code: str) -> dict[str, str]:
        data = self.yaml(f"translations/{code}/interface.yml", "interface")
        return dict(_flat(data.value)) if data else {}

    def terms(self, languages: Mapping[str, Language]) -> dict[str, Mapping[str, Term]]:
        data = self.yaml("courses/glossary.yml", "glossary")
        source = {
            row["id"]: Term(
                row["id"], row["term"], row["definition"], SOURCE_LANGUAGE, data.place(index)
            )
            for index, row in enumerate(data.value if data else ())
            if data
        }
        return {
            code: source if code == SOURCE_LANGUAGE else {**source, **self.own_terms(code, source)}
            for code in languages
        }

    def own_terms(self, code: str, source: Mapping[str, Term]) -> dict[str, Term]:
        data = self.yaml(f"translations/{code}/glossary.yml", "translated-glossary")
        rows = data.value["terms"] if data else {}
        return {
            id: Term(id, row["term"], row["definition"], code, data.place("terms", id))
            for id, row in rows.items()
            if data and id in source
        }

    def skills(self) -> dict[str, Skill]:
        data = self.yaml("courses/skills.yml", "skills")
        return {row["code"]: Skill(**row) for row in (data.value if data else ())}

    def pages(self, languages: Mapping[str, Language]) -> Iterator[Page]:
        for code in languages:
            folder = "docs" if code == SOURCE_LANGUAGE else f"translations/{code}/docs"
            for path in self.tree.below(folder, ".md"):
                if read := self.front_matter(path, "page"):
                    data, text, _ = read
                    name = path.removeprefix(f"{folder}/").removesuffix(".md")
                    head = data.value
                    made = _translation(head["translation"]) if "translation" in head else None
                    yield Page(name, code, Place(path), head["title"], head["summary"], text, made)

    # --- courses

    def course(self, id: str, languages: Mapping[str, Language]) -> Course | None:
        folder = f"courses/{id}"
        path = f"{folder}/course.yml"
        if path not in self.tree.files:
            self.defects.append(Defect("SRC009", Place(path), {"course": id}))
            return None
        data = self.yaml(path, "course")
        if data is None:
            return None
        value, credits = data.value, self.credits(folder)
        course = Course(
            id=id,
            place=Place(path),
            level=value["level"],
            licence=value["licence"],
            version=value["version"],
            authors=tuple(author["name"] for author in value["authors"]),
            modules=tuple(_module(row, row["title"]) for row in value["modules"]),
            lesson_places=self.lesson_places(id, data),
            media=self.media(folder, credits),
            credits=credits,
            editions={},
        )
        return replace(course, editions=self.editions(course, data, languages))

    def lesson_places(self, course: str, data: Data) -> dict[str, Place]:
        """Slugs in teaching order; listed files that are missing, files that are not listed."""
        places: dict[str, Place] = {}
        for number, module in enumerate(data.value["modules"]):
            for index, slug in enumerate(module["lessons"]):
                place = data.place("modules", number, "lessons", index)
                if slug in places:
                    self.defects.append(Defect("SRC010", place, {"slug": slug}))
                places.setdefault(slug, place)
        folder = f"courses/{course}/lessons"
        files = {path.removeprefix(f"{folder}/")[:-3] for path in self.tree.below(folder, ".md")}
        for slug in sorted(places.keys() - files - self.refused(folder)):
            values = {"slug": slug, "path": f"{folder}/{slug}.md"}
            self.defects.append(Defect("SRC007", places[slug], values))
        for slug in sorted(files - places.keys()):
            values = {"slug": slug, "path": f"courses/{course}/course.yml"}
            self.defects.append(Defect("SRC008", Place(f"{folder}/{slug}.md"), values))
        return places

    def refused(self, folder: str) -> set[str]:
        """Slugs whose file is there and was refused for its size or for being a link."""
        return {
            defect.place.path.removeprefix(f"{folder}/").removesuffix(".md")
            for defect in self.tree.defects
        }

    def editions(
        self, course: Course, data: Data, languages: Mapping[str, Language]
    ) -> dict[str, Edition]:
        if SOURCE_LANGUAGE not in languages:
            return {}
        source = self.source_edition(course, data, languages[SOURCE_LANGUAGE])
        editions = {SOURCE_LANGUAGE: source}
        for code, language in languages.items():
            if code != SOURCE_LANGUAGE:
                edition = self.translated_edition(source, language)
                if edition:
                    editions[code] = edition
        return editions

    def source_edition(self, course: Course, data: Data, language: Language) -> Edition:
        folder = f"courses/{course.id}/lessons"
        lessons = {
            slug: lesson
            for slug in course.lesson_places
            if (path := f"{folder}/{slug}.md") in self.tree.files
            and (lesson := self.lesson(course.id, slug, path, None))
        }
        topics, facts = self.facts(course.id)
        return Edition(
            course=course.id,
            language=language,
            place=course.place,
            title=data.value["title"],
            summary=data.value["summary"],
            modules=course.modules,
            lessons=lessons,
            facts=facts,
            topics=topics,
            translation=None,
        )

    def translated_edition(self, source: Edition, language: Language) -> Edition | None:
        folder = f"translations/{language.code}/courses/{source.course}"
        listed = {slug for module in source.modules for slug in module.lessons}
        lessons = {}
        for path in self.tree.below(f"{folder}/lessons", ".md"):
            slug = path.removeprefix(f"{folder}/lessons/").removesuffix(".md")
            if slug not in listed:
                self.defects.append(Defect("SRC011", Place(path), {"slug": slug}))
            elif slug in source.lessons and (
                lesson := self.lesson(source.course, slug, path, source.lessons[slug])
            ):
                lessons[slug] = replace(lesson, language=language.code)
        data = self.yaml(f"{folder}/course.yml", "translated-course")
        if data is None:
            if lessons and f"{folder}/course.yml" not in self.tree.files:
                self.defects.append(Defect("SRC012", Place(f"{folder}/course.yml")))
            return None
        words = data.value["modules"]
        return replace(
            source,
            language=language,
            place=Place(f"{folder}/course.yml"),
            title=data.value["title"],
            summary=data.value["summary"],
            modules=tuple(replace(m, title=words.get(m.id, m.title)) for m in source.modules),
            lessons={slug: lessons[slug] for slug in source.lessons if slug in lessons},
            **self.translated_facts(folder, source, language.code),
            translation=_translation(data.value["translation"]),
        )

    # --- parts of a course

    def lesson(self, course: str, slug: str, path: str, source: Lesson | None) -> Lesson | None:
        """A lesson; a translation takes what is the same in every language from its source."""
        read = self.front_matter(path, "translated-lesson" if source else "lesson")
        if read is None:
            return None
        data, text, first_line = read
        head, parsed = data.value, parse(text, path, first_line)
        self.defects.extend(parsed.defects)
        return Lesson(
            course=course,
            slug=slug,
            language=SOURCE_LANGUAGE,
            place=Place(path),
            title=head["title"],
            summary=head["summary"],
            minutes=source.minutes if source else head["minutes"],
            outcomes=tuple(head["outcomes"]),
            skills=source.skills if source else tuple(head.get("skills", ())),
            market=source.market if source else head.get("market", ""),
            translation=_translation(head["translation"]) if source else None,
            body=parsed.body,
            headings=parsed.headings,
            links=parsed.links,
            images=parsed.images,
            boxes=parsed.boxes,
            questions=parsed.questions,
        )

    def credits(self, folder: str) -> dict[str, Credit]:
        data = self.yaml(f"{folder}/media/credits.yml", "credits")
        rows = data.value or {} if data else {}
        return {name: Credit(**row, place=data.place(name)) for name, row in rows.items() if data}

    def media(self, folder: str, credits: Mapping[str, Credit]) -> dict[str, Media]:
        media = {}
        for path in self.tree.below(f"{folder}/media"):
            name = path.removeprefix(f"{folder}/media/")
            if name == "credits.yml":
                continue
            read = pictures.measure(self.tree.root / path, path)
            if isinstance(read, Defect):
                self.defects.append(read)
            else:
                media[path] = replace(read, credit=credits.get(name))
        return media

    def facts(self, course: str) -> tuple[dict[str, str], tuple[Fact, ...]]:
        data = self.yaml(f"courses/{course}/facts.yml", "facts")
        if data is None:
            return {}, ()
        topics = {row["id"]: row["title"] for row in data.value["topics"]}
        rows = enumerate(data.value["facts"])
        return topics, tuple(_fact(row, data.place("facts", index)) for index, row in rows)

    def translated_facts(self, folder: str, source: Edition, code: str) -> dict[str, Any]:
        data = self.yaml(f"{folder}/facts.yml", "translated-facts")
        value = data.value if data else {"topics": {}, "facts": {}}
        translate = partial(_translated_fact, words=value["facts"], code=code)
        return {
            "topics": {id: value["topics"].get(id, title) for id, title in source.topics.items()},
            "facts": tuple(map(translate, source.facts)),
        }


# --- plain values -> nouns ----------------------------------------------------------------


def _most_leaned_on_first(values: Mapping[str, Any]) -> list[str]:
    """The order of menus: first the languages that most others fall back to."""
    leaned_on = Counter(code for value in values.values() for code in value.get("fallback", ()))
    return sorted(values, key=lambda code: (-leaned_on[code], code))


def _flat(words: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, word in words.items():
        if isinstance(word, str):
            yield prefix + name, word
        else:
            yield from _flat(word, f"{prefix}{name}.")


def _language(value: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Language:
    """A language; a missing word is taken from the languages that its readers know better."""
    code, fallback = value["code"], tuple(value.get("fallback", ()))
    merged: dict[str, str] = {}
    for other in (SOURCE_LANGUAGE, *reversed(fallback), code):
        merged.update(words.get(other, {}))
    own = frozenset(words.get(code, ()))
    return Language(code, value["name"], value["locale"], fallback, merged, own)


def _module(row: Mapping[str, Any], title: str) -> Module:
    return Module(row["id"], title, tuple(row["lessons"]))


def _translation(row: Mapping[str, Any]) -> Translation:
    return Translation(
        of=row["of"],
        state=State(row["status"]),
        translators=tuple(row.get("translators", ())),
        reviews=tuple(Review(**review) for review in row.get("reviews", ())),
        tool=row.get("tool", ""),
    )


def _fact(row: Mapping[str, Any], place: Place) -> Fact:
    return Fact(
        market=row["market"],
        topic=row["topic"],
        language=SOURCE_LANGUAGE,
        value=row.get("value", "").strip(),
        ask=row.get("ask", "").strip(),
        status=row["status"],
        as_of=row["as_of"],
        review_by=row["review_by"],
        sources=tuple(Source(**source) for source in row.get("sources", ())),
        place=place,
    )


def _translated_fact(fact: Fact, words: Mapping[str, str], code: str) -> Fact:
    text = words.get(f"{fact.market}.{fact.topic}", "").strip()
    if not text:
        return fact
    field = "value" if fact.value else "ask"
    return replace(fact, **{field: text}, language=code)  # type: ignore[arg-type]


def licences() -> dict[str, Licence]:
    """The licence table that comes with the program."""
    path = "licences.yml"
    data = read_yaml(resources.files("oer").joinpath(path).read_text("utf-8"), path, "licences")
    assert isinstance(data, Data), data
    return {row["id"]: Licence(**{"url": "", **row}) for row in data.value}
