"""Reviews: a named person has read a text, and the sidecar remembers which text that was.

A reviewer adds name, role and date to the front matter. The next sync notes, unit by unit, what
there was to read, and writes one digest of it beside the name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from oer.data import Data, read_yaml
from oer.documents import schema_of, split
from oer.model import Progress, Review, Written
from oer.translate.writing import written_value
from oer.units import Row, digest


def role(review: Review) -> str:
    """`language`, `law` or `law-kz`."""
    return f"{review.role}-{review.market}" if review.market else review.role


def with_review(own: Written, text: str, review: Review) -> str:
    """The translation's text with one more review, not yet recorded."""
    data = read_yaml(split(text)[0], own.place.path, schema_of(own.place.path), first_line=2)
    if not isinstance(data, Data):
        return text
    market = f", market: {review.market}" if review.market else ""
    entry = (
        f"{{name: {written_value(review.name)}, role: {review.role}{market}, date: {review.date}}}"
    )
    lines = text.split("\n")
    before = data.value["translation"].get("reviews")
    number = data.place("translation", "reviews" if before is not None else "").line
    if before:
        first = lines[data.place("translation", "reviews", 0).line - 1]
        lines.insert(number, f"{first[: first.index('-')]}- {entry}")
    elif before is not None:
        lines[number - 1 : number] = ["  reviews:", f"    - {entry}"]
    else:
        lines[number:number] = ["  reviews:", f"    - {entry}"]
    return "\n".join(lines)


def recorded(own: Written, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, with what was read in reviews that are new."""
    read: dict[str, dict[str, str]] = {}
    for review in _new(own):
        for id, prose in _read(own, review):
            read.setdefault(id, {})[role(review)] = prose
    for row in rows:
        was, now = row.reads if row.read else {}, read.get(row.unit, {})
        yield row._replace(read=_written({**was, **now})) if was or now else row


def with_hashes(own: Written, text: str) -> str:
    """The translation's text, where every new review has got the digest of what was read."""
    new = _new(own)
    if not new or own.translation is None:
        return text
    data = read_yaml(split(text)[0], own.place.path, schema_of(own.place.path), first_line=2)
    lines = text.split("\n")
    for number, review in reversed(list(enumerate(own.translation.reviews))):
        if review in new and isinstance(data, Data):
            place = data.place("translation", "reviews", number, "date")
            hash = digest(" ".join(prose for _, prose in _read(own, review)))
            _insert(lines, place.line - 1, f"hash: {hash}")
    return "\n".join(lines)


def _new(own: Written) -> list[Review]:
    reviews = own.translation.reviews if own.translation else ()
    return [review for review in reviews if not review.hash]


def _read(own: Written, review: Review) -> Iterator[tuple[str, str]]:
    """Id and digest of each unit that a review is on: what a reader sees in the language."""
    for one in own.progress:
        if one.source and one.own and one.own.marked != "new" and _is_part(one, review):
            yield one.source.id, one.own.prose


def _is_part(one: Progress, review: Review) -> bool:
    part = one.source.id.partition("/")[0] if one.source else ""
    return not review.parts or part in review.parts


def _written(reads: Mapping[str, str]) -> str:
    return " ".join(f"{role}={prose}" for role, prose in sorted(reads.items()))


def _insert(lines: list[str], number: int, entry: str) -> None:
    """A key beside `date`, in whichever way its author has written the review."""
    line = lines[number]
    if "}" in line:
        start, brace, end = line.rpartition("}")
        lines[number] = f"{start.rstrip()}, {entry}{brace}{end}"
        return
    indent = re.sub(r"[^ ]", " ", line[: line.index("date")])
    lines.insert(number + 1, f"{indent}{entry}")
