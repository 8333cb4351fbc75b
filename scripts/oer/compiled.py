"""Compiled templates, kept in the user's cache folder: to compile them takes longer than a page.

They are signed as all that is kept is, so that nobody else's code is run.
"""

from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from oer import keys
from oer.store import Store, forget_oldest, users_folder

MOST = 500
"""Templates that are kept; the oldest go first."""
CODE = "code"


class Compiled(BytecodeCache):
    """What the templates of one kind of environment were compiled to, here or in a build before."""

    def __init__(self, environment: str) -> None:
        """`environment` tells its settings from those of others: they change what is made."""
        self._environment = environment
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = self._key(bucket)
        if key not in self._kept and (before := Store(_folder()).get(key)):
            self._kept[key] = before[CODE]
        if key in self._kept:
            bucket.bytecode_from_string(self._kept[key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        key = self._key(bucket)
        self._kept[key] = bucket.bytecode_to_string()
        with suppress(OSError):  # where nothing can be kept, it is compiled again
            Store(_folder()).put(key, {CODE: self._kept[key]})
            forget_oldest(_folder().iterdir(), MOST)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Wherever the file lies: what it holds counts."""
        return name

    def _key(self, bucket: Bucket) -> str:
        parts = (keys.of_program(), self._environment, bucket.key, bucket.checksum)
        return keys.key("template", *parts)


@cache
def compiled(environment: str) -> Compiled:
    """Those of a kind of environment, however many there are of it."""
    return Compiled(environment)


def _folder() -> Path:
    return users_folder() / "templates"
