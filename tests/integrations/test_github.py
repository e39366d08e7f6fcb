"""The scripts of the GitHub workflows, run as they are written, against a stand-in for the host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli.program import Program
from warm import warm_program

from .files import ACTION, ROOT, script, steps

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="there is no node here, which runs these scripts on the host")
MARKER = "<!-- promisectl: diff -->"
HEAD = "1" * 40
COMMENT = "../home/temp/promisectl-out/promisectl-comment.md"


def on_the_host(text: str, environment: dict[str, str], **told: Any) -> Any:
    done = subprocess.run(
        [str(NODE), str(Path(__file__).with_name("host.mjs"))],
        input=json.dumps({"script": text, **told}),
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def judged(tmp_path: Path):
    """A run that judged pull request 7 of a fork; `post` hands its artifact to the job that comments."""
    pulls = {7: {"head": {"sha": HEAD, "repo": {"id": 5}}}, 8: {"head": {"sha": "2" * 40, "repo": {"id": 5}}}}
    run = {"head_sha": HEAD, "head_repository": {"id": 5}, "html_url": "https://git.example.org/runs/1"}

    def post(comment: str, number: str = "7\n", comments: Any = ()) -> Any:
        (tmp_path / "promisectl-comment.md").write_text(comment)
        (tmp_path / "promisectl-number.txt").write_text(number)
        told = {"payload": {"workflow_run": run}, "pulls": pulls, "comments": list(comments)}
        return on_the_host(script("promises-comment.yml", 1), {"FOLDER": str(tmp_path)}, **told)

    return post


@needs_node
def test_the_first_run_posts_a_comment_and_the_next_one_updates_it(judged) -> None:
    once = judged(f"**Merging moves nothing yet**\n\n{MARKER}\n")["comments"]
    assert [one["issue"] for one in once] == [7]
    twice = judged(f"**Promises changed: 1**\n\n{MARKER}\n", comments=once)["comments"]
    assert len(twice) == 1
    assert twice[0]["body"].startswith("**Promises changed: 1**")
    assert twice[0]["body"].endswith(MARKER)


@needs_node
def test_somebody_elses_comment_with_the_marker_is_left_alone(judged) -> None:
    hers = {"id": 1, "issue": 7, "body": f"mine\n\n{MARKER}", "user": {"login": "mallory"}}
    comments = judged("new", comments=[hers])["comments"]
    assert [one["body"].split("\n")[0] for one in comments] == ["mine", "new"]


@needs_node
@pytest.mark.parametrize("number", ["8\n", "7; rm -rf /\n", "0\n", "-7\n", "", "7\n8\n", "７\n"])
def test_an_artifact_that_names_another_pull_request_posts_nothing(judged, number: str) -> None:
    found = judged("hello", number)
    assert found["comments"] == []
    assert found["said"]


@needs_node
def test_a_run_that_wrote_no_comment_posts_none(tmp_path: Path) -> None:
    found = on_the_host(script("promises-comment.yml", 1), {"FOLDER": str(tmp_path)}, payload={"workflow_run": {}})
    assert (found["comments"], len(found["said"])) == ([], 1)


@needs_node
def test_a_forged_comment_mentions_nobody_and_stays_within_the_limit(judged) -> None:
    body = judged("@everyone and @team/all, again @&#8203;ana\n" + "x" * 100_000)["comments"][0]["body"]
    assert "@everyone" not in body
    assert "@team" not in body
    assert "@&#8203;ana" in body
    assert len(body) < 65_536


def a_run(number: int, **more: Any) -> dict[str, Any]:
    left = [{"name": "promisectl-checkpoint", "expired": False}]
    usual = {
        "head_branch": "main",
        "head_repository": {"id": 5},
        "event": "schedule",
        "workflow_id": 1,
        "artifacts": left,
    }
    return {"id": number, **usual, **more}


@needs_node
@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([a_run(2), a_run(1)], "2"),
        (
            [
                a_run(3, artifacts=[]),
                a_run(2, artifacts=[{"name": "promisectl-checkpoint", "expired": True}]),
                a_run(1),
            ],
            "1",
        ),
        ([a_run(3, head_branch="evil"), a_run(2, head_repository={"id": 6}), a_run(1, event="pull_request")], None),
        ([], None),
    ],
)
def test_the_last_checkpoint_is_that_of_a_run_of_the_default_branch(others: Any, found: str | None) -> None:
    text = script("promises-night.yml", "Find the last checkpoint")
    payload = {"repository": {"default_branch": "main"}}
    told = on_the_host(text, {}, payload=payload, runs=[a_run(9), *others], runId=9)
    assert told["outputs"].get("run") == found
    assert bool(told["said"]) == (found is None)


def overdue_issues(tmp_path: Path, code: str, table: str = "", issues: Any = ()) -> Any:
    (tmp_path / "promisectl-out").mkdir(exist_ok=True)
    (tmp_path / "promisectl-out/overdue.md").write_text(table)
    text = script("promises-overdue.yml", "Open, update or close the issue")
    return on_the_host(text, {"RUNNER_TEMP": str(tmp_path), "OVERDUE": code}, issues=list(issues))["issues"]


@needs_node
def test_one_issue_is_opened_then_updated_then_closed(tmp_path: Path) -> None:
    first = overdue_issues(tmp_path, "1", "| one |")
    assert [(one["state"], one["body"].split("\n")[0]) for one in first] == [("open", "| one |")]
    second = overdue_issues(tmp_path, "1", "| two |", first)
    assert [(one["state"], one["body"].split("\n")[0]) for one in second] == [("open", "| two |")]
    assert [one["state"] for one in overdue_issues(tmp_path, "0", "", second)] == ["closed"]
    assert overdue_issues(tmp_path, "0") == []


@needs_node
def test_a_long_list_is_cut_between_two_lines(tmp_path: Path) -> None:
    body = overdue_issues(tmp_path, "1", "| a row |\n" * 20_000)[0]["body"]
    assert len(body) < 65_536
    assert "| a row |\n\nThere is more" in body


PEOPLE = """\
people:
  ana: {name: Ana Ríos, emails: [ana@example.com], accounts: {github: ana-rios, gitlab: arios}}
  diego: {name: Diego Soto, emails: [diego@example.com]}
  eva: {name: Eva Lara, emails: [eva@example.com]}
"""


class Ledger(Program):
    """A ledger whose default branch holds a proposal; `comment` is what somebody writes below an issue."""

    def commit(self, text: str, who: str = "eva") -> None:
        self.git("add", "--all")
        self.git("-c", f"user.name={who}", "-c", f"user.email={who}@example.com", "commit", "-qm", text)

    def comment(self, body: str, login: str = "ana-rios", said_at: str = "2026-03-03T15:00:00Z", **more: str) -> str:
        """Return the answer to a comment."""
        temp = self.home / "temp"
        program = temp / "promisectl/bin/promisectl"
        program.parent.mkdir(parents=True, exist_ok=True)
        (temp / "promisectl-out").mkdir(exist_ok=True)
        if not program.exists():
            program.symlink_to(warm_program())
        told = {
            "PROMISECTL_ROOT": ".",
            "BODY": body, "LOGIN": login, "SAID_AT": said_at, "RECORDER": "eva",
            "SOURCE": "https://git.example.org/team/ledger/issues/7#issuecomment-1",
            "RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(temp / "output"),
            "PROMISECTL_NOW": "2026-03-03T12:30:00-03:00",
        }  # fmt: skip
        found = steps(ROOT / "integrations/github/workflows/promises-agree.yml")
        own = next(step for step in found if step.get("id") == "record")["env"]
        told |= {name: value for name, value in own.items() if name.startswith("GIT_")} | more
        file = temp / "step.py"
        file.write_text(script("promises-agree.yml", "Record the agreement"))
        done = subprocess.run(
            [sys.executable, "-I", str(file)],
            cwd=self.folder, env=self.variables(told), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return (temp / "promisectl-out/answer.txt").read_text()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    run = Ledger(folder.resolve(), home)
    run.git("init", "--quiet", "--initial-branch", "main")
    run.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    run.write("ledgers/people.yaml", PEOPLE)
    run.write("ledgers/claims/.gitkeep", "")
    run.promised()
    run.now = "2026-03-03T10:00:00-03:00"
    run("renegotiate k7m 2026-03-09 --by diego --reason supplier")
    run.commit("the ledger")
    return run


def test_agree_in_a_comment_of_a_mapped_account_is_recorded_and_committed(ledger: Ledger) -> None:
    assert ledger.comment("/agree clm-k7m\nthank you").startswith("Recorded:")
    ledger.now = "2026-03-03T13:00:00-03:00"
    act = ledger("show k7m --format json").json["promise"]["history"][-1]
    assert (act["act"], act["by"], act["for"]) == ("agree", "eva", "ana")
    assert act["via"].endswith("#issuecomment-1")
    assert ledger.git("status", "--porcelain") == ""
    assert ledger.git("log", "-1", "--format=%an") == "github-actions[bot]\n"
    assert "recorded=true" in (ledger.home / "temp/output").read_text()


@pytest.mark.parametrize("login", ["ana", "arios", "mallory", "diego", "github:ana-rios", "ext:ana"])
def test_no_other_account_is_taken_for_hers(ledger: Ledger, login: str) -> None:
    before = ledger.tree()
    assert ledger.comment("/agree clm-k7m2x9qd", login).startswith("Nothing is recorded")
    assert ledger.tree() == before


@pytest.mark.parametrize(
    "body",
    [
        "/agree",
        "/agree $(touch owned)",
        "/agree k7m; touch owned",
        "/agree --root=/etc",
        "/agree k7m `touch owned`",
        "/agree zzz9",
        "/agree clm-k7m2x9qd clm-k7m2x9qd",
        "/agree ../../etc",
    ],
)
def test_a_comment_is_matched_and_never_run(ledger: Ledger, body: str) -> None:
    before = ledger.tree()
    assert ledger.comment(body).startswith("Nothing is recorded")
    assert ledger.tree() == before


def test_a_comment_older_than_the_proposal_agrees_to_nothing(ledger: Ledger) -> None:
    before = ledger.tree()
    assert "newer than the comment" in ledger.comment("/agree clm-k7m2x9qd", said_at="2026-03-03T12:00:00Z")
    assert ledger.tree() == before


def test_a_second_comment_records_nothing_more(ledger: Ledger) -> None:
    ledger.comment("/agree clm-k7m2x9qd")
    before = ledger.tree()
    assert ledger.comment("/agree clm-k7m2x9qd").startswith("Nothing is recorded")
    assert ledger.tree() == before


def test_without_a_recorder_nothing_is_recorded(ledger: Ledger) -> None:
    assert "PROMISECTL_RECORDER" in ledger.comment("/agree clm-k7m2x9qd", RECORDER="--by=ana")


def action_step(run: Program, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    temp = run.home / "temp"
    program = temp / "promisectl/bin/promisectl"
    program.parent.mkdir(parents=True, exist_ok=True)
    (temp / "promisectl-out").mkdir(exist_ok=True)
    if not program.exists():
        program.symlink_to(warm_program())
    text = next(step for step in steps(ACTION) if step.get("name") == name)["run"]
    language = next(step for step in steps(ACTION) if step.get("name") == name)["shell"]
    shell = (
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
        if language == "bash"
        else [sys.executable, "-I", "-c"]
    )
    told = {"RUNNER_TEMP": str(temp), "GITHUB_BASE_REF": "main", "PROMISECTL_ROOT": ".", "BASE": "auto"}
    return subprocess.run(
        [*shell, text],
        cwd=run.folder, env=run.variables(told | inputs), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_action_writes_the_comment_and_fails_on_a_silent_change(ledger: Ledger) -> None:
    ledger.git("update-ref", "refs/remotes/origin/main", "HEAD")
    file = "ledgers/claims/clm-k7m2x9qd.yaml"
    ledger.write(file, ledger.read(file).replace("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria", 1))
    ledger.commit("tidy")
    wrote = action_step(ledger, "Write the comment")
    assert wrote.returncode == 0, wrote.stderr
    assert MARKER in ledger.read(COMMENT)
    failed = action_step(ledger, "Judge what is new")
    assert failed.returncode == 1
    assert failed.stdout.startswith(f"::error file={file},line=")
    assert "PC401" in failed.stdout


def test_the_action_lets_a_proposal_pass(ledger: Ledger) -> None:
    ledger.git("update-ref", "refs/remotes/origin/main", "HEAD")
    ledger("renegotiate k7m 2026-03-10 --by diego --reason supplier")
    ledger.commit("propose", who="diego")
    assert action_step(ledger, "Write the comment").returncode == 0
    assert "Merging moves nothing yet" in ledger.read(COMMENT)
    passed = action_step(ledger, "Judge what is new", APPROVALS="")
    assert passed.returncode == 0, passed.stdout + passed.stderr


@needs_node
def test_only_an_approval_of_the_very_commit_counts_and_only_the_last_word(tmp_path: Path) -> None:
    def review(login: str, state: str, commit: str = HEAD, kind: str = "User") -> dict[str, Any]:
        user = {"login": login, "type": kind}
        return {"user": user, "state": state, "commit_id": commit, "html_url": f"https://git.example.org/{login}"}

    reviews = [
        review("ana-rios", "APPROVED"), review("ana-rios", "COMMENTED"), review("eva", "APPROVED", "2" * 40),
        review("diego", "APPROVED"), review("diego", "CHANGES_REQUESTED"), review("bot", "APPROVED", kind="Bot"),
        {"user": None, "state": "APPROVED", "commit_id": HEAD, "html_url": ""},
    ]  # fmt: skip
    payload = {"pull_request": {"number": 7, "head": {"sha": HEAD}}}
    (tmp_path / "promisectl-out").mkdir()
    on_the_host(
        script("promises.yml", "Read the reviews"), {"RUNNER_TEMP": str(tmp_path)}, payload=payload, reviews=reviews
    )
    found = json.loads((tmp_path / "promisectl-out/reviews.json").read_text())
    assert found == [{"login": "ana-rios", "source": "https://git.example.org/ana-rios"}]


@pytest.mark.parametrize(("login", "code"), [("Ana-Rios", 0), ("ana", 1), ("mallory", 1)])
def test_the_review_of_a_steward_stands_by_what_the_commits_changed(ledger: Ledger, login: str, code: int) -> None:
    ledger.write("promisectl.yaml", ledger.read("promisectl.yaml") + "policy: {stewards: [ana]}\n")
    ledger.commit("ana looks after the rules", who="ana")
    ledger.git("update-ref", "refs/remotes/origin/main", "HEAD")
    ledger.write("promisectl.yaml", ledger.read("promisectl.yaml") + "wip-limit: 3\n")
    ledger.commit("three at a time", who="diego")
    ledger.write("promisectl.yaml", ledger.read("promisectl.yaml").replace("3\n", "4\n"))
    ledger.commit("four at a time", who="diego")
    ledger.write("../home/reviews.json", json.dumps([{"login": login, "source": "https://git.example.org/r/2"}]))
    turned = action_step(ledger, "Turn reviews into approvals", REVIEWS=str(ledger.home / "reviews.json"))
    assert turned.returncode == 0, turned.stderr
    judged = action_step(ledger, "Judge what is new", APPROVALS="")
    assert judged.returncode == code, judged.stdout + judged.stderr
    assert ("PC407" in judged.stdout) == bool(code)


@pytest.mark.parametrize(("login", "code"), [("Ana-Rios", 0), ("ana", 1), ("mallory", 1)])
def test_a_review_answers_an_agreement_that_the_proposer_wrote(ledger: Ledger, login: str, code: int) -> None:
    ledger.git("update-ref", "refs/remotes/origin/main", "HEAD")
    ledger("renegotiate k7m 2026-03-10 --by diego --reason supplier")
    ledger("agree k7m --by diego --for ana --via phone")
    ledger.commit("moved", who="diego")
    ledger.write("../home/reviews.json", json.dumps([{"login": login, "source": "https://git.example.org/r/1"}]))
    turned = action_step(ledger, "Turn reviews into approvals", REVIEWS=str(ledger.home / "reviews.json"))
    assert turned.returncode == 0, turned.stderr
    judged = action_step(ledger, "Judge what is new", APPROVALS="")
    assert judged.returncode == code, judged.stdout + judged.stderr
    assert ("PC406" in judged.stdout) == bool(code)


def delivered(ledger: Ledger, before: str = "HEAD~1", **more: str) -> subprocess.CompletedProcess[str]:
    """Run what records the announcements of a push, as the host's shell does."""
    temp = ledger.home / "temp"
    program = temp / "promisectl/bin/promisectl"
    program.parent.mkdir(parents=True, exist_ok=True)
    if not program.exists():
        program.symlink_to(warm_program())
    before = "0" * 40 if before == "nothing" else ledger.git("rev-parse", before).strip()
    told = {
        "PROMISECTL_ROOT": ".", "RECORDER": "eva", "BEFORE": before, "AFTER": ledger.git("rev-parse", "HEAD").strip(),
        "RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(temp / "output"), "PROMISECTL_NOW": "2026-03-03T12:30:00-03:00",
    }  # fmt: skip
    found = steps(ROOT / "integrations/github/workflows/promises-deliver.yml")
    own = next(step for step in found if step.get("id") == "record")["env"]
    told |= {name: value for name, value in own.items() if name.startswith("GIT_")} | more
    text = script("promises-deliver.yml", "Record what the commits announce")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=ledger.folder, env=ledger.variables(told), capture_output=True, text=True, check=False,
    )  # fmt: skip


def announce(ledger: Ledger, who: str = "diego", trailer: str = "Delivers: clm-k7m2x9qd") -> None:
    ledger.write("report.txt", "eight photos")
    ledger.commit(f"The report is there\n\n{trailer}\n", who)


def test_a_merged_commit_of_the_performer_delivers_and_says_so_once(ledger: Ledger) -> None:
    announce(ledger)
    assert delivered(ledger).returncode == 0
    ledger.now = "2026-03-03T13:00:00-03:00"
    shown = ledger("show k7m --format json").json["promise"]
    act = shown["history"][-1]
    assert (shown["state"], act["act"], act["by"], act["for"]) == ("delivered", "deliver", "eva", "diego")
    assert act["evidence"] == [act["via"]]
    assert "recorded=true" in (ledger.home / "temp/output").read_text()
    head = ledger.git("rev-parse", "HEAD")
    assert delivered(ledger, "HEAD~2").returncode == 0
    assert ledger.git("rev-parse", "HEAD") == head


@pytest.mark.parametrize(
    ("who", "trailer", "why"),
    [
        ("ana", "Delivers: clm-k7m2x9qd", "diego is the performer, and the commit is of ana"),
        ("diego", "Delivers: clm-nowhere9", "no promise"),
        ("mallory", "Delivers: clm-k7m2x9qd", "nobody in people.yaml"),
    ],
)
def test_what_somebody_else_announces_is_left_out_and_named(ledger: Ledger, who: str, trailer: str, why: str) -> None:
    announce(ledger, who, trailer)
    head = ledger.git("rev-parse", "HEAD")
    done = delivered(ledger)
    assert done.returncode == 0, done.stderr
    assert why in done.stderr
    assert ledger.git("rev-parse", "HEAD") == head


def test_a_branch_that_begins_here_or_nobody_who_answers_records_nothing(ledger: Ledger) -> None:
    announce(ledger)
    head = ledger.git("rev-parse", "HEAD")
    assert "nothing before this push" in delivered(ledger, "nothing").stdout
    assert "names nobody" in delivered(ledger, RECORDER="").stdout
    assert ledger.git("rev-parse", "HEAD") == head


def test_a_warning_carries_the_subject_of_its_commit_and_the_reason_after_the_id(ledger: Ledger) -> None:
    announce(ledger, trailer="Warns: clm-k7m2x9qd supplier")
    assert delivered(ledger).returncode == 0
    ledger.now = "2026-03-03T13:00:00-03:00"
    act = ledger("show k7m --format json").json["promise"]["history"][-1]
    assert (act["act"], act["reason"], act["note"]) == ("warn", "supplier", "The report is there")
