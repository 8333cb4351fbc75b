"""`make bench`: our site against stock MkDocs with the same lessons, as whole processes.

Read `content` (the lessons), `ours` and `stock` (the same lessons in two dialects), `generate`
(a folder of either), `measure` (a process and its descendants), `report`, `__main__`.
"""
