"""Keys of what is made: hashes of true inputs. An equal key means that nothing has to be made."""

import platform
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

SIZE = 20
TOOLS = (
    *("markdown-it-py", "mdit-py-plugins", "mkdocs", "mkdocs-material", "mkdocs-static-i18n"),
    *("pymdown-extensions", "markdown", "jinja2", "babel", "pagefind-bin", "pypandoc-binary"),
    *("lxml", "pillow", "typst", "pikepdf", "python-pptx", "segno", "fontpkg-noto-sans", "libzim"),
    *("nh3", "python-docx", "pyyaml"),
)
"""Packages whose version can change what is made."""


def digest(data: bytes | memoryview) -> str:
    """BLAKE2b of some bytes, hexadecimal."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def key(*parts: str) -> str:
    """One key of several, none of which can run into the next."""
    return digest("\0".join(parts).encode(errors="surrogateescape"))


def of_files(digests: Mapping[str, str], paths: Iterable[str]) -> str:
    """The key of some files: their names and what they hold."""
    return key(*(f"{path}\0{digests[path]}" for path in sorted(paths)))


def of_folder(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by path relative to it; links are left out."""
    return {
        file.relative_to(folder).as_posix(): digest(file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink() and "__pycache__" not in file.parts
    }


@cache
def of_program() -> str:
    """The program itself, its templates, and the versions of the tools that it uses."""
    own = Path(__file__).parent
    files = of_folder(own)
    tools = (f"{name} {version}" for name, version in versions().items())
    return key(*tools, of_files(files, files))


def versions() -> dict[str, str]:
    """Python and the tools whose version can change what is made."""
    return {"Python": platform.python_version()} | {name: metadata.version(name) for name in TOOLS}
