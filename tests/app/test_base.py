"""`--base auto`: the commit that a job of GitHub, Forgejo or GitLab is about, in real repositories and real events."""

import json
import os
import subprocess

import pytest

from promisectl.app.check.base import host_base
from promisectl.git.repository import find_repository
from promisectl.model.trouble import Trouble

ZEROS = "0" * 40


class Clone:
    """What a job finds: origin/main, the branch of a pull request, and the head that the host checked out."""

    def __init__(self, folder):
        self.folder = folder
        self.event_file = folder.parent / "event.json"
        self.git("init", "--quiet", "--initial-branch", "main")
        self.root = self.commit("root")
        self.main = self.commit("main")
        self.git("update-ref", "refs/remotes/origin/main", self.main)
        self.git("checkout", "--quiet", "-b", "pull", self.root)
        self.pull = self.commit("pull")

    def git(self, *words):
        who = ("-c", "user.name=ana", "-c", "user.email=ana@example.com")
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder.parent), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *who, *words], cwd=self.folder, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, message):
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def merged(self, base, source):
        """Stand on the host's own merge of a source into a base."""
        self.git("checkout", "--quiet", "--detach", base)
        self.git("merge", "--quiet", "--no-ff", "-m", "merge", source)
        return self.git("rev-parse", "HEAD")

    def base(self, event=None, **environment):
        if event is not None:
            self.event_file.write_text(json.dumps(event))
            environment["GITHUB_EVENT_PATH"] = str(self.event_file)
        return host_base(environment, find_repository(self.folder))


@pytest.fixture
def clone(tmp_path):
    (tmp_path / "work").mkdir()
    return Clone((tmp_path / "work").resolve())


def pull_event(clone, base=None):
    return {"pull_request": {"base": {"sha": base or clone.root, "ref": "main"}, "head": {"sha": clone.pull}}}


def push_event(clone, before, branch="main", default="main"):
    return {"ref": f"refs/heads/{branch}", "before": before, "repository": {"default_branch": default}}


# GitHub, and Forgejo and Gitea, which set the same.


def test_a_pull_request_is_judged_against_what_the_host_merged_it_with(clone):
    clone.merged(clone.main, clone.pull)
    found = clone.base(pull_event(clone))
    assert (found.commit, found.published) == (clone.main, False)


def test_a_pull_request_whose_branch_is_checked_out_is_judged_against_the_base_of_its_event(clone):
    assert clone.base(pull_event(clone, clone.main)).commit == clone.main


def test_a_merge_that_a_branch_made_itself_is_not_taken_for_the_hosts(clone):
    clone.git("checkout", "--quiet", "--detach", clone.pull)
    evil = clone.commit("what the branch would like to be compared with")
    head = clone.merged(evil, clone.main)
    event = {"pull_request": {"base": {"sha": clone.main, "ref": "main"}, "head": {"sha": head}}}
    assert clone.base(event).commit == clone.main


def test_a_base_that_is_not_in_the_clone_is_the_remote_branch_by_its_full_name(clone):
    clone.git("tag", "origin/main", clone.pull)
    assert clone.base(pull_event(clone, "1" * 40)).commit == clone.main
    assert clone.base(GITHUB_BASE_REF="main").commit == clone.main


def test_a_merge_queue_is_published_and_begins_at_its_base(clone):
    found = clone.base({"merge_group": {"base_sha": clone.main, "head_sha": clone.pull}})
    assert (found.commit, found.published) == (clone.main, True)


def test_a_push_begins_where_the_branch_stood(clone):
    clone.git("checkout", "--quiet", "--detach", clone.main)
    newer = clone.commit("newer")
    found = clone.base(push_event(clone, clone.main))
    assert (found.commit, found.published, found.remarks) == (clone.main, True, ())
    assert clone.base(push_event(clone, clone.main, "side")).published is False
    assert newer != clone.main


def test_a_new_branch_begins_where_it_left_the_default_branch(clone):
    found = clone.base(push_event(clone, ZEROS, "pull"))
    assert (found.commit, found.published, found.remarks) == (clone.root, False, ())


def test_a_forced_push_says_which_commits_it_took_away(clone):
    gone = clone.commit("gone")
    clone.git("checkout", "--quiet", "-B", "pull", clone.pull)
    clone.commit("other")
    found = clone.base(push_event(clone, gone, "pull"))
    assert (found.commit, found.forced_away) == (clone.root, gone)
    assert gone[:12] in str(found.remarks[0])
    assert clone.pull[:12] not in str(found.remarks[0])


def test_what_was_forced_away_and_is_not_here_is_said_to_be_unseen(clone):
    found = clone.base(push_event(clone, "1" * 40, "pull"))
    assert found.commit == clone.root
    assert "unseen" in str(found.remarks[0])


def test_a_forced_push_to_the_default_branch_is_judged_from_where_it_left_what_stood_there(clone):
    found = clone.base(push_event(clone, clone.main))
    assert (found.commit, found.published, found.forced_away) == (clone.root, True, clone.main)
    with pytest.raises(Trouble, match="what stood on main"):
        clone.base(push_event(clone, "1" * 40))
    with pytest.raises(Trouble, match="what stood on main"):
        clone.base(push_event(clone, ZEROS))


def test_an_event_of_another_kind_names_no_base(clone):
    for event in ({}, {"schedule": "17 5 * * *"}, {"inputs": {}}):
        with pytest.raises(Trouble, match="names a base"):
            clone.base(event)


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '"x"'])
def test_an_event_that_cannot_be_read_is_a_trouble(clone, text):
    clone.event_file.write_text(text)
    with pytest.raises(Trouble, match="no event of the host"):
        clone.base(GITHUB_EVENT_PATH=str(clone.event_file))


@pytest.mark.parametrize("sha", ["--all", "origin/main", "HEAD", "", None, 7])
def test_what_is_no_hash_is_not_taken_for_one(clone, sha):
    clone.git("update-ref", "refs/remotes/origin/main", clone.main)
    event = {"pull_request": {"base": {"sha": sha, "ref": "main"}, "head": {"sha": clone.pull}}}
    assert clone.base(event).commit == clone.main


# GitLab.


def test_a_merge_request_is_judged_against_the_tip_of_its_target(clone):
    told = {"CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_DIFF_BASE_SHA": clone.root}
    assert clone.base(**told).commit == clone.root
    assert clone.base(**told, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main").commit == clone.main
    assert clone.base(**told, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="gone").commit == clone.root


@pytest.mark.parametrize(("kind", "published"), [("merged_result", False), ("merge_train", True)])
def test_a_merged_result_is_judged_against_what_the_host_merged_it_with(clone, kind, published):
    clone.merged(clone.main, clone.pull)
    told = {
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_EVENT_TYPE": kind,
        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": clone.pull,
        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": clone.root,
    }
    found = clone.base(**told)
    assert (found.commit, found.published) == (clone.main, published)
    clone.git("checkout", "--quiet", "pull")
    assert clone.base(**told).commit == clone.root


def test_a_push_to_gitlab_is_one_to_github(clone):
    told = {"CI_COMMIT_BRANCH": "pull", "CI_DEFAULT_BRANCH": "main"}
    assert clone.base(**told, CI_COMMIT_BEFORE_SHA=clone.root).commit == clone.root
    assert clone.base(**told, CI_COMMIT_BEFORE_SHA=ZEROS).commit == clone.root
    found = clone.base(**told, CI_COMMIT_BEFORE_SHA=clone.main)
    assert (found.commit, found.forced_away) == (clone.root, clone.main)


def test_a_shallow_clone_is_told_to_fetch(clone):
    with pytest.raises(Trouble) as caught:
        clone.base(CI_MERGE_REQUEST_IID="7", CI_MERGE_REQUEST_DIFF_BASE_SHA="1" * 40)
    assert "GIT_DEPTH" in str(caught.value.help)
