"""What the last build left, so that the next one knows whether there is anything to do."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from oer import keys, output

STATE = Path("build/state.json")


@dataclass(frozen=True, slots=True)
class State:
    """What a finished folder was made from, and how its files were left."""

    key: str
    output: str
    listing: str
    """A key of the names, sizes and times of the files there."""
    pieces: Sequence[str]
    """The keys of what they were made from."""


NOTHING = State("", "", "", ())


def read(root: Path, to: Path) -> State:
    """The state of the folder `to`; NOTHING if it was never built here, or somebody touched it."""
    try:
        state = State(**json.loads((root / STATE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return NOTHING
    intact = state.output == str(to) and state.listing == keys.key(*output.listing(to))
    return state if intact else NOTHING


def note(root: Path, to: Path, key: str, pieces: Iterable[str]) -> None:
    """Write down what the folder `to` was made from."""
    state = State(key, str(to), keys.key(*output.listing(to)), sorted(pieces))
    (root / STATE).write_text(json.dumps(asdict(state)), "utf-8")
