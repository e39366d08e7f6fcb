"""Where a command writes, and where it does not: links, files of the ledgers, pipes, what takes no more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .program import SOURCE


@pytest.fixture
def promised(run):
    """A workspace with one promise."""
    run("request diego 'Inspect the vehicle' fri --id clm-k7m2x9qd")
    return run


def in_a_shell(program, line):
    """Run a line of the shell, where `promisectl` is the program; return what subprocess tells."""
    environment = program.variables({}) | {"PYTHONPATH": str(SOURCE), "PYTHON": sys.executable}
    script = f'promisectl() {{ "$PYTHON" -m promisectl "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-c", script], cwd=program.folder, env=environment, capture_output=True, text=True, check=False
    )


def test_a_result_goes_into_the_file_that_is_named(promised):
    promised("list --format csv --output list.csv")
    assert promised.read("list.csv").startswith("id,")
    assert not [name for name in os.listdir(promised.folder) if name.endswith(".tmp")]


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(promised):
    there = promised.write("list.md", "old\n" * 1000)
    there.chmod(0o600)
    promised("list --format markdown --output list.md")
    assert "old" not in promised.read("list.md")
    assert there.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_through_a_link(promised):
    kept = promised.write("../home/.profile", "kept\n")
    (promised.folder / "comment.md").symlink_to(kept)
    said = promised("list --output comment.md", code=2)
    assert said.err == (
        "error: comment.md is a link: nothing is written through it\n  help: remove it, or name another place\n"
    )
    assert kept.read_text() == "kept\n"


def test_nothing_is_written_into_a_folder_that_a_link_in_the_workspace_leads_to(promised):
    (promised.folder / "reports").symlink_to(promised.home)
    assert "is a link" in promised("list --output reports/list.md", code=2).err
    assert os.listdir(promised.home) == []


def test_folders_above_the_workspace_may_be_links(promised, tmp_path):
    (tmp_path / "short").symlink_to(promised.home)
    promised(f"list --output {tmp_path}/short/list.md")
    assert (promised.home / "list.md").is_file()


@pytest.mark.parametrize(
    "path", ["promisectl.yaml", "ledgers/people.yaml", "ledgers/claims/clm-k7m2x9qd.yaml", "ledgers/claims/new.yaml"]
)
def test_nothing_is_written_over_a_file_of_the_ledgers(promised, path):
    before = promised.tree()
    assert "no output is written over it" in promised(["list", "--output", path], code=2).err
    assert promised.tree() == before


def test_the_ledgers_are_those_that_the_settings_name(run):
    run.write("promisectl.yaml", "format: 1\nledgers: ./work//promises/\n")
    run.write("work/promises/people.yaml", "people: {ana: {}}\n")
    assert "no output" in run("list --output work/promises/people.yaml", code=2).err
    run("list --output ledgers/list.yaml")


def test_a_checkpoint_is_an_output_too(repository):
    assert "no output" in repository("audit --write-checkpoint ledgers/people.yaml", code=2).err
    (repository.folder / "kept").symlink_to(repository.home)
    assert "is a link" in repository("audit --write-checkpoint kept/checkpoint.json", code=2).err


def test_a_dash_is_standard_output(promised):
    assert promised("list --output -").out == promised("list").out
    assert not (promised.folder / "-").exists()


def test_pipes_and_devices_are_written_to_as_they_are(promised):
    whole = promised("list --format json").out
    assert in_a_shell(promised, "promisectl list --format json --output /dev/stdout").stdout == whole
    assert in_a_shell(promised, "promisectl list --format json --output >(cat)").stdout == whole
    os.mkfifo(promised.folder / "pipe")
    assert in_a_shell(promised, "cat pipe & promisectl list --format json --output pipe; wait").stdout == whole
    assert (promised.folder / "pipe").is_fifo()


def test_a_reader_who_has_gone_is_no_trouble(promised):
    done = in_a_shell(promised, "promisectl help reasons | true; echo ${PIPESTATUS[0]}")
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", ["list", "list --format json", "check", "--version", "--help"])
def test_an_output_that_takes_no_more_is_told_in_a_sentence(promised, command):
    done = in_a_shell(promised, f"promisectl {command} > /dev/full")
    assert done.returncode == 2
    assert done.stderr == (
        "promisectl: the output takes no more: No space left on device\n"
        "  what was printed is not whole; see that there is space where it goes\n"
    )


def test_an_output_that_is_closed_ends_the_command(promised):
    done = in_a_shell(promised, "promisectl list >&-; echo $? >&2")
    assert done.stderr == "2\n"


def test_a_checkpoint_of_nothing_but_brackets_is_no_bug(repository):
    repository.write("../home/deep.json", "[" * 100_000)
    said = repository("audit --checkpoint ../home/deep.json", code=2)
    assert "Traceback" not in said.err
    assert "a bug" not in said.err
