"""Nobody gives an answer another question, and what is wrong is not washed by doing it again."""

from __future__ import annotations

import pytest

from .lab import AGREE, ASK, DELIVER, REQUEST, P, act, promise

FAR = "2026-12-24"
MORE = act("renegotiate", "diego", "19T10", terms=f"{{due: {FAR}}}", reason="supplier")
BARE = act("agree", "ana", "19T10")
REJECT = act("reject", "ana", "19T10", unmet="[photos]")
WARN = act("warn", "diego", "02T12", reason="supplier")
LATER_WARN = act("warn", "diego", "02T12", reason="supplier", note="early")


def both(lab):
    seen, later = lab.guard(), lab.audit()
    return seen.exit, later.exit


def test_an_own_word_moved_before_her_answer_stops_the_branch(lab):
    lab.start().put({P: promise(REQUEST, AGREE, ASK)}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, ASK, BARE, due="2026-05-20")}, by="ana")
    lab.put({P: promise(REQUEST, AGREE, ASK, BARE, MORE, due="2026-05-20")}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, ASK, MORE, BARE, due=FAR)}, by="diego")
    assert both(lab) == (1, 1)


def test_own_last_words_may_change_places(lab):
    one, other = act("note", "diego", "19T09", note="a"), act("note", "diego", "19T09", note="b")
    lab.start().put({P: promise(REQUEST, AGREE, one, other)}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, other, one)}, by="diego")
    assert lab.guard().exit == 0


def test_a_word_that_its_speaker_mended_is_not_anybodys_to_drop(lab):
    lab.start().put({P: promise(REQUEST, AGREE, ASK)}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, ASK, BARE, due="2026-05-20")}, by="ana")
    lab.put({P: promise(REQUEST, AGREE, ASK, BARE + "  note: yes\n", due="2026-05-20")}, by="ana")
    lab.put({P: promise(REQUEST, AGREE, ASK)}, by="diego")
    assert both(lab) == (1, 1)


@pytest.mark.parametrize("is_edited", [True, False])
def test_an_answer_to_a_forged_proposal_does_not_come_to_stand_under_another(lab, is_edited):
    lab.start(policy="trust: author").put({P: promise(REQUEST, AGREE, ASK)}, by="nobody")
    lab.put({P: promise(REQUEST, AGREE, ASK, BARE, due="2026-05-20")}, by="ana")
    other = ASK.replace("2026-05-20", FAR)
    after = (REQUEST, AGREE, other, BARE) if is_edited else (REQUEST, AGREE, BARE)
    lab.put({P: promise(*after, due=FAR if is_edited else "2026-04-20")}, by="diego")
    assert both(lab) == (1, 1)


@pytest.mark.parametrize("by", ["diego", "ana"])
def test_what_was_slipped_in_is_not_washed_by_editing_it(lab, by):
    lab.start().put({P: promise(REQUEST, AGREE, DELIVER, state="delivered")}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, DELIVER, REJECT)}, by="ana")
    lab.put({P: promise(REQUEST, AGREE, WARN, DELIVER, REJECT)}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, LATER_WARN, DELIVER, REJECT)}, by=by)
    assert both(lab) == (1, 1)


def test_what_was_slipped_in_may_be_taken_out_again(lab):
    lab.start().put({P: promise(REQUEST, AGREE, DELIVER, state="delivered")}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, DELIVER, REJECT)}, by="ana")
    lab.put({P: promise(REQUEST, AGREE, WARN, DELIVER, REJECT)}, by="diego")
    lab.put({P: promise(REQUEST, AGREE, DELIVER, REJECT)}, by="diego")
    assert both(lab) == (0, 0)
