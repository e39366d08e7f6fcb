"""Which folders are a workspace's: plain names inside, and no link on the way, for reading and for writing."""

import os

import pytest

TEAM = "id: tea-aaaa1111\nwhat: s3cret\ncustomer: ana\nperformer: diego\n"


@pytest.fixture
def outside(run):
    """A folder beside the workspace that looks like ledgers, with a ledger `team`."""
    run.write("../private/people.yaml", "people: {ana: {}, diego: {}}\n")
    run.write("../private/team/tea-aaaa1111.yaml", TEAM)
    return run.folder.parent / "private"


@pytest.mark.parametrize("folder", ["../private", "/etc", ".", "..", "a/../../private", ".git", "a/.hidden", ""])
def test_ledgers_are_a_folder_inside_the_workspace(run, outside, folder):
    run.write("promisectl.yaml", f"format: 1\nledgers: '{folder}'\n")
    said = run("check", code=1)
    assert "promisectl.yaml:2:10: error[PC108]" in said.out
    assert "a folder of this workspace is wanted here" in said.out
    for line in ("list", "status", "show tea-aaaa1111", "request diego x fri --ledger team --id tea-bbbb2222"):
        assert "s3cret" not in run(line, code=2).err
    assert os.listdir(outside / "team") == ["tea-aaaa1111.yaml"]


@pytest.mark.parametrize("folder", ["./ledgers", "ledgers/", "work/../ledgers", "./ledgers//."])
def test_a_folder_may_be_written_in_other_ways(run, folder):
    run.write("promisectl.yaml", f"format: 1\nledgers: {folder}\ndefault-ledger: claims\n")
    run("request diego 'Inspect' fri --id clm-k7m2x9qd")
    assert (run.folder / "ledgers/claims/clm-k7m2x9qd.yaml").is_file()
    run("check")


def test_a_ledgers_folder_that_is_a_link_is_not_followed(run, outside):
    run.write("promisectl.yaml", "format: 1\nledgers: elsewhere\n")
    (run.folder / "elsewhere").symlink_to(outside)
    assert "this is a symbolic link" in run("check", code=2).out
    for line in (
        "list",
        "show tea-aaaa1111",
        "request diego x fri --ledger team",
        "person add eva",
        "ledger new sales",
    ):
        said = run(line, code=2)
        assert "s3cret" not in said.out + said.err
    assert sorted(os.listdir(outside)) == ["people.yaml", "team"]


def test_a_ledger_that_is_a_link_is_neither_read_nor_written(run, outside):
    (run.folder / "ledgers" / "team").symlink_to(outside / "team")
    assert "this is a symbolic link" in run("check", code=2).out
    run("show tea-aaaa1111", code=2)
    said = run("request diego x fri --ledger team --id tea-bbbb2222", code=2)
    assert "link" in said.err
    assert os.listdir(outside / "team") == ["tea-aaaa1111.yaml"]


def test_a_folder_inside_a_ledger_that_is_a_link_is_neither_read_nor_written(run, outside):
    (run.folder / "ledgers" / "claims" / "old").symlink_to(outside / "team")
    assert "this is a symbolic link" in run("check", code=2).out
    said = run("note tea-aaaa1111 hello", code=2)
    assert "s3cret" not in said.out + said.err
    assert (outside / "team" / "tea-aaaa1111.yaml").read_text() == TEAM


def test_completion_looks_nowhere_else(run, outside):
    run.write("promisectl.yaml", "format: 1\nledgers: ../private\n")
    assert "team" not in run.apart(["__complete", "bash", "2", "promisectl", "list", "--ledger", ""], code=None).out


def test_a_workspace_may_be_reached_over_a_link(run, tmp_path):
    (tmp_path / "short").symlink_to(run.folder)
    run(f"--root {tmp_path}/short request diego Inspect fri --id clm-k7m2x9qd")
    assert (run.folder / "ledgers/claims/clm-k7m2x9qd.yaml").is_file()
