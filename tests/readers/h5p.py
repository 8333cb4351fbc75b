"""H5P files, held to what its specification and Moodle's and Lumi's importers ask of them.

The rules of h5p.json are those of the core's validator; the fields of each content type are a
table of our own, since no package registry has the types themselves.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from .asked import Answer, Asked, words
from .moodle_xml import Refused

ENDINGS = ("json", "png", "jpg", "jpeg")
LICENCES = (
    *("CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND", "CC0 1.0"),
    *("GNU GPL", "PD", "ODC PDDL", "CC PDM", "U", "C"),
)
VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
PINS = {
    "H5P.MultiChoice": "1.16",
    "H5P.TrueFalse": "1.8",
    "H5P.Blanks": "1.14",
    "H5P.DragText": "1.10",
    "H5P.QuestionSet": "1.20",
    "H5P.Dialogcards": "1.9",
    "H5P.InteractiveBook": "1.11",
    "H5P.Column": "1.18",
    "H5P.Image": "1.1",
    "H5P.AdvancedText": "1.1",
    "H5P.Table": "1.1",
}
SPOKEN = {
    "H5P.MultiChoice": 25,
    "H5P.TrueFalse": 21,
    "H5P.Blanks": 26,
    "H5P.DragText": 21,
    "H5P.Dialogcards": 28,
    "H5P.InteractiveBook": 32,
}
"""How many words of its own each type says (shared facts, counted in the types themselves)."""
FIELDS: dict[str, dict[str, type]] = {
    "H5P.MultiChoice": {
        "question": str,
        "answers": list,
        "media": dict,
        "overallFeedback": list,
        "behaviour": dict,
        "UI": dict,
        "confirmCheck": dict,
        "confirmRetry": dict,
    },
    "H5P.TrueFalse": {
        "question": str,
        "correct": str,
        "media": dict,
        "behaviour": dict,
        "l10n": dict,
        "confirmCheck": dict,
        "confirmRetry": dict,
    },
    "H5P.Blanks": {
        "text": str,
        "questions": list,
        "media": dict,
        "overallFeedback": list,
        "behaviour": dict,
        "confirmCheck": dict,
        "confirmRetry": dict,
    },
    "H5P.DragText": {
        "taskDescription": str,
        "textField": str,
        "distractors": str,
        "overallFeedback": list,
        "behaviour": dict,
    },
    "H5P.QuestionSet": {
        "introPage": dict,
        "progressType": str,
        "passPercentage": int,
        "questions": list,
        "endGame": dict,
        "override": dict,
        "texts": dict,
        "randomQuestions": bool,
        "disableBackwardsNavigation": bool,
    },
    "H5P.Dialogcards": {
        "title": str,
        "mode": str,
        "description": str,
        "dialogs": list,
        "behaviour": dict,
        "confirmStartingOver": dict,
    },
    "H5P.InteractiveBook": {
        "showCoverPage": bool,
        "bookCover": dict,
        "chapters": list,
        "behaviour": dict,
        "a11y": dict,
    },
    "H5P.Column": {"content": list},
    "H5P.Image": {"file": dict, "decorative": bool, "alt": str},
    "H5P.AdvancedText": {"text": str},
    "H5P.Table": {"text": str},
}
"""The fields that must be there, and what they hold; every other one is a word."""
TAGS = frozenset(
    ["p", "div", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "pre", "code", "br", "sub"]
)
TABLE_TAGS = TAGS | frozenset(["table", "thead", "tbody", "tr", "th", "td"])
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
WORDS_OF_QUESTIONS = ("UI", "l10n", "confirmCheck", "confirmRetry", "a11y", "confirmStartingOver")
SIGHT = str.maketrans({"∗": "*", "∶": ":", "∖": "\\"})
"""Mathematical signs that a reader's eye takes for the usual ones."""


def read(data: bytes) -> list[Asked]:
    """The questions of a file that was found to be sound."""
    content = sound(data)
    return [_asked(one) for one in _libraries(content) if _name(one) in MARKS]


def sound(data: bytes) -> dict[str, Any]:
    """The content of a file. Refused where an importer would refuse it or drop something."""
    with ZipFile(BytesIO(data)) as file:
        names = file.namelist()
        read = {name: file.read(name) for name in names}
    if any(name.endswith("/") or name.rpartition(".")[2] not in ENDINGS for name in names):
        raise Refused(f"entries {names}")
    about, content = json.loads(read["h5p.json"]), json.loads(read["content/content.json"])
    _about(about)
    whole = {"library": _versioned(about, about["mainLibrary"]), "params": content}
    used = {_name(whole), *map(_name, _libraries(content))}
    if {row["machineName"] for row in about["preloadedDependencies"]} != used:
        raise Refused("dependencies are not what is used")
    ids = [one["subContentId"] for one in _libraries(content)]
    if len(ids) != len(set(ids)) or not all(str(UUID(id)) == id for id in ids):
        raise Refused("ids of contents")
    for one in (whole, *_libraries(content)):
        _content(one)
    shown = {f"content/{path}" for path in _files(content)}
    if shown != {name for name in names if name.startswith("content/images/")}:
        raise Refused(f"pictures {shown} of {names}")
    return {"main": whole, **content} if about["mainLibrary"] in MARKS else content


def _about(about: dict[str, Any]) -> None:
    """h5p.json, by the expressions of the core."""
    checks = {
        "title": 1 <= len(about["title"].encode()) <= 255,
        "language": re.fullmatch(r"[-a-zA-Z]{1,10}", about["language"]),
        "embedTypes": set(about["embedTypes"]) <= {"iframe", "div"},
        "license": about["license"] in LICENCES,
        "licenseVersion": about.get("licenseVersion", "4.0") in VERSIONS,
        "authors": all(
            re.fullmatch(r"\w+", one["role"]) and one["name"] for one in about["authors"]
        ),
        "source": about["source"].startswith("https://"),
        "changes": about.get("changes", "none"),
        "licenseExtras": 0 < len(about["licenseExtras"].encode()) <= 5000,
    }
    if wrong := [name for name, right in checks.items() if not right]:
        raise Refused(f"h5p.json: {wrong}")
    for row in about["preloadedDependencies"]:
        if PINS[row["machineName"]] != f"{row['majorVersion']}.{row['minorVersion']}":
            raise Refused(f"version {row}")


def _versioned(about: dict[str, Any], name: str) -> str:
    assert any(row["machineName"] == name for row in about["preloadedDependencies"])
    return f"{name} {PINS[name]}"


def _name(one: dict[str, Any]) -> str:
    name, _, version = one["library"].partition(" ")
    if PINS[name] != version:
        raise Refused(f"version {one['library']}")
    return str(name)


def _libraries(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "library" in value and "params" in value:
            yield value
        for inner in value.values():
            yield from _libraries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _libraries(inner)


def _files(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "mime" in value:
            assert value["width"] > 0
            yield value["path"]
        for inner in value.values():
            yield from _files(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _files(inner)


def _content(one: dict[str, Any]) -> None:
    name, params = _name(one), one["params"]
    for field, kind in FIELDS[name].items():
        if type(params.get(field)) is not kind:
            raise Refused(f"{name}: {field} is {params.get(field)!r}")
    others = {field: value for field, value in params.items() if field not in FIELDS[name]}
    if not all(isinstance(value, str) and value for value in others.values()):
        raise Refused(f"{name}: {others}")
    if name in SPOKEN:
        groups = [value for field, value in params.items() if field in WORDS_OF_QUESTIONS]
        spoken = len(others) + sum(len(group) for group in groups)
        if spoken != SPOKEN[name]:
            raise Refused(f"{name} says {spoken} words of {SPOKEN[name]}")
    for text in _texts(params):
        _tags(text, TABLE_TAGS if name == "H5P.Table" else TAGS)
    if name == "H5P.InteractiveBook" and not 1 <= len(params["chapters"]) <= 50:
        raise Refused("chapters")
    if name in ("H5P.Column", "H5P.QuestionSet") and not (
        params.get("content") or params.get("questions")
    ):
        raise Refused(f"{name} is empty")


def _texts(params: dict[str, Any]) -> Iterator[str]:
    for value in params.values():
        if isinstance(value, str):
            yield value


def _tags(text: str, known: frozenset[str]) -> None:
    for _, tag, attributes in TAG.findall(text):
        if tag not in known or not re.fullmatch(r'( href="[^"]*")?', attributes):
            raise Refused(f"<{tag}{attributes}> would be dropped")
    if re.search(r"&(?![a-z]+;|#\d+;)", text):
        raise Refused(f"a bare & in {text}")


# --- marks --------------------------------------------------------------------------------


def _asked(one: dict[str, Any]) -> Asked:
    name, params = _name(one), one["params"]
    text = words(params.get("question") or params.get("taskDescription") or params.get("text"))
    above = params.get("media", {}).get("type")
    if above:
        text += f" {unescape(above['params']['alt'])}"
    id = one["metadata"]["title"].partition(" · ")[0]
    return Asked(id, name.removeprefix("H5P."), text, MARKS[name](params))


def _multi_choice(params: dict[str, Any]) -> Callable[[Answer], float]:
    rows = {words(row["text"]): row["correct"] for row in params["answers"]}
    if not any(right is True for right in rows.values()) or not params["behaviour"]["singlePoint"]:
        raise Refused("nothing is right")
    if (params["behaviour"]["type"] == "single") != (sum(rows.values()) == 1):
        raise Refused("one or several")
    right = frozenset(text for text, is_right in rows.items() if is_right)
    return lambda answer: float(answer.chosen == right)


def _true_false(params: dict[str, Any]) -> Callable[[Answer], float]:
    said = {"true": params["l10n"]["trueText"], "false": params["l10n"]["falseText"]}
    return lambda answer: float(answer.chosen == {words(said[params["correct"]])})


def _blanks(params: dict[str, Any]) -> Callable[[Answer], float]:
    found = [gap for line in params["questions"] for gap in re.findall(r"\*([^*]+)\*", line)]
    rows = [
        [unescape(one).strip().lower() for one in gap.split(":")[0].split("/")] for gap in found
    ]
    if (
        not rows
        or params["behaviour"]["caseSensitive"]
        or "*" in re.sub(r"\*[^*]+\*", "", "".join(params["questions"]))
    ):
        raise Refused(f"gaps {params['questions']}")

    def mark(answer: Answer) -> float:
        given = answer.gaps or (answer.number,)
        return sum(g.lower() in row for g, row in zip(given, rows, strict=True)) / len(rows)

    return mark


def _drag_text(params: dict[str, Any]) -> Callable[[Answer], float]:
    rows = []
    for line in params["textField"].split("\n"):
        found = re.fullmatch(r"([^*]+) \*([^*:\\]+)\*", line)
        if not found:
            raise Refused(f"line {line}")
        left, right = (unescape(part).translate(SIGHT) for part in found.groups())
        rows.append((left.removesuffix(" –"), right))

    def mark(answer: Answer) -> float:
        given = dict(answer.pairs) or {f"{n}.": text for n, text in enumerate(answer.order, 1)}
        return sum(given.get(left) == right for left, right in rows) / len(rows)

    return mark


MARKS: dict[str, Callable[[dict[str, Any]], Callable[[Answer], float]]] = {
    "H5P.MultiChoice": _multi_choice,
    "H5P.TrueFalse": _true_false,
    "H5P.Blanks": _blanks,
    "H5P.DragText": _drag_text,
}
