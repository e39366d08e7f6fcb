"""What is asked of an act while it is said; replay asks none of it of what was said before."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from histories import ANA, CONTEXT, DIEGO, OLGA, act, agree, instant, judged, offer, parsed, request, standing

from promisectl.lifecycle.speaking import changes_condition_late, incoming_left, refused, without_criteria
from promisectl.lifecycle.standing import Context, Standing

ZONE = ZoneInfo("UTC")
LEFT = Context(ZONE, left={DIEGO: date(2026, 3, 6)}, stewards=frozenset({"sol"}))
DAY = date(2026, 3, 7)


def renegotiate(by, at="2026-03-07T10:00:00Z", **terms):
    keys = {name.replace("_", "-"): value for name, value in terms.items()}
    return act("renegotiate", by, at, terms=keys, reason="other")


def asked(*history, context=CONTEXT):
    """Return the code with which the last act of a history is refused while it is said; None where it may be."""
    *before, last = history
    stood = standing(*before) if before else Standing()
    (said,) = parsed([last])
    refusal = refused(stood, said, instant(last["at"]), context)
    return refusal.code if refusal else None


def test_ten_minutes_ahead_of_the_clock_is_the_most_an_act_may_be():
    at_noon = Context(ZONE, now=instant("2026-03-02T12:00:00Z"))
    assert asked(request(), agree(at="2026-03-02T12:10:00Z"), context=at_noon) is None
    assert asked(request(), agree(at="2026-03-02T12:10:01Z"), context=at_noon) == "PC203"
    assert asked(request(), agree(at="2027-03-02T12:00:00Z")) is None, "no clock, no future"


def test_criteria_are_asked_of_an_opening_where_the_policy_requires_them():
    strict = Context(ZONE, criteria_required=True)
    assert asked(request(), context=strict) == "PC202"
    assert asked(request(criteria=[]), context=strict) is None
    assert asked(request(criteria=["signed"]), context=strict) is None
    (opening,) = parsed([request()])
    assert without_criteria(opening, instant("2026-03-02T10:00:00Z"), CONTEXT) is None


def test_only_a_steward_speaks_for_somebody_who_left():
    handover = renegotiate("sol", performer=OLGA) | {"for": DIEGO, "via": "handover"}
    history = (request(), agree())
    assert asked(*history, handover, context=LEFT) is None
    assert asked(*history, handover | {"by": OLGA}, context=LEFT) == "PC204"
    assert asked(*history, handover | {"by": OLGA, "at": "2026-03-05T10:00:00Z"}, context=LEFT) is None


def test_where_no_steward_is_named_one_is_named_first():
    alone = Context(ZONE, left=LEFT.left)
    handover = renegotiate(OLGA, performer=OLGA) | {"for": DIEGO}
    assert asked(request(), agree(), handover, context=alone) == "PC204"


def test_the_day_somebody_left_is_a_day_of_the_workspaces_zone():
    west = Context(ZoneInfo("America/Santiago"), left=LEFT.left, stewards=LEFT.stewards)
    late_evening = renegotiate(OLGA, "2026-03-06T02:00:00Z", due="2026-03-30") | {"for": DIEGO}
    assert asked(request(), agree(), late_evening, context=west) is None
    assert asked(request(), agree(), late_evening, context=LEFT) == "PC204"


@pytest.mark.parametrize(
    "opening",
    [
        request("2026-03-07T10:00:00Z"),
        offer("2026-03-07T10:00:00Z"),
        offer("2026-03-07T10:00:00Z", customer=DIEGO) | {"by": ANA},
        request("2026-03-07T10:00:00Z", performer=ANA) | {"by": "sol", "for": DIEGO, "via": "handover"},
    ],
)
def test_nobody_who_left_is_asked_or_offered_or_opens_anything(opening):
    assert asked(opening, context=LEFT) == "PC507"
    assert asked(opening | {"at": "2026-03-05T10:00:00Z"}, context=LEFT) is None


def test_nobody_who_left_takes_a_promise_on():
    history = (request(performer=OLGA), agree(OLGA))
    assert asked(*history, renegotiate(ANA, performer=DIEGO), context=LEFT) == "PC507"
    renamed = Context(ZONE, left=LEFT.left, former={"dsoto": DIEGO}, stewards=LEFT.stewards)
    assert asked(*history, renegotiate(ANA, customer="dsoto"), context=renamed) == "PC507"
    assert asked(request(), agree(), renegotiate(ANA, performer=DIEGO, due="2026-03-30"), context=LEFT) is None


def test_who_comes_in_and_left_is_told_by_the_handle_of_today():
    (said,) = parsed([renegotiate(ANA, performer="dsoto")])
    renamed = Context(ZONE, left=LEFT.left, former={"dsoto": DIEGO})
    stood = standing(request(performer=OLGA), agree(OLGA))
    assert incoming_left(stood, said, DAY, renamed) == (DIEGO,)
    assert incoming_left(stood, said, date(2026, 3, 5), renamed) == ()


# A condition is a matter of the time before the clock starts

IT_CAME = {"condition": {"text": "it came", "by": "2026-03-08"}}


def test_a_condition_is_renegotiated_only_before_the_clock_starts():
    assert asked(request(), agree(), renegotiate(DIEGO, **IT_CAME)) == "PC202"
    waiting = (request(condition={"text": "it is here"}), agree())
    assert asked(*waiting, renegotiate(DIEGO, **IT_CAME)) is None
    came = act("activate", ANA, "2026-03-03T10:00:00Z", evidence=["seen"])
    assert asked(*waiting, came, renegotiate(DIEGO, condition=None)) == "PC202"


def test_a_condition_proposed_in_time_is_not_agreed_to_too_late():
    waiting = (
        request(condition={"text": "it is here"}),
        agree(),
        renegotiate(DIEGO, "2026-03-03T10:00:00Z", **IT_CAME),
    )
    yes = agree(ANA, "2026-03-05T10:00:00Z")
    assert asked(*waiting, yes) is None
    came = act("activate", ANA, "2026-03-04T10:00:00Z", evidence=["seen"])
    assert asked(*waiting, came, yes) == "PC202"
    (said,) = parsed([yes])
    assert changes_condition_late(standing(*waiting, came), said)


def test_an_older_late_condition_is_wording():
    late = (renegotiate(DIEGO, "2026-03-05T10:00:00Z", **IT_CAME), agree(ANA, "2026-03-05T11:00:00Z"))
    result = standing(request(), agree(), *late)
    assert result.terms.condition.text == "it came"
    assert (result.clock_runs, result.conditional) == (True, False)
    after_its_day = act("deliver", DIEGO, "2026-03-12T10:00:00Z")
    assert standing(request(), agree(), *late, after_its_day).delivered_at == instant("2026-03-12T10:00:00Z")


def test_an_older_activation_of_a_late_condition_stays_lawful_and_moves_nothing():
    late = (renegotiate(DIEGO, "2026-03-05T10:00:00Z", **IT_CAME), agree(ANA, "2026-03-05T11:00:00Z"))
    came = act("activate", ANA, "2026-03-06T10:00:00Z", evidence=["seen"])
    result = standing(request(), agree(), *late, came)
    assert result.started_at == standing(request(), agree()).started_at
    assert str(result.first_due) == "2026-03-20"


def test_a_late_condition_does_not_make_a_late_day_timely():
    at = "2026-03-2{}T10:00:00Z"
    added = (renegotiate(DIEGO, at.format(1), **IT_CAME), agree(ANA, at.format(1)))
    moved = (renegotiate(DIEGO, at.format(2), due="2026-03-30"), agree(ANA, at.format(2)))
    dropped = (renegotiate(DIEGO, at.format(3), condition=None), agree(ANA, at.format(3)))
    result = standing(request(), agree(), *added, *moved, *dropped)
    assert (str(result.counted_due), str(result.current_due)) == ("2026-03-20", "2026-03-30")


# Self ends with the first agreement of two


def test_a_promise_of_two_never_becomes_one_to_oneself():
    taken = (renegotiate(DIEGO, customer=DIEGO), agree(ANA, "2026-03-07T11:00:00Z"))
    result = standing(request(), agree(), *taken)
    assert (result.terms.customer, result.is_self(CONTEXT)) == (DIEGO, False)
    assert result.roles(CONTEXT) == (ANA, DIEGO)


def test_a_promise_to_oneself_counts_from_the_agreement_of_two_on():
    alone = (request(performer=ANA), agree(ANA))
    assert standing(*alone).is_self(CONTEXT)
    proposed = (*alone, renegotiate(ANA, performer=OLGA))
    assert standing(*proposed).is_self(CONTEXT), "nobody agreed yet"
    handed = (*proposed, agree(OLGA, "2026-03-07T11:00:00Z"))
    back = (renegotiate(OLGA, "2026-03-08T10:00:00Z", performer=ANA), agree(ANA, "2026-03-08T11:00:00Z"))
    assert not standing(*handed).is_self(CONTEXT)
    assert not standing(*handed, *back).is_self(CONTEXT)


def test_two_handles_of_one_person_are_never_two():
    renamed = Context(ZONE, former={"arios": ANA})
    result = judged(request(performer="arios"), agree("arios"), context=renamed)
    assert result.is_self(renamed)
