"""In the host: workspaces in subfolders are named, and what hosts show says which promise it is about."""

import json
import xml.etree.ElementTree as ET

import pytest

SETTINGS = "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n"


@pytest.fixture
def late(run):
    """One promise that is overdue, and one that is still to come."""
    run.promised("Inspect the vehicle of claim 88123")
    run("request diego 'Repair it' 2026-03-20 -c done --id clm-new2new2")
    run("agree new --by diego")
    run.now = "2026-03-09T09:00:00-03:00"
    return run


def test_above_a_workspace_in_a_subfolder_the_error_names_it(nowhere):
    nowhere.write("ops/ledger/promisectl.yaml", SETTINGS)
    for line in ("status", "list", "check", "show k7m", "hooks status", "audit"):
        said = nowhere(line, code=2).err
        assert said.endswith("  help: found ops/ledger/promisectl.yaml: use --root ops/ledger\n"), line
    nowhere("list --root ops/ledger")
    assert "use --root ops/ledger" in nowhere("list --root ops", code=2).err


def test_where_there_are_several_all_are_named_as_they_are_typed(nowhere):
    for folder in ("b", "a/deep/one", "with blank"):
        nowhere.write(f"{folder}/promisectl.yaml", SETTINGS)
    said = nowhere("list", code=2).err
    assert "help: workspaces further down: use one of --root a/deep/one, --root b, --root 'with blank'\n" in said
    said = nowhere("list --lang es", code=2).err
    assert "áreas de trabajo más abajo: usa una de --root a/deep/one" in said


def test_hidden_folders_links_and_what_lies_too_deep_are_not_looked_into(nowhere):
    nowhere.write(".cache/promisectl.yaml", SETTINGS)
    nowhere.write("node_modules/x/promisectl.yaml", SETTINGS)
    nowhere.write("1/2/3/4/5/promisectl.yaml", SETTINGS)
    nowhere.write("../elsewhere/promisectl.yaml", SETTINGS)
    (nowhere.folder / "link").symlink_to(nowhere.folder.parent / "elsewhere")
    assert "help: make one with `promisectl init`" in nowhere("list", code=2).err


@pytest.mark.parametrize("line", ["check --ignore PC6", "overdue"])
def test_an_annotation_names_the_promise(late, line):
    said = late(f"{line} --format github", code=1 if line.startswith("check") else 0).out
    assert "::Inspect the vehicle of claim 88123 (clm-k7m2x9qd): diego owes it to ana since 2026-03-06" in said
    assert "file=ledgers/claims/clm-k7m2x9qd.yaml,line=5," in said


@pytest.mark.parametrize("line", ["check --ignore PC6", "overdue"])
def test_an_entry_of_code_quality_names_the_promise(late, line):
    (row,) = late(f"{line} --format gitlab", code=1 if line.startswith("check") else 0).json
    assert row["description"].startswith("Inspect the vehicle of claim 88123 (clm-k7m2x9qd): the promise is overdue: ")
    assert row["check_name"] == "PC301"


def test_what_check_and_overdue_tell_a_host_is_one_and_the_same_finding(late):
    (one,) = late("check --ignore PC6 --format gitlab", code=1).json
    (other,) = late("overdue --format gitlab").json
    assert one == other


def test_overdue_and_due_are_tests_for_a_server_that_shows_tests(late):
    suite = ET.fromstring(late("overdue --format junit").out)
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("promisectl overdue", "1", "1")
    assert "Inspect the vehicle of claim 88123 (clm-k7m2x9qd): " in suite.find(".//failure").get("message")
    suite = ET.fromstring(late("due --format junit").out)
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")


def test_due_tells_what_is_overdue_from_what_is_still_to_come(late):
    rows = late("due --format gitlab").json
    assert [(row["check_name"], row["severity"]) for row in rows] == [("PC301", "major"), ("PC302", "info")]
    assert (
        "Repair it (clm-new2new2): the promise is due soon: diego owes it to ana by 2026-03-20; days left: 11"
        in (rows[1]["description"])
    )
    assert [line.split(" ")[0] for line in late("due --format github").lines] == ["::error", "::notice"]


def test_nothing_overdue_is_an_empty_answer_in_each_format(late):
    late.now = "2026-03-03T09:00:00-03:00"
    assert late("overdue --format gitlab").json == []
    assert late("overdue --format github").out == ""
    assert ET.fromstring(late("overdue --format junit").out).get("failures") == "0"


def test_the_exit_code_is_asked_for_as_in_other_formats(late):
    late("overdue --format github --exit-code", code=1)
    late("overdue all --format junit")
    assert json.loads(late("overdue diego --format gitlab --exit-code", code=1).out)


def test_a_title_that_would_command_a_runner_commands_nothing(run):
    run.promised("::error::x ##[group]y%0A::stop-commands::z")
    run.now = "2026-03-09T09:00:00-03:00"
    for line in ("overdue --format github", "overdue --format github all"):
        lines = run(line).lines
        assert lines
        assert all(one.startswith("::error file=") for one in lines)
