"""Files -> Catalog. What cannot be read becomes a Defect and the rest is read on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from oer import pictures
from oer.answers import read_answers
from oer.borrowed import shelves
from oer.data import Data
from oer.data_texts import data_texts, with_newer_facts
from oer.documents import read_data_file, read_documents
from oer.files import scan
from oer.model import (
    SOURCE_LANGUAGE,
    WORD_FILES,
    Allowance,
    Catalog,
    Course,
    Credit,
    Defect,
    Edition,
    Fact,
    Language,
    Lesson,
    Media,
    Place,
    Skill,
    Term,
    Topic,
)
from oer.needs import read_needs
from oer.notes import read_notes, written
from oer.pages import linked, read_pages
from oer.remix import read_remix
from oer.sources import ReadAll, ReadData, Sources
from oer.translated import compared
from oer.values import (
    flat_words,
    licences,
    most_leaned_on_first,
    phrases,
    plainness,
    to_credit,
    to_fact,
    to_language,
    to_module,
    to_practice,
    to_translated_fact,
    to_translation,
)
from oer.weights import read_weights


def load(
    root: Path,
    read_all: ReadAll = read_documents,
    today: str = "",
    read_data: ReadData = read_data_file,
) -> Catalog:
    """Read the whole repository below `root`; `today` is the ISO date that facts are held to."""
    return replace(_Loader(Sources(scan(root), read_all, read_data)).catalog(), today=today)


def load_languages(root: Path) -> Mapping[str, Language]:
    """The languages below `root` with their words, and nothing of what is written in them."""
    return _Loader(Sources(scan(root), read_documents, read_data_file)).languages()


class _Loader:
    """Reads languages first, then what is in English, then what was translated from it."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.tree = sources.tree
        self.defects = sources.defects
        self.yaml = sources.yaml

    def catalog(self) -> Catalog:
        languages = self.languages()
        courses = {
            id: course
            for id in self.tree.folders("courses")
            if (course := self.course(id, languages))
        }
        pages = tuple(read_pages(self.sources, languages))
        terms = self.terms(languages)
        texts = tuple(data_texts(self.sources, list(languages)))
        own, routes, unknown = shelves(with_newer_facts(courses, texts))
        self.defects += unknown
        return Catalog(
            languages=languages,
            courses=own,
            routes=routes,
            terms=terms,
            data_texts=texts,
            notes=tuple(read_notes(self.sources, languages, (*written(courses), *pages, *texts))),
            skills=self.skills(languages),
            needs=read_needs(self.sources),
            pages=pages,
            phrases=phrases(),
            licences=licences(),
            plainness=plainness(),
            values=self.sources.values,
            media=self.other_media(courses),
            files=self.tree.files,
            linked=linked(self.tree.root, pages),
            answers=read_answers(self.tree.root),
            weights=read_weights(self.tree.root),
            defects=tuple(sorted(self.defects, key=lambda defect: (defect.place, defect.code))),
        )

    # --- languages, glossary, skills

    def languages(self) -> dict[str, Language]:
        codes = self.tree.folders("translations")
        read = {code: self.yaml(f"translations/{code}/language.yml", "language") for code in codes}
        values = {
            code: data.value for code, data in read.items() if data and self.is_own(code, data)
        }
        path = f"translations/{SOURCE_LANGUAGE}/language.yml"
        if self.tree.files and path not in self.tree.files:
            self.defects.append(Defect("SRC005", Place(path), {"reason": "the file is not there"}))
        words = {code: self.words(code) for code in codes}
        for code in codes:
            self.yaml(f"translations/{code}/messages.yml", "messages")
            self.yaml(f"translations/{code}/rules.yml", "rules")
        return {
            code: to_language(values[code], words, values) for code in most_leaned_on_first(values)
        }

    def is_own(self, code: str, data: Data) -> bool:
        """Whether a language is that of its folder: its pages would else be another one's."""
        if data.value["code"] != code:
            reason = f"must be {code!r}, as the folder is named"
            self.defects.append(
                Defect("SRC006", data.place("code"), {"key": "code", "reason": reason})
            )
        return bool(data.value["code"] == code)

    def words(self, code: str) -> dict[str, str]:
        words: dict[str, str] = {}
        for name in WORD_FILES:
            data = self.yaml(f"translations/{code}/{name}", "interface")
            words.update(flat_words(data.value) if data else ())
        return words

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
            id: Term(
                id=id,
                term=row["term"],
                definition=row["definition"],
                language=code,
                place=data.place("terms", id),
                status=row.get("status", "unverified"),
                stems=tuple(row.get("stems", ())),
                avoid=tuple(row.get("avoid", ())),
            )
            for id, row in rows.items()
            if data and id in source
        }

    def skills(self, languages: Mapping[str, Language]) -> dict[str, Skill]:
        data = self.yaml("courses/skills.yml", "skills")
        paths = {code: f"translations/{code}/skills.yml" for code in languages}
        read = {code: self.yaml(path, "translated-skills") for code, path in paths.items()}
        names = {code: own.value for code, own in read.items() if own}
        return {
            row["code"]: Skill(
                **row, names={c: own[row["code"]] for c, own in names.items() if row["code"] in own}
            )
            for row in (data.value if data else ())
        }

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
            modules=tuple(to_module(row, row["title"]) for row in value["modules"]),
            lesson_places=self.lesson_places(id, data),
            media=self.media(folder, credits),
            credits=credits,
            editions={},
            skills=tuple(value.get("skills", ())),
            allowances=tuple(
                Allowance(code, reason, data.place("allow", code))
                for code, reason in value.get("allow", {}).items()
            ),
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
        is_route = any("/" in slug for slug in places)
        for slug in () if is_route else sorted(places.keys() - files - self.refused(folder)):
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
                known = [editions[other] for other in language.fallback if other in editions]
                edition = self.translated_edition(source, language, known)
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
            remix=read_remix(self.sources, f"courses/{course.id}"),
        )

    def translated_edition(
        self, source: Edition, language: Language, known: Sequence[Edition]
    ) -> Edition | None:
        """`known` are the editions in languages that its readers know, without the source's."""
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
                others = [one.lessons[slug] for one in known if slug in one.lessons]
                lesson = replace(lesson, language=language.code)
                lessons[slug] = compared(lesson, source.lessons[slug], others, self.sources)
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
            translation=to_translation(data.value["translation"]),
            remix=read_remix(self.sources, folder),
        )

    # --- parts of a course

    def lesson(self, course: str, slug: str, path: str, source: Lesson | None) -> Lesson | None:
        """A lesson; a translation takes what is the same in every language from its source."""
        document = self.sources.lesson(path)
        if document is None or document.parsed is None:
            return None
        head, parsed = document.head, document.parsed
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
            translation=to_translation(head["translation"]) if source else None,
            body=parsed.body,
            headings=parsed.headings,
            links=parsed.links,
            images=parsed.images,
            boxes=parsed.boxes,
            questions=parsed.questions,
            passages=parsed.passages,
            tables=parsed.tables,
            practice=source.practice if source else to_practice(head),
            needs=source.needs if source else tuple(head.get("needs", ())),
            units=(*document.units, *parsed.units),
            blocks=parsed.blocks,
            parts=parsed.parts,
        )

    def credits(self, folder: str) -> dict[str, Credit]:
        data = self.yaml(f"{folder}/media/credits.yml", "credits")
        rows = data.value or {} if data else {}
        return {name: to_credit(row, data.place(name)) for name, row in rows.items() if data}

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

    def other_media(self, courses: Mapping[str, Course]) -> dict[str, Media]:
        """Pictures that no course owns, of pages and of translations; nobody credits them."""
        owned = {f"courses/{id}/media/" for id in courses}
        media = {}
        for path in sorted(self.tree.files):
            if path.lower().endswith(pictures.ENDINGS) and not path.startswith(tuple(owned)):
                read = pictures.measure(self.tree.root / path, path)
                if isinstance(read, Defect):
                    self.defects.append(read)
                else:
                    media[path] = read
        return media

    def facts(self, course: str) -> tuple[dict[str, Topic], tuple[Fact, ...]]:
        data = self.yaml(f"courses/{course}/facts.yml", "facts")
        if data is None:
            return {}, ()
        topics = {row["id"]: Topic(row["title"], SOURCE_LANGUAGE) for row in data.value["topics"]}
        rows = enumerate(data.value["facts"])
        return topics, tuple(to_fact(row, data.place("facts", index)) for index, row in rows)

    def translated_facts(self, folder: str, source: Edition, code: str) -> dict[str, Any]:
        data = self.yaml(f"{folder}/facts.yml", "translated-facts")
        value = data.value if data else {"topics": {}, "facts": {}}
        translate = partial(to_translated_fact, words=value["facts"], code=code)
        return {
            "topics": {
                id: Topic(value["topics"][id], code) if id in value["topics"] else topic
                for id, topic in source.topics.items()
            },
            "facts": tuple(map(translate, source.facts)),
        }
