"""The workflows' own shell, run in folders as a host lays them out, against branches that set traps.

`work/ledger/ledger` is the checkout, `work/_temp` the runner's temporary folder, `work/_temp/event.json` the event.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cli.program import Program
from warm import warm_program

from .files import ACTION, GITLAB, ROOT, read, steps

WORKFLOWS = ROOT / "integrations/github/workflows"
INSTALLING = ("promises.yml", "promises-night.yml", "promises-overdue.yml", "promises-agree.yml")
PEOPLE = "people:\n  ana: {emails: [ana@example.com]}\n  diego: {emails: [diego@example.com]}\n"
SETTINGS = "format: 1\ntimezone: UTC\ndefault-ledger: claims\n"
PROMISE = "ledgers/claims/clm-k7m2x9qd.yaml"
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]


class Runner(Program):
    """A runner with a checkout; `step` runs a step of a workflow in it, `event` says what the job is about."""

    @property
    def temp(self) -> Path:
        return self.folder.parent.parent / "_temp"

    @property
    def out(self) -> Path:
        return self.temp / "promisectl-out"

    def commit(self, who: str, text: str) -> str:
        self.git("add", "--all")
        email = f"user.email={who}@example.com"
        self.git("-c", f"user.name={who}", "-c", email, "commit", "--quiet", "--allow-empty", "-m", text)
        return self.git("rev-parse", "HEAD").strip()

    def pull(self) -> None:
        """Stand where the host stands for a pull request of the branch `pull`: on its own merge into main."""
        base, head = (self.git("rev-parse", name).strip() for name in ("main", "pull"))
        self.git("checkout", "--quiet", "--detach", "main")
        self.git("-c", "user.name=host", "-c", "user.email=h@x.org", "merge", "--quiet", "--no-ff", "-m", "m", "pull")
        self.event({"pull_request": {"number": 7, "base": {"sha": base, "ref": "main"}, "head": {"sha": head}}})

    def event(self, told: dict[str, Any]) -> None:
        (self.temp / "event.json").write_text(json.dumps(told))

    def step(self, workflow: str, name: str, **more: str) -> subprocess.CompletedProcess[str]:
        path = ACTION if workflow == "action.yml" else WORKFLOWS / workflow
        step = next(one for one in steps(path) if one.get("name") == name)
        isolated = step.get("shell", "bash").startswith("python")
        told = {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_EVENT_PATH": str(self.temp / "event.json"),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "PROMISECTL_ROOT": ".",
        }
        cwd = self.temp if "runner.temp" in step.get("working-directory", "") else self.folder
        return subprocess.run(
            [*([sys.executable, "-I", "-c"] if isolated else BASH), step["run"]],
            cwd=cwd, env=self.variables(told | more), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A checkout of a ledger in which Diego promised Ana something; `pull` is checked out."""
    folder, home = tmp_path / "work/ledger/ledger", tmp_path / "home"
    folder.mkdir(parents=True)
    home.mkdir()
    run = Runner(folder.resolve(), home)
    program = run.temp / "promisectl/bin/promisectl"
    program.parent.mkdir(parents=True)
    run.out.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{warm_program()}" "$@"\n')
    program.chmod(0o755)
    run.git("init", "--quiet", "--initial-branch", "main")
    workspace(run, "")
    run.commit("ana", "the ledger")
    run.git("checkout", "--quiet", "-b", "pull")
    return run


def workspace(run: Runner, below: str) -> None:
    run.write(f"{below}promisectl.yaml", SETTINGS)
    run.write(f"{below}ledgers/people.yaml", PEOPLE)
    run.write(f"{below}ledgers/claims/.gitkeep", "")
    root = ["--root", str(run.folder / below)]
    run(
        [*root, "request", "diego", "Inspect the vehicle", "fri", "-c", "photos", "--id", "clm-k7m2x9qd", "--by", "ana"]
    )
    run([*root, "agree", "k7m", "--by", "diego"])


def move_in_silence(run: Runner, below: str = "") -> None:
    path = below + PROMISE
    run.write(path, run.read(path).replace("due: 2026-03-06\ncriteria", "due: 2026-12-24\ncriteria"))


@pytest.mark.parametrize("workflow", ["promises.yml", "action.yml"])
def test_a_silent_change_fails_and_an_honest_one_passes(runner: Runner, workflow: str) -> None:
    runner("note k7m hello --by diego")
    runner.commit("diego", "a note")
    runner.pull()
    assert runner.step(workflow, "Judge what is new").returncode == 0
    runner.git("checkout", "--quiet", "pull")
    move_in_silence(runner)
    runner.commit("diego", "tidy")
    runner.pull()
    failed = runner.step(workflow, "Judge what is new")
    assert failed.returncode == 1
    assert "PC401" in failed.stdout
    assert runner.step(workflow, "Write the comment").returncode == 0
    assert "promisectl: diff" in (runner.out / "promisectl-comment.md").read_text()


def test_a_branch_behind_main_answers_for_itself_alone(runner: Runner) -> None:
    runner("note k7m hello --by diego")
    runner.commit("diego", "a note")
    base = runner.git("rev-parse", "main").strip()
    runner.git("checkout", "--quiet", "main")
    runner.write("src/main.py", "print()\n")
    runner.commit("ana", "main went on")
    runner.pull()
    event = json.loads((runner.temp / "event.json").read_text())
    event["pull_request"]["base"]["sha"] = base  # the event is older than the host's merge
    runner.event(event)
    assert runner.step("promises.yml", "Judge what is new").returncode == 0


def test_a_commit_of_sources_alone_passes_at_once(runner: Runner) -> None:
    runner.write("src/main.py", "print()\n")
    runner.commit("diego", "sources")
    runner.pull()
    passed = runner.step("promises.yml", "Judge what is new")
    assert (passed.returncode, passed.stderr) == (0, "")


def test_the_tree_of_a_merge_queue_is_judged(runner: Runner) -> None:
    base = runner.git("rev-parse", "main").strip()
    move_in_silence(runner)
    head = runner.commit("diego", "tidy")
    runner.event({"merge_group": {"base_sha": base, "head_sha": head}})
    assert runner.step("promises.yml", "Judge what is new").returncode == 1


def test_several_workspaces_are_all_judged(runner: Runner) -> None:
    runner.git("checkout", "--quiet", "main")
    workspace(runner, "teams/two/")
    runner.commit("ana", "a second workspace")
    runner.git("checkout", "--quiet", "-B", "pull")
    move_in_silence(runner, "teams/two/")
    runner.commit("diego", "tidy")
    runner.pull()
    assert runner.step("promises.yml", "Judge what is new").returncode == 0
    for roots in (". teams/two", "teams/two ."):
        failed = runner.step("promises.yml", "Judge what is new", PROMISECTL_ROOT=roots)
        assert failed.returncode == 1
        assert "file=teams/two/ledgers/claims/clm-k7m2x9qd.yaml" in failed.stdout
    runner.step("promises.yml", "Write the comment", PROMISECTL_ROOT=". teams/two")
    assert (runner.out / "promisectl-comment.md").read_text().count("promisectl: diff") == 2


def test_a_tag_named_like_the_target_changes_nothing(runner: Runner) -> None:
    move_in_silence(runner)
    runner.commit("diego", "tidy")
    runner.git("tag", "origin/main", "pull")
    runner.git("tag", "main", "pull")
    runner.git("update-ref", "refs/remotes/origin/main", "refs/heads/main")
    runner.git("checkout", "--quiet", "--detach", "refs/heads/pull")
    assert (
        runner.step("promises.yml", "Judge what is new", GITHUB_EVENT_PATH="", GITHUB_BASE_REF="main").returncode == 1
    )


def test_files_that_a_branch_lays_where_outputs_go_are_neither_read_nor_written(runner: Runner) -> None:
    move_in_silence(runner)
    program = runner.temp / "promisectl/bin/promisectl"
    before = program.read_bytes()
    for name in ("promisectl-comment.md", "promisectl-number.txt", "promisectl-approvals.json", "promisectl-out"):
        (runner.folder / name).symlink_to(os.path.relpath(program, runner.folder))
    runner.write("sitecustomize.py", "open('ran', 'w')\n")
    runner.write("json.py", "open('ran', 'w')\n")
    runner.write(".git-hooks/post-checkout", "touch ran\n")
    runner.commit("diego", "traps")
    runner.pull()
    runner.write("../../_temp/promisectl-out/reviews.json", "[]")
    reviews = runner.step("promises.yml", "Turn reviews into approvals", REVIEWS=str(runner.out / "reviews.json"))
    assert reviews.returncode == 0, reviews.stderr
    assert runner.step("promises.yml", "Write the comment").returncode == 0
    assert runner.step("promises.yml", "Judge what is new").returncode == 1
    number = runner.step("promises.yml", "Note the number of the pull request", NUMBER="7")
    assert number.returncode == 0, number.stderr
    assert program.read_bytes() == before
    assert not (runner.folder / "ran").exists()
    assert (runner.out / "promisectl-number.txt").read_text() == "7\n"


def wheel(folder: Path) -> Path:
    """Return a wheel of a program that says its version, for pip to install offline."""
    path = folder / "promisectl-9.9-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as told:
        told.writestr("promisectl_stub.py", "def main(): print('promisectl 9.9')\n")
        about = "promisectl-9.9.dist-info/"
        told.writestr(f"{about}METADATA", "Metadata-Version: 2.1\nName: promisectl\nVersion: 9.9\n")
        told.writestr(f"{about}WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        told.writestr(f"{about}entry_points.txt", "[console_scripts]\npromisectl = promisectl_stub:main\n")
        told.writestr(f"{about}RECORD", "")
    return path


@pytest.mark.parametrize("workflow", ["promises.yml", "action.yml"])
def test_the_program_is_installed_from_outside_of_the_checkout(runner: Runner, tmp_path: Path, workflow: str) -> None:
    for name in ("pip.py", "venv.py", "ensurepip.py", "sitecustomize.py", "promisectl.py"):
        runner.write(name, "raise SystemExit('a branch ran')\n")
    runner.write("pip.conf", "[global]\nindex-url = https://branch.example.org\n")
    runner.write("pyproject.toml", "[build-system]\nrequires = ['nothing']\n")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    requirement = f"promisectl @ {wheel(tmp_path).as_uri()}"
    done = runner.step(workflow, "Install promisectl", PROMISECTL_REQUIREMENT=requirement, PATH=path, PIP_NO_INDEX="1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip().endswith("promisectl 9.9")


def test_every_workflow_installs_in_the_same_way_before_it_checks_anything_out() -> None:
    installing = [step["run"] for step in steps(ACTION) if step.get("name") == "Install promisectl"]
    for name in INSTALLING:
        told = steps(WORKFLOWS / name)
        names = [step.get("name") or step["uses"].partition("@")[0] for step in told]
        assert names.index("Install promisectl") < names.index("actions/checkout"), name
        installing.append(told[names.index("Install promisectl")]["run"])
        head = read(WORKFLOWS / name)["env"]
        assert list(head) == ["PROMISECTL_ROOT", "PROMISECTL_REQUIREMENT"], name
    assert len(set(installing)) == 1


@pytest.mark.parametrize("name", ["Turn reviews into approvals", "Write the comment", "Judge what is new"])
def test_the_action_and_the_workflow_hold_the_same_steps(name: str) -> None:
    both = [
        next(one for one in steps(path) if one.get("name") == name) for path in (ACTION, WORKFLOWS / "promises.yml")
    ]
    assert both[0]["run"] == both[1]["run"]


def test_no_workflow_runs_an_action_of_the_checkout() -> None:
    for path in [ACTION, *WORKFLOWS.glob("*.yml")]:
        assert not [step for step in steps(path) if step.get("uses", "").startswith("./")], path.name


# Nights.


def night(run: Runner) -> subprocess.CompletedProcess[str]:
    """Run a night; what it leaves is what the next one is handed."""
    for file in run.out.glob("*"):
        file.unlink()
    done = run.step("promises-night.yml", "Audit the history")
    kept = run.temp / "promisectl-kept"
    kept.mkdir(exist_ok=True)
    for file in run.out.glob("checkpoint-*.json"):
        (kept / file.name).write_bytes(file.read_bytes())
    return done


def test_a_night_keeps_a_checkpoint_and_the_next_one_sees_a_history_that_was_rewritten_whole(runner: Runner) -> None:
    runner.git("checkout", "--quiet", "main")
    assert night(runner).returncode == 0
    kept = runner.temp / "promisectl-kept/checkpoint-_.json"
    first = kept.read_bytes()
    runner("note k7m hello --by diego")
    runner.commit("diego", "a note")
    assert night(runner).returncode == 0
    second = kept.read_bytes()
    assert second != first
    runner.git("checkout", "--quiet", "--orphan", "other")
    runner.commit("ana", "as if nothing had been")
    runner.git("branch", "--quiet", "--force", "main", "other")
    runner.write("checkpoint-_.json", "a checkpoint that the branch would like to be taken")
    for _ in range(2):  # what was found is found again, for the checkpoint stays that of the last night in order
        found = night(runner)
        assert found.returncode == 1
        assert "PC402" in found.stdout
        assert kept.read_bytes() == second


def test_a_night_checks_everything(runner: Runner) -> None:
    runner.git("checkout", "--quiet", "main")
    assert runner.step("promises-night.yml", "Check everything").returncode == 0
    move_in_silence(runner)
    runner.commit("diego", "tidy")
    assert runner.step("promises-night.yml", "Check everything").returncode == 1


def test_the_checkpoint_of_a_night_comes_from_the_default_branch_alone() -> None:
    told = read(WORKFLOWS / "promises-night.yml")
    assert told["jobs"]["night"]["if"] == "github.ref_name == github.event.repository.default_branch"
    assert "pull_request" not in json.dumps(told["on"])
    rule = read(GITLAB)["promises night"]["rules"]
    assert rule == [{"if": '$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]
