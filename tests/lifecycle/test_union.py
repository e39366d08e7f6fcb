"""The lawful order of two histories that began as one, and what has none."""

from histories import ANA, CONTEXT, DIEGO, OLGA, act, agree, request

from promisectl.lifecycle.union import lawful_order
from promisectl.model.act import Act

BEGUN = (request(), agree())


def at(hour):
    return f"2026-03-03T{hour:02}:00:00Z"


def note(hour, by=OLGA):
    return act("note", by, at(hour), note=f"heard at {hour}")


def warn(hour):
    return act("warn", DIEGO, at(hour), reason="capacity")


def propose(hour, by=DIEGO, due="2026-03-25"):
    return act("renegotiate", by, at(hour), terms={"due": due}, reason="capacity")


def agreed(hour, by=ANA):
    return act("agree", by, at(hour))


def order(stands, other, begun=BEGUN):
    """Return the acts of the union after what both began with, as letters: `s` of the side that stands, `o`."""
    histories = [[Act.model_validate(one) for one in (*begun, *side)] for side in (stands, other)]
    found = lawful_order(*histories, CONTEXT)
    if found is None:
        return None
    assert [placed.position for placed in found if placed.side == "stands"] == list(range(len(histories[0])))
    return "".join(placed.side[0] for placed in found[len(begun) :])


def test_notes_stand_anywhere_by_their_time_and_after_acts_of_the_same_time():
    assert order([propose(9), agreed(11)], [note(8), note(10), note(12)]) == "ososo"
    assert order([note(9)], [note(9, DIEGO)]) == "so"


def test_any_other_act_comes_after_the_last_one_of_the_side_that_stands():
    assert order([note(9)], [warn(10)]) == "so"
    assert order([note(9)], [note(8), warn(10), note(11)]) == "osoo"
    assert order([propose(9)], [act("deliver", DIEGO, at(10), evidence=["x"])]) == "so"


def test_a_warning_is_never_slipped_in_before_others():
    assert order([propose(9), agreed(11)], [warn(8)]) is None
    assert order([note(9)], [warn(8)]) is None


def test_a_note_that_followed_another_act_still_follows_it():
    assert order([note(11)], [warn(12), note(13)]) == "soo"
    assert order([note(11)], [warn(9), note(10)]) is None


def test_what_the_law_refuses_has_no_order():
    assert order([act("deliver", DIEGO, at(9), evidence=["x"])], [warn(10)]) is None
    assert order([act("cancel", ANA, at(9), reason="other")], [propose(10)]) is None


def test_an_agreement_answers_only_the_proposal_its_speaker_heard():
    begun = (*BEGUN, propose(7))
    assert order([note(8)], [agreed(9)], begun) == "so"
    assert order([propose(8, due="2026-03-28")], [agreed(9)], begun) is None
    taken_back = act("withdraw", DIEGO, at(8))
    assert order([taken_back, propose(8)], [agreed(9)], begun) is None


def test_a_yes_to_a_request_does_not_land_on_other_terms():
    counter = act("counter", ANA, at(8), terms={"due": "2026-03-28"})
    assert order([counter], [act("agree", DIEGO, at(9))], (request(),)) is None
    assert order([note(8)], [act("agree", DIEGO, at(9))], (request(),)) == "so"


def test_a_verdict_is_given_on_the_delivery_that_was_seen():
    delivered = act("deliver", DIEGO, at(7), evidence=["x"])
    again = act("deliver", DIEGO, at(9), evidence=["y"])
    rejected = act("reject", ANA, at(8), note="no")
    accepted = act("accept", ANA, at(10))
    assert order([note(8)], [accepted], (*BEGUN, delivered)) == "so"
    assert order([rejected, again], [accepted], (*BEGUN, delivered)) is None


def test_what_both_hold_is_taken_once():
    assert order([note(9), propose(10)], [note(9), note(11)]) == "sso"


def test_a_long_union_is_made_in_no_long_time():
    assert order([note(9)] * 3000, [note(10)] * 3000) == "s" * 3000 + "o" * 3000
