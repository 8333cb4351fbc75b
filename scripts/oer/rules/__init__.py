"""Every rule of the house, listed like a contents page."""

from oer.check import Rule
from oer.rules import img, lic, lnk, quz, src, structure, trn

RULES: tuple[Rule, ...] = (
    # SRC: files can be read, and say where they belong
    src.not_utf8,
    src.empty,
    src.symbolic_link,
    src.too_large,
    src.unreadable,
    src.misfit,
    src.missing_lesson,
    src.unlisted_lesson,
    src.no_course,
    src.listed_twice,
    src.translation_of_nothing,
    src.no_translated_course,
    src.control_character,
    # LNK: links lead somewhere, and only where a reader may safely go
    lnk.dead_file,
    lnk.dead_anchor,
    lnk.unknown_term_or_fact,
    lnk.refused_address,
    # IMG: pictures can be seen, and understood without being seen
    img.no_description,
    img.missing_picture,
    img.false_picture,
    # STR: every lesson has the same shape
    structure.heading_without_id,
    structure.id_twice,
    structure.sections,
    structure.unknown_box,
    structure.long_learn,
    structure.little_doing,
    # QUZ: questions can be asked, marked and compared between languages
    quz.no_question,
    quz.id_twice,
    quz.stray_gap,
    quz.other_question,
    # LIC: all that we publish may be published, and is credited
    lic.no_credit,
    lic.course_licence,
    lic.refused_licence,
    lic.credit_of_nothing,
    # TRN: a language has what its readers need
    trn.missing_words,
)
