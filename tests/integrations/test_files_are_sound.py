"""The files that a user copies are well formed, hold no known danger, and pin what they use."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .files import ACTION, GITLAB, ROOT, WORKFLOWS, read, steps

BIN = Path(sys.executable).parent
GITHUB = [ACTION, *WORKFLOWS]


def _has(program: str) -> bool:
    return (BIN / program).exists()


def _run(*words: str | Path) -> None:
    done = subprocess.run([BIN / words[0], *words[1:]], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not _has("zizmor"), reason="zizmor is not installed: make setup")
def test_zizmor_finds_no_danger_in_the_workflows() -> None:
    # What is left out are matters of taste: no name for a job, a copy of the action in the repository itself.
    _run("zizmor", "--offline", "--no-progress", "--min-severity=medium", "--persona=auditor", *GITHUB)


@pytest.mark.skipif(not _has("actionlint"), reason="actionlint is not installed: it is locked for Linux on x86-64")
def test_actionlint_finds_nothing_in_the_workflows(tmp_path: Path) -> None:
    # ShellCheck and pyflakes are not of the lock, and a machine that has them must not judge otherwise.
    lint = ("actionlint", "-no-color", "-shellcheck=", "-pyflakes=")
    _run(*lint, *WORKFLOWS)
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text().replace("github.event", "github.evnet", 1))
    with pytest.raises(AssertionError, match="evnet"):
        _run(*lint, wrong)


@pytest.mark.skipif(not _has("check-jsonschema"), reason="check-jsonschema is not installed: make setup")
@pytest.mark.parametrize(
    ("schema", "files"),
    [("github-workflows", WORKFLOWS), ("github-actions", [ACTION]), ("gitlab-ci", [GITLAB])],
)
def test_every_file_holds_to_its_hosts_schema(schema: str, files: list[Path]) -> None:
    _run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", "--data-transform", "gitlab-ci", *files)


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_what_others_wrote_is_pinned_by_a_full_commit(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    for name in used:
        assert name.startswith("./") or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name), name
    for line in path.read_text().splitlines():
        assert "uses: actions/" not in line or re.search(r"# v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_nothing_a_person_wrote_is_put_into_a_script(path: Path) -> None:
    for step in steps(path):
        text = step.get("run", "") + step.get("with", {}).get("script", "")
        assert "${{" not in text, step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_begins_with_no_rights(path: Path) -> None:
    told = read(path)
    assert told["permissions"] == {}
    assert "pull_request_target" not in told["on"]


def test_the_workflow_that_sees_a_pull_request_can_only_read() -> None:
    told = read(ROOT / "integrations/github/workflows/promises.yml")
    assert told["jobs"]["guard"]["permissions"] == {"contents": "read", "pull-requests": "read"}
    assert "secrets." not in (ROOT / "integrations/github/workflows/promises.yml").read_text()


@pytest.mark.parametrize("name", ["promises-comment.yml", "promises-agree.yml"])
def test_a_workflow_that_may_write_checks_out_nothing_but_the_default_branch(name: str) -> None:
    for step in steps(ROOT / "integrations/github/workflows" / name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["ref"] == "${{ github.event.repository.default_branch }}"
            assert step["with"]["persist-credentials"] == "false"
