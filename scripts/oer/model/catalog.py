"""Everything that was read: what rules, website and formats are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oer.model.courses import Course
from oer.model.languages import Language, Phrases, Plainness
from oer.model.parts import Value
from oer.model.places import Defect
from oer.model.site import Answer, Weights
from oer.model.terms import Need, Skill, Term
from oer.model.texts import DataText, Note, Page
from oer.model.works import Licence, Media


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check has found when it comes to the rules about allowances."""

    errors: frozenset[str]
    advice: frozenset[str]
    """The codes that it knows."""
    found: frozenset[tuple[str, str]]
    """Course and code of what it found in a course, allowed or not."""


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
