"""pre-commit runs the hooks of .pre-commit-hooks.yaml: the real program, of the lock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cli.program import Program
from warm import warm_program

from .files import HOOKS, ROOT, read

OWN = Path(sys.executable).parent
PRE_COMMIT = OWN / "pre-commit"
needs_pre_commit = pytest.mark.skipif(not PRE_COMMIT.exists(), reason="pre-commit is not installed: make setup")
FILE = "ledgers/claims/clm-k7m2x9qd.yaml"


def told() -> list[dict[str, object]]:
    """Return the hooks, run by the promisectl under test instead of one that pre-commit installs."""
    return [
        {**hook, "language": "system", "pass_filenames": "files" not in hook}
        for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Program:
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    run = Program(folder.resolve(), home)
    run.environment["PATH"] = f"{warm_program().parent}:{OWN}:/usr/local/bin:/usr/bin:/bin"
    run.write("../home/.gitconfig", "[user]\n\tname = Ana\n\temail = ana@example.com\n")
    run.git("init", "--quiet", "--initial-branch", "main")
    run.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    run.write("ledgers/people.yaml", "people:\n  ana: {emails: [ana@example.com]}\n  diego: {}\n")
    run.write("ledgers/claims/.gitkeep", "")
    run.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": told()}]}))
    run.promised()
    run.git("add", "--all")
    run.git("commit", "--quiet", "--message", "the ledger")
    return run


def commit(run: Program) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "commit", "--all", "--message", "change"],
        cwd=run.folder, env=run.variables({}), capture_output=True, text=True, check=False,
    )  # fmt: skip


@needs_pre_commit
def test_pre_commit_takes_the_hooks_as_they_are_written() -> None:
    done = subprocess.run([PRE_COMMIT, "validate-manifest", HOOKS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@needs_pre_commit
def test_a_silent_change_is_stopped_and_a_lawful_one_passes(ledger: Program) -> None:
    subprocess.run(
        [PRE_COMMIT, "install", "--hook-type", "pre-commit", "--hook-type", "commit-msg"],
        cwd=ledger.folder, env=ledger.variables({}), capture_output=True, check=True,
    )  # fmt: skip
    before = ledger.read(FILE)
    ledger.write(FILE, before.replace("due: 2026-03-06", "due: 2026-03-20"))
    stopped = commit(ledger)
    assert stopped.returncode == 1
    assert "PC40" in stopped.stdout + stopped.stderr
    ledger.write(FILE, before)
    ledger("note k7m --by diego --note 'the gate is on the left'")
    passed = commit(ledger)
    assert passed.returncode == 0, passed.stdout + passed.stderr


@needs_pre_commit
@pytest.mark.torture  # pre-commit builds an environment: 20 s, and packages from an index
def test_pre_commit_installs_the_program_from_a_clone_of_it(ledger: Program) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("an unpacked sdist has no commit that pre-commit could take")
    subprocess.run(["git", "clone", "--quiet", "--no-local", ROOT, ledger.home / "promisectl"], check=True)
    rev = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    hooks = [{"id": hook["id"]} for hook in told()]
    repo = {"repo": str(ledger.home / "promisectl"), "rev": rev.strip(), "hooks": hooks}
    ledger.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [repo]}))
    index = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTPS_"))}
    ledger.environment |= index | {"PATH": "/usr/local/bin:/usr/bin:/bin"}
    done = subprocess.run(
        [PRE_COMMIT, "run", "--all-files", "--verbose"],
        cwd=ledger.folder, env=ledger.variables({}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert [line.rpartition(".")[2] for line in said.splitlines() if line.startswith("promisectl ")] == ["Passed"] * 2


def test_every_hook_runs_a_command_that_there_is(ledger: Program) -> None:
    for hook in read(HOOKS):
        words = hook["entry"].removeprefix("promisectl ").removesuffix(" --").split()
        if words[:2] != ["hooks", "run"]:
            ledger(words)
