"""YAML files with line numbers, checked against a JSON Schema (draft 2020-12).

Only plain YAML is read: no tags of its own, no aliases (an alias can turn 400 bytes into a
build that never ends), no key twice.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

import yaml
from jsonschema_rs import Draft202012Validator, ValidationError

from oer.markers import in_yaml
from oer.model import Defect, Place, Value

Key = tuple[str | int, ...]
"""Path to a value: `("modules", 0, "title")`."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Data:
    """A YAML document as plain values, and the line of every one of them."""

    path: str
    value: Any
    lines: Mapping[Key, int]
    marks: Mapping[str, str] = field(default_factory=dict)
    """What translators' comments say, by the id of a unit: `new`, `removed` or `stale`."""

    def value_at(self, key: Key) -> Any:
        """The value that stands at a key."""
        value = self.value
        for part in key:
            value = value[part]
        return value

    def texts(self) -> Iterator[Value]:
        """Every text in the document, in the order of its lines."""
        return self._texts(self.value, ())

    def _texts(self, value: Any, key: Key) -> Iterator[Value]:
        if isinstance(value, str):
            yield Value(".".join(map(str, key)), value, self.place(*key))
        elif isinstance(value, dict):
            for name, inner in value.items():
                yield from self._texts(inner, (*key, name))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from self._texts(inner, (*key, index))

    def place(self, *key: str | int) -> Place:
        """Where a value stands; the nearest one above it when it is not there."""
        while key and key not in self.lines:
            key = key[:-1]
        return Place(self.path, self.lines.get(key, 1))


class _Refused(Exception):  # noqa: N818 (it says what happened)
    """YAML that parses and that we do not take."""

    def __init__(self, node: Any, reason: str) -> None:
        super().__init__(reason)
        self.problem_mark = node.start_mark


def read_yaml(text: str, path: str, schema: str, first_line: int = 1) -> Data | list[Defect]:
    """Read and validate one YAML document.

    `schema` names a file in `schemas/` without its ending; `first_line` is the line of the file
    on which the text starts. Defects: SRC005 for what is not YAML, SRC006 for what does not fit.
    """
    try:
        node = yaml.compose(text, Loader=Loader)
        lines: dict[Key, int] = {}
        value = _Plain(lines, first_line).value(node, ()) if node else None
    except (yaml.YAMLError, _Refused, RecursionError) as error:
        return [_unreadable(error, path, first_line)]
    data = Data(path, value, lines, in_yaml(text))
    return _misfits(data, validator(schema)) or data


class _Plain:
    """Turns YAML nodes into plain values and notes the line of each."""

    def __init__(self, lines: dict[Key, int], first_line: int) -> None:
        self._lines = lines
        self._first_line = first_line
        self._seen: set[int] = set()

    def value(self, node: Any, key: Key) -> Any:
        if id(node) in self._seen:
            raise _Refused(node, "an alias (*name) is not taken; write the value again")
        self._seen.add(id(node))
        self._lines[key] = node.start_mark.line + self._first_line
        if isinstance(node, yaml.CollectionNode) and node.tag not in COLLECTIONS:
            raise _Refused(node, f"a value of the kind {node.tag!r} is not taken")
        if isinstance(node, yaml.MappingNode):
            return dict(self._entries(node, key))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*key, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _entries(self, node: Any, key: Key) -> Iterator[tuple[str, Any]]:
        for name_node, value_node in node.value:
            name = _scalar(name_node)
            if not isinstance(name, str):
                raise _Refused(name_node, f"the key {name!r} must be a word")
            if (*key, name) in self._lines:
                raise _Refused(name_node, f"the key {name!r} stands twice")
            value = self.value(value_node, (*key, name))
            self._lines[(*key, name)] = name_node.start_mark.line + self._first_line
            yield name, value


MOST_DIGITS = 30
MOST_MISFITS = 50
"""Findings of one file that help its author; more of them would only bury the others."""
COLLECTIONS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
SCALARS: Mapping[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:timestamp": str,
    "tag:yaml.org,2002:null": lambda text: None,
    "tag:yaml.org,2002:bool": lambda text: text.lower() in ("true", "yes", "on"),
    "tag:yaml.org,2002:int": lambda text: _whole(text.replace("_", "")),
    "tag:yaml.org,2002:float": lambda text: _number(text.replace("_", "")),
}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""What no text for readers holds; YAML can write it by its number or name, as in `"\\0"`."""


def _whole(text: str) -> int:
    """A whole number; a longer one than anybody writes could not even be printed."""
    if len(text) > MOST_DIGITS:
        raise ValueError(text)
    return int(text, 0)


def _number(text: str) -> float:
    """20.0 is 20, as JSON Schema says (draft 2020-12, Core §4.2.2)."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _scalar(node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode) and (found := CONTROL.search(node.value)):
        raise _Refused(node, f"the control character U+{ord(found[0]):04X} is not taken")
    read = SCALARS.get(node.tag) if isinstance(node, yaml.ScalarNode) else None
    if read is None:
        raise _Refused(node, f"a value of the kind {node.tag!r} is not taken")
    try:
        return read(node.value)
    except ValueError:
        return node.value


def _unreadable(error: Exception, path: str, first_line: int) -> Defect:
    mark = getattr(error, "problem_mark", None)
    nested = "it is nested too deeply" if isinstance(error, RecursionError) else ""
    reason = nested or getattr(error, "problem", None) or str(error).splitlines()[0]
    line = first_line + (mark.line if mark else 0)
    return Defect("SRC005", Place(path, line), {"reason": reason})


@cache
def validator(schema: str) -> Draft202012Validator:
    """What validates a document against a file in `schemas/`."""
    text = resources.files("oer").joinpath("schemas", f"{schema}.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text), validate_formats=True)


def _misfits(data: Data, fit: Draft202012Validator) -> list[Defect]:
    try:
        found = islice(fit.iter_errors(data.value), MOST_MISFITS)
        errors = sorted(found, key=lambda error: list(map(str, error.instance_path)))
    except ValueError:  # deeper than the validator goes
        return [_unreadable(RecursionError(), data.path, data.lines.get((), 1))]
    return [_misfit(error, data) for error in errors]


def _misfit(error: ValidationError, data: Data) -> Defect:
    key = tuple(error.instance_path)
    if error.kind.name == "additionalProperties":
        key = (*key, error.kind.value[0])
    name = ".".join(map(str, key)) or "the file"
    return Defect("SRC006", data.place(*key), {"key": name, "reason": _reason(error)})


def _reason(error: ValidationError) -> str:
    """What the validator found, without repeating a long value, or a key of SRC006's reasons."""
    rule, wanted = error.kind.name, error.kind.value
    if rule == "type":
        return f"must be of the type {' or '.join(wanted)}"
    if rule == "pattern" and wanted.startswith("^[^<>]"):
        return "angles"
    if rule == "pattern":
        return f"{str(error.instance)[:60]!r} must match {wanted}"
    return error.message if len(error.message) < 160 else f"breaks the rule {rule!r}"
