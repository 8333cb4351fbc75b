"""A pull request as GitHub describes it: only what we need, and only if it looks as it should."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.parse import quote

REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
"""`owner/name`, as GitHub lets them be called."""


@dataclass(frozen=True, slots=True)
class Pull:
    """Where a contribution can be mended and talked about."""

    number: int
    editor: str = ""
    """Address under which its files open in the editor; empty where it is not known."""
    run: str = ""
    """Address of the run of the check."""
    has_program: bool = False
    """Whether it also changes what is not content."""

    def edit(self, path: str, line: int) -> str:
        """The address of a line in the editor; empty where it is not known."""
        return f"{self.editor}/{quote(path)}#L{line}" if self.editor else ""


def editor(server: str, head: Mapping[str, Any]) -> str:
    """Where the files of a branch open in the editor; nothing for a fork that is gone."""
    repository, branch = (head.get("repo") or {}).get("full_name"), head.get("ref")
    if not isinstance(branch, str) or not is_repository(repository):
        return ""
    return f"{server}/{repository}/edit/{quote(branch)}"


def is_repository(name: object) -> TypeGuard[str]:
    """Whether it can be the name of a repository."""
    return isinstance(name, str) and bool(REPOSITORY.fullmatch(name))
