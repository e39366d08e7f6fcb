"""A workspace of one's own, and the public Python interface on it: no command line, no process."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from promisectl.app.acts.opening import Opening, open_new
from promisectl.app.acts.record import ActRequest, RecordedAct, plan_act, write
from promisectl.model.act import Verb
from promisectl.store.workspace import Workspace, open_workspace

MONDAY = "2026-03-02T09:00:00-03:00"
ID = "clm-k7m2x9qd"
TERMS = {"what": "Inspect the vehicle", "performer": "diego", "due": "2026-03-06", "criteria": ["photos"]}
PEOPLE = """\
people:
  ana: {name: Ana Ríos, emails: [ana@example.com]}
  diego: {name: Diego Soto, emails: [diego@example.com]}
"""


class Place:
    """A workspace, read anew whenever it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.root)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def requested(self) -> RecordedAct:
        """Ana asks Diego for an inspection by Friday."""
        opening = Opening(ActRequest(Verb.REQUEST, "ana"), dict(TERMS), {}, ID)
        recorded = open_new(self.workspace, opening)
        write([recorded])
        return recorded

    def say(self, verb: Verb, by: str, **fields: object) -> RecordedAct:
        """Say an act in the one promise."""
        (recorded,) = plan_act(self.workspace, [ID], ActRequest(verb, by, None, fields))
        write([recorded])
        return recorded

    def git(self, *words: str) -> str:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.root.parent), "GIT_CONFIG_NOSYSTEM": "1"}
        environment |= {"GIT_AUTHOR_DATE": MONDAY, "GIT_COMMITTER_DATE": MONDAY}
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
        command = ["git", *identity, *words]
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self, message: str = "change") -> str:
        """Commit everything as Ana, and return the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """A workspace on Monday 2 March 2026 at nine, with a ledger and two people."""
    monkeypatch.setenv("PROMISECTL_NOW", MONDAY)
    monkeypatch.setenv("HOME", str(tmp_path))
    place = Place((tmp_path / "work").resolve())
    place.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    place.write("ledgers/people.yaml", PEOPLE)
    place.write("ledgers/claims/.gitkeep", "")
    return place


@pytest.fixture
def repository(place) -> Place:
    """The same in a git repository, with one promise that both agreed to, committed on main."""
    place.git("init", "--quiet", "--initial-branch", "main")
    place.requested()
    place.say(Verb.AGREE, "diego")
    place.commit("the ledger")
    return place
