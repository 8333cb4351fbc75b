"""The judges: real clients look at what was built, and say what a reader would stumble over.

Read in this order:

clients    which programs the judges need, and how they get here
trouble    what a judge says; what is too many to say
site       a built folder as pages
links      do links lead somewhere?                      (no client)
served     a folder on this machine's own address
browser    Chromium: a page, and all that it says
search     is a word of a lesson found?                  (Chromium)
quizzes    do questions mark themselves rightly?         (Chromium)
looks      what a reader may have before them            (no client)
pages      barriers, errors, strangers, language, width  (Chromium and axe)
reading    large letters, forced colours, keyboard, paper  (Chromium)
standards  is it HTML, and are there other barriers?     (vnu, pa11y)
speed      how soon is it there?                         (Lighthouse)
scorm      do SCORM packages play and remember?          (Chromium, scorm-again)
imports    do importers take GIFT and H5P?               (gift-pegjs, Lumi's server)
books      are e-books sound, are office files whole?    (epubcheck, LibreOffice, Poppler)
barriers   can everybody read the e-books?               (Ace by DAISY, Chromium)
papers     are PDFs tagged as PDF/UA-1 asks?             (page-validation, veraPDF)
offices    are office files what standards say?          (Open XML SDK, ODF 1.3 as RELAX NG)

`python -m tests.judges dist` asks them all; `screenshots` takes the picture of the README. Tests
import this package as `judges`, which is why its modules name each other relatively.
"""
