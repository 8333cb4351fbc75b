"""Targets of links and pictures, which a translation takes from its source."""

import re
from collections import Counter

TARGET = re.compile(r"(?<=\]\()[^()\s]*(?=[\s)])")


def targets(text: str) -> list[str]:
    """What the links and pictures of a unit lead to, in their order."""
    return TARGET.findall(text)


def retargeted(text: str, source: str) -> str:
    """The text with the targets of its source; as it is where their number differs.

    What both have stays where it stands, since languages order their links in their own way.
    """
    if "](" not in text:
        return text
    mine, theirs = Counter(targets(text)), Counter(targets(source))
    if mine == theirs or mine.total() != theirs.total():
        return text
    gone, new = mine - theirs, iter((theirs - mine).elements())

    def replaced(found: re.Match[str]) -> str:
        if not gone[found[0]]:
            return found[0]
        gone[found[0]] -= 1
        return next(new, found[0])

    return TARGET.sub(replaced, text)
