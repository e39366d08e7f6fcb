"""What the union of a merge's sides gives is nobody's change, and what an answer was given to goes with it."""

from __future__ import annotations

from .lab import AGREE, ASK, DELIVER, REQUEST, P, act, displaced, promise

FAR = "2026-12-24"
WARN = act("warn", "diego", "19T08", reason="supplier")
NOTE = act("note", "diego", "19T09", note="the gate is on the left")
MINE = act("renegotiate", "ana", "19T11", terms=f"{{due: {FAR}}}", reason="holidays")
BACK = act("withdraw", "ana", "19T12")


def codes(seen, *told):
    return {code for code in seen.codes if code.startswith(told)}


def test_a_withdrawal_does_not_come_to_stand_without_what_it_withdrew(lab):
    """One side sets ana's proposal aside; the merge leaves her withdrawal under diego's."""
    lab.start().say(ASK)
    lab.say(MINE, by="ana")
    lab.branch("side", "pr").say(BACK, by="ana")
    lab.on("pr").put({P: promise(REQUEST, AGREE, ASK)}, by="ana")
    lab.merge("side", files={P: promise(REQUEST, AGREE, ASK, BACK)})
    lab.stopped("PC404:e")


def test_what_rests_on_an_act_that_the_other_side_dropped_may_be_set_aside(lab):
    """diego takes his agreement back before anybody follows; beside it a proposal was made on it."""
    agree = act("agree", "diego", "19T07")
    lab.start(promise(REQUEST, state="requested")).say(agree, state="promised")
    lab.branch("side", "pr").say(MINE, by="ana")
    lab.on("pr").put({P: promise(REQUEST, NOTE, state="requested")}, by="diego")
    aside = displaced("eva", "19T13", MINE)
    lab.merge("side", files={P: promise(REQUEST, NOTE, aside, state="requested")})
    seen = lab.guard()
    assert not codes(seen, "PC404"), seen.told


def test_who_moved_acts_is_told_and_not_the_merge_that_keeps_the_old_order(lab):
    lab.start().say(WARN)
    lab.say(DELIVER, state="delivered")
    lab.branch("side", "pr").put({P: promise(REQUEST, AGREE, DELIVER, WARN, state="delivered")}, by="eva")
    lab.on("pr").say(act("note", "ana", "19T10", note="seen"), by="ana")
    lab.merge("side", files={P: lab.read()})
    seen = lab.guard()
    assert codes(seen, "PC402") and not codes(seen, "PC404"), seen.told


def test_an_older_word_that_an_edit_brings_back_is_not_dropped_for_an_unlawful_one(lab):
    """Given back in the place of another's later word, it is a word of before: nobody may leave it out."""
    lab.start(promise(REQUEST, AGREE, WARN)).on("main")
    lab.put({P: promise(REQUEST, AGREE, WARN + "  note: a strike\n")}, by="diego")
    lab.branch("pr").put({P: promise(REQUEST, AGREE, WARN)}, by="eva")
    lab.put({P: promise(REQUEST, AGREE)}, by="eva")
    lab.stopped("PC402:e")


def test_an_own_last_word_that_a_squash_sets_aside_is_a_warning(lab):
    lab.start().say(ASK)
    lab.say(MINE, by="ana")
    lab.put({P: promise(REQUEST, AGREE, ASK, displaced("ana", "19T11:30", MINE))}, by="ana")
    lab.passes(must="PC404:w")


def test_what_a_steward_imported_is_not_anybodys_to_edit(lab):
    """Where acts must be of their authors a steward's import is a warning: nothing of it came in by an error."""
    other = P.replace("k7m2x9qd", "abcd2345")
    whole = promise(REQUEST, AGREE, id="clm-abcd2345")
    lab.start(policy="trust: author, stewards: [eva]").put({other: whole}, "eva")
    lab.say(act("note", "ana", "19T10", note="seen"), by="ana", path=other)
    lab.edit(
        "  by: diego\n  at: 2026-03-02T11", "  by: diego\n  note: not so fast\n  at: 2026-03-02T11", "diego", other
    )
    lab.stopped("PC402:e")


def test_of_a_leaver_nothing_but_that_she_left_is_asked_in_a_promise_that_comes_whole(lab):
    people = "people:\n  ana: {emails: [ana@example.com], left: 2026-03-01}\n  diego: {emails: [diego@example.com]}\n"
    other = P.replace("k7m2x9qd", "abcd2345")
    lab.start(people=people + "  eva: {emails: [eva@example.com]}\n")
    lab.put({other: promise(REQUEST, id="clm-abcd2345", state="requested")}, "eva")
    seen = lab.guard()
    assert codes(seen, "PC509") and not codes(seen, "PC406"), seen.told
