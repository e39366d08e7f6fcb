"""Giving back what was said is a way out, and no way in."""

from __future__ import annotations

import pytest

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    DELIVER,
    ID,
    MOVED,
    OTHER,
    PEOPLE,
    Q,
    REGISTER,
    REQUEST,
    SETTINGS,
    YES,
    Lab,
    P,
    act,
    displaced,
    promise,
    request,
    settings,
)

FAR = "2026-12-24"
EDITED = BEGUN.replace("2026-04-20", FAR)
NOTE = act("note", "diego", "19T09", note="x")
HER_NOTE = act("note", "ana", "19T09:30", note="y")
CANCEL = act("cancel", "ana", "19T09", reason="other")
FORGED = promise(REQUEST, AGREE, CANCEL, state="cancelled")


def both_stop(lab: Lab) -> None:
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


# No way in.


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_an_edit_that_comes_again_after_restorations_is_an_edit(lab, rounds):
    lab.start().put({P: EDITED})
    for _ in range(rounds):
        lab.put({P: BEGUN})
        lab.put({P: EDITED})
    both_stop(lab)


def test_an_edit_that_comes_again_by_merging_the_branch_it_was_made_on_is_an_edit(lab):
    lab.start().put({P: EDITED})
    lab.branch("side", "pr").put({"x.txt": "x"})
    lab.on("pr").put({P: BEGUN})
    lab.merge("side", "diego", {P: EDITED})
    both_stop(lab)


def test_a_removal_that_comes_again_after_a_restoration_is_a_removal(lab):
    lab.start().put({P: None})
    lab.put({P: BEGUN})
    lab.put({P: None})
    both_stop(lab)


def test_a_reordering_that_comes_again_is_one(lab):
    two = promise(REQUEST, AGREE, act("note", "ana", "03T09", note="a"), act("note", "ana", "03T09", note="b"))
    swapped = promise(REQUEST, AGREE, act("note", "ana", "03T09", note="b"), act("note", "ana", "03T09", note="a"))
    lab.start(two).put({P: swapped})
    lab.put({P: two})
    lab.put({P: swapped})
    both_stop(lab)


def test_another_edit_of_the_edit_restores_nothing(lab):
    lab.start().put({P: EDITED})
    lab.put({P: BEGUN.replace("2026-04-20", "2026-11-11")})
    both_stop(lab)


def test_half_a_restoration_restores_nothing(lab):
    worse = EDITED.replace("[photos]", "[]")
    lab.start().put({P: worse})
    lab.put({P: EDITED})
    both_stop(lab)


def test_a_restoration_does_not_drop_his_own_lawful_delivery_and_her_answer(lab):
    lab.start().say(DELIVER, state="delivered")
    lab.say(act("reject", "ana", "19T10", unmet="[photos]"), by="ana", state="promised")
    lab.edit("2026-04-20", FAR)
    lab.put({P: promise(REQUEST, AGREE, DELIVER, state="delivered")})
    both_stop(lab)


def test_a_forged_edit_is_no_pretext_to_drop_her_word_before_it(lab):
    lab.start().say(HER_NOTE, by="ana")
    lab.edit("2026-04-20", FAR)
    lab.put({P: BEGUN})
    both_stop(lab)


def test_a_forged_edit_is_no_pretext_to_drop_her_word_in_the_same_commit(lab):
    """Ana edits and speaks in one commit: the edit is taken back, her word is not."""
    lab.start().put({P: EDITED + HER_NOTE}, "ana")
    lab.put({P: BEGUN})
    both_stop(lab)


def test_the_restored_words_are_not_set_aside_in_the_restoring_commit(lab):
    lab.start().put({P: EDITED})
    lab.put({P: promise(REQUEST, displaced("diego", "19T11", AGREE), state="requested")})
    both_stop(lab)


def test_a_displaced_note_of_a_restoring_commit_holds_no_word_that_nobody_said(lab):
    lab.start().put({P: EDITED})
    lab.put({P: promise(REQUEST, AGREE, displaced("diego", "19T11", act("accept", "ana", "19T08", rating=5)))})
    seen = lab.guard()
    assert seen.codes & {"PC404:e", "PC404:w"}, seen.told


def test_what_main_says_now_is_not_taken_back_to_what_it_said_before(lab):
    """Main had a lawful agreement; the branch gives back the file from before it."""
    lab.start()
    lab.on("main").say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.branch("pr").put({P: BEGUN})
    both_stop(lab)


def test_a_restoration_on_another_promise_answers_nothing_here(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").put({P: EDITED, Q: EDITED.replace(ID, OTHER)})
    lab.put({Q: BEGUN.replace(ID, OTHER)})
    both_stop(lab)


def test_a_register_that_was_given_back_and_changed_again_is_changed(lab):
    other = REGISTER.replace("[ana@example.com]", "[x@example.com]")
    lab.start().put({PEOPLE: other})
    lab.put({PEOPLE: REGISTER})
    lab.put({PEOPLE: other})
    both_stop(lab)


def test_settings_that_were_given_back_and_changed_again_are_changed(lab):
    lab.start(policy="stewards: [ana]").put({SETTINGS: settings("stewards: [diego]")})
    lab.put({SETTINGS: settings("stewards: [ana]")})
    lab.put({SETTINGS: settings("stewards: [diego]")})
    both_stop(lab)


def test_a_lawful_change_of_a_register_is_not_given_back_by_another(lab):
    """Ana, steward, took trust up on the branch; diego takes it down again."""
    lab.start(policy="stewards: [ana]").put({SETTINGS: settings("stewards: [ana], trust: author")}, "ana")
    lab.put({SETTINGS: settings("stewards: [ana]")}, "diego")
    both_stop(lab)


def test_what_a_register_let_pass_before_it_was_given_back_is_still_asked(lab):
    lab.start().put({PEOPLE: REGISTER.replace("[ana@example.com]", "[ana@example.com, laptop@example.com]")})
    lab.put({P: promise(REQUEST, AGREE, ASK, YES, due=MOVED)}, "laptop")
    lab.put({PEOPLE: REGISTER})
    assert "PC406:e" in lab.guard().codes


def test_a_forged_word_under_a_level_comes_back_after_it_was_dropped(lab):
    lab.start(policy="trust: author").put({P: FORGED})
    lab.put({P: BEGUN}, "ana")
    lab.put({P: FORGED})
    both_stop(lab)


# The way out.


def test_a_restoration_three_commits_later_is_one(lab):
    lab.start().put({P: EDITED})
    lab.put({"x.txt": "1"})
    lab.put({"x.txt": "2"}, "ana")
    lab.put({P: BEGUN}, "eva")
    lab.passes(must="PC402:w")


def test_a_restoration_in_two_steps_is_one(lab):
    worse = EDITED.replace("[photos]", "[]")
    lab.start().put({P: worse})
    lab.put({P: EDITED})
    lab.put({P: BEGUN})
    lab.passes(must="PC402:w")


def test_a_restoration_may_say_more_in_the_same_commit(lab):
    lab.start().put({P: EDITED})
    lab.put({P: BEGUN + NOTE})
    lab.passes(must="PC402:w")


def test_a_restoration_keeps_what_was_said_lawfully_between(lab):
    lab.start().put({P: EDITED})
    lab.say(HER_NOTE, by="ana")
    lab.put({P: BEGUN + HER_NOTE})
    lab.passes(must="PC402:w")


def test_a_restoration_by_a_merge_of_main_is_one(lab):
    lab.start().put({P: EDITED})
    lab.on("main").put({"x.txt": "x"}, "ana")
    lab.on("pr").merge("main", "diego", {P: BEGUN})
    lab.passes(may="PC402:w PC404:w")


def test_two_promises_edited_and_given_back_in_one_commit_each(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").put({P: EDITED, Q: EDITED.replace(ID, OTHER)})
    lab.put({P: BEGUN, Q: BEGUN.replace(ID, OTHER)})
    lab.passes(must="PC402:w")


def test_a_removed_promise_given_back_in_another_folder_stands(lab):
    lab.start().put({P: None})
    lab.put({"x.txt": "x"})
    lab.put({P.replace("claims/", "claims/old/"): BEGUN})
    lab.passes(may="PC402:w PC403:w")


def test_a_forged_word_under_a_level_is_dropped_by_anybody_who_restores(lab):
    lab.start(policy="trust: author").put({P: FORGED})
    lab.put({P: BEGUN}, "eva")
    lab.passes(may="PC402:w PC406:w PC501:w")


def test_a_policy_that_was_lowered_is_given_back_by_a_steward(lab):
    lab.start(policy="stewards: [ana]").put({SETTINGS: settings("stewards: [diego]")})
    lab.put({SETTINGS: settings("stewards: [ana]")}, "ana")
    lab.passes(may="PC407:w PC409:w")


def test_an_edit_on_main_is_given_back_in_the_next_pull_request(lab):
    lab.start()
    lab.on("main").put({P: EDITED}, "diego", "19T11")
    lab.branch("pr").put({P: BEGUN}, "eva")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (0, 0), (seen.told, later.told)


def test_a_removal_on_main_is_given_back_in_the_next_pull_request(lab):
    lab.start()
    lab.on("main").put({P: None}, "diego", "19T11")
    lab.branch("pr").put({P: BEGUN}, "eva")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (0, 0), (seen.told, later.told)


def test_a_request_by_others_edited_on_main_is_not_edited_otherwise_in_the_next_pull_request(lab):
    lab.start()
    lab.on("main").put({P: EDITED}, "diego", "19T11")
    lab.branch("pr").put({P: promise(request(when_due="due: 2026-05-05"), AGREE, due="2026-05-05")}, "eva")
    both_stop(lab)
