"""A file that git has and the folder has not is named, with what brings it back, to be pasted where one stands."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from .remedies import attempt, commands_in

PATH = "ledgers/claims/clm-k7m2x9qd.yaml"


@pytest.fixture
def kept(repository):
    repository.promised()
    repository.requested("Estimate the repair", "clm-est2d3f4")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "-m", "agreed")
    return repository


def lose(run, path=PATH):
    (run.folder / path).unlink()


def test_a_command_that_looks_for_a_lost_promise_names_the_way_back(kept):
    lose(kept)
    for line in ("show k7m", "note clm-k7m2x9qd hello", "deliver k7m -e x --by diego", "undo k7m", "next k7m"):
        told = attempt(kept, shlex.split(line))
        assert told.code == 2, line
        assert f"{PATH} is in git's last commit, and is not here any more" in told.err, line
        assert commands_in(told.err) == [f"git restore {PATH}"]
    kept.git(*shlex.split(f"restore {PATH}"))
    kept("show k7m")


def test_check_names_it_and_its_verdict_is_about_the_rest(kept):
    lose(kept)
    said = kept("check")
    assert f"help: bring it back: `git restore {PATH}`" in said.err
    assert "tráelo de vuelta: `git restore" in kept("check --lang es").err
    assert kept("check --format json").json["findings"] == []
    lose(kept, "ledgers/claims/clm-est2d3f4.yaml")
    assert kept("check").err.count("git restore") == 2


def test_what_was_taken_away_with_git_comes_back_too(kept):
    kept.git("rm", "--quiet", PATH)
    (command,) = commands_in(kept("show k7m", code=2).err)
    assert command == f"git restore --staged --worktree {PATH}"
    kept.git(*shlex.split(command)[1:])
    kept("show k7m")


def test_the_way_back_is_one_from_where_one_stands(kept):
    lose(kept)
    below = kept.folder / "ledgers"
    told = kept.apart("show k7m", code=2, cwd=below).err
    (command,) = commands_in(told)
    assert command == "git restore claims/clm-k7m2x9qd.yaml"
    subprocess.run(shlex.split(command), cwd=below, check=True)
    kept("show k7m")


def test_a_promise_that_moved_or_was_packed_is_not_lost(kept):
    (kept.folder / "ledgers/claims/north").mkdir()
    (kept.folder / PATH).rename(kept.folder / "ledgers/claims/north/clm-k7m2x9qd.yaml")
    assert "git restore" not in kept("check").err
    kept("deliver k7m -e report --by diego")
    kept("accept k7m")
    kept.now = "2027-03-02T09:00:00-03:00"
    kept("pack --before 2027-01-01")
    assert "git restore" not in kept("check --fail-on never").err
    assert "git restore" not in kept("note k7m hello", code=2).err


def test_a_word_that_names_nothing_is_told_as_before(kept):
    lose(kept)
    assert "no promise here is called" in kept("show zzz", code=2).err


def test_outside_git_and_before_the_first_commit_nothing_is_lost(run):
    run.promised()
    lose(run)
    assert "no promise here is called" in run("show k7m", code=2).err
    run.git("init", "--quiet")
    assert "no promise here is called" in run("show k7m", code=2).err
    assert "git restore" not in run("check").err


def test_what_a_sparse_checkout_leaves_out_is_not_lost(kept):
    kept.git("sparse-checkout", "set", "--no-cone", "/*", "!/ledgers/claims/clm-k7m2x9qd.yaml")
    assert "git restore" not in kept("check").err
    assert "git restore" not in kept("show k7m", code=2).err
