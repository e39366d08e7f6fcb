"""PC402 and PC403: what is said stays said; what may be changed, given back, or be away for a while."""

from __future__ import annotations

import pytest

from .lab import (
    ACCEPT,
    AGREE,
    ASK,
    BEGUN,
    DELIVER,
    ID,
    MOVED,
    OTHER,
    REQUEST,
    YES,
    P,
    Q,
    act,
    displaced,
    promise,
    request,
)

FAR = "2026-12-24"
NOTE = act("note", "diego", "19T09", note="the gate is on the left")
HER_NOTE = act("note", "ana", "19T09:30", note="call me first")
REJECT = act("reject", "ana", "19T10", unmet="[photos]")
SENT = {"state": "delivered"}
LATER = request(when_due=f"due: {FAR}")


# What is said in a commit stays said.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("due: 2026-04-20", f"due: {FAR}"),
        ("performer: diego, due", "performer: eva, due"),
        ("criteria: [photos]", "criteria: []"),
        ("what: Inspect the vehicle", "what: Look at it"),
        ("at: 2026-03-02T11:00:00Z", "at: 2026-03-02T11:00:01Z"),
        ("at: 2026-03-02T11:00:00Z", "at: 2026-03-02T08:00:00-03:00"),
        ("  by: diego\n  at: 2026-03-02T11", "  by: eva\n  for: diego\n  at: 2026-03-02T11"),
        (AGREE, AGREE + "  note: if I have the time\n"),
        (AGREE, ""),
        (REQUEST + AGREE, AGREE + REQUEST),
    ],
    ids=["due", "performer", "criteria", "what", "at", "offset", "by", "note", "dropped", "order"],
)
def test_what_stands_on_main_is_not_edited(lab, old, new):
    lab.start().edit(old, new)
    lab.stopped("PC402:e")


def test_an_agreement_said_twice_is_no_agreement(lab):
    lab.start().edit(AGREE, AGREE + AGREE)
    lab.stopped("PC209:e", audit="-")


@pytest.mark.parametrize("by", ["ana", "diego", "eva"])
def test_not_even_its_speaker_edits_what_stands_on_main(lab, by):
    lab.start().edit("2026-04-20, criteria", f"{FAR}, criteria", by)
    lab.stopped("PC402:e")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  by: diego\n  at: 2026-03-02T11:00:00Z\n", "  at: 2026-03-02T11:00:00Z\n  by: diego\n"),
        ("act: agree", "act: 'agree'"),
        ("act: agree", "act: agree  # yes"),
        ("history:\n", "\n# what was said\nhistory:\n"),
        ("terms: {what: Inspect the vehicle,", "terms: {what: 'Inspect the vehicle',"),
        (AGREE, "- {act: agree, by: diego, at: 2026-03-02T11:00:00Z}\n"),
        ("\n", "\r\n"),
    ],
    ids=["key-order", "quotes", "comment", "blank-line", "inner-quotes", "flow", "line-ends"],
)
def test_how_an_act_is_written_is_nobodys_change(lab, old, new):
    lab.start().edit(old, new)
    lab.passes()


def test_her_rejection_on_the_branch_is_not_taken_away_by_him(lab):
    lab.start().say(DELIVER, **SENT)
    lab.say(REJECT, by="ana", state="promised")
    lab.put({P: promise(REQUEST, AGREE, DELIVER, **SENT)})
    lab.stopped("PC402:e")


def test_her_rejection_and_the_delivery_are_not_taken_away_together(lab):
    lab.start().say(DELIVER, **SENT)
    lab.say(REJECT, by="ana", state="promised")
    lab.put({P: BEGUN})
    lab.stopped("PC402:e")


def test_her_rejection_is_not_reverted_by_him(lab):
    lab.start().say(DELIVER, **SENT)
    lab.say(REJECT, by="ana", state="promised")
    lab.put({P: promise(REQUEST, AGREE, DELIVER, **SENT)}, message='Revert "said"\n\nThis reverts commit abcdef.')
    lab.stopped("PC402:e")


def test_her_rejection_made_milder_by_him_is_an_edit(lab):
    lab.start().say(DELIVER, **SENT)
    lab.say(REJECT + "  note: it is not done\n", by="ana", state="promised")
    lab.edit("it is not done", "one is missing")
    lab.stopped("PC402:e")


def test_his_proposal_is_not_changed_under_her_agreement(lab):
    lab.start().say(ASK)
    lab.say(act("agree", "ana", "19T10"), by="ana", due=MOVED)
    lab.edit(MOVED, FAR)
    lab.stopped("PC402:e")


def test_his_proposal_is_not_changed_under_her_note(lab):
    lab.start().say(ASK)
    lab.say(HER_NOTE, by="ana")
    lab.edit(MOVED, FAR)
    lab.stopped("PC402:e")


def test_a_typo_in_ones_own_last_word_is_a_warning(lab):
    lab.start().say(ASK + "  note: suplier\n")
    lab.edit("suplier", "the supplier")
    lab.passes(must="PC402:w")


def test_ones_own_last_word_may_be_taken_back_with_a_warning(lab):
    lab.start().say(NOTE)
    lab.put({P: BEGUN})
    lab.passes(must="PC402:w")


def test_a_typo_in_the_minutes_of_a_third_person_is_a_warning(lab):
    ask = act("renegotiate", "eva", "19T09", for_="diego", via="stand-up", terms="{due: 2026-05-20}", reason="other")
    lab.start().say(ask + "  note: suplier\n", by="eva")
    lab.edit("suplier", "the supplier", "eva")
    lab.passes(must="PC402:w")


def test_ones_own_last_word_changed_three_times_is_a_warning(lab):
    lab.start().say(ASK)
    lab.edit(MOVED, "2026-05-21")
    lab.edit("2026-05-21", "2026-05-22")
    lab.passes(must="PC402:w")


def test_the_last_word_of_somebody_else_is_not_changed(lab):
    lab.start().say(ASK)
    lab.edit(MOVED, FAR, "eva")
    lab.stopped("PC402:e")


def test_the_last_word_that_he_brought_and_she_edits_is_an_edit(lab):
    lab.start().say(ASK)
    lab.edit(MOVED, FAR, "ana")
    lab.stopped("PC402:e")


def test_ones_own_last_word_that_main_holds_is_not_changed(lab):
    lab.start(promise(REQUEST, AGREE, act("renegotiate", "diego", "02T12", terms="{due: 2026-05-20}", reason="other")))
    lab.edit(MOVED, FAR)
    lab.stopped("PC402:e")


def test_words_of_hers_in_another_promise_do_not_hold_ones_own_last_word(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").say(ASK)
    lab.say(HER_NOTE, by="ana", path=Q)
    lab.edit(MOVED, "2026-05-21")
    lab.passes(must="PC402:w")


# Removals.


def test_a_promise_is_not_removed(lab):
    lab.start().put({P: None})
    lab.stopped("PC403:e")


def test_a_promise_of_the_branch_with_her_word_is_not_removed(lab):
    lab.start().put({Q: promise(REQUEST, id=OTHER, state="requested")}, "ana")
    lab.put({Q: None})
    seen = lab.guard()
    assert seen.exit == 1, seen.told
    assert seen.codes & {"PC402:e", "PC403:e"}, seen.told


def test_a_promise_under_another_id_is_removed(lab):
    lab.start().put({P: None, Q: BEGUN.replace(ID, OTHER)})
    lab.stopped("PC403:e")


def test_an_emptied_file_cannot_be_read(lab):
    lab.start().put({P: ""})
    lab.stopped("PC101:e")


def test_a_promise_made_a_draft_is_a_removal_of_its_words(lab):
    lab.start().put({P: BEGUN.split("state:")[0]})
    seen = lab.guard()
    assert seen.exit == 1, seen.told
    assert seen.codes & {"PC402:e", "PC403:e"}, seen.told


def test_moving_a_file_into_a_folder_moves_no_promise(lab):
    lab.start().put({P: None, P.replace("claims/", "claims/2026-03/"): BEGUN})
    lab.passes()


def test_moving_a_file_into_another_ledger_moves_no_promise(lab):
    lab.start().put({P: None, P.replace("claims/", "work/"): BEGUN})
    lab.passes()


def test_packing_a_closed_promise_moves_no_word(lab):
    closed = promise(REQUEST, AGREE, DELIVER.replace("19T", "03T"), ACCEPT.replace("19T", "03T"), state="accepted")
    lab.start(closed).put({P: None, "ledgers/claims/settled/2026-Q1.yaml": "---\n" + closed})
    lab.passes()


def test_packing_with_an_edit_is_an_edit(lab):
    closed = promise(REQUEST, AGREE, DELIVER.replace("19T", "03T"), ACCEPT.replace("19T", "03T"), state="accepted")
    packed = "---\n" + closed.replace("act: accept\n  by: ana\n", "act: accept\n  by: ana\n  rating: 5\n")
    lab.start(closed).put({P: None, "ledgers/claims/settled/2026-Q1.yaml": packed})
    lab.stopped("PC402:e")


def test_a_pack_that_loses_a_promise_loses_it(lab):
    closed = promise(REQUEST, AGREE, DELIVER.replace("19T", "03T"), ACCEPT.replace("19T", "03T"), state="accepted")
    lab.start(closed).put({P: None, "ledgers/claims/settled/2026-Q1.yaml": "---\n" + closed})
    lab.put({"ledgers/claims/settled/2026-Q1.yaml": "---\n" + closed.replace(ID, OTHER)})
    lab.stopped("PC403:e")


def test_an_edit_in_a_pack_is_an_edit(lab):
    closed = promise(REQUEST, AGREE, DELIVER.replace("19T", "03T"), ACCEPT.replace("19T", "03T"), state="accepted")
    lab.start(closed)
    pack = "ledgers/claims/settled/2026-Q1.yaml"
    lab.on("main").put({P: None, pack: "---\n" + closed}, "ana", "04T12")
    lab.branch("pr").edit("2026-03-03T09", "2026-03-02T12", path=pack)
    lab.stopped("PC402:e")


# Heads.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("due: 2026-04-20\ncriteria", f"due: {FAR}\ncriteria"),
        ("what: Inspect the vehicle\ncustomer", "what: Look at it\ncustomer"),
        ("criteria: [photos]\nstate", "criteria: []\nstate"),
        ("customer: ana", "customer: eva"),
        ("performer: diego\n", "performer: eva\n"),
        ("state: promised", "state: accepted"),
    ],
    ids=["due", "what", "criteria", "customer", "performer", "state"],
)
def test_a_head_is_not_changed_in_silence(lab, old, new):
    lab.start().edit(old, new)
    seen = lab.guard()
    assert seen.exit == 1, seen.told
    assert seen.codes & {"PC401:e", "PC205:e"}, seen.told


def test_a_head_changed_and_set_back_in_the_branch_is_nothing(lab):
    lab.start().edit("due: 2026-04-20\ncriteria", f"due: {FAR}\ncriteria")
    lab.edit(f"due: {FAR}\ncriteria", "due: 2026-04-20\ncriteria")
    seen = lab.guard()
    assert seen.exit == 0, seen.told


def test_a_history_that_the_law_refuses_does_not_hide_a_silent_head(lab):
    broken = promise(REQUEST, AGREE, act("accept", "eva", "02T12", rating=5))
    lab.start(broken)
    lab.edit("due: 2026-04-20\ncriteria", f"due: {FAR}\ncriteria")
    seen = lab.guard()
    assert "PC401:e" in seen.codes, seen.told


# Restored.


def test_a_commit_that_gives_back_what_was_edited_makes_it_a_warning(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.stopped("PC402:e")
    lab.put({P: BEGUN})
    lab.passes(must="PC402:w")


def test_a_commit_that_gives_back_a_removed_promise_makes_it_a_warning(lab):
    lab.start().put({P: None})
    lab.put({}, message="nothing")
    lab.put({P: BEGUN})
    lab.passes(may="PC402:w PC403:w")


def test_giving_back_what_was_edited_does_not_drop_her_later_word(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.say(HER_NOTE, by="ana")
    lab.put({P: BEGUN})
    lab.stopped("PC402:e")


def test_her_later_word_goes_into_a_displaced_note_of_the_restoring_commit(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.say(HER_NOTE, by="ana")
    lab.put({P: promise(REQUEST, AGREE, displaced("eva", "19T11", HER_NOTE))}, "eva")
    lab.passes(may="PC402:w PC404:w")


def test_giving_back_an_older_state_than_the_edit_takes_words_away(lab):
    lab.start().say(NOTE)
    lab.say(HER_NOTE, by="ana")
    lab.edit("on the left", "on the right")
    lab.put({P: BEGUN})
    lab.stopped("PC402:e")


def test_a_word_in_her_name_is_taken_back_by_who_wrote_it(lab):
    lab.start().say(act("cancel", "ana", "19T09", reason="other"), state="cancelled")
    lab.stopped("PC406:e")
    lab.put({P: BEGUN})
    lab.passes(may="PC402:w PC406:w")


def test_where_authors_are_asked_she_drops_what_was_written_in_her_name(lab):
    lab.start(policy="trust: author").say(act("cancel", "ana", "19T09", reason="other"), state="cancelled")
    lab.stopped("PC501:e")
    lab.put({P: BEGUN}, "ana")
    lab.passes(may="PC402:w PC406:w PC501:w")


# Notes that set aside, out of nothing.


def test_a_displaced_note_out_of_nothing_is_told(lab):
    yes = act("accept", "ana", "19T08", rating=5)
    lab.start().say(displaced("diego", "19T09", yes))
    lab.passes(must="PC404:w")


def test_a_displaced_note_does_not_set_aside_words_in_a_plain_commit(lab):
    lab.start().say(DELIVER, **SENT)
    lab.say(REJECT, by="ana", state="promised")
    lab.put({P: promise(REQUEST, AGREE, DELIVER, displaced("diego", "19T11", REJECT), **SENT)})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_acts_slipped_in_before_others_are_an_error(lab):
    lab.start(promise(REQUEST, AGREE, act("note", "ana", "04T09", note="on it")))
    warn = act("warn", "diego", "03T09", reason="supplier")
    lab.put({P: promise(REQUEST, AGREE, warn, act("note", "ana", "04T09", note="on it"))})
    lab.stopped("PC402:e")


def test_a_note_slipped_in_before_others_is_an_error_too(lab):
    lab.start(promise(REQUEST, AGREE, act("note", "ana", "04T09", note="on it")))
    slipped = act("note", "diego", "03T09", note="I said so at once")
    lab.put({P: promise(REQUEST, AGREE, slipped, act("note", "ana", "04T09", note="on it"))})
    lab.stopped("PC402:e")


def test_her_agreement_is_kept_where_the_proposal_was_squashed_away(lab):
    lab.start().say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.put({P: promise(REQUEST, AGREE)}, "ana")
    lab.stopped("PC402:e")
