"""The nouns of the house: immutable values that know nothing of disk, clock or terminal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the repository, and a line counted from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that could not be read, under the code of the rule that reports it."""

    code: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    """What the wording of the code needs: names, numbers, the offending text."""


# --- words and languages ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Endings:
    """Endings of words, which search takes off."""

    least: int
    """So many letters of the word stay at least."""
    endings: tuple[str, ...]
    """A capital letter stands for several, as `sounds` says; `ies>y` puts another in its place."""
    after: str = ""
    """The letters that they can stand after; empty: any."""


@dataclass(frozen=True, slots=True)
class Fleeting:
    """Vowels that come and go before the last consonant: `рисунок`, `рисунка`."""

    vowels: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class WordForms:
    """How the words of a language change, for search. All of it is empty where nobody said."""

    letters: Mapping[str, str] = field(default_factory=dict)
    """A letter, and what is typed by those who do not have it."""
    vowels: str = ""
    """What is left of a word must hold one."""
    sounds: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[Endings, ...] = ()
    roots: tuple[str, ...] = ()
    """Words that are shorter than what stays of others: `ән`."""
    prefixes: tuple[str, ...] = ()
    fleeting: Fleeting = Fleeting()
    doubled: str = ""
    """Letters that a word may end with once or twice."""
    last: Mapping[str, str] = field(default_factory=dict)
    """A last letter, and the one that it is another form of."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Forms that no rule leads to, and the word that they belong to; it is not shortened."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the house publishes in, read from `translations/<code>/language.yml`."""

    code: str
    name: str
    """Its own name for itself, as a reader looks for it in a menu."""
    locale: str
    """BCP 47 tag with script and region, for Babel, EPUB and Word: `uz-Latn-UZ`."""
    fallback: tuple[str, ...]
    """Languages that its readers are likelier to know than English, best first."""
    words: Mapping[str, str]
    """Interface words by dotted key; a plural word has a key for each CLDR category."""
    iso639_3: str = "und"
    """Its code of three letters, for Kiwix; `und` where language.yml does not name it."""
    long_date: str = ""
    """`{day} {month} соли {year}`, where CLDR writes it wrongly."""
    months: tuple[str, ...] = ()
    """As they stand in a date; empty where CLDR is right."""
    word_forms: WordForms = WordForms()
    script: Mapping[str, Any] = field(default_factory=dict)
    """Rules for its other script, as a browser takes them; empty where it has none."""
    own_words: frozenset[str] = frozenset()
    """Keys of the words that are its own; the others are taken from its fallbacks."""
    letters: "Letters | None" = None
    """None where `language.yml` does not name them: then no rule asks for them."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that a language is written with."""

    alphabet: frozenset[str]
    """In small letters; apostrophes that are letters are among them."""
    own: frozenset[str]
    """Those that neither its fallbacks nor English have: a text without any of them is probably
    in another language."""
    known: frozenset[str]
    """Those of the language, of its fallbacks and of English: names and titles keep them."""
    apostrophe: str = ""
    """The sign that makes another letter of the one before it: ʻ in oʻ."""
    after: str = ""
    """The letters that it can follow, in small letters."""
    separator: str = ""
    """The apostrophe that stands anywhere else inside a word."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry in one language."""

    id: str
    term: str
    definition: str
    language: str
    """Language of the words; the source language where no translation exists."""
    place: Place
    status: str = ""
    """Where the translation was seen, as in the schema; empty in the source language."""
    stems: tuple[str, ...] = ()
    """What its forms begin with; empty where the term itself is to serve."""
    avoid: tuple[str, ...] = ()
    """Beginnings of words that would mislead or that nobody says."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A code and name from a published competence framework."""

    code: str
    name: str
    framework: str
    language: str = "en"
    """Of the name; frameworks are named as they name themselves."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The house's own translations of the name, by language."""

    def said_in(self, code: str) -> "Skill":
        """Itself with its name in a language, where there is one."""
        if code not in self.names:
            return self
        return replace(self, name=self.names[code], language=code)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the sector asks for, as research found it."""

    code: str
    need: str
    """In a few words of ours, in the source language."""
    concerns: str
    """`content`, which lessons answer, or `product`."""
    place: Place
    answer: str = ""
    """What answers it besides lessons."""


# --- the parts of a lesson ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the number of words that stand under it, deeper headings included."""

    level: int
    id: str
    """Empty where the author gave none."""
    text: str
    words: int
    place: Place
    empty: bool = False
    """Nothing stands between it and the next heading of its level or above."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the author wrote it: relative path, `term:`, `fact:`, `lang:` or an address."""

    target: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the author wrote it."""

    target: str
    description: str
    place: Place


@dataclass(frozen=True, slots=True)
class Box:
    """A marked quotation: `> [!ACTIVITY]`."""

    kind: str
    """One of the kinds of `markup.dialect.BOX_KINDS`, lower case."""
    argument: str
    """What follows the marker on its line: the id of a quiz, the code of a market."""
    minutes: int
    """Time of its own, 0 where none is given."""
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a block of a lesson or question, without code, pictures and footnote marks."""

    kind: str
    """`paragraph`, `heading`, `cell`, `term`, or what a paragraph stands in: `item`,
    `definition`, `quotation`, `note`."""
    text: str
    bold: bool
    """All of it is bold."""
    box: Box | None
    """The outermost box around it."""
    place: Place
    foreign: tuple[str, ...] = ()
    """Words in it that are marked as those of another language."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block with what it holds, as far as it must be the same in every language."""

    kind: str
    """One of the kinds of `markup.parts.KINDS`, `code`, `indented code`, `facts` or `question`."""
    place: Place
    detail: str = ""
    """Level and id of a heading, kind and argument of a box, the text of code, the id of a
    question, the label of a note."""
    parts: tuple["Part", ...] = ()
    words: str = ""
    """Its text, where it holds text itself, without code and words of another language."""
    code: tuple[str, ...] = ()
    """Code in the line."""
    targets: tuple[str, ...] = ()
    """Of links, pictures and marks of footnotes; not where words of another language are marked."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text in a data file or in front matter."""

    key: str
    """`modules.basics`: the keys that lead to it."""
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a lesson or of a question."""

    titles: tuple[str, ...]
    """What stands in the header of each column."""
    blank: bool
    """Nothing stands in any cell below: a sheet to write on."""
    place: Place


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hole: an id in the lesson, to be made unique where lessons share a file."""

    id: str


@dataclass(frozen=True, slots=True)
class Target:
    """Hole: the address of a link, which depends on where the lesson goes."""

    target: str


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """Hole: the end of a link, empty where the link could not be kept."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Hole: a picture with its description, whose size is known from its file."""

    target: str
    description: str


@dataclass(frozen=True, slots=True)
class BoxStart:
    """Hole: the start of a box, whose title is an interface word."""

    box: Box


@dataclass(frozen=True, slots=True)
class BoxEnd:
    """Hole: the end of a box."""

    box: Box


@dataclass(frozen=True, slots=True)
class Gap:
    """Hole: a place to write in a fill-in-the-blank question."""

    answers: tuple[str, ...]
    """What is right, the first being the one to show."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """Hole: facts of the four markets side by side."""

    topics: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Word:
    """Hole: an interface word by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """Hole: the place of a question in the body."""

    question: "Question"


@dataclass(frozen=True, slots=True)
class Newer:
    """Hole: what the source says today, after a block of a translation that does not say it."""

    kind: str
    """`stale`, `missing` or `orphan`: a `Standing`."""
    language: str
    """Of the body."""
    body: "Body"
    """Empty where the source has lost the block."""
    critical: bool
    """On law, money or safety, or a question: to be shown unfolded."""


Inside = Anchor | Target | LinkEnd | Picture | Gap | Word
Hole = Inside | BoxStart | BoxEnd | FactTable | QuestionPlace | Newer
Body = tuple[str | Hole, ...]
"""Finished HTML (which is also XML) with holes for whatever depends on where the lesson goes."""


class QuestionType(StrEnum):
    """The seven types; the answer part of a quiz box decides which (lesson-format, Questions)."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    BLANK = "blank"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question."""

    text: Body
    right: bool
    feedback: Body
    """Empty where the author gave none."""
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a matching question: what stands on the left goes with what stands on the right."""

    left: Body
    right: Body


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz box. Only the fields of its type are filled."""

    id: str
    type: QuestionType
    stem: Body
    explanation: Body
    place: Place
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    """Matching: the rows as written are the key."""
    columns: tuple[Body, ...] = ()
    """Matching: the two column titles."""
    items: tuple[Body, ...] = ()
    """Ordering: as written is the key."""
    text: Body = ()
    """Blank: the text with its gaps."""
    number: str = ""
    """Number: the value as written, a decimal with a point."""
    tolerance: str = "0"


# --- what is translated -------------------------------------------------------------------


class Unit(NamedTuple):
    """The smallest piece of text that is translated, compared and reviewed on its own."""

    id: str
    """`learn/p2`: what stands above it, its kind and its number there; `title` in front matter."""
    text: str
    """Markdown on one line, without what marks the block: `> `, `- [x]`, `{#id}`."""
    prose: str
    """Digest of what it says."""
    full: str
    """Digest of its text, targets of links included."""
    line: int
    """Of the file, where it starts."""
    lines: int = 1
    marked: str = ""
    """`new`, `removed` or `stale`, where a marker names it."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What a translator's comment says of the block below it."""

    kinds: Mapping[str, str]
    """Id of a unit -> `new`, `removed` or `stale`; the id `""` speaks of the whole block."""
    line: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top level of a text."""

    line: int
    """Of the file, where it or its marker starts; it ends where the next one starts."""
    end: int
    """How many parts of the body have come when it is over."""
    shape: str = ""
    """Digest of all in it that is the same in every language: ids, kinds, ticks, code."""
    marker: Marker | None = None


class Standing(StrEnum):
    """How a unit of the source stands in a translation (translation.md, Units and states)."""

    UNTRANSLATED = "untranslated"
    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    """The source has gained it since."""
    ORPHAN = "orphan"
    """The source has lost it; the translation has not."""
    MISALIGNED = "misaligned"
    """The translation does not have the parts that it was made with."""


class Progress(NamedTuple):
    """How one unit of a translation stands."""

    standing: Standing
    source: Unit | None
    """None for an orphan."""
    own: Unit | None
    """None where the translation lacks it."""
    read: frozenset[str] = frozenset()
    """Roles of those who have read the text as it is today: `language`, `law-kz`."""
    outdated_reads: frozenset[str] = frozenset()
    """Roles of those who have read it before it was changed."""


def behind(progress: Iterable[Progress]) -> int:
    """How many units do not say what the source says today."""
    return sum(one.standing is not Standing.CURRENT for one in progress)


# --- lessons and courses ------------------------------------------------------------------


class State(StrEnum):
    """How far a text can be trusted."""

    SOURCE = "source"
    MACHINE = "machine"
    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Review:
    """A named person's word that a text was read."""

    name: str
    role: str
    """`language`, or `law` for a market."""
    date: str
    hash: str = ""
    """Of the text that was read; empty until `oer translate sync` has recorded it."""
    market: str = ""
    parts: tuple[str, ...] = ()
    """Ids of the headings and questions that were read; empty: all of the text."""


@dataclass(frozen=True, slots=True)
class Translation:
    """From what, how and by whom a text was translated."""

    of: str
    state: State
    translators: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """How one outcome of a lesson is reached."""

    activities: tuple[int, ...]
    """Numbers of the lesson's activities that exercise it, the first being 1."""
    questions: tuple[str, ...]
    """Ids of the questions that test it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson in one language, parsed."""

    course: str
    slug: str
    language: str
    place: Place
    title: str
    summary: str
    minutes: int
    outcomes: tuple[str, ...]
    skills: tuple[str, ...]
    market: str
    """Market code where the lesson is for one market only, else empty."""
    translation: Translation | None
    """None for the source language."""
    body: Body
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    boxes: tuple[Box, ...]
    questions: tuple[Question, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    practice: tuple[Practice, ...] = ()
    """One for each outcome, where the author says so."""
    needs: tuple[str, ...] = ()
    """Codes of the sector's needs that it answers."""
    units: tuple[Unit, ...] = ()
    blocks: tuple[Block, ...] = ()
    progress: tuple[Progress, ...] = ()
    """Of a translation: how each of its units stands."""
    parts: tuple[Part, ...] = ()

    @property
    def state(self) -> State:
        return self.translation.state if self.translation else State.SOURCE

    @property
    def behind(self) -> int:
        """How many of its units do not say what the source says today."""
        return behind(self.progress)


@dataclass(frozen=True, slots=True)
class Credit:
    """Title, author, source and licence of a borrowed or own work (TASL), and what was changed."""

    title: str
    author: str
    source: str
    licence: str
    """Id in the licence table: `cc-by-4.0`."""
    changes: str
    place: Place
    public_domain: Mapping[str, str] = field(default_factory=dict)
    """Why it is free where the licence says public domain: `died`, the year of its author's
    death, or a reason by market or `everywhere`."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that lessons show. The bytes stay on disk; the digest stands for them."""

    path: str
    """Relative to the repository."""
    digest: str
    """BLAKE2b of the bytes, hexadecimal."""
    width: int
    height: int
    """In CSS pixels; 0 where the size is unknown."""
    credit: Credit | None
    size: int = 0
    """In bytes."""
    words: str = ""
    """Words inside an SVG picture, where no translator can reach them."""
    unlisted: str = ""
    """The first part of an SVG picture that pictures do not need: `<style>`, `onload`."""
    place_taken: str = ""
    """How the file tells where a photograph was taken: `EXIF` or `XMP`."""
    smuggled: str = ""
    """What the file holds beside the picture: `1234 bytes after its end`, `a web page`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated statement about one market. Without `value` it is a question for a lawyer."""

    market: str
    topic: str
    language: str
    """Language of `value` or `ask`; the source language where no translation exists."""
    value: str
    ask: str
    status: str
    """`verified`, `partly verified` or `unverified`."""
    confidence: str
    """`high`, `medium` or `low`; empty where nobody said."""
    as_of: str
    review_by: str
    """ISO dates; after `review_by` the fact must be checked again."""
    sources: tuple[Source, ...]
    place: Place
    newer: tuple[str, str] | None = None
    """Where the translation is stale: language and text of what it says today."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What facts of several markets are about."""

    title: str
    language: str
    """Of the title; the source language where no translation exists."""


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a course."""

    id: str
    title: str
    lessons: tuple[str, ...]
    """Slugs in teaching order."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A work that somebody else's edition was made from, as its source bundle names it."""

    title: str
    authors: tuple[str, ...]
    version: str
    address: str
    licence: str
    """Its name, and its address in brackets."""
    changed_by: tuple[str, ...] = ()
    """Where it was a remix itself."""


@dataclass(frozen=True, slots=True)
class Remix:
    """Where an edition comes from, and what was done to its files since."""

    place: Place
    changed_by: tuple[str, ...]
    origins: tuple[Origin, ...]
    """The newest first: the last one is the original."""
    changed: frozenset[str]
    """Paths of files, as in the two below."""
    added: frozenset[str]
    removed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edition:
    """One course in one language: what we check, export and credit.

    Only lessons that exist in the language are in it.
    """

    course: str
    language: Language
    place: Place
    title: str
    summary: str
    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]
    facts: tuple[Fact, ...]
    topics: Mapping[str, Topic]
    """What facts are about, by id."""
    translation: Translation | None
    remix: Remix | None = None
    """Where it was made from another house's source bundle."""
    homes: Mapping[str, "Edition"] = field(default_factory=dict)
    """Of a workshop route: the editions, without their lessons, that its lessons live in, by
    course. The lessons of a route stand under `course/slug`."""

    def find(self, course: str, slug: str) -> Lesson | None:
        """A lesson of a course, where it is in this edition."""
        return self.lessons.get(slug if course == self.course else f"{course}/{slug}")

    def home(self, lesson: Lesson) -> "Edition":
        """The edition that has the facts which a lesson shows."""
        return self.homes.get(lesson.course, self)

    def key_of(self, lesson: Lesson) -> str:
        """Under which it stands in `lessons`."""
        borrowed = lesson.course != self.course
        return f"{lesson.course}/{lesson.slug}" if borrowed else lesson.slug

    def name_of(self, lesson: Lesson) -> str:
        """A name that it shares with no other lesson here; no slug holds the line between the two.

        ASCII letters, digits, hyphens and one underscore, so that it can be part of an XML id.
        """
        return self.key_of(lesson).replace("/", "_")

    @property
    def state(self) -> State:
        """The least trusted state of its lessons."""
        order = (State.MACHINE, State.DRAFT, State.REVIEWED)
        states = {lesson.state for lesson in self.lessons.values()}
        return next((state for state in order if state in states), State.SOURCE)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A code that the check leaves in peace in one course, and why."""

    code: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Course:
    """A course, the same in every language."""

    id: str
    place: Place
    level: str
    licence: str
    version: str
    authors: tuple[str, ...]
    modules: tuple[Module, ...]
    lesson_places: Mapping[str, Place]
    """Where `course.yml` lists each slug."""
    media: Mapping[str, Media]
    """By path relative to the repository."""
    credits: Mapping[str, Credit]
    """By file name, credited or not in use."""
    editions: Mapping[str, Edition]
    """By language code; a language without a lesson of the course has none."""
    skills: tuple[str, ...] = ()
    """Codes of the skills that it teaches as a whole."""
    allowances: tuple[Allowance, ...] = ()
    lenders: Mapping[str, "Course"] = field(default_factory=dict)
    """Of a workshop route: the courses that its lessons live in, without editions and media."""

    @property
    def is_route(self) -> bool:
        """It lists lessons of other courses."""
        return any("/" in slug for slug in self.lesson_places)

    def home(self, lesson: Lesson) -> "Course":
        """The course whose authors wrote a lesson."""
        return self.lenders.get(lesson.course, self)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of docs/ in one language, Markdown as written."""

    name: str
    language: str
    place: Place
    title: str
    summary: str
    text: str
    first_line: int = 1
    """The line of the file on which the text starts."""
    translation: Translation | None = None
    """None for the source language."""
    links: tuple[Link, ...] = ()
    """Links and pictures, written as GitHub resolves them from the English page."""
    headings: tuple[Heading, ...] = ()
    units: tuple[Unit, ...] = ()
    blocks: tuple[Block, ...] = ()
    progress: tuple[Progress, ...] = ()
    """Of a translation: how each of its units stands."""
    passages: tuple[Passage, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def state(self) -> State:
        return self.translation.state if self.translation else State.SOURCE

    @property
    def behind(self) -> int:
        """How many of its units do not say what the source says today."""
        return behind(self.progress)


@dataclass(frozen=True, slots=True)
class DataText:
    """A data file with words for readers, in one language: facts, a course's titles, terms."""

    name: str
    """Path of the source: `courses/copyright/facts.yml`."""
    language: str
    place: Place
    units: tuple[Unit, ...]
    progress: tuple[Progress, ...] = ()
    """Of a translation: how each of its units stands."""


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt about a passage of a translation, for its reviewer."""

    language: str
    page: str
    """The file, below the folder of the language."""
    passage: str
    source: str
    doubt: str
    """In the language of the translation."""
    first: bool
    """Among the twenty that a native editor should read first."""
    unit: Unit | None
    """Where the passage stands; None where the text no longer has it."""
    place: Place


Written = Lesson | Page
"""What is translated as running text."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words of a language that say nothing where they stand; compared in small letters."""

    empty_links: tuple[str, ...]
    """`here`: texts of links that do not tell where they lead."""
    picture_of: tuple[str, ...]
    """`a picture of`: beginnings of descriptions that every picture could have."""
    twice: frozenset[str] = frozenset()
    """Words that may stand twice in a row."""
    abridged: tuple[str, ...] = ()
    """`the rest is unchanged`: what whoever shortens or translates by machine leaves behind."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an outside address answered when it was asked."""

    status: int
    """Of HTTP (RFC 9110 §15), after redirections; 0 where nothing answered."""
    reason: str
    asked: str
    """ISO date and time."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A row of the licence table."""

    id: str
    name: str
    url: str
    adapt: str
    """May it be changed and merged into our CC BY 4.0 text: allow, allow_with_notice, reject."""
    include: str
    """May it stand whole beside our text, under its own notice: the same words."""
    reason: str


@dataclass(frozen=True, slots=True)
class Plainness:
    """When a language is hard to read, and the words that lean on colour alone in it."""

    sentence_words: int
    """As many words as a sentence has on average in a text that reads easily."""
    colours: tuple[str, ...]
    by_colour: tuple[str, ...]
    """Regular expressions with room for a `{colour}`."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site and its source are published, as mkdocs.yml says it for the whole house."""

    url: str
    """Absolute, with `/` at its end; the languages are folders below it."""
    repository: str
    """Absolute, without `/` at its end."""
    largest_pages: int = 300
    """Megabytes that its host takes without packages."""
    largest: int = 900
    """Megabytes that its host takes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check has found when it comes to the rules about allowances."""

    errors: frozenset[str]
    advice: frozenset[str]
    """The codes that it knows."""
    found: frozenset[tuple[str, str]]
    """Course and code of what it found in a course, allowed or not."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a built site costs its readers, in bytes: packed as hosts send them, no pictures."""

    first: Mapping[str, int]
    """The first visit, by path of the heaviest lesson of each language."""
    next: Mapping[str, int]
    """Every further page without a lesson's own text, by the same paths."""
    search: Mapping[str, int]
    """The first search, by language."""
    site: int
    """All files but the downloads, as they lie there."""
    all: int
    most: tuple[int, int]
    """What of both the host takes."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that was read, and what could not be."""

    languages: Mapping[str, Language]
    courses: Mapping[str, Course]
    terms: Mapping[str, Mapping[str, Term]]
    """Language code -> term id -> term; every language has every term of the source."""
    skills: Mapping[str, Skill]
    pages: tuple[Page, ...]
    licences: Mapping[str, Licence]
    files: frozenset[str]
    """Every regular file below courses/, docs/ and translations/, relative to the repository."""
    defects: tuple[Defect, ...]
    linked: frozenset[str] = frozenset()
    """Files and folders outside of these to which pages link and which are there."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """What outside addresses answered when `oer check --external` asked them."""
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    """By language code, where they are known."""
    plainness: Mapping[str, Plainness] = field(default_factory=dict)
    """By language code, where it is known."""
    media: Mapping[str, Media] = field(default_factory=dict)
    """Pictures outside the media folders of courses, by path."""
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """By path: the texts of data files and of front matter, in the order of the file."""
    today: str = ""
    """ISO date that facts and terms are compared with; empty: nothing is too old or too new."""
    data_texts: tuple[DataText, ...] = ()
    """Data files with words for readers, in every language that has them."""
    notes: tuple[Note, ...] = ()
    """Doubts about translations, language by language."""
    weights: Weights | None = None
    """Of the site that was built last."""
    checked: Checked | None = None
    """Given by the check, for those rules that look at what the others found."""
    routes: Mapping[str, Course] = field(default_factory=dict)
    """Workshop routes, which only list lessons of courses."""
    needs: Mapping[str, Need] = field(default_factory=dict)
    """By code, in the order of their file."""
    asked: str = ""
    """The language whose texts are looked at; empty: all. What is beside it is there to compare."""

    @property
    def shelf(self) -> Mapping[str, Course]:
        """Courses and workshop routes: all that has a page and packages of its own."""
        return {**self.courses, **self.routes}


SOURCE_LANGUAGE = "en"
WORD_FILES = ("interface.yml", "lms.yml")
"""The files of a language's words: those of the site and of packages, and those that learning
platforms show, in `LMS_WORDS`."""
LMS_WORDS = ("h5p", "lms")
MARKETS = ("kz", "kg", "tj", "uz")
