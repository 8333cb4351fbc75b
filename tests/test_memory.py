"""What the device remembers, in the script itself: a lesson may have the name of anything."""

import json
import subprocess
from pathlib import Path

import pytest

from judges.clients import need

MEMORY = Path(__file__).parent.parent / "overrides/assets/javascripts/memory.js"
ASKED = """
const kept = {};
globalThis.localStorage = {
  getItem: (key) => kept[key] ?? null, setItem: (key, value) => { kept[key] = value; },
};
const { done, mark } = await import(process.argv[2]);
const said = [];
for (const name of ["constructor", "give-it-on"]) {
  for (const course of ["constructor", "sharing"]) {
    said.push(name in done(course));
    mark(course, name, true);
    said.push(name in done(course));
    mark(course, name, false);
    said.push(name in done(course));
  }
}
console.log(JSON.stringify(said));
"""


@pytest.mark.clients
def test_a_lesson_is_done_when_somebody_says_so(tmp_path: Path) -> None:
    program = tmp_path / "asked.mjs"
    program.write_text(ASKED, "utf-8")
    module = tmp_path / "memory.mjs"
    module.write_text(MEMORY.read_text("utf-8"), "utf-8")
    ran = subprocess.run(
        [need("node"), str(program), module.as_uri()], capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == [False, True, False] * 4
