"""An empty entry of the PATH is the folder one stands in: a `git` that a repository lays there is never run."""

import os
import shutil
from pathlib import Path

import pytest
from cli.conftest import PEOPLE
from cli.program import Program

from promisectl.git.programs import fixed_path, program

ID = "clm-k7m2x9qd"
NAMES = ("git", "ssh-keygen", "gpg", "env")
LINES = (
    "status", "check", "check --base main", "diff", "audit", "doctor", "hooks status", "hooks install", "hooks remove",
    f"note {ID} --note seen --commit", f"set {ID} tags vip --commit", f"undo {ID}", f"resolve ledgers/claims/{ID}.yaml",
    "init --git --root ../new", "init --people-from-git --root below", f"edit {ID}", "check --base main --format github",
    "hooks run commit-msg -- ../message",
)  # fmt: skip
PATHS = (":{path}", "{path}:", "{path}::/usr/bin", ".:{path}", "bin:{path}")


@pytest.fixture
def trapped(tmp_path):
    """The program in a repository that lays traps where it is run from, with a branch of signed and trailed commits."""
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    run = Program(folder.resolve(), home)
    run.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    run.write("ledgers/people.yaml", PEOPLE.replace("emails: [diego@", "keys: [ssh-ed25519 AAAA], emails: [diego@"))
    run.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n")
    run.write("../message", "moved\n\nAgreed-by: ana\n")
    (folder / "ledgers" / "claims").mkdir()
    run.git("init", "--quiet", "--initial-branch", "main")
    run(f"request diego Inspect fri -c done --id {ID}")
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "people and settings")
    run.git("checkout", "--quiet", "-b", "change")
    run(f"agree {ID} --by diego")
    run.git("commit", "--quiet", "--all", "--message", "said\n\nAgreed-by: diego")
    dead = tmp_path / "dead"
    for name in NAMES:
        for path in (name, f"bin/{name}", f"../new/{name}", f"below/{name}"):
            run.write(path, f'#!/bin/sh\necho {name} >> "{dead}"\n').chmod(0o755)
    return run, dead


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("path", PATHS[:1])
def test_no_command_runs_what_lies_in_the_folder(trapped, line, path):
    run, dead = trapped
    path = path.format(path=os.environ["PATH"])
    said = run.apart(line, code=None, PATH=path, EDITOR="true", GIT_PYTHON_GIT_EXECUTABLE="./git", GIT_PREFIX="x/")
    assert said.code in (0, 1, 2), said
    assert not dead.exists(), dead.read_text()


@pytest.mark.parametrize("path", PATHS)
def test_a_commit_and_an_audit_run_nothing_whatever_the_path(trapped, path):
    run, dead = trapped
    told = {"PATH": path.format(path=os.environ["PATH"]), "GIT_PYTHON_GIT_EXECUTABLE": "git", "GIT_PREFIX": "x/"}
    run.apart(f"note {ID} --note seen --commit", **told)
    run.apart("audit", code=None, **told)
    assert run.git("log", "-1", "--format=%s").startswith(f"{ID}: note")
    assert not dead.exists(), dead.read_text()


@pytest.mark.parametrize("name", NAMES)
def test_the_traps_are_live(trapped, monkeypatch, name):
    run, _ = trapped
    monkeypatch.chdir(run.folder)
    monkeypatch.setenv("PATH", f":{os.environ['PATH']}")
    assert shutil.which(name) == name
    assert program(name) is None or Path(program(name)).is_absolute()
    assert "" not in fixed_path().split(os.pathsep)


def test_where_the_path_has_nothing_but_the_folder_there_is_no_git(trapped):
    run, dead = trapped
    assert "no git program" in run.apart(f"note {ID} --note seen --commit", code=2, PATH=":.").err
    assert not dead.exists()
