"""Git: `--commit` commits just the file, `undo` takes back what is not committed, and neither does more."""

import pytest

from promisectl.git.programs import git_available

pytestmark = pytest.mark.skipif(not git_available(), reason="git is not installed")
STAGED = "A  note.txt\n"


def log(run):
    return run.git("log", "--format=%s").splitlines()


def test_every_act_is_a_commit_that_says_what_changed(repository):
    run = repository
    run("request diego 'Inspect the vehicle' 2026-03-04 -c photos --id clm-k7m2x9qd --commit")
    run("agree k7m --by diego --commit")
    run("renegotiate k7m 2026-03-06 --reason supplier --by diego --commit")
    run("agree k7m --commit")
    run("renegotiate k7m -c photos -c estimate --reason quality --commit")
    run("set k7m tags critical --commit")
    assert log(run) == [
        "clm-k7m2x9qd: set tags",
        "clm-k7m2x9qd: renegotiate criteria photos -> photos; estimate",
        "clm-k7m2x9qd: agree",
        "clm-k7m2x9qd: renegotiate due 2026-03-04 -> 2026-03-06",
        "clm-k7m2x9qd: agree",
        "clm-k7m2x9qd: request Inspect the vehicle",
        "people and settings",
    ]
    assert run.git("status", "--short") == ""


def test_only_that_file_is_committed_and_what_is_staged_stays_staged(repository):
    run = repository
    run.write("note.txt", "mine\n")
    run.git("add", "note.txt")
    run.requested(more="--commit")
    assert run.git("show", "--name-only", "--format=").split() == ["ledgers/claims/clm-k7m2x9qd.yaml"]
    assert run.git("status", "--short") == STAGED


def test_several_promises_are_several_commits(repository):
    run = repository
    run.requested()
    run.requested("Another", "clm-p4rt9abc")
    run("agree k7m p4r --by diego --commit")
    assert log(run)[:2] == ["clm-p4rt9abc: agree", "clm-k7m2x9qd: agree"]


def test_git_config_makes_commits_the_default(repository):
    run = repository
    run.git("config", "promisectl.commit", "true")
    run.requested()
    assert log(run)[0] == "clm-k7m2x9qd: request Inspect the vehicle"
    run("agree k7m --by diego --dry-run")
    assert len(log(run)) == 2


def test_without_it_nothing_is_committed(repository):
    repository.requested()
    assert log(repository) == ["people and settings"]


def test_a_long_sentence_is_cut_in_the_message(repository):
    repository(["request", "diego", "word " * 40, "fri", "--id", "clm-k7m2x9qd", "--commit"])
    assert len(log(repository)[0]) <= 100


def test_commit_outside_a_repository_is_refused_before_anything_is_written(run):
    before = run.tree()
    said = run("request diego Inspect fri --commit", code=2)
    assert said.err == (
        "error: --commit needs a git repository, and there is none here\n"
        "  help: make one with `git init`, or leave --commit out\n"
    )
    assert run.tree() == before


def test_undo_takes_back_an_uncommitted_act(repository):
    run = repository
    run.requested(more="--commit")
    before = run.promise()
    run("agree k7m --by diego")
    said = run("undo k7m")
    assert said.out == "clm-k7m2x9qd: the agree by diego is undone\n"
    assert run.promise() == before
    assert run.git("status", "--short") == ""


def test_undo_takes_acts_back_one_by_one_down_to_what_is_committed(repository):
    run = repository
    run.requested(more="--commit")
    run("agree k7m --by diego")
    run("renegotiate k7m mon --reason supplier --by diego")
    run("undo k7m")
    run("undo k7m")
    assert run("undo k7m", code=1).err == (
        "error: every act of clm-k7m2x9qd is committed: what was said stays said\n"
        "  help: say another act instead; see them with `promisectl next clm-k7m2x9qd`\n"
    )


def test_undoing_an_uncommitted_opening_takes_the_file_away(repository):
    run = repository
    run.requested()
    assert run("undo k7m").out == "clm-k7m2x9qd: the request is undone, and the file is gone\n"
    assert run.git("status", "--short") == ""


def test_undo_is_never_committed(repository):
    run = repository
    run.requested(more="--commit")
    run("note k7m hello")
    run.git("config", "promisectl.commit", "true")
    run("undo k7m")
    assert log(run)[0] == "clm-k7m2x9qd: request Inspect the vehicle"
    assert run.git("status", "--short") == ""


def test_a_dry_undo_shows_the_diff(repository):
    run = repository
    run.requested()
    run("agree k7m --by diego")
    before = run.tree()
    assert "-- act: agree\n-  by: diego\n" in run("undo k7m --dry-run").out
    assert run.tree() == before


def test_undo_tells_a_program_what_it_did(repository):
    repository.requested()
    assert repository("undo k7m --format json").json == {
        "format_version": 1,
        "promise": "clm-k7m2x9qd",
        "undone": "request",
        "removed": True,
    }


def test_undo_outside_a_repository_is_refused(run):
    run.requested()
    assert run("undo k7m", code=2).err == (
        "error: undo needs git, to know which acts are committed; there is no repository here\n"
        "  help: edit the file by hand, then run `promisectl check`\n"
    )


def test_the_speaker_is_gits_user(repository):
    run = repository
    run.git("config", "user.email", "Diego@Example.com")
    run("request ana 'Pay the workshop' fri --id clm-k7m2x9qd")
    assert "- act: request\n  by: diego\n" in run.promise()
