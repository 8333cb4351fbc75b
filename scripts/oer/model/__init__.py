"""The nouns of the house: immutable values that know nothing of disk, clock or terminal.

Whoever needs one imports it from here. In reading order:

places        where something stands, and what could not be read there
languages     a language, its words and letters
terms         what all courses share: terms, skills, needs
parts         what a text is made of: headings, links, boxes, passages
body          a lesson's HTML with its holes, and its questions
translation   units, and how they stand to their source
texts         lessons, pages, data files
facts, works  dated statements; pictures, credits and licences
courses       courses and their editions
site          where it is published, and what it weighs
catalog       everything that was read
"""

from oer.model.body import (
    Anchor as Anchor,
    Body as Body,
    BoxEnd as BoxEnd,
    BoxStart as BoxStart,
    Choice as Choice,
    FactTable as FactTable,
    Gap as Gap,
    Hole as Hole,
    Inside as Inside,
    LinkEnd as LinkEnd,
    Newer as Newer,
    Pair as Pair,
    Picture as Picture,
    Question as Question,
    QuestionPlace as QuestionPlace,
    QuestionType as QuestionType,
    Target as Target,
    Word as Word,
)
from oer.model.catalog import Catalog as Catalog, Checked as Checked
from oer.model.courses import (
    Allowance as Allowance,
    Course as Course,
    Edition as Edition,
    Module as Module,
)
from oer.model.facts import MARKETS as MARKETS, Fact as Fact, Source as Source, Topic as Topic
from oer.model.languages import (
    LMS_WORDS as LMS_WORDS,
    SOURCE_LANGUAGE as SOURCE_LANGUAGE,
    WORD_FILES as WORD_FILES,
    Endings as Endings,
    Fleeting as Fleeting,
    Language as Language,
    Letters as Letters,
    Phrases as Phrases,
    Plainness as Plainness,
    WordForms as WordForms,
)
from oer.model.parts import (
    Box as Box,
    Heading as Heading,
    Image as Image,
    Link as Link,
    Part as Part,
    Passage as Passage,
    Table as Table,
    Value as Value,
)
from oer.model.places import Defect as Defect, Place as Place
from oer.model.site import Answer as Answer, Site as Site, Weights as Weights
from oer.model.terms import Need as Need, Skill as Skill, Term as Term
from oer.model.texts import (
    DataText as DataText,
    Lesson as Lesson,
    Note as Note,
    Page as Page,
    Practice as Practice,
    Written as Written,
)
from oer.model.translation import (
    Block as Block,
    Marker as Marker,
    Progress as Progress,
    Review as Review,
    Standing as Standing,
    State as State,
    Translation as Translation,
    Unit as Unit,
    behind as behind,
    least_trusted as least_trusted,
)
from oer.model.works import (
    Credit as Credit,
    Licence as Licence,
    Media as Media,
    Origin as Origin,
    Remix as Remix,
)
