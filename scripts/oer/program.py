"""The files of this program, which lie in a repository beside its content."""

from pathlib import Path

FILES = ("Makefile", "README.md", "LICENSE", "mkdocs.yml", "pyproject.toml", "requirements.lock")
FOLDERS = ("overrides", "scripts")
"""The house without its content: what `make site` needs."""


def program_files(root: Path) -> list[str]:
    """The files of the program; none where the repository holds content alone."""
    if not all((root / name).is_file() for name in FILES):
        return []
    folders = (file for name in FOLDERS for file in (root / name).rglob("*"))
    files = (file for file in folders if file.is_file() and not file.is_symlink())
    paths = (file.relative_to(root) for file in files if "__pycache__" not in file.parts)
    return [*FILES, *sorted(p.as_posix() for p in paths if not p.name.startswith("."))]
