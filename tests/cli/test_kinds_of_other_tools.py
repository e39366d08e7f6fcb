"""Kinds of bugs that users of neighbouring tools reported; each test's name begins with the kind of tool.

The table of them is in docs/reference/reliability.md. Where a kind has tests of its own elsewhere it is not repeated.
"""

import json
import os
import subprocess
import sys

import pytest
import yaml

from .program import SOURCE

SETTINGS = """\
format: 1
timezone: America/Santiago
default-ledger: claims
default-calendar: cl
calendars:
  cl: {weekend: [sat, sun], hours: "09:00-18:00"}
  wednesdays: {weekend: [mon, tue, thu, fri, sat, sun], hours: "09:00-18:00"}
  siesta: {weekend: [sat, sun], hours: "09:00-14:00, 16:00-19:00"}
"""
FRIDAY = "2026-03-06T17:00:00-03:00"


@pytest.fixture
def counted(run):
    run.write("promisectl.yaml", SETTINGS)
    run.now = FRIDAY
    return run


def asked(run, within, calendar="cl"):
    run(f"request diego Inspect --within '{within}' --calendar {calendar} --pause-on supplier -c x --id clm-k7m2x9qd")
    run("agree k7m --by diego")


def paused(run, began, ended):
    run.now = began
    run("pause k7m --reason supplier --by diego")
    run.now = ended
    run("resume k7m --by diego")
    return run("show k7m --format json").json["promise"]["due"]


# Clocks and calendars.


def test_service_desk_a_pause_over_a_weekend_takes_no_working_days(counted):
    asked(counted, "2bd")
    assert paused(counted, "2026-03-07T10:00:00-03:00", "2026-03-08T10:00:00-03:00") == "2026-03-10"


def test_service_desk_a_pause_from_friday_to_monday_takes_one_working_day(counted):
    asked(counted, "2bd")
    assert paused(counted, "2026-03-06T18:00:00-03:00", "2026-03-09T08:00:00-03:00") == "2026-03-11"


def test_service_desk_a_week_of_one_working_day_counts_weeks(counted):
    asked(counted, "3bd", "wednesdays")
    assert "due: 2026-03-25" in counted.promise()


def test_service_desk_a_lunch_break_is_not_worked(counted):
    counted.now = "2026-03-06T13:30:00-03:00"
    asked(counted, "1bh", "siesta")
    assert "due: 2026-03-06T16:30:00-03:00" in counted.promise()


def test_service_desk_a_pause_inside_a_lunch_break_takes_nothing(counted):
    counted.now = "2026-03-06T13:30:00-03:00"
    asked(counted, "1bh", "siesta")
    due = paused(counted, "2026-03-06T14:05:00-03:00", "2026-03-06T15:55:00-03:00")
    assert due == "2026-03-06T16:30:00-03:00"


def test_task_tracker_a_due_lasts_to_the_end_of_its_day_in_the_zone_of_the_workspace(run):
    run.promised()
    run.now = "2026-03-07T02:59:59Z"
    run("overdue --exit-code", TZ="Asia/Tokyo")
    run.now = "2026-03-07T03:00:00Z"
    run("overdue --exit-code", code=1, TZ="Asia/Tokyo")


def test_time_tracker_a_machine_clock_a_little_behind_loses_no_word(run):
    run.requested()
    run.now = "2026-03-02T08:55:00-03:00"
    run("agree k7m --by diego")
    assert run.promise().count("at: 2026-03-02T09:00:00-03:00") == 2


# Texts and files.


@pytest.mark.parametrize(
    "what", ["no", "1e3", "2026-03-06", "~", "a: b", "x #y", "- z", "*a", "%", "0o17", "'", "=", "<<"]
)
def test_configuration_tool_a_title_that_yaml_would_take_for_something_else_stays_a_title(run, what):
    run(["request", "--id", "clm-k7m2x9qd", "-c", "x", "--due", "2026-03-06", "--", "diego", what])
    assert yaml.load(run.promise(), Loader=yaml.BaseLoader)["what"] == what
    assert run("show k7m --format json").json["promise"]["what"] == what


@pytest.mark.parametrize("dumped", ["yaml", "json"])
def test_plain_text_accounting_a_file_that_another_program_wrote_means_the_same(run, dumped):
    run.promised()
    before = run("show k7m --format json").json
    values = yaml.load(run.promise(), Loader=yaml.BaseLoader)
    text = yaml.dump(values, allow_unicode=True) if dumped == "yaml" else json.dumps(values, ensure_ascii=False)
    run.write("ledgers/claims/clm-k7m2x9qd.yaml", text)
    after = run("show k7m --format json").json
    assert after["promise"]["state"] == before["promise"]["state"] == "promised"
    assert after["promise"]["due"] == before["promise"]["due"]
    run("deliver k7m -e report --by diego")
    assert run("show k7m --format json").json["promise"]["state"] == "delivered"


def test_plain_text_accounting_a_workspace_in_a_folder_with_blanks_and_accents_works(repository):
    inner = repository.folder / "mis promesas ñ" / "año 2026"
    inner.mkdir(parents=True)
    (inner / "promisectl.yaml").write_bytes((repository.folder / "promisectl.yaml").read_bytes())
    (inner / "ledgers" / "claims").mkdir(parents=True)
    (inner / "ledgers" / "people.yaml").write_bytes((repository.folder / "ledgers" / "people.yaml").read_bytes())
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "another workspace")
    root = ["--root", str(inner)]
    repository([*root, "request", "diego", "Inspect", "fri", "-c", "x", "--id", "clm-k7m2x9qd", "--commit"])
    assert repository.git("status", "--porcelain") == ""
    repository([*root, "check", "--base", "HEAD~1", "--ignore", "PC6"])
    annotated = repository([*root, "check", "--format", "gitlab", "--select", "PC604", "--as-of", "2026-04-01"])
    assert annotated.json == []
    overdue = repository([*root, "list", "--format", "csv"]).out
    assert "ledgers/claims/clm-k7m2x9qd.yaml" in overdue


def test_plain_text_accounting_a_workspace_behind_a_link_is_the_workspace(repository):
    beside = repository.folder.parent / "linked"
    beside.symlink_to(repository.folder)
    line = ["--root", str(beside), "request", "diego", "Inspect", "fri", "-c", "x", "--id", "clm-k7m2x9qd", "--commit"]
    repository(line)
    assert repository.git("status", "--porcelain") == ""


# Git.


def test_issues_in_git_a_linked_worktree_commits_on_its_own_branch(repository):
    repository.requested(id="clm-old2old2", more="--commit")
    repository.git("worktree", "add", "--quiet", "../beside", "-b", "beside")
    root = str(repository.folder.parent / "beside")
    repository(["--root", root, "request", "diego", "Inspect", "fri", "-c", "x", "--id", "clm-k7m2x9qd", "--commit"])
    assert repository.git("log", "--format=%s", "-1", "beside").startswith("clm-k7m2x9qd: request")
    assert "clm-k7m2x9qd" not in repository.git("log", "--format=%s", "main")


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files to others")
def test_version_control_wrapper_a_repository_of_another_owner_is_named_not_guessed_at(repository):
    repository.requested()
    for path in (repository.folder, *repository.folder.rglob("*")):
        os.chown(path, 12345, 12345, follow_symlinks=False)
    for line in ("list", "show k7m"):
        repository.apart(line)
    said = repository.apart("agree k7m --by diego --commit", code=None)
    assert said.code in (0, 2)
    assert "promisectl: a bug" not in said.err


def test_version_control_wrapper_autocrlf_changes_no_meaning(repository):
    repository.promised()
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "promised")
    path = repository.folder / "ledgers" / "claims" / "clm-k7m2x9qd.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    repository.git("config", "core.autocrlf", "true")
    repository("deliver k7m -e report --by diego")
    written = path.read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n")
    assert repository("show k7m --format json").json["promise"]["state"] == "delivered"
    repository("check --base HEAD --ignore PC6")


def test_commit_helper_a_signature_that_fails_loses_no_word_and_a_retry_says_it_once(repository):
    repository.git("config", "commit.gpgsign", "true")
    repository.git("config", "gpg.program", "false")
    line = "request diego Inspect fri -c x --commit"
    said = repository(line, code=2).err
    assert "promisectl: a bug" not in said
    assert len(list((repository.folder / "ledgers" / "claims").glob("*.yaml"))) == 1
    repository.git("config", "commit.gpgsign", "false")
    repository(line)
    assert len(list((repository.folder / "ledgers" / "claims").glob("*.yaml"))) == 1
    assert repository.git("status", "--porcelain") == ""


def test_commit_helper_variables_of_git_from_a_hook_of_another_repository_lead_nowhere(repository, tmp_path):
    other = tmp_path / "other"
    subprocess.run(["git", "init", "--quiet", str(other)], check=True, env=repository.variables({}))
    line = "request diego Inspect fri -c x --id clm-k7m2x9qd"
    repository.apart(line, GIT_DIR=str(other / ".git"), GIT_WORK_TREE=str(other), GIT_INDEX_FILE=str(other / "index"))
    assert "clm-k7m2x9qd" in str(repository.tree())
    assert [path.name for path in other.iterdir()] == [".git"]


# Programs beside.


@pytest.mark.parametrize("line", ["list --all", "show k7m", "report fulfilment", "check", "export jsonl"])
def test_lister_whoever_reads_the_output_may_go_away(run, line):
    run.requested()
    for number in range(40):
        text = run.promise().replace("clm-k7m2x9qd", f"clm-n{number:03d}2345")
        run.write(f"ledgers/claims/clm-n{number:03d}2345.yaml", text)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "promisectl", *line.split()],
        cwd=run.folder,
        env=run.variables({}) | {"PYTHONPATH": str(SOURCE)},
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_language_server_a_start_that_fails_says_why_beside_the_protocol(nowhere):
    said = nowhere.apart("mcp --by bot", code=2)
    assert said.out == ""
    assert "there is no workspace here" in said.err


def test_command_line_a_missing_home_and_an_unknown_terminal_stop_nothing(run):
    run.requested()
    assert "Inspect" in run.apart("list", HOME="", TERM="nonsense", USER="", LOGNAME="").out
