"""What a speaker took back is said anew by whoever puts it there again; what REF holds is only given back."""

from __future__ import annotations

from .lab import AGREE, ASK, REQUEST, Lab, P, act, promise, request

MENDED = ASK.replace("2026-05-20", "2026-06-20")
EDITED = ASK.replace("2026-05-20", "2026-12-24")


def edited_on_main(lab: Lab) -> Lab:
    """Diego asked on main and mended that at once; then eva edited it."""
    lab.start(promise(REQUEST, AGREE, ASK))
    lab.on("main").put({P: promise(REQUEST, AGREE, MENDED)}, by="diego", at="19T09:40")
    lab.put({P: promise(REQUEST, AGREE, EDITED)}, by="eva", at="19T09:50")
    return lab.branch("later")


def test_who_puts_back_what_its_speaker_mended_says_it_in_his_name(lab):
    edited_on_main(lab).put({P: promise(REQUEST, AGREE, ASK)}, by="eva")
    seen = lab.guard("later")
    assert "PC406:e" in seen.codes, seen.told
    later = lab.audited("later")
    assert "PC402:e" in later.codes, later.told


def test_who_puts_back_what_he_made_of_it_gives_it_back(lab):
    edited_on_main(lab).put({P: promise(REQUEST, AGREE, MENDED)}, by="eva")
    seen = lab.guard("later")
    assert seen.exit == 0, seen.told
    assert "PC402:w" in seen.codes, seen.told
    later = lab.audited("later")
    assert later.exit == 0, later.told


def test_what_main_holds_is_no_new_word_though_its_speaker_changed_it_on_the_branch(lab):
    """It stands across a due, which is asked of nobody who only gives it back."""
    soon = request(when_due="due: 2026-03-10")
    lab.start(promise(soon, AGREE, due="2026-03-10"))
    lab.put({P: promise(soon, AGREE + "  note: gladly\n", due="2026-03-10")}, by="diego")
    lab.put({P: promise(soon, AGREE, due="2026-03-10")}, by="eva")
    lab.passes(may="PC211:w", must="PC402:w")
    seen = lab.guard()
    assert "PC211:w" not in seen.codes, seen.told


def test_nor_where_it_was_dropped_and_stands_at_the_end_again(lab):
    soon = request(when_due="due: 2026-03-10")
    ended = act("cancel", "ana", "05T09", reason="other")
    whole = promise(soon, AGREE, ended, due="2026-03-10", state="cancelled")
    lab.start(whole)
    lab.put({P: promise(soon, AGREE, due="2026-03-10")}, by="ana")
    lab.put({P: whole}, by="eva")
    seen = lab.guard()
    assert seen.codes & {"PC211:w", "PC406:e"} == set(), seen.told


def test_what_main_holds_lawfully_is_not_void_for_having_been_forged_on_the_branch(lab):
    warn = act("warn", "diego", "18T10", reason="supplier")
    changed = warn + "  note: a strike\n"
    lab.start().say(warn, at="18T10:30")
    lab.put({P: promise(REQUEST, AGREE, changed)}, by="eva", at="18T10:40")
    lab.on("main").say(changed, at="18T10:50")
    lab.on("pr").merge("main", "ana", {P: promise(REQUEST, AGREE, changed)})
    lab.put({P: promise(REQUEST, AGREE)}, by="eva")
    seen = lab.guard()
    dropped = [one for one in seen.told if one.startswith("PC402:e") and "REMOVED" in one]
    assert dropped, seen.told
