"""The open publishing house: lessons in Markdown in, a site and packages out.

Read in this order; imports only ever point upwards in this list:

model/      the nouns: lesson, edition, question, credit, catalog
data        YAML with line numbers, checked against the schemas
markup      one parse of a lesson: body, headings, links, questions
load        files -> Catalog; what cannot be read becomes a Defect
check       rules -> Findings; rules/ holds them by family; report shows them
render      a lesson's body -> HTML for one reader
formats/    Edition -> packages; website/ Catalog -> pages, search, site
translate/  markers for what has changed; contribution/ a pull request, checked and answered
build       what must be made, cached by content; cli, the `oer` command
"""
