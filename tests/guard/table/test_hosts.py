"""`--base auto`: what a push, a group of a merge queue and a merge train come to, with real events and variables."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from quick_git import point_head_to

from .lab import AGREE, ASK, BEGUN, MOVED, OTHER, REQUEST, YES, Lab, P, Q, Seen, act, promise

FAR = "2026-12-24"
NOWHERE = "1" * 40
HER_NOTE = act("note", "ana", "19T09:30", note="call me first")
NOTE = act("note", "diego", "19T09", note="the gate is on the left")
VARIABLES = ("GITHUB_EVENT_PATH", "GITHUB_BASE_REF", "CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_DIFF_BASE_SHA")


@dataclass
class Host:
    """What a host tells its job: `at` is the commit that is checked out, `main` what its default branch is."""

    lab: Lab
    event_file: Path
    setenv: Callable[[str, str], None]

    def push(self, branch: str, before: str) -> Seen:
        """A push to GitHub, of a branch as it stands."""
        told = {"before": before, "ref": f"refs/heads/{branch}", "repository": {"default_branch": "main"}}
        return self._by_event(told, branch)

    def group(self, branch: str, base: str) -> Seen:
        """A group of GitHub's merge queue, which stands on a branch of its own."""
        return self._by_event({"merge_group": {"base_sha": base, "base_ref": "refs/heads/main"}}, branch)

    def _by_event(self, told: dict[str, object], branch: str) -> Seen:
        self.event_file.write_text(json.dumps(told))
        self.setenv("GITHUB_EVENT_PATH", str(self.event_file))
        return self._judge(branch)

    def gitlab_push(self, branch: str, before: str) -> Seen:
        """A push to GitLab."""
        return self._by_variables(
            branch, CI_COMMIT_BRANCH=branch, CI_COMMIT_BEFORE_SHA=before, CI_DEFAULT_BRANCH="main"
        )

    def merge_request(self, kind: str, branch: str, source: str, target: str = "") -> Seen:
        """A pipeline of a merge request: a `merge_train`, a `merged_result`, or `detached`."""
        return self._by_variables(
            branch,
            CI_MERGE_REQUEST_IID="7",
            CI_MERGE_REQUEST_EVENT_TYPE=kind,
            CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=source,
            CI_MERGE_REQUEST_TARGET_BRANCH_SHA=target,
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
            CI_MERGE_REQUEST_DIFF_BASE_SHA=self.lab.hash(self.lab.tips["main"]),
        )

    def _by_variables(self, branch: str, **variables: str) -> Seen:
        for name, value in variables.items():
            self.setenv(name, value)
        return self._judge(branch)

    def _judge(self, branch: str) -> Seen:
        lab = self.lab
        lab.write()
        lab.git("update-ref", "refs/remotes/origin/main", lab.hash(lab.tips["main"]))
        point_head_to(lab.folder, branch)
        try:
            return lab.guard("HEAD", "auto")
        finally:
            point_head_to(lab.folder, "main")


@pytest.fixture
def host(lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    for name in (*VARIABLES, "CI_COMMIT_BRANCH", "CI_COMMIT_BEFORE_SHA"):
        monkeypatch.delenv(name, raising=False)
    return Host(lab, tmp_path / "event.json", monkeypatch.setenv)


def tip(lab: Lab, branch: str) -> str:
    return lab.hash(lab.tips[branch])


PUSHES = pytest.mark.parametrize("push", [Host.push, Host.gitlab_push])


# A push to the default branch.


@PUSHES
def test_an_edit_that_is_pushed_to_main_is_stopped(lab, host, push):
    before = tip(lab.start(), "main")
    lab.on("main").edit("2026-04-20", FAR)
    assert "PC402:e" in push(host, "main", before).codes


@PUSHES
def test_a_proposal_that_is_pushed_to_main_passes(lab, host, push):
    before = tip(lab.start(), "main")
    lab.on("main").say(ASK)
    seen = push(host, "main", before)
    assert (seen.exit, seen.loud) == (0, set()), seen.told


@PUSHES
def test_only_what_the_push_brought_is_judged(lab, host, push):
    lab.start().on("main").edit("2026-04-20", FAR)
    before = tip(lab, "main")
    lab.say(NOTE)
    seen = push(host, "main", before)
    assert seen.exit == 0, seen.told


@PUSHES
def test_her_word_in_a_squash_is_a_warning_where_it_is_published(lab, host, push):
    before = tip(lab.start(), "main")
    lab.on("main").say(ASK, YES, due=MOVED)
    seen = push(host, "main", before)
    assert (seen.exit, "PC406:w" in seen.codes) == (0, True), seen.told


@PUSHES
def test_her_word_on_a_branch_is_an_error(lab, host, push):
    before = tip(lab.start(), "pr")
    lab.say(ASK, YES, due=MOVED)
    assert "PC406:e" in push(host, "pr", before).codes


@PUSHES
def test_a_branch_is_not_published_by_being_called_like_the_default_one(lab, host, push):
    before = tip(lab.start(), "pr")
    lab.branch("heads/main", "pr").say(ASK, YES, due=MOVED)
    assert "PC406:e" in push(host, "heads/main", before).codes


@PUSHES
@pytest.mark.parametrize("before", [NOWHERE, "0" * 40])
def test_without_what_stood_on_main_nothing_is_judged(lab, host, push, before):
    lab.start().on("main").edit("2026-04-20", FAR)
    seen = push(host, "main", before)
    assert seen.exit == 2
    assert "audit" in seen.told[0] or "before this push" in seen.told[0]


# A push to a branch.


@PUSHES
@pytest.mark.parametrize("before", [NOWHERE, "0" * 40])
def test_a_branch_of_which_nothing_stood_there_is_judged_from_where_it_left_main(lab, host, push, before):
    lab.start().edit("2026-04-20", FAR)
    lab.on("main").say(NOTE)
    assert "PC402:e" in push(host, "pr", before).codes


@PUSHES
@pytest.mark.parametrize("before", [NOWHERE, "0" * 40])
def test_a_proposal_on_such_a_branch_passes(lab, host, push, before):
    lab.start().say(ASK)
    lab.on("main").say(HER_NOTE, by="ana")
    seen = push(host, "pr", before)
    assert (seen.exit, seen.loud) == (0, set()), seen.told


# What was forced away.


def forced(lab: Lab, *words: str, by: str = "ana", after: Callable[[Lab], object]) -> str:
    """Let somebody speak on the branch, then another branch be pushed in its place; return what stood there."""
    lab.start().say(ASK)
    asked = lab.tips["pr"]
    lab.say(*words, by=by)
    before = tip(lab, "pr")
    lab.tips["pr"] = lab.tips["main"]
    lab.tips["asked"] = asked
    lab.branch("again")
    after(lab.on("again"))
    return before


@PUSHES
def test_her_word_that_was_forced_away_is_told(lab, host, push):
    before = forced(lab, HER_NOTE, after=lambda lab: lab.say(ASK))
    seen = push(host, "again", before)
    assert (seen.exit, seen.loud) == (0, {"PC402:w"}), seen.told
    assert "forced away" in seen.told[0]


@PUSHES
def test_a_rebase_takes_nothing_away(lab, host, push):
    def rebased(lab: Lab) -> None:
        lab.on("main").put({Q: promise(REQUEST, AGREE, id=OTHER)}, "ana")
        lab.branch("again").say(ASK)
        lab.say(HER_NOTE, by="ana")

    seen = push(host, "again", forced(lab, HER_NOTE, after=rebased))
    assert "PC402:w" not in seen.codes, seen.told


@PUSHES
def test_ones_own_word_may_be_forced_away(lab, host, push):
    seen = push(host, "again", forced(lab, NOTE, by="diego", after=lambda lab: lab.say(ASK)))
    assert (seen.exit, seen.loud) == (0, set()), seen.told


@PUSHES
def test_her_word_that_stands_on_main_by_now_was_not_lost(lab, host, push):
    """Main took her note in by a squash, and the branch was made anew upon that."""

    def remade(lab: Lab) -> None:
        lab.on("main").put({P: BEGUN + ASK + HER_NOTE}, "eva", message="squashed")
        lab.branch("again").put({}, "diego", message="nothing more")

    seen = push(host, "again", forced(lab, HER_NOTE, after=remade))
    assert "PC402:w" not in seen.codes, seen.told


@PUSHES
def test_her_later_word_is_told_where_her_earlier_commit_is_what_is_left(lab, host, push):
    """Diego pushes the branch back to what ana said first: the author of that commit is not who pushed."""
    lab.start().say(HER_NOTE, by="ana")
    lab.branch("back", "pr").on("pr").say(act("note", "ana", "19T10", note="and bring the keys"), by="ana")
    seen = push(host, "back", tip(lab, "pr"))
    assert "PC402:w" in seen.codes, seen.told


@PUSHES
def test_main_that_was_pushed_back_tells_whose_words_are_gone(lab, host, push):
    lab.start().on("main").say(HER_NOTE, by="ana")
    before = tip(lab, "main")
    lab.tips["main"] = lab.tips["pr"]
    lab.stream.append(f"reset refs/heads/main\nfrom :{lab.tips['pr']}\n\n".encode())
    seen = push(host, "main", before)
    assert (seen.exit, seen.loud) == (0, {"PC402:w"}), seen.told


@PUSHES
def test_what_is_new_after_a_forced_push_is_judged(lab, host, push):
    before = forced(lab, NOTE, by="diego", after=lambda lab: lab.edit("2026-04-20", FAR))
    assert "PC402:e" in push(host, "again", before).codes


# A merge queue, and a merge train.


def in_a_queue(lab: Lab, *changes: Callable[[Lab], object]) -> str:
    """Put branches into a group, one merge after the other; return the base of the group."""
    base = tip(lab, "main")
    lab.branch("queue")
    for number, change in enumerate(changes):
        change(lab.branch(f"change-{number}"))
        lab.on("queue").merge(f"change-{number}", "eva")
    return base


def tells_a_note(lab: Lab) -> None:
    lab.say(NOTE)


def opens_another(lab: Lab) -> None:
    lab.put({Q: promise(request_of_ana(), id=OTHER, state="requested")}, "ana")


def request_of_ana() -> str:
    return REQUEST.replace("02T09", "19T09")


def edits(lab: Lab) -> None:
    lab.edit("2026-04-20", FAR)


def agrees_in_her_name(lab: Lab) -> None:
    lab.say(ASK, YES, due=MOVED)


def test_a_group_of_two_lawful_changes_passes(lab, host):
    base = in_a_queue(lab.start(), tells_a_note, opens_another)
    seen = host.group("queue", base)
    assert seen.exit == 0, seen.told


@pytest.mark.parametrize("changes", [(edits, opens_another), (opens_another, edits)])
def test_a_group_with_an_edit_is_stopped_wherever_it_stands(lab, host, changes):
    base = in_a_queue(lab.start(), *changes)
    assert "PC402:e" in host.group("queue", base).codes


def test_in_a_group_her_word_is_a_warning(lab, host):
    base = in_a_queue(lab.start(), agrees_in_her_name)
    seen = host.group("queue", base)
    assert (seen.exit, "PC406:w" in seen.codes) == (0, True), seen.told


@pytest.mark.parametrize("base", [NOWHERE, "", "main", "0" * 40])
def test_a_group_whose_base_is_not_here_is_not_judged(lab, host, base):
    in_a_queue(lab.start(), edits)
    lab.git("tag", "main", "HEAD") if base == "main" else None
    seen = host.group("queue", base)
    assert seen.exit == 2, seen.told


def test_a_train_judges_the_last_wagon_alone(lab, host):
    """The one before it was judged in its own pipeline."""
    in_a_queue(lab.start(), edits, opens_another)
    seen = host.merge_request("merge_train", "queue", tip(lab, "change-1"))
    assert seen.exit == 0, seen.told


def test_a_train_is_stopped_at_the_wagon_that_edits(lab, host):
    in_a_queue(lab.start(), opens_another, edits)
    assert "PC402:e" in host.merge_request("merge_train", "queue", tip(lab, "change-1")).codes


@pytest.mark.parametrize(("kind", "code"), [("merge_train", "PC406:w"), ("merged_result", "PC406:e")])
def test_her_word_is_a_warning_in_a_train_and_an_error_in_a_trial(lab, host, kind, code):
    in_a_queue(lab.start(), agrees_in_her_name)
    seen = host.merge_request(kind, "queue", tip(lab, "change-0"))
    assert code in seen.codes, seen.told


def test_her_word_is_an_error_in_the_pipeline_of_the_branch(lab, host):
    agrees_in_her_name(lab.start())
    assert "PC406:e" in host.merge_request("detached", "pr", tip(lab, "pr")).codes


def test_a_train_of_squashes_is_judged_from_the_target(lab, host):
    """What is merged is not the source then: the target's tip is what is left to compare with."""
    base = tip(lab.start(), "main")
    edits(lab.branch("change-0"))
    lab.branch("queue").squash("change-0", "diego")
    assert "PC402:e" in host.merge_request("merge_train", "queue", tip(lab, "change-0"), base).codes


@pytest.mark.parametrize("kind", ["merge_train", "merged_result"])
def test_a_merge_that_the_branch_made_itself_is_not_taken_for_the_trains(lab, host, kind):
    """Diego merges an older main into his branch: its first parent is what he edited."""
    base = tip(lab.start(), "main")
    edits(lab)
    lab.on("main").say(HER_NOTE, by="ana")
    lab.on("pr").put({}, "diego", parents=[lab.tips["pr"], lab.tips["main"]], message="merge")
    seen = host.merge_request(kind, "pr", tip(lab, "pr"), base)
    assert seen.exit == 1, seen.told
