"""A sparse checkout changes nothing of a verdict: what is judged are commits, and what is left out was not taken away."""

from __future__ import annotations

import pytest

from .lab import AGREE, ASK, BEGUN, MOVED, OTHER, PEOPLE, REQUEST, SETTINGS, YES, Lab, P, Q, promise

FAR = "2026-12-24"
ELSEWHERE = "ledgers/sales/clm-h4j6k8mn.yaml"
SECOND = promise(REQUEST, AGREE, id=OTHER)
THIRD = promise(REQUEST, AGREE, id="clm-h4j6k8mn")

# What each leaves out: every ledger, the ledger of claims, files by a pattern, the registers too.
CONES = {
    "cone-no-ledgers": ("--cone", "docs"),
    "cone-another-ledger": ("--cone", "ledgers/sales"),
    "no-cone-one-file": ("--no-cone", "/*", f"!/{P}"),
    "no-cone-no-promise": ("--no-cone", "/*", "!/ledgers/*/*.yaml"),
    "no-cone-no-register": ("--no-cone", "/*", "!/ledgers/people.yaml"),
    "no-cone-settings-alone": ("--no-cone", f"/{SETTINGS}"),
}
SPARSE = pytest.mark.parametrize("cone", CONES.values(), ids=CONES)


def begun(lab: Lab) -> Lab:
    """Two ledgers, some documents, and a branch."""
    lab.start()
    lab.on("main").tell(SECOND, Q)
    lab.tell(THIRD, ELSEWHERE)
    lab.put({"docs/readme.md": "read me\n"}, "ana", "03T09")
    return lab.branch("pr")


def sparse(lab: Lab, cone: tuple[str, ...], branch: str = "pr") -> Lab:
    """Check a branch out, and leave files out."""
    lab.write()
    lab.git("checkout", "--quiet", "--force", branch)
    lab.git("sparse-checkout", "set", *cone)
    return lab


@SPARSE
def test_an_edit_is_found_though_its_file_is_left_out(lab, cone):
    begun(lab).edit("2026-04-20", FAR)
    sparse(lab, cone).stopped("PC402:e")


@SPARSE
def test_her_word_is_asked_for_though_its_file_is_left_out(lab, cone):
    begun(lab).say(ASK, YES, due=MOVED)
    sparse(lab, cone).stopped("PC406:e")


@SPARSE
def test_a_promise_that_was_removed_is_missed_though_all_others_are_left_out(lab, cone):
    begun(lab).put({P: None}, "diego")
    seen, later = sparse(lab, cone).guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


@SPARSE
def test_a_change_of_people_is_found_though_the_register_is_left_out(lab, cone):
    begun(lab).edit("[ana@example.com]", "[mallory@example.com]", "diego", PEOPLE)
    sparse(lab, cone).stopped("PC409:e")


@SPARSE
def test_a_proposal_passes_and_nothing_left_out_is_taken_for_removed(lab, cone):
    begun(lab).say(ASK)
    sparse(lab, cone).passes()


@SPARSE
def test_an_answer_in_her_own_commit_passes(lab, cone):
    begun(lab).say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    sparse(lab, cone).passes()


@SPARSE
def test_the_work_tree_of_a_sparse_checkout_removes_nothing(lab, cone):
    begun(lab).say(ASK)
    seen = sparse(lab, cone).guard(head="worktree")
    assert (seen.exit, seen.loud) == (0, set()), seen.told


def test_what_is_written_in_a_sparse_work_tree_is_judged(lab):
    begun(lab)
    sparse(lab, CONES["no-cone-one-file"])
    here = lab.folder / Q
    here.write_text(here.read_text().replace("2026-04-20", FAR))
    seen = lab.guard(head="worktree")
    assert "PC402:e" in seen.codes, seen.told


def test_a_promise_deleted_from_a_sparse_work_tree_is_missed(lab):
    begun(lab)
    sparse(lab, CONES["no-cone-one-file"])
    (lab.folder / Q).unlink()
    seen = lab.guard(head="worktree")
    assert "PC403:e" in seen.codes, seen.told


def test_a_file_laid_where_one_was_left_out_is_judged(lab):
    """Git calls it left out, and it is there all the same."""
    begun(lab)
    sparse(lab, CONES["no-cone-one-file"])
    (lab.folder / P).write_text(BEGUN.replace("2026-04-20", FAR))
    seen = lab.guard(head="worktree")
    assert "PC402:e" in seen.codes, seen.told


@SPARSE
def test_the_commands_say_the_same_as_in_a_whole_checkout(lab, cone):
    """Nothing is told as not committed that was only left out."""
    begun(lab).say(ASK)
    whole = lab.told("check --base main")
    again = sparse(lab, cone).told("check --base main")
    assert (again.out, again.err) == (whole.out, whole.err)
    lab.git("checkout", "--quiet", "pr")
    assert lab.told("audit").code == 0


@SPARSE
def test_a_diff_of_commits_tells_what_is_left_out(lab, cone):
    begun(lab).say(ASK)
    whole = lab.told("diff main pr")
    assert sparse(lab, cone).told("diff main pr").out == whole.out
    assert "2026-05-20" in whole.out or "May" in whole.out or "05-20" in whole.out
