"""Answers a pull request: the job that may write, and that runs nothing of a contribution.

It starts from what GitHub says of the finished check (the event), finds the pull request through
the API, reads the findings that the check left behind with suspicion, and keeps one comment.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlencode
from zipfile import ZipFile

from oer.contribution import handed
from oer.contribution.comment import MARK, broken, comment
from oer.contribution.handed import Handed, Suspect
from oer.contribution.look import is_content
from oer.contribution.pulls import Pull, editor, is_repository
from oer.files import NO_ARCHIVE
from oer.model import SOURCE_LANGUAGE, Language
from oer.report import Wordings

ARTIFACT = "findings"
FILE = "findings.json"
MOST_BYTES = 1_000_000
"""Of the artifact, packed."""
PAGE = 100
MOST_PAGES = 10
"""A thousand comments, or changed files, are looked through."""
WE = "github-actions[bot]"


class Api(Protocol):
    """GitHub's REST API, version 2022-11-28."""

    def ask(self, path: str) -> Any:
        """GET; the JSON of the answer."""

    def fetch(self, path: str, most: int) -> bytes:
        """GET, redirections followed; no more than so many bytes."""

    def send(self, method: str, path: str, data: Mapping[str, str]) -> None:
        """POST or PATCH some JSON."""


class Ours(Protocol):
    """Words of the main branch."""

    def language(self, code: str) -> Language:
        """A language; the source's where there is no such one."""

    def wordings(self, code: str) -> Wordings:
        """The wording of every code."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run of the check, as GitHub itself describes it."""

    id: int
    address: str
    conclusion: str
    sha: str
    branch: str
    fork: str
    """`owner/name` of the repository that the contribution comes from."""


def answer(event: Mapping[str, Any], repository: str, server: str, api: Api, ours: Ours) -> str:
    """Write or renew the comment; what was done, in a sentence.

    Suspect where the findings are not what our check writes: then nothing is written.
    """
    run = _run(event)
    if run is None:
        return "The run is not that of a pull request: nothing to do."
    pulls = _pulls(api, repository, run)
    raw = _left_behind(api, repository, run)
    if raw is None and run.conclusion != "failure":
        return f"The run was {run.conclusion} and left nothing: nothing to do."
    told = handed.read(raw) if raw is not None else None
    found = _the_one(pulls, told)
    if found is None:
        return "No open pull request is at this commit any more: nothing to do."
    pull = _described(api, repository, server, run, found)
    _keep(api, repository, pull.number, _text(told, pull, ours))
    return f"Answered pull request {pull.number}."


def _text(told: Handed | None, pull: Pull, ours: Ours) -> str:
    if told is None:
        return broken(pull, ours.language(SOURCE_LANGUAGE))
    language = ours.language(told.language)
    return comment(told, pull, language, ours.wordings(language.code))


def _run(event: Mapping[str, Any]) -> Run | None:
    run = event["workflow_run"]
    fork = (run.get("head_repository") or {}).get("full_name")
    if run["event"] != "pull_request" or not is_repository(fork):
        return None
    return Run(
        id=int(run["id"]),
        address=str(run["html_url"]),
        conclusion=str(run["conclusion"]),
        sha=str(run["head_sha"]),
        branch=str(run["head_branch"]),
        fork=fork,
    )


def _pulls(api: Api, repository: str, run: Run) -> list[Mapping[str, Any]]:
    """Open pull requests from the branch of the run that are still at its commit."""
    head = f"{run.fork.partition('/')[0]}:{run.branch}"
    query = urlencode({"state": "open", "head": head, "per_page": PAGE})
    return [
        pull
        for pull in api.ask(f"/repos/{repository}/pulls?{query}")
        if pull["head"]["sha"] == run.sha
        and (pull["head"].get("repo") or {}).get("full_name") == run.fork
        and pull["base"]["repo"]["full_name"] == repository
    ]


def _the_one(pulls: Sequence[Mapping[str, Any]], told: Handed | None) -> Mapping[str, Any] | None:
    """The pull request of the run: what was handed over can only choose among verified ones."""
    if len(pulls) == 1:
        return pulls[0]
    return next((pull for pull in pulls if told and pull["number"] == told.number), None)


def _left_behind(api: Api, repository: str, run: Run) -> bytes | None:
    """The findings that the run left behind; None where it left none."""
    query = urlencode({"name": ARTIFACT, "per_page": PAGE})
    told = api.ask(f"/repos/{repository}/actions/runs/{run.id}/artifacts?{query}")
    kept = [a for a in told["artifacts"] if a["name"] == ARTIFACT and not a["expired"]]
    if not kept:
        return None
    newest = max(int(artifact["id"]) for artifact in kept)
    path = f"/repos/{repository}/actions/artifacts/{newest}/zip"
    return unpacked(api.fetch(path, MOST_BYTES))


def unpacked(packed: bytes) -> bytes:
    """The one file of a zip, in memory. Suspect where anything else is in it."""
    try:
        with ZipFile(io.BytesIO(packed)) as archive:
            if archive.namelist() != [FILE]:
                raise Suspect(f"it holds other files than {FILE}")
            with archive.open(FILE) as file:
                return file.read(handed.MOST_BYTES + 1)
    except NO_ARCHIVE as error:
        raise Suspect("it is no zip that can be read") from error


def _described(api: Api, repository: str, server: str, run: Run, pull: Mapping[str, Any]) -> Pull:
    number = int(pull["number"])
    files = (
        str(file["filename"]) for file in _all(api, f"/repos/{repository}/pulls/{number}/files")
    )
    return Pull(
        number=number,
        editor=editor(server, pull["head"]),
        run=run.address if run.address.startswith(f"{server}/") else "",
        has_program=any(not is_content(path) for path in files),
    )


def _all(api: Api, path: str) -> list[Mapping[str, Any]]:
    """The rows of a list that comes in pages."""
    rows: list[Mapping[str, Any]] = []
    for page in range(1, MOST_PAGES + 1):
        more = api.ask(f"{path}?{urlencode({'per_page': PAGE, 'page': page})}")
        rows += more
        if len(more) < PAGE:
            break
    return rows


def _keep(api: Api, repository: str, number: int, text: str) -> None:
    """One comment: the earlier one is renewed, so that nobody reads what is over."""
    for one in _all(api, f"/repos/{repository}/issues/{number}/comments"):
        if one["user"]["login"] == WE and str(one["body"]).startswith(MARK):
            path = f"/repos/{repository}/issues/comments/{quote(str(one['id']))}"
            api.send("PATCH", path, {"body": text})
            return
    api.send("POST", f"/repos/{repository}/issues/{number}/comments", {"body": text})
