"""PC404 and the walk: merges, criss-cross, octopus, what one side loses, what a merge slips in."""

from __future__ import annotations

import pytest

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    MOVED,
    OTHER,
    PEOPLE,
    REGISTER,
    REQUEST,
    YES,
    Lab,
    P,
    Q,
    act,
    displaced,
    promise,
)

FAR = "2026-12-24"
NOTE = act("note", "diego", "19T09", note="the gate is on the left")
HER_NOTE = act("note", "ana", "19T09:30", note="call me first")
WARN = act("warn", "diego", "18T10", reason="supplier")
CLEAR = act("warn", "diego", "18T12", clear="true")
HER_MOVE = act("renegotiate", "ana", "18T09", terms="{due: 2026-04-01}", reason="other")
HIS_YES = act("agree", "diego", "18T09:30", terms="{due: 2026-04-01}")
CANCEL = act("cancel", "ana", "18T11", reason="other")


def two_sides(lab: Lab) -> Lab:
    """Diego warned on the branch, both moved the due on main; the branch takes main in next."""
    lab.start().say(WARN, at="18T10:30")
    lab.on("main").say(HER_MOVE, by="ana", at="18T09:10")
    lab.say(HIS_YES, at="18T09:40", due="2026-04-01")
    return lab.on("pr")


def both_notes(lab: Lab) -> Lab:
    """A note on each side."""
    lab.start().say(NOTE)
    lab.on("main").say(HER_NOTE, by="ana")
    return lab.on("pr")


# What a merge loses.


def test_a_merge_that_takes_main_and_forgets_the_branch_loses_words(lab):
    both_notes(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, HER_NOTE)})
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_a_merge_that_takes_the_branch_and_forgets_main_loses_words(lab):
    both_notes(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, NOTE)})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_merge_that_keeps_both_passes(lab):
    both_notes(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, NOTE, HER_NOTE)})
    lab.passes()


def test_a_merge_by_a_third_person_that_keeps_both_passes(lab):
    both_notes(lab).merge("main", "eva", {P: promise(REQUEST, AGREE, NOTE, HER_NOTE)})
    lab.passes()


def test_a_merge_that_swaps_the_order_of_what_main_holds_is_stopped(lab):
    both_notes(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, HER_NOTE, NOTE)})
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_a_merge_that_edits_what_the_other_side_said_is_stopped(lab):
    edited = HER_NOTE.replace("call me first", "call me maybe")
    both_notes(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, NOTE, edited)})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_merge_that_says_something_itself_answers_for_it(lab):
    both_notes(lab).merge(
        "main",
        "diego",
        {P: promise(REQUEST, AGREE, NOTE, HER_NOTE, ASK.replace("T09", "T11"), YES.replace("T10", "T11"), due=MOVED)},
    )
    lab.stopped("PC404:e")


def test_her_yes_slipped_into_a_merge_in_her_name_is_stopped(lab):
    both_notes(lab).say(ASK.replace("T09", "T11"))
    lab.merge(
        "main",
        "diego",
        {
            P: promise(
                REQUEST, AGREE, NOTE, HER_NOTE, ASK.replace("T09", "T11"), YES.replace("T10:00", "T11:30"), due=MOVED
            )
        },
    )
    lab.stopped("PC404:e")


def test_a_merge_that_deletes_a_promise_of_main_is_stopped(lab):
    lab.start().say(NOTE)
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.on("pr").merge("main", "diego", {Q: None})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_merge_with_ours_alone_takes_back_what_main_did(lab):
    two_sides(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, WARN)})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_merge_that_moves_an_act_into_a_look_alike_is_stopped(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").say(NOTE)
    lab.on("main").say(HER_NOTE, by="ana", path=Q)
    lab.on("pr").merge(
        "main", "diego", {P: promise(REQUEST, AGREE, NOTE, HER_NOTE), Q: promise(REQUEST, AGREE, id=OTHER)}
    )
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


# What a merge sets aside.


def test_an_agreement_of_both_set_aside_though_it_could_stand_is_stopped(lab):
    """Main stands for `check --base`; for `audit` either parent may stand whole, and it is told at least."""
    aside = displaced("diego", "19T10", HER_MOVE, HIS_YES)
    two_sides(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, WARN, aside)})
    lab.stopped("PC404:e", audit="-")
    later = lab.audit()
    assert later.codes & {"PC404:e", "PC404:w"}, later.told


def test_the_union_in_the_order_of_time_passes(lab):
    two_sides(lab).merge("main", "diego", {P: promise(REQUEST, AGREE, HER_MOVE, HIS_YES, WARN, due="2026-04-01")})
    lab.passes()


def test_what_cannot_stand_after_main_is_set_aside_in_the_merge(lab):
    lab.start().say(ASK.replace("19T09", "18T12"), at="18T12:30")
    lab.on("main").say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    aside = displaced("diego", "19T10", ASK.replace("19T09", "18T12"))
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, CANCEL, aside, state="cancelled")})
    lab.passes(may="PC404:w")


def test_main_is_not_set_aside_for_the_branch(lab):
    lab.start().say(ASK.replace("19T09", "18T12"), at="18T12:30")
    lab.on("main").say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    aside = displaced("diego", "19T10", CANCEL)
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, ASK.replace("19T09", "18T12"), aside)})
    lab.stopped("PC404:e", audit="-")


def test_what_is_set_aside_is_not_edited_on_the_way(lab):
    lab.start().say(ASK.replace("19T09", "18T12"), at="18T12:30")
    lab.on("main").say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    aside = displaced("diego", "19T10", ASK.replace("19T09", "18T12").replace(MOVED, FAR))
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, CANCEL, aside, state="cancelled")})
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_a_word_is_not_dropped_where_it_should_be_set_aside(lab):
    lab.start().say(ASK.replace("19T09", "18T12"), at="18T12:30")
    lab.on("main").say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, CANCEL, state="cancelled")})
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_in_a_merge_a_warning_does_not_go_before_what_main_said(lab):
    lab.start().say(WARN.replace("18T10", "18T08"), at="18T08:30")
    lab.on("main").say(HER_MOVE, by="ana", at="18T09:10")
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, WARN.replace("18T10", "18T08"), HER_MOVE)})
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_in_a_merge_a_note_goes_before_what_main_said(lab):
    early = NOTE.replace("19T09", "18T08")
    lab.start().say(early, at="18T08:30")
    lab.on("main").say(HER_MOVE, by="ana", at="18T09:10")
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, early, HER_MOVE)})
    lab.passes()


# Shapes of histories.


def test_what_main_did_meanwhile_is_nobodys_removal(lab):
    lab.start().say(NOTE)
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.put({PEOPLE: REGISTER + "  luis: {emails: [luis@example.com]}\n"}, "ana")
    lab.on("pr").passes()


def test_a_silent_change_before_taking_main_in_is_seen(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.on("pr").merge("main", "diego")
    lab.stopped("PC402:e")


def criss_cross(lab: Lab, mine: str, theirs: str) -> None:
    """Make two merge bases of main and pr: each has merged the other's first commit."""
    lab.start().put({Q: promise(REQUEST.replace("02T", "19T"), id=OTHER, state="requested")}, "ana")
    lab.branch("left", "pr")
    lab.on("main").put({P: mine}, "diego")
    lab.branch("right", "main")
    lab.on("main").merge("left", "eva")
    lab.on("pr").merge("right", "eva")
    lab.put({P: theirs}, "diego")


def test_over_a_criss_cross_an_edit_is_seen(lab):
    noted = promise(REQUEST, AGREE, NOTE)
    criss_cross(lab, noted, noted.replace("2026-04-20", FAR))
    lab.stopped("PC402:e")


def test_over_a_criss_cross_a_loss_is_seen(lab):
    criss_cross(lab, promise(REQUEST, AGREE, NOTE), BEGUN)
    lab.stopped("PC402:e")


def test_over_a_criss_cross_an_honest_word_passes(lab):
    criss_cross(lab, promise(REQUEST, AGREE, NOTE), promise(REQUEST, AGREE, NOTE, ASK.replace("T09", "T10")))
    lab.passes()


def test_a_criss_cross_that_loses_a_promise_that_main_gained_is_stopped(lab):
    criss_cross(lab, promise(REQUEST, AGREE, NOTE), promise(REQUEST, AGREE, NOTE))
    lab.put({Q: None}, "diego")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def octopus(lab: Lab, text: str, by: str = "eva") -> None:
    """Merge three branches at once, each with a promise or a word of its own."""
    lab.start().say(NOTE)
    lab.branch("second").put({Q: promise(REQUEST.replace("02T", "19T"), id=OTHER, state="requested")}, "ana")
    lab.branch("third").put({"notes.txt": "hello"}, "eva")
    tips = [lab.tips[name] for name in ("pr", "second", "third")]
    second = promise(REQUEST.replace("02T", "19T"), id=OTHER, state="requested")
    lab.on("pr").put({P: text, Q: second, "notes.txt": "hello"}, by, parents=tips)


def test_an_octopus_that_keeps_everything_passes(lab):
    octopus(lab, promise(REQUEST, AGREE, NOTE))
    lab.passes()


def test_an_octopus_that_loses_a_word_is_stopped(lab):
    octopus(lab, BEGUN)
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_an_octopus_that_says_her_yes_is_stopped(lab):
    octopus(lab, promise(REQUEST, AGREE, NOTE, ASK.replace("T09", "T10"), YES, due=MOVED), "diego")
    lab.stopped("PC404:e")


def test_an_edit_on_a_side_branch_is_seen_after_it_was_taken_in(lab):
    lab.start()
    lab.branch("side").edit("2026-04-20", FAR)
    lab.on("pr").say(NOTE)
    lab.on("pr").merge("side", "diego", {P: promise(REQUEST.replace("2026-04-20", FAR), AGREE, NOTE, due=FAR)})
    lab.stopped("PC402:e")


def test_an_edit_on_a_side_branch_that_the_merge_throws_away_does_not_stand(lab):
    lab.start()
    lab.branch("side").edit("2026-04-20", FAR)
    lab.on("pr").say(NOTE)
    lab.on("pr").merge("side", "diego", {P: promise(REQUEST, AGREE, NOTE)})
    lab.passes(may="PC402:w PC404:w PC403:w PC401:w")


def test_the_merged_tree_of_a_queue_is_looked_at(lab):
    lab.start().say(ASK)
    lab.on("main").say(HER_NOTE.replace("19T09:30", "18T09"), by="ana", at="18T09:30")
    lab.branch("queue").merge("pr", "eva", {P: promise(REQUEST, AGREE, HER_NOTE.replace("19T09:30", "18T09"), ASK)})
    seen = lab.guard("queue")
    assert seen.exit == 0, seen.told


def test_a_merged_tree_that_loses_a_word_is_stopped(lab):
    lab.start().say(ASK)
    lab.on("main").say(HER_NOTE.replace("19T09:30", "18T09"), by="ana", at="18T09:30")
    lab.branch("queue").merge("pr", "eva", {P: promise(REQUEST, AGREE, ASK)})
    seen = lab.guard("queue")
    assert seen.exit == 1, seen.told


def test_a_branch_rebased_onto_main_passes(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").put({P: promise(REQUEST, AGREE, ASK)}, "diego", committer="ana")
    lab.put({P: promise(REQUEST, AGREE, ASK, YES, due=MOVED)}, "ana")
    lab.passes(may="PC406:w")


def test_a_rebase_that_drops_what_main_holds_is_stopped(lab):
    lab.start()
    lab.on("main").say(HER_NOTE, by="ana")
    lab.branch("pr").put({P: promise(REQUEST, AGREE, NOTE)})
    lab.stopped("PC402:e")


def test_a_displaced_note_of_a_squash_moves_nothing_and_is_told(lab):
    gone = act("note", "ana", "18T09", note="x")
    lab.start().put({P: promise(REQUEST, AGREE, displaced("diego", "19T10", gone))})
    lab.passes(must="PC404:w")


def test_a_branch_that_begins_before_main_moved_is_judged_by_mains_people(lab):
    lab.start()
    lab.on("main").edit("eva@example.com", "eva@example.org", "eva", PEOPLE)
    lab.branch("old", "pr")
    lab.on("pr").say(act("note", "eva", "19T09", note="x"), by="eva")
    lab.passes()


def test_an_ancestor_of_main_brings_nothing(lab):
    lab.start()
    lab.on("main").say(NOTE)
    lab.on("pr")
    assert lab.guard().codes == frozenset()


def test_two_branches_that_agreed_to_one_proposal_each_are_not_both_in_force(lab):
    """Main moved to 1 April by both; the branch's agreement to 20 May was to another proposal."""
    two_sides(lab)
    lab.branch("pr2", "main")
    lab.say(ASK.replace("19T09", "19T08"))
    lab.say(YES, by="ana", due=MOVED)
    seen = lab.guard("pr2")
    assert seen.exit == 0, seen.told


@pytest.mark.parametrize("ours", [True, False], ids=["first-parent", "second-parent"])
def test_a_merge_with_swapped_parents_loses_nothing_in_silence(lab, ours):
    both_notes(lab)
    tips = [lab.tips["pr"], lab.tips["main"]]
    parents = tips if ours else tips[::-1]
    lab.put({P: promise(REQUEST, AGREE, HER_NOTE)}, "diego", parents=parents)
    seen, later = lab.guard(), lab.audit("alone")
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)
