"""The Python of the GitLab template, run as it is written, against a server that answers as GitLab's API does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

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


class _Answer(BaseHTTPRequestHandler):
    server: Host

    def do_GET(self) -> None:
        at = urlparse(self.path)
        if self.headers["PRIVATE-TOKEN"] != "a-token":
            return self._say(401, {})
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
        text = json.dumps(told).encode()
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


def test_a_merge_request_keeps_one_note(host: Host, tmp_path: Path) -> None:
    host.page = 2
    host.notes = [{"id": n, "author": {"id": n}, "body": MARKER} for n in (1, 2, 3)]
    for text in ("**first**", "**second**"):
        (tmp_path / "promisectl-note.md").write_text(f"{text}\n\n{MARKER}\n")
        job(host, tmp_path, "promises note")
    assert [one["body"].split("\n")[0] for one in host.notes] == [MARKER] * 3 + ["**second**"]


def test_one_issue_is_opened_then_updated_then_closed(host: Host, tmp_path: Path) -> None:
    for code, table in (("1", "| one |"), ("1", "| two |"), ("0", ""), ("0", "")):
        (tmp_path / "overdue.md").write_text(table)
        job(host, tmp_path, "promises overdue", OVERDUE=code)
    assert [(one["state"], one["description"].split("\n")[0]) for one in host.issues] == [("closed", "| two |")]


def test_the_token_stays_out_of_jobs_that_run_without_it() -> None:
    told = read(GITLAB)
    for name in ("promises note", "promises overdue"):
        assert all("$PROMISECTL_TOKEN" in rule["if"] for rule in told[name]["rules"])
    assert not re.search("TOKEN", json.dumps(told["promises"]))
