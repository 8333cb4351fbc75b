"""Nouns as bytes, for the way between processes and for what is kept.

A frozen dataclass with slots is pickled through a list of its fields that is made anew for each
object. Here a noun is its class and its values: less than half the time, and fewer bytes. The
large parts of a lesson stay packed until somebody looks into them: most builds look into few.
"""

import copyreg
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any

from oer import documents, markup, model

Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


def pack(value: Any) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """What `pack` was given. Only for bytes that a build of ours has made."""
    return pickle.loads(data)  # noqa: S301


class Packed(Sequence[Any]):
    """A tuple that is unpacked at the first look, and handed on as the bytes that it came as."""

    __slots__ = ("_data", "_values")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._values: tuple[Any, ...] | None = None

    @property
    def values(self) -> tuple[Any, ...]:
        """What is inside."""
        if self._values is None:
            self._values = tuple(unpack(self._data))
        return self._values

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

    def __reduce__(self) -> Reduced:
        return Packed, (self._data,)


LARGE = ("body", "questions", "passages", "tables", "parts")


def _parsed(parsed: markup.Parsed) -> Reduced:
    """What was parsed, with its large parts packed by themselves; an empty one stays as it is."""
    values = {field.name: getattr(parsed, field.name) for field in fields(parsed)}
    packed = {name: Packed(pack(values[name])) for name in LARGE if values[name]}
    return markup.Parsed, tuple({**values, **packed}.values())


def _register(module: ModuleType) -> None:
    for noun in vars(module).values():
        if isinstance(noun, type) and is_dataclass(noun):
            copyreg.pickle(noun, _reducer(noun))


def _reducer(noun: Any) -> Callable[[Any], Reduced]:
    names = [field.name for field in fields(noun)]
    if len(names) < 2:
        return lambda value: (noun, tuple(getattr(value, name) for name in names))
    values = attrgetter(*names)
    return lambda value: (noun, values(value))


for _module in (model, documents, markup):
    _register(_module)
copyreg.pickle(markup.Parsed, _parsed)
