"""What a judge says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """Something that a reader would stumble over."""

    place: str
    """Path below the judged folder."""
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def shortened(text: str, length: int = 160) -> str:
    """A text in one line, cut where it gets long: a trouble is one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
