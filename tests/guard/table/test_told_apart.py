"""What is told apart: equal acts, words that a merge only moved, what REF did, files and promises that REF left broken."""

from __future__ import annotations

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    ID,
    OTHER,
    PEOPLE,
    REGISTER,
    REQUEST,
    SETTINGS,
    Lab,
    P,
    Q,
    act,
    displaced,
    promise,
    request,
    settings,
)

FAR = "2026-12-24"
W = f"ledgers/work/{ID}.yaml"
NOTE = act("note", "diego", "19T09", note="the gate is on the left")
WARN = act("warn", "diego", "18T10", reason="supplier")
HER_MOVE = act("renegotiate", "ana", "18T09", terms="{due: 2026-04-01}", reason="other")
HIS_YES = act("agree", "diego", "18T09:30", terms="{due: 2026-04-01}")
CANCEL = act("cancel", "ana", "18T11", reason="other")
HERS = act("renegotiate", "ana", "19T09", terms="{due: 2026-05-01}", reason="other")
BROKEN = BEGUN.replace("state:", "state")


def moved_on_main(lab: Lab) -> Lab:
    """Diego warned on the branch, both moved the due on main."""
    lab.start().say(WARN, at="18T10:30")
    lab.on("main").say(HER_MOVE, by="ana", at="18T09:10")
    lab.say(HIS_YES, at="18T09:40", due="2026-04-01")
    return lab.on("pr")


# Words that a merge moved.


def test_what_a_merge_put_too_early_may_not_be_dropped_for_that(lab):
    moved_on_main(lab).merge("main", "ana", {P: promise(REQUEST, AGREE, WARN, HER_MOVE, HIS_YES, due="2026-04-01")})
    lab.put({P: promise(REQUEST, AGREE, HER_MOVE, HIS_YES, due="2026-04-01")}, "ana")
    lab.stopped("PC402:e")


def test_what_a_merge_puts_after_the_words_of_main_stands(lab):
    moved_on_main(lab).merge("main", "ana", {P: promise(REQUEST, AGREE, HER_MOVE, HIS_YES, WARN, due="2026-04-01")})
    lab.passes()


def test_a_note_that_stood_before_what_a_merge_sets_aside_was_not_reordered(lab):
    lab.start().say(NOTE)
    lab.say(ASK)
    lab.on("main").say(HER_MOVE, by="ana", at="18T09:10")
    lab.say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    aside = displaced("diego", "19T12", ASK)
    made = promise(REQUEST, AGREE, HER_MOVE, CANCEL, NOTE, aside, state="cancelled")
    lab.on("pr").merge("main", "diego", {P: made})
    lab.passes()


# Equal acts.


def test_who_repeats_anothers_word_may_not_drop_the_word_itself(lab):
    lab.start(policy="trust: author").say(HERS, by="ana")
    lab.say(HERS)
    lab.put({P: BEGUN})
    lab.stopped("PC402:e")


def test_who_repeated_anothers_word_may_take_the_repetition_back(lab):
    lab.start(policy="trust: author").say(HERS, by="ana")
    lab.say(HERS)
    lab.put({P: promise(REQUEST, AGREE, HERS)})
    lab.passes(may="PC402:w PC406:w PC501:w")


# What REF left broken, or in two places.


def broken_on_main(lab: Lab) -> Lab:
    """Somebody broke the file on main, and the branch begins there."""
    lab.start()
    lab.on("main").put({P: BROKEN}, "eva")
    return lab.branch("pr")


def test_who_mends_what_main_left_broken_brings_no_words_of_others(lab):
    broken_on_main(lab).put({P: promise(REQUEST, AGREE, NOTE)})
    lab.passes(may="PC101:w")


def test_who_mends_what_main_left_broken_changes_no_word(lab):
    later = request(when_due=f"due: {FAR}")
    broken_on_main(lab).put({P: promise(later, AGREE, due=FAR)}, "ana")
    lab.stopped("PC402:e")


def test_a_branch_that_takes_main_in_did_not_break_what_is_broken_there(lab):
    lab.start().put({Q: promise(request(at="19T08"), id=OTHER, state="requested")}, "ana")
    lab.on("main").put({P: BROKEN}, "eva")
    lab.on("pr").merge("main", "ana")
    seen = lab.guard()
    assert seen.exit == 0, seen.told


def test_a_merge_does_not_take_the_broken_file_for_words_of_the_branch(lab):
    lab.start().say(ASK)
    lab.on("main").put({P: BROKEN}, "eva")
    lab.on("pr").merge("main", "ana", {P: BROKEN})
    lab.stopped("PC101:e")


def doubled_on_main(lab: Lab) -> Lab:
    """Somebody left the promise in two places on main, and the branch begins there."""
    lab.start()
    lab.on("main").put({W: BEGUN}, "eva")
    return lab.branch("pr")


def test_in_a_promise_that_main_left_in_two_places_whose_word_it_is_is_asked(lab):
    doubled_on_main(lab).say(HERS)
    lab.stopped("PC406:e", audit="PC105:e")


def test_in_a_promise_that_main_left_in_two_places_one_may_speak(lab):
    doubled_on_main(lab).say(ASK)
    seen = lab.guard()
    assert seen.exit == 0, seen.told


def test_a_merge_into_main_does_not_leave_a_promise_in_two_places(lab):
    lab.start().put({Q.replace("claims", "work"): promise(request(at="19T08"), id=OTHER, state="requested")}, "ana")
    lab.on("main").put({Q: promise(request(at="19T08"), id=OTHER, state="requested")}, "ana")
    lab.on("pr")
    lab.stopped("PC105:e")


def test_a_promise_that_both_sides_bring_to_one_place_is_one(lab):
    lab.start().put({Q: promise(request(at="19T08"), id=OTHER, state="requested")}, "ana")
    lab.on("main").put({Q: promise(request(at="19T08"), id=OTHER, state="requested")}, "ana")
    lab.on("pr")
    lab.passes()


# What REF did meanwhile.


def test_what_main_dropped_meanwhile_did_not_vanish_on_the_branch(lab):
    lab.start().say(WARN, at="18T10:30")
    lab.on("main").say(WARN, at="18T10:40")
    lab.on("pr").merge("main", "ana")
    lab.on("main").put({P: BEGUN})
    lab.on("pr")
    seen = lab.guard()
    assert seen.exit == 0, seen.told


def test_a_word_that_main_took_in_is_no_last_word_any_more(lab):
    lab.start().say(ASK)
    lab.on("main").squash("pr", "diego")
    lab.on("pr").edit("2026-05-20", FAR)
    lab.stopped("PC402:e", audit="-")


def test_a_last_word_that_nobody_took_in_may_be_mended(lab):
    lab.start().say(ASK)
    lab.edit("2026-05-20", FAR)
    lab.passes(must="PC402:w")


# Imports.


def test_who_brings_words_of_others_is_no_steward_of_before_for_being_named_later(lab):
    lab.start(policy="trust: author")
    lab.put({Q: promise(request(at="19T08"), act("agree", "diego", "19T08:30"), id=OTHER)}, "ana")
    lab.put({SETTINGS: settings("trust: author, stewards: [ana]")}, "ana")
    seen = lab.audit("alone")
    assert "PC501:e" in seen.codes, seen.told


def test_what_a_steward_imports_is_a_warning(lab):
    lab.start(policy="trust: author, stewards: [ana]")
    lab.put({Q: promise(request(at="19T08"), act("agree", "diego", "19T08:30"), id=OTHER)}, "ana")
    seen = lab.audit("alone")
    assert "PC501:w" in seen.codes, seen.told
    assert seen.exit == 0, seen.told


# Lines of a promise that met while nobody could read it, and words lost on one line alone.


def broken_with_two_lines(lab: Lab) -> Lab:
    """Ana moved on one line, which was broken then; Diego noted on another; a merge left the file broken."""
    lab.start().branch("side").say(NOTE, at="19T09:10")
    lab.on("pr").say(HER_MOVE, by="ana", at="18T09:10")
    lab.put({P: BROKEN}, "eva")
    lab.merge("side", "eva", {P: BROKEN})
    return lab


def test_who_mends_after_two_lines_met_holds_the_words_of_both(lab):
    broken_with_two_lines(lab).put({P: promise(REQUEST, AGREE, NOTE)})
    lab.stopped("PC402:e")


def test_who_mends_with_one_line_alone_drops_the_other(lab):
    broken_with_two_lines(lab).put({P: promise(REQUEST, AGREE, HER_MOVE)}, "ana")
    lab.stopped("PC402:e")


def test_who_mends_with_the_words_of_both_passes(lab):
    broken_with_two_lines(lab).put({P: promise(REQUEST, AGREE, HER_MOVE, NOTE)}, "ana")
    lab.passes(may="PC101:w PC402:w PC404:w")


def lost_on_one_line(lab: Lab, by: str) -> Lab:
    """Ana's move, which she or somebody else wrote, was dropped on the branch; another line never had it."""
    lab.start().branch("side")
    lab.on("pr").say(HER_MOVE, by=by, at="18T09:10")
    lab.put({P: BEGUN})
    return lab.on("side")


def test_what_was_lost_on_one_line_is_said_anew_on_another_and_asked_about(lab):
    lost_on_one_line(lab, "diego").say(HER_MOVE, by="eva", at="19T09:10")
    lab.on("pr").merge("side", "diego")
    lab.stopped("PC406:e")


def test_what_was_lost_is_given_back_by_whoever_descends_from_the_loss(lab):
    lost_on_one_line(lab, "ana").say(NOTE, at="19T09:10")
    lab.on("pr").merge("side", "diego", {P: promise(REQUEST, AGREE, HER_MOVE, NOTE)})
    lab.passes(may="PC402:w PC404:w")


# Who was taken out of the register meanwhile.


def without_eva(lab: Lab) -> Lab:
    """Main took Eva out of the register after the branch began."""
    lab.start()
    lab.on("main").put(
        {PEOPLE: "".join(line for line in REGISTER.splitlines(keepends=True) if "eva" not in line)}, "ana"
    )
    return lab.on("pr")


def test_who_was_taken_out_of_the_register_speaks_in_nobodys_name(lab):
    without_eva(lab).say(HER_MOVE, by="eva", at="18T09:10")
    lab.stopped("PC406:e", audit="PC406:w")


def test_who_is_in_the_register_still_speaks_for_herself(lab):
    without_eva(lab).say(HER_MOVE, by="ana", at="18T09:10")
    lab.passes()


# A last word that is changed and goes before another's.


def test_who_mends_her_last_word_does_not_put_it_before_anothers(lab):
    """An equal one in a new place would have been slipped in; changed, it is no better."""
    late = act("warn", "diego", "19T10", reason="supplier")
    hers = act("note", "ana", "19T09", note="it is not ready, I hear")
    lab.start().say(hers, by="ana")
    lab.say(late)
    lab.put({P: promise(REQUEST, AGREE, late.replace("19T10", "19T08"), hers)}, by="diego")
    lab.stopped("PC402:e")


def test_who_mends_her_last_word_where_it_stands_may(lab):
    late = act("warn", "diego", "19T10", reason="supplier")
    hers = act("note", "ana", "19T09", note="it is not ready, I hear")
    lab.start().say(hers, by="ana")
    lab.say(late)
    lab.put({P: promise(REQUEST, AGREE, hers, late.replace("19T10", "19T11"))}, by="diego")
    lab.passes(must="PC402:w")
