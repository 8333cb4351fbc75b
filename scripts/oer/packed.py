"""A tuple that stays packed until somebody looks into it, and is closed again where that is asked.

Most builds look into few lessons; and who has looked at one course need not keep it open.
"""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

_OPENED: list[list["Packed"]] = []
"""What was opened since somebody asked for it to be closed again, the innermost last."""


class Packed(Sequence[Any]):
    """A tuple that is unpacked at the first look, and handed on as the bytes that it came as."""

    __slots__ = ("_data", "_values")

    def __init__(self, data: bytes) -> None:
        """`data` are bytes that a build of ours has made: to unpack a pickle is to run it."""
        self._data = data
        self._values: tuple[Any, ...] | None = None

    @property
    def values(self) -> tuple[Any, ...]:
        """What is inside."""
        if self._values is None:
            self._values = tuple(pickle.loads(self._data))  # noqa: S301 (see above)
            if _OPENED:
                _OPENED[-1].append(self)
        return self._values

    def close(self) -> None:
        """Let go what was unpacked."""
        self._values = None

    def __getitem__(self, index: Any) -> Any:
        return self.values[index]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)

    def __eq__(self, other: object) -> bool:
        return self.values == (other.values if isinstance(other, Packed) else other)

    def __hash__(self) -> int:
        return hash(self.values)

    def __repr__(self) -> str:
        return repr(self.values)

    def __reduce__(self) -> tuple[type["Packed"], tuple[bytes]]:
        return Packed, (self._data,)


@contextmanager
def closed_again() -> Iterator[None]:
    """What is opened meanwhile is closed at the end, and takes no more room."""
    _OPENED.append([])
    try:
        yield
    finally:
        for one in _OPENED.pop():
            one.close()
