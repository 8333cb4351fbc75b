"""A tag of the templates: `{% once base_url %}…{% endonce %}`.

What stands between is filled once for each value, and copied wherever the value is the same. It
is for parts that are alike on all pages of a folder: header, search, scripts.
"""

from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser


class Once(Extension):
    """The tag, with what it has filled in one environment."""

    tags = {"once"}  # noqa: RUF012 (declared so by Jinja)

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._filled: dict[tuple[str, Any], str] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """A block that asks `_fill` whether it is needed."""
        line = next(parser.stream).lineno
        value = parser.parse_expression()
        inside = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_fill", [place, value])
        return nodes.CallBlock(call, [], [], inside).set_lineno(line)

    def _fill(self, place: str, value: Any, caller: Any) -> str:
        key = (place, value)
        if key not in self._filled:
            self._filled[key] = caller()
        return self._filled[key]
