"""Words that are equal letter by letter: each is one of its own, and to give one back is not to say it."""

from __future__ import annotations

from .lab import AGREE, OTHER, REQUEST, P, Q, act, promise

NOTE = act("note", "diego", "02T12", note="the gate is on the left")
MENDED = NOTE.replace("left", "right")
WARN = act("warn", "diego", "19T09", reason="supplier")


def test_who_said_a_thing_again_may_mend_what_was_said_again(lab):
    lab.start(promise(REQUEST, AGREE, NOTE)).say(NOTE, by="diego")
    lab.put({P: promise(REQUEST, AGREE, NOTE, MENDED)}, by="diego")
    lab.passes(must="PC402:w")


def test_who_said_a_thing_again_does_not_mend_what_was_said_first(lab):
    lab.start(promise(REQUEST, AGREE, NOTE)).say(NOTE, by="diego")
    lab.put({P: promise(REQUEST, AGREE, MENDED, NOTE)}, by="diego")
    lab.stopped("PC402:e")


def test_nobody_takes_back_what_another_said_again(lab):
    lab.start(promise(REQUEST, AGREE, NOTE)).say(NOTE, by="eva")
    lab.put({P: promise(REQUEST, AGREE, NOTE)}, by="diego")
    lab.stopped("PC402:e")


def test_a_last_word_that_was_dropped_and_comes_back_at_the_end_is_no_new_one(lab):
    lab.start(promise(REQUEST, AGREE, WARN))
    lab.put({P: promise(REQUEST, AGREE)}, by="eva")
    lab.put({P: promise(REQUEST, AGREE, WARN)}, by="eva")
    lab.passes(must="PC402:w")


def test_to_say_it_again_once_it_is_back_is_to_say_it(lab):
    lab.start().say(WARN)
    lab.put({P: promise(REQUEST, AGREE)}, by="eva")
    lab.put({P: promise(REQUEST, AGREE, WARN)}, by="eva")
    lab.put({P: promise(REQUEST, AGREE, WARN, WARN)}, by="eva")
    lab.stopped("PC406:e")


def test_who_adds_to_an_own_word_that_was_changed_says_it(lab):
    """A commit of hers that put the act in the place of another one is her trace of it."""
    early = act("deliver", "diego", "19T09", evidence="[x]")
    mended = early + "  note: at the gate\n"
    lab.start().say(early, state="delivered")
    lab.put({P: promise(REQUEST, AGREE, mended, state="delivered")}, by="diego")
    lab.branch("picked").put({P: promise(REQUEST, AGREE, mended, state="delivered")}, by="ana")
    lab.merge("pr")
    seen = lab.guard("picked")
    assert not {code for code in seen.codes if code.startswith("PC406")}, seen.told


def test_of_an_act_that_two_commits_changed_the_heaviest_thing_is_told(lab):
    lab.start().say(WARN)
    lab.branch("side", "pr").put({P: promise(REQUEST, AGREE)}, by="eva")
    lab.on("pr").put({P: promise(REQUEST, AGREE, WARN + "  note: a strike\n")}, by="diego")
    lab.merge("side", files={P: promise(REQUEST, AGREE, WARN + "  note: a strike\n")})
    seen = lab.guard()
    assert "PC402:e" in seen.codes and "PC402:w" not in seen.codes, seen.told


def test_who_takes_main_in_as_one_commit_says_nothing_of_what_it_holds(lab):
    lab.start(second=promise(REQUEST, AGREE, id=OTHER)).on("main").say(WARN)
    lab.on("pr").say(act("note", "ana", "19T10", note="seen"), by="ana", path=Q)
    lab.squash("main", by="ana")
    seen = lab.guard()
    assert seen.exit == 0 and "PC406" not in {code[:5] for code in seen.codes}, seen.told


def test_what_main_does_not_hold_is_said_though_it_comes_with_what_it_holds(lab):
    lab.start().on("main").say(WARN)
    lab.on("pr").put({P: promise(REQUEST, AGREE, WARN, WARN.replace("19T09", "19T10"))}, by="ana")
    lab.stopped("PC406:e", audit="-")
