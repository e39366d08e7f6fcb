"""The Python of the GitLab template, run as it is written, against a server that answers as GitLab's API does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from cli.program import Program
from warm import warm_program

from .files import GITLAB, here_document, read

MARKER = "<!-- promisectl: diff -->"
ME = {"id": 42}


class Host(ThreadingHTTPServer):
    """Notes and issues in memory; `page` many a page."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.notes: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.page = 100
        self.approved: list[dict[str, Any]] = []
        self.versions: list[dict[str, Any]] = []
        self.kept: bytes | None = None


class _Answer(BaseHTTPRequestHandler):
    server: Host

    def do_GET(self) -> None:
        at = urlparse(self.path)
        if "/jobs/artifacts/" in at.path:
            kept = self.server.kept if self.headers["JOB-TOKEN"] == "a-job" else None
            return self._say(404, {}) if kept is None else self._say_bytes(200, kept)
        if self.headers["PRIVATE-TOKEN"] != "a-token":
            return self._say(401, {})
        if at.path.endswith("/approvals"):
            return self._say(200, {"approved_by": self.server.approved})
        if at.path.endswith("/versions"):
            return self._say(200, self.server.versions)
        if at.path.endswith("/user"):
            return self._say(200, ME)
        if at.path.endswith("/notes"):
            number = int(parse_qs(at.query)["page"][0])
            rows = self.server.notes[(number - 1) * self.server.page : number * self.server.page]
            more = str(number + 1) if number * self.server.page < len(self.server.notes) else ""
            return self._say(200, rows, more)
        return self._say(200, [one for one in self.server.issues if one["state"] == "opened"])

    def do_POST(self) -> None:
        told = self._told()
        if self.path.endswith("/notes"):
            self.server.notes.append({"id": len(self.server.notes) + 1, "author": ME, **told})
        else:
            self.server.issues.append({"iid": len(self.server.issues) + 1, "state": "opened", **told})
        self._say(201, {})

    def do_PUT(self) -> None:
        told, number = self._told(), int(self.path.rpartition("/")[2])
        if "/notes/" in self.path:
            self.server.notes[number - 1] |= told
        else:
            self.server.issues[number - 1] |= told
            if told.get("state_event") == "close":
                self.server.issues[number - 1]["state"] = "closed"
        self._say(200, {})

    def _told(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def _say(self, code: int, told: Any, more: str = "") -> None:
        self._say_bytes(code, json.dumps(told).encode(), more)

    def _say_bytes(self, code: int, text: bytes, more: str = "") -> None:
        self.send_response(code)
        self.send_header("X-Next-Page", more)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: Any) -> None:
        """Say nothing: a test's output is its own."""


@pytest.fixture
def host():
    server = Host()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def job(host: Host, folder: Path, name: str, **more: str) -> None:
    """Run what a job hands to Python."""
    environment = {
        "PATH": os.environ["PATH"], "CI_API_V4_URL": f"http://127.0.0.1:{host.server_port}/api/v4",
        "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "7", "PROMISECTL_TOKEN": "a-token", **more,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-I", "-"], input=here_document(name), env=environment, cwd=folder,
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def approved(login: str, at: str | None) -> dict[str, Any]:
    return {"user": {"username": login}} | ({"approved_at": at} if at else {})


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        ([], ""),
        ([approved("ana-rios", "2026-03-03T12:00:00.000+02:00")], "ana-rios"),
        ([approved("ana-rios", "2026-03-03T10:00:00.001Z"), approved("eva", "2026-03-03T10:00:00Z")], "ana-rios,eva"),
        ([approved("ana-rios", "2026-03-03T09:59:59Z")], ""),  # what was pushed later she has not seen
        ([approved("ana-rios", None)], ""),  # an older GitLab does not say when
    ],
)
def test_an_approval_counts_from_the_push_of_what_is_judged(host: Host, tmp_path: Path, told: Any, heard: str) -> None:
    host.approved = told
    host.versions = [
        {"head_commit_sha": "2" * 40, "created_at": "2026-03-03T10:00:00.000Z"},
        {"head_commit_sha": "1" * 40, "created_at": "2026-03-02T10:00:00.000Z"},
    ]
    job(host, tmp_path, "promises approvals", CI_COMMIT_SHA="2" * 40)
    assert (tmp_path / "promisectl.env").read_text() == f"PROMISECTL_APPROVED_BY={heard}\n"
    job(host, tmp_path, "promises approvals", CI_COMMIT_SHA="3" * 40)
    assert (tmp_path / "promisectl.env").read_text() == "PROMISECTL_APPROVED_BY=\n"


@pytest.fixture
def branch(tmp_path: Path) -> Program:
    """A branch on which Diego proposes a later day and writes Ana's agreement himself; and a forged file of approvals."""
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    run = Program(folder.resolve(), home)
    run.write("../home/.gitconfig", "[user]\n\tname = Diego\n\temail = diego@example.com\n")
    run.git("init", "--quiet", "--initial-branch", "main")
    run.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    people = "people:\n  ana: {emails: [ana@example.com], accounts: {gitlab: ana-rios}}\n  diego: {emails: [diego@example.com]}\n"
    run.write("ledgers/people.yaml", people)
    run.write("ledgers/claims/.gitkeep", "")
    run.promised(more="--by ana")
    run.git("add", "--all")
    run.git("commit", "--quiet", "--message", "the ledger")
    run.git("checkout", "--quiet", "-b", "later")
    run.now = "2026-03-03T10:00:00-03:00"
    run("renegotiate k7m 2026-03-09 --by diego --reason supplier")
    run("agree k7m --by diego --for ana --via phone")
    row = {"promise": "clm-k7m2x9qd", "act": 3, "terms": {"due": "2026-03-09"}, "by": "ana", "source": "https://x"}
    run.write("promisectl-approvals.json", json.dumps([row]))
    run.git("add", "--all")
    run.git("commit", "--quiet", "--message", "later")
    return run


def gitlab_job(run: Program, name: str, told: dict[str, str], *, skip: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a job's script and what comes after it, but for its first steps, in the checkout; the program is there."""
    temp = run.home / "temp"
    shutil.rmtree(temp, ignore_errors=True)
    (temp / "out").mkdir(parents=True)
    ours = {
        "PROMISECTL_TEMP": str(temp), "PROMISECTL_ROOT": ".", "CI_PROJECT_DIR": str(run.folder), "GITLAB_CI": "true",
        "PATH": f"{warm_program().parent}:{Path(sys.executable).parent}:{os.environ['PATH']}",
    }  # fmt: skip
    environment = run.variables(ours | told)

    def shell(lines: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-e", "-c", "\n".join(lines)],
            cwd=run.folder, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    done = shell(read(GITLAB)[name]["script"][skip:])
    after = shell(read(GITLAB)[name].get("after_script", []))
    assert after.returncode == 0, after.stderr
    return done


@pytest.mark.parametrize(("by", "code"), [("ana-rios", 0), ("ana", 1), ("", 1), (None, 1), ("mallory,diego", 1)])
def test_the_job_judges_with_the_approvals_of_the_host_and_no_others(
    branch: Program, by: str | None, code: int
) -> None:
    told = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": branch.git("rev-parse", "main").strip(),
        "CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.example.com/team/ledger", "CI_MERGE_REQUEST_IID": "7",
    } | ({} if by is None else {"PROMISECTL_APPROVED_BY": by})  # fmt: skip
    done = gitlab_job(branch, "promises", told)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("PC406" in done.stdout) == bool(code)
    assert "promisectl: diff" in branch.read("promisectl-out/promisectl-note.md")
    assert ("PC406" in branch.read("promisectl-out/gl-code-quality-report.json")) == bool(code)
    rows = json.loads(branch.read("promisectl-out/promisectl-approvals-0.json"))
    of_proposals = [(row["act"], row["by"]) for row in rows if "act" in row]
    of_commits = [(row["commit"], row["by"]) for row in rows if "commit" in row]
    if by == "ana-rios":
        head = branch.git("rev-parse", "HEAD").strip()
        assert (of_proposals, of_commits) == ([(3, "gitlab:ana-rios")], [(head, "gitlab:ana-rios")])


def test_a_night_keeps_a_checkpoint_that_the_next_one_is_held_against(branch: Program, host: Host) -> None:
    branch.git("checkout", "--quiet", "main")
    told = {
        "CI_API_V4_URL": f"http://127.0.0.1:{host.server_port}/api/v4", "CI_PROJECT_ID": "5",
        "CI_DEFAULT_BRANCH": "main", "CI_JOB_TOKEN": "a-job",
    }  # fmt: skip
    first = gitlab_job(branch, "promises night", told)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "there is no checkpoint of . yet" in first.stdout
    host.kept = branch.read("promisectl-out/checkpoint-_.json").encode()
    assert gitlab_job(branch, "promises night", told).returncode == 0
    branch.git("checkout", "--quiet", "--orphan", "other")
    branch.git("commit", "--quiet", "--message", "as if nothing had been")
    rewritten = gitlab_job(branch, "promises night", told)
    assert rewritten.returncode == 1
    assert "REWRITTEN" in rewritten.stdout
    assert branch.read("promisectl-out/checkpoint-_.json").encode() == host.kept


def test_a_note_that_is_a_link_is_not_posted(host: Host, tmp_path: Path) -> None:
    (tmp_path / "promisectl-out").mkdir()
    (tmp_path / "promisectl-out/promisectl-note.md").symlink_to("/proc/self/environ")
    with pytest.raises(AssertionError, match="left no note"):
        job(host, tmp_path, "promises note")
    assert host.notes == []


def test_a_merge_request_keeps_one_note(host: Host, tmp_path: Path) -> None:
    host.page = 2
    host.notes = [{"id": n, "author": {"id": n}, "body": MARKER} for n in (1, 2, 3)]
    (tmp_path / "promisectl-out").mkdir()
    for text in ("**first**", "**second**"):
        (tmp_path / "promisectl-out/promisectl-note.md").write_text(f"{text}\n\n{MARKER}\n")
        job(host, tmp_path, "promises note")
    assert [one["body"].split("\n")[0] for one in host.notes] == [MARKER] * 3 + ["**second**"]


def test_one_issue_is_opened_then_updated_then_closed(host: Host, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for code, table in (("1", "| one |"), ("1", "| two |"), ("0", ""), ("0", "")):
        (tmp_path / "out/overdue.md").write_text(table)
        job(host, tmp_path, "promises overdue", OVERDUE=code, PROMISECTL_TEMP=str(tmp_path))
    assert [(one["state"], one["description"].split("\n")[0]) for one in host.issues] == [("closed", "| two |")]


def test_the_token_stays_out_of_jobs_that_run_without_it() -> None:
    told = read(GITLAB)
    for name in ("promises approvals", "promises note", "promises overdue"):
        assert all("$PROMISECTL_TOKEN" in rule["if"] for rule in told[name]["rules"])
    assert not re.search("TOKEN", json.dumps(told["promises"]))
