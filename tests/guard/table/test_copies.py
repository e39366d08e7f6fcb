"""Promises that stand twice, or were broken besides: every copy and every line is held, and mending one stops nobody."""

from __future__ import annotations

from .lab import AGREE, ASK, BEGUN, DELIVER, REQUEST, P, act, displaced, promise

WORK = P.replace("claims", "work")
NOTE = act("note", "diego", "02T12", note="the gate is on the left")
SAID = promise(REQUEST, AGREE, ASK)
DELIVERED = promise(REQUEST, AGREE, DELIVER, state="delivered")
BROKEN = "<<<<<<< ours\n" + BEGUN


def twofold(lab, text=DELIVERED):
    """Let main hold the promise twice, the second copy with a word more, and stand on a branch."""
    lab.start().on("main").put({WORK: BEGUN}, "eva")
    lab.put({WORK: text}, "diego")
    return lab.branch("pr")


def test_who_takes_one_of_two_old_copies_away_says_nothing_of_the_other(lab):
    twofold(lab).put({P: None}, "eva")
    seen = lab.guard()
    assert seen.exit == 0 and not {code for code in seen.codes if code.startswith("PC406")}, seen.told


def test_with_one_copy_the_words_of_the_other_are_not_taken_away(lab):
    twofold(lab).put({P: None, WORK: BEGUN}, "eva")
    seen = lab.guard()
    assert "PC402:e" in seen.codes, seen.told


def test_a_word_that_a_merge_of_doubled_promises_leaves_out_keeps_the_doubling_an_error(lab):
    lab.start().put({WORK: BEGUN}, "eva")
    lab.branch("side").say(ASK)
    lab.on("pr").merge("side", files={P: BEGUN})
    lab.put({WORK: None}, "eva")
    lab.stopped("PC105:e PC402:e")


def test_a_copy_made_beside_a_new_word_is_told(lab):
    lab.start().put({P: promise(REQUEST, AGREE, ASK), WORK: BEGUN}, "diego")
    lab.put({WORK: None}, "eva")
    lab.passes(must="PC105:w", may="PC402:w")


def test_behind_a_copy_a_note_sets_nothing_aside(lab):
    """Also a steward's commit: what she mends is a history that the law refuses, and this one it does not."""
    lab.start(policy="stewards: [eva]").put({WORK: BEGUN}, "eva")
    lab.branch("side").say(ASK)
    lab.on("pr").merge("side", files={P: SAID})
    lab.put({P: None, WORK: promise(REQUEST, AGREE, displaced("eva", "19T12", ASK))}, "eva")
    lab.stopped("PC404:e")


def test_a_copy_that_can_be_read_is_what_is_held_though_another_is_broken(lab):
    lab.start().put({WORK: BEGUN}, "eva")
    lab.say(DELIVER, state="delivered")
    lab.put({P: BROKEN}, "nobody")
    lab.branch("side").on("main").say(NOTE)
    lab.on("pr").merge("main", files={P: BROKEN})
    seen = lab.guard()
    assert {"PC101:e", "PC402:e"} <= seen.codes, seen.told


# What REF itself cannot tell.


def broken_on_main(lab):
    """Let main break the promise, and stand on a branch from before."""
    lab.start().on("main").put({P: BROKEN}, "eva")
    return lab.on("pr")


def test_who_breaks_again_what_the_base_broke_too_is_told(lab):
    broken_on_main(lab).say(ASK)
    lab.merge("main", files={P: SAID})
    lab.put({P: "<<<<<<< ours\n" + SAID}, "diego")
    lab.stopped("PC101:e", audit="-")


def test_a_broken_file_that_moved_is_mended_with_what_it_said_on_every_line(lab):
    lab.start(SAID).on("main").put({P: BROKEN}, "eva")
    lab.put({P: None, WORK: BROKEN}, "eva")
    lab.branch("pr").put({WORK: SAID}, "eva")
    seen = lab.guard()
    assert seen.exit == 0 and not {code for code in seen.codes if code.startswith("PC406")}, seen.told


def test_a_broken_file_that_moved_is_not_mended_with_less(lab):
    lab.start(SAID).on("main").put({P: BROKEN}, "eva")
    lab.put({P: None, WORK: BROKEN}, "eva")
    lab.branch("pr").put({WORK: BEGUN}, "eva")
    seen = lab.guard()
    assert "PC402:e" in seen.codes, seen.told


def test_the_words_of_a_base_that_cannot_be_read_are_not_set_aside(lab):
    noted = promise(REQUEST, AGREE, NOTE)
    lab.start().on("main").put({P: noted}, "diego")
    lab.branch("old").on("main").put({P: BROKEN}, "eva")
    lab.on("pr").say(DELIVER, state="delivered")
    aside = promise(REQUEST, AGREE, DELIVER, displaced("eva", "19T12", NOTE), state="delivered")
    lab.merge("old", files={P: aside})
    seen = lab.guard()
    assert "PC404:e" in seen.codes, seen.told


def test_a_word_said_in_a_copy_is_hers_where_that_copy_is_left(lab):
    """Who takes the other copy away brings nothing: the file that stays had the word before."""
    lab.start(policy="trust: author").put({WORK: BEGUN}, by="eva")
    lab.put({WORK: promise(REQUEST, AGREE, NOTE)}, by="diego")
    lab.put({P: None}, by="ana")
    lab.passes(may="PC504:w", must="PC105:w")


def test_a_word_said_in_his_name_in_a_copy_is_not(lab):
    lab.start(policy="trust: author").put({WORK: BEGUN}, by="eva")
    lab.put({WORK: promise(REQUEST, AGREE, NOTE)}, by="eva")
    lab.put({P: None}, by="ana")
    lab.stopped("PC501:e")


def test_a_promise_that_main_left_in_two_places_is_not_doubled_by_who_had_it_broken(lab):
    lab.start()
    lab.put({P: "id: [\n"}, by="ana")
    lab.on("main").put({WORK: BEGUN}, by="eva")
    lab.on("pr").merge("main", "ana", {P: BEGUN})
    seen = lab.guard()
    assert not {"PC105:e", "PC105:w"} & seen.codes, seen.told
