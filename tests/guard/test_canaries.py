"""A repository booby-trapped in many ways, against every command: no canary ever runs.

Two things are the user's own by design and are not asked here: `--commit`, which is the user's `git commit`, hooks and
all, and `edit`, which starts the editor of the user's environment (never the repository's `core.editor`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from promisectl.cli.registry import ROWS

from .conftest import written

ID = "clm-k7m2x9qd"
TRAPS = (
    "fsmonitor", "hooks", "filter", "textconv", "external diff", "pager", "editor", "ssh command", "credential helper",
    "alias", "include", "replace refs", "gpg program", "promisor remote",
)  # fmt: skip
LINES = (
    "", "status", "people", "list --all", f"show {ID}", "due all", "overdue all", "inbox all", "log", f"next {ID}",
    "report fulfilment", "service list", "check", "check --base main", "check --base main --head worktree",
    "check --base HEAD --format sarif", "diff", "diff main HEAD", "diff main HEAD --format markdown", "rule PC401", "help", "help dates",
    "fmt --check", "rebalance --diff", "schema", "export jsonl", "doctor", "audit", "pack --dry-run",
    f"unpack {ID}", f"resolve ledgers/claims/{ID}.yaml", f"open {ID}", "completion bash", "hooks status",
    "init --ledger other", "init --git --root elsewhere", "ledger new other", "person add zoe", "area add west", f"set {ID} tags vip",
    "request diego Paint 2026-03-20 -c dry", "offer ana Paint 2026-03-20 --by diego", "promise ana Paint fri --by diego",
    f"warn {ID} --by diego --reason supplier", f"note {ID} --note seen", f"renegotiate {ID} +5d --by diego --reason data",
    f"counter {ID} fri", f"agree {ID} --by diego", f"decline {ID}", f"withdraw {ID}", f"yes {ID}", f"no {ID}",
    f"deliver {ID} -e x --by diego", f"accept {ID}", f"reject {ID} -u photos", f"cancel {ID} --reason other",
    f"revoke {ID} --reason other --by diego", f"fail {ID} --reason other", f"activate {ID} -e x",
    f"pause {ID} --reason other", f"resume {ID}", f"undo {ID}", "handover diego eva --yes --via x",
    f"redact {ID} 3 note", f"confirm {ID} --by diego", f"mend {ID}", "person forget eva --by eva", "import jsonl nowhere.jsonl", "apply nowhere.jsonl",
    "record --approvals nowhere.json", f"edit {ID}", "mcp --help", "service open x --period 2026-W10", "goal checkin kr-x 1", "board", f"plan {ID}", "review weekly", "one-on-one diego",
)  # fmt: skip


@pytest.fixture
def trapped(tmp_path, tmp_path_factory):
    """A copy of the trapped repository, and the file that canaries write into."""
    if not _MADE:
        place = tmp_path_factory.mktemp("trapped")
        _MADE.append((set_traps(written(place, "sha1"), place), place / "dead"))
    run, dead = _MADE[0]
    dead.unlink(missing_ok=True)
    return run.copied(tmp_path), dead


_MADE = []


def set_traps(run, place):
    """Set a trap wherever the repository's config, its attributes and its refs can start or forge something."""
    dead = place / "dead"

    def canary(name, body=""):
        path = place / "canaries" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\necho {name} >> "{dead}"\n{body}')
        path.chmod(0o755)
        return str(path)

    run.write(".gitattributes", "*.yaml filter=evil diff=evil merge=evil\n")
    run.commit("ana", "attributes")
    run.branch("change")
    run("note k7m --by ana --note again")
    run.commit("ana", "a note")
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction", "commit-msg", "pre-push"):
        path = run.folder / ".git" / "hooks" / hook
        path.write_text(Path(canary(hook)).read_text())
        path.chmod(0o755)
    run.write(".git/more", f"[core]\n\teditor = {canary('editor')}\n")
    forged = run.git("commit-tree", "-m", "forged", "HEAD^{tree}").strip()
    run.git("replace", run.git("rev-parse", "main").strip(), forged)
    traps = {
        "core.fsmonitor": canary("fsmonitor"),
        "core.pager": canary("pager", "cat\n"),
        "core.sshCommand": canary("ssh"),
        "core.askPass": canary("askpass"),
        "credential.helper": canary("credential"),
        "filter.evil.clean": canary("clean", "cat\n"),
        "filter.evil.smudge": canary("smudge", "cat\n"),
        "filter.evil.process": canary("process"),
        "diff.evil.textconv": canary("textconv", 'cat "$1"\n'),
        "diff.evil.command": canary("diff-command"),
        "diff.external": canary("external"),
        "merge.evil.driver": canary("merge-driver"),
        "alias.ls-tree": f"!{canary('alias')}",
        "alias.diff-tree": f"!{canary('alias')}",
        "gpg.program": canary("gpg"),
        "gpg.ssh.program": canary("ssh-keygen"),
        "log.showSignature": "true",
        "include.path": "more",
        "pager.diff-tree": "true",
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "evil",
        "remote.evil.promisor": "true",
        "remote.evil.url": f"ext::{canary('transport')} %S",
        "protocol.ext.allow": "always",
    }
    for key, value in traps.items():
        run.git("config", key, value)
    return run


def test_every_command_is_asked() -> None:
    asked = {line.split()[0] for line in LINES if line}
    assert asked >= set(ROWS)
    assert len(TRAPS) >= 12


@pytest.mark.parametrize("line", LINES, ids=lambda line: line or "promisectl")
def test_no_canary_ever_runs(trapped, line):
    run, dead = trapped
    said = run.apart(line, code=None, EDITOR="true")
    assert said.code in (0, 1, 2), said
    assert not dead.exists(), dead.read_text()


def test_the_traps_are_live(trapped):
    run, dead = trapped
    run.write("ledgers/people.yaml", run.read("ledgers/people.yaml") + "\n")
    for words in (("status",), ("add", "ledgers/people.yaml"), ("log", "-p", "--ext-diff"), ("diff",)):
        try:
            run.git(*words)
        except Exception:
            continue
    assert {"fsmonitor", "textconv"} & set(dead.read_text().split())
