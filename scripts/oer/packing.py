"""Nouns as bytes, for the way between processes and for what is kept.

A frozen dataclass with slots is pickled through a list of its fields that is made anew for each
object. Here a noun is its class and its values: less than half the time, and fewer bytes. The
large parts of a lesson stay packed until somebody looks into them: most builds look into few.
"""

import copyreg
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any

from oer import data, documents, markup, model
from oer.packed import Packed

Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


def pack(value: Any) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """What `pack` was given. Only for bytes that a build of ours has made."""
    return pickle.loads(data)  # noqa: S301


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


for _module in (model, data, documents, markup):
    _register(_module)
copyreg.pickle(markup.Parsed, _parsed)
