"""The rules of lifecycle.md, one example each side of every line they draw."""

from zoneinfo import ZoneInfo

import pytest
from histories import (
    ANA,
    CONTEXT,
    DIEGO,
    OLGA,
    TERMS,
    act,
    agree,
    dues,
    instant,
    judged,
    offer,
    outcome,
    refusal,
    request,
    standing,
)

from promisectl.lifecycle.options import options
from promisectl.lifecycle.overlays import is_overdue, overlays, shown_state, waiting_for
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.standing import Context
from promisectl.model.promise import State

SANTIAGO = Context(ZoneInfo("America/Santiago"))


def renegotiate(by, at, reason="capacity", **terms):
    spelled = {key.replace("_", "-"): value for key, value in terms.items()}
    return act("renegotiate", by, at, terms=spelled, reason=reason)


def deliver(at, **keys):
    return act("deliver", DIEGO, at, evidence=["a report"], **keys)


# 1. An illegal act is refused, the right verb named


@pytest.mark.parametrize(
    ("history", "verb"),
    [
        ((request(), agree(), act("cancel", DIEGO, "2026-03-03T10:00:00Z", reason="other")), "revoke"),
        ((request(), agree(), act("revoke", ANA, "2026-03-03T10:00:00Z", reason="other")), "cancel"),
        ((request(), agree(), act("deliver", ANA, "2026-03-03T10:00:00Z", evidence=["x"])), "accept"),
        (
            (request(), agree(), act("counter", DIEGO, "2026-03-03T10:00:00Z", terms={"due": "2026-03-21"})),
            "renegotiate",
        ),
        ((request(), renegotiate(DIEGO, "2026-03-03T10:00:00Z", due="2026-03-21")), "counter"),
        ((request(), agree(ANA)), "withdraw"),
        ((request(), act("withdraw", DIEGO, "2026-03-03T10:00:00Z")), "decline"),
        ((request(), act("decline", ANA, "2026-03-03T10:00:00Z")), "withdraw"),
        ((request(), act("accept", ANA, "2026-03-03T10:00:00Z")), "agree"),
        ((request(), agree(), act("withdraw", DIEGO, "2026-03-03T10:00:00Z")), "revoke"),
        ((request(), agree(), act("reject", ANA, "2026-03-03T10:00:00Z", note="no")), "cancel"),
    ],
)
def test_a_refusal_names_the_right_verb(history, verb):
    result = judged(*history)
    assert isinstance(result, Refusal)
    assert f"`{verb}`" in str(result.help)


def test_the_refusal_of_rule_1_says_it_in_the_words_of_the_norm():
    result = judged(request(), agree(), act("cancel", DIEGO, "2026-03-03T10:00:00Z", reason="other"))
    assert str(result.help) == "`cancel` is the customer's; to take back your own promise use `revoke`"


def test_the_first_refusal_is_the_one_reported():
    result = judged(request(), agree(ANA), act("accept", DIEGO, "2026-03-03T10:00:00Z"))
    assert (result.code, result.act) == ("PC204", 1)


# Terms


def test_terms_say_what_and_by_when():
    assert refusal(request(due=None)) == "PC202"
    assert refusal(request(what=None)) == "PC202"
    assert refusal(request(performer=None)) == "PC202"
    assert refusal(request(within="5d")) == "PC202"
    assert outcome(judged(request(due=None, within="5d"))) == "requested"


def test_the_opener_may_repeat_their_role_but_not_give_it_away():
    assert outcome(judged(request(customer=ANA))) == "requested"
    assert refusal(request(customer=OLGA)) == "PC202"
    assert refusal(offer(performer=OLGA)) == "PC202"


def test_business_days_name_their_calendar():
    assert refusal(request(due=None, within="2bd")) == "PC202"
    assert outcome(judged(request(due=None, within="2bd", calendar="cl"))) == "requested"
    assert outcome(judged(request(due=None, within="2d"))) == "requested"


def test_a_policy_of_today_makes_no_old_opening_unlawful():
    strict = Context(ZoneInfo("UTC"), criteria_required=True)
    for asked in (request(), request(criteria=[]), request(criteria=["signed"])):
        assert outcome(judged(asked, context=strict)) == "requested"


def test_a_counter_changes_the_terms_on_the_table_and_nothing_else_of_the_people():
    counter = act("counter", DIEGO, "2026-03-02T11:00:00Z", terms={"due": "2026-03-25"})
    result = standing(request(), counter, agree(ANA))
    assert (str(result.terms.due), result.terms.what) == ("2026-03-25", TERMS["what"])
    for terms in ({"performer": OLGA}, {"customer": OLGA}, {"due": "2026-03-20"}, {}):
        assert refusal(request(), counter | {"terms": terms}) == "PC202"


def test_an_agreement_that_says_what_it_agrees_to_must_say_it_right():
    assert refusal(request(), agree(terms={"due": "2026-03-21"})) == "PC202"
    assert outcome(judged(request(), agree(terms={"due": "2026-03-20"}))) == "promised"


def test_an_agreement_to_within_stores_the_due_it_computed():
    timed = request(due=None, within="2bd", calendar="cl")
    assert refusal(timed, agree()) == "PC202"
    assert refusal(timed, agree(due="2026-03-04", calendar="us")) == "PC202"
    result = standing(timed, agree(due="2026-03-04", calendar="cl"))
    assert dues(result) == ("2026-03-04",) * 3
    assert (str(result.terms.within), str(result.terms.due)) == ("2bd", "2026-03-04")


def test_an_agreement_that_starts_no_clock_carries_no_due():
    assert refusal(request(), agree(due="2026-03-20")) == "PC202"


# 2. Silence moves nothing


def test_an_answer_that_is_late_leaves_the_question_open():
    result = standing(request() | {"reply-by": "2026-03-03"})
    after = instant("2026-03-10T00:00:00Z")
    assert result.state is State.REQUESTED
    assert "unanswered" in overlays(result, after, CONTEXT)


def test_a_delivery_nobody_answers_stays_delivered():
    result = standing(request(), agree(), deliver("2026-03-05T10:00:00Z"))
    assert shown_state(result, instant("2027-01-01T00:00:00Z"), CONTEXT) is State.DELIVERED


def test_a_proposal_nobody_answers_moves_no_due():
    result = standing(request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-30"))
    assert dues(result) == ("2026-03-20",) * 3
    assert is_overdue(result, instant("2026-03-21T00:00:00Z"), CONTEXT)


# 3. Everyone needed has agreed


def test_a_proposal_of_one_party_holds_when_the_other_agrees():
    for proposer, other in ((ANA, DIEGO), (DIEGO, ANA)):
        proposed = (request(), agree(), renegotiate(proposer, "2026-03-05T10:00:00Z", due="2026-03-30"))
        assert waiting_for(standing(*proposed), instant("2026-03-05T11:00:00Z"), CONTEXT) == (other,)
        assert str(standing(*proposed, agree(other, "2026-03-05T11:00:00Z")).terms.due) == "2026-03-30"
        assert refusal(*proposed, agree(proposer, "2026-03-05T11:00:00Z")) == "PC204"


def test_a_handover_needs_the_customer_the_outgoing_and_the_incoming_performer():
    proposed = (request(), agree(), renegotiate(ANA, "2026-03-05T10:00:00Z", performer=OLGA))
    at = instant("2026-03-05T11:00:00Z")
    assert waiting_for(standing(*proposed), at, CONTEXT) == (DIEGO, OLGA)
    half = (*proposed, agree(OLGA, "2026-03-05T11:00:00Z"))
    assert standing(*half).terms.performer == DIEGO, "until then the old performer answers"
    assert waiting_for(standing(*half), at, CONTEXT) == (DIEGO,)
    assert refusal(*half, agree(OLGA, "2026-03-05T12:00:00Z")) == "PC204"
    assert refusal(*half, act("deliver", OLGA, "2026-03-05T12:00:00Z", evidence=["x"])) == "PC204"
    whole = (*half, agree(DIEGO, "2026-03-05T12:00:00Z"))
    assert standing(*whole).terms.performer == OLGA
    assert refusal(*whole, deliver("2026-03-06T10:00:00Z")) == "PC204"
    assert outcome(judged(*whole, act("deliver", OLGA, "2026-03-06T10:00:00Z", evidence=["x"]))) == "delivered"


def test_a_new_customer_agrees_too():
    proposed = (request(), agree(), renegotiate(ANA, "2026-03-05T10:00:00Z", customer=OLGA))
    agreed = (*proposed, agree(OLGA, "2026-03-05T11:00:00Z"), agree(DIEGO, "2026-03-05T12:00:00Z"))
    assert standing(*agreed).terms.customer == OLGA


def test_an_incoming_performer_may_refuse():
    proposed = (request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", performer=OLGA))
    result = standing(*proposed, act("decline", OLGA, "2026-03-05T11:00:00Z"))
    assert (result.proposal, result.terms.performer) == (None, DIEGO)


def test_a_bystander_cannot_propose_a_handover_to_themselves():
    assert refusal(request(), agree(), renegotiate(OLGA, "2026-03-05T10:00:00Z", performer=OLGA)) == "PC204"


def test_a_new_proposal_replaces_an_open_one_and_voids_agreements_given_to_it():
    first = renegotiate(ANA, "2026-03-05T10:00:00Z", performer=OLGA)
    second = renegotiate(DIEGO, "2026-03-05T12:00:00Z", performer=OLGA, due="2026-03-30")
    history = (request(), agree(), first, agree(OLGA, "2026-03-05T11:00:00Z"), second)
    assert waiting_for(standing(*history), instant("2026-03-05T12:00:00Z"), CONTEXT) == (ANA, OLGA)
    after = standing(*history, agree(ANA, "2026-03-05T13:00:00Z"))
    assert after.terms.performer == DIEGO


def test_one_decline_refuses_a_proposal_and_its_proposer_may_take_it_back():
    proposed = (request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-30"))
    for end in (act("decline", ANA, "2026-03-05T11:00:00Z"), act("withdraw", DIEGO, "2026-03-05T11:00:00Z")):
        result = standing(*proposed, end)
        assert (result.proposal, str(result.terms.due), result.state) == (None, "2026-03-20", State.PROMISED)
        assert refusal(*proposed, end, agree(ANA, "2026-03-05T12:00:00Z")) == "PC209"


def test_an_agreement_to_a_proposal_says_the_proposal_or_nothing():
    proposed = (request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-30"))
    assert refusal(*proposed, agree(ANA, "2026-03-05T11:00:00Z", terms={"due": "2026-03-29"})) == "PC202"
    assert refusal(*proposed, agree(ANA, "2026-03-05T11:00:00Z", due="2026-03-30")) == "PC202"
    assert outcome(judged(*proposed, agree(ANA, "2026-03-05T11:00:00Z", terms={"due": "2026-03-30"}))) == "promised"


def test_a_proposal_changes_something():
    assert refusal(request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-20")) == "PC202"
    assert refusal(request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z")) == "PC202"


LEFT = Context(
    ZoneInfo("UTC"),
    left={DIEGO: instant("2026-03-06T00:00:00Z").date()},
    stewards=frozenset({"sol"}),
)


def test_whoever_left_is_needed_all_the_same():
    history = (request(), agree())
    proposed = renegotiate(ANA, "2026-03-07T00:00:00Z", performer=OLGA)
    result = standing(*history, proposed, agree(OLGA, "2026-03-07T10:00:00Z"), context=LEFT)
    assert waiting_for(result, instant("2026-03-07T10:00:00Z"), LEFT) == (DIEGO,)
    assert result.terms.performer == DIEGO


def test_a_steward_speaks_in_the_place_of_whoever_left():
    proposed = renegotiate(ANA, "2026-03-07T10:00:00Z", due="2026-03-30")
    agreed = agree("sol", "2026-03-07T11:00:00Z") | {"for": DIEGO, "via": "handover"}
    assert str(standing(request(), agree(), proposed, agreed, context=LEFT).current_due) == "2026-03-30"


def test_what_was_said_for_a_leaver_stays_lawful_whoever_is_a_steward_today():
    handover = renegotiate(OLGA, "2026-03-07T10:00:00Z", "left", performer=OLGA) | {"for": DIEGO}
    for context in (LEFT, Context(LEFT.zone, left=LEFT.left), Context(LEFT.zone)):
        assert outcome(judged(request(), agree(), handover, context=context)) == "promised"


def test_a_person_with_a_new_handle_is_the_same_person():
    renamed = Context(ZoneInfo("UTC"), former={"dsoto": DIEGO})
    history = (request(performer="dsoto"), agree(DIEGO))
    assert outcome(judged(*history, context=renamed)) == "promised"
    assert refusal(*history) == "PC204"


# 4. Timeliness is judged by the delivery of the accepted attempt


def test_the_delivery_that_counts_is_the_one_accepted():
    first, second = deliver("2026-03-05T10:00:00Z"), deliver("2026-03-08T10:00:00Z")
    rejected = act("reject", ANA, "2026-03-06T10:00:00Z", note="half of it")
    result = standing(request(), agree(), first, rejected, second, act("accept", ANA, "2026-04-01T10:00:00Z"))
    assert result.delivered_at == instant("2026-03-08T10:00:00Z")
    assert (len(result.deliveries), result.rejections) == (2, 1)


def test_an_acceptance_without_a_delivery_says_the_day_it_came():
    accept = act("accept", ANA, "2026-03-10T10:00:00Z", delivered_on="2026-03-09")
    result = standing(request(), agree(), accept)
    assert result.delivered_at == instant("2026-03-09T00:00:00Z")
    assert refusal(request(), agree(), accept | {"delivered-on": "2026-03-11"}) == "PC203"
    assert refusal(request(), agree(), accept | {"delivered-on": "2026-03-01"}) == "PC203"


def test_a_partial_acceptance_says_how_much_and_why():
    history = (request(), agree(), deliver("2026-03-05T10:00:00Z"))
    partial = act("accept", ANA, "2026-03-06T10:00:00Z", as_="partial", fraction="0.8", reason="quality")
    assert float(standing(*history, partial).partial) == 0.8
    for key in ("fraction", "reason"):
        assert refusal(*history, {name: value for name, value in partial.items() if name != key}) == "PC202"
    assert refusal(*history, partial | {"fraction": "1"}) == "PC202"
    assert refusal(*history, partial | {"as": "full"}) == "PC202"


@pytest.mark.parametrize(("rating", "taken"), [("0", False), ("1", True), ("5", True), ("6", False)])
def test_a_rating_is_from_1_to_5(rating, taken):
    accept = act("accept", ANA, "2026-03-06T10:00:00Z", rating=rating)
    result = judged(request(), agree(), deliver("2026-03-05T10:00:00Z"), accept)
    assert outcome(result) == ("accepted" if taken else "PC202")


def test_evidence_is_waived_by_an_empty_list_with_a_note():
    explicit = (request(criteria=["signed"]), agree())
    bare = act("deliver", DIEGO, "2026-03-05T10:00:00Z")
    assert refusal(*explicit, bare) == "PC202"
    assert refusal(*explicit, bare | {"evidence": []}) == "PC202"
    assert outcome(judged(*explicit, bare | {"evidence": [], "note": "seen by all"})) == "delivered"
    assert outcome(judged(request(), agree(), bare)) == "delivered"


def test_what_is_unmet_is_a_criterion_in_force():
    explicit = (request(criteria=["signed", "stamped"]), agree(), deliver("2026-03-05T10:00:00Z"))
    reject = act("reject", ANA, "2026-03-06T10:00:00Z", unmet=["stamped"])
    assert outcome(judged(*explicit, reject)) == "promised"
    assert refusal(*explicit, reject | {"unmet": ["framed"]}) == "PC202"
    assert refusal(*explicit, reject | {"unmet": []}) == "PC202"


# 5. Three dues


def test_a_revision_agreed_on_the_last_instant_of_the_counted_due_moves_it():
    proposed = (request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-30"))
    in_time = standing(*proposed, agree(ANA, "2026-03-20T23:59:59Z"))
    assert dues(in_time) == ("2026-03-20", "2026-03-30", "2026-03-30")
    assert in_time.revisions[0].timely
    too_late = standing(*proposed, agree(ANA, "2026-03-21T00:00:00Z"))
    assert dues(too_late) == ("2026-03-20", "2026-03-20", "2026-03-30")
    assert not too_late.revisions[0].timely


def test_the_last_agreement_needed_decides_whether_a_revision_is_timely():
    proposed = (request(), agree(), renegotiate(ANA, "2026-03-18T10:00:00Z", performer=OLGA, due="2026-03-30"))
    result = standing(*proposed, agree(DIEGO, "2026-03-19T10:00:00Z"), agree(OLGA, "2026-03-21T10:00:00Z"))
    assert dues(result) == ("2026-03-20", "2026-03-20", "2026-03-30")


def test_a_counted_due_that_was_missed_stays_missed():
    late = (renegotiate(DIEGO, "2026-03-21T10:00:00Z", due="2026-03-30"), agree(ANA, "2026-03-21T11:00:00Z"))
    again = (renegotiate(DIEGO, "2026-03-22T10:00:00Z", due="2026-04-10"), agree(ANA, "2026-03-22T11:00:00Z"))
    assert dues(standing(request(), agree(), *late, *again)) == ("2026-03-20", "2026-03-20", "2026-04-10")


def test_the_last_instant_of_a_due_is_one_of_the_workspaces_zone():
    proposed = (request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-30"))
    in_time = standing(*proposed, agree(ANA, "2026-03-21T02:59:59Z"), context=SANTIAGO)
    assert str(in_time.counted_due) == "2026-03-30"
    too_late = standing(*proposed, agree(ANA, "2026-03-21T03:00:00Z"), context=SANTIAGO)
    assert str(too_late.counted_due) == "2026-03-20"


def test_a_due_that_is_an_instant_is_past_after_that_instant():
    proposed = (
        request(due="2026-03-20T15:00:00-03:00"),
        agree(),
        renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-30"),
    )
    assert standing(*proposed, agree(ANA, "2026-03-20T18:00:00Z")).revisions[0].timely
    assert not standing(*proposed, agree(ANA, "2026-03-20T18:00:01Z")).revisions[0].timely


def test_an_earlier_due_moves_all_but_the_first_and_is_not_later():
    history = (request(), agree(), renegotiate(ANA, "2026-03-05T10:00:00Z", due="2026-03-10"))
    result = standing(*history, agree(DIEGO, "2026-03-05T11:00:00Z"))
    assert dues(result) == ("2026-03-20", "2026-03-10", "2026-03-10")
    assert not result.revisions[0].later


def test_a_later_due_is_later_than_the_one_in_force_when_it_was_agreed():
    sooner = (renegotiate(ANA, "2026-03-05T10:00:00Z", due="2026-03-10"), agree(DIEGO, "2026-03-05T11:00:00Z"))
    back = (renegotiate(DIEGO, "2026-03-06T10:00:00Z", due="2026-03-12"), agree(ANA, "2026-03-06T11:00:00Z"))
    assert [revision.later for revision in standing(request(), agree(), *sooner, *back).revisions] == [False, True]


TIMED = (request(due=None, within="5d", pause_on=["supplier"]), agree(due="2026-03-07"))
PAUSED = (*TIMED, act("pause", ANA, "2026-03-04T10:00:00Z", reason="supplier"))
MOVED = {"first": "2026-03-09", "counted": "2026-03-10", "current": "2026-03-11"}


def test_a_pause_stops_the_clock_and_a_paused_promise_is_not_overdue():
    result = standing(*PAUSED)
    after = instant("2026-04-01T00:00:00Z")
    assert not is_overdue(result, after, CONTEXT)
    assert "paused" in overlays(result, after, CONTEXT)
    assert is_overdue(standing(*TIMED), after, CONTEXT)


@pytest.mark.parametrize(
    ("verb", "by", "keys"),
    [
        ("resume", ANA, {}),
        ("resume", DIEGO, {}),
        ("deliver", DIEGO, {"evidence": ["x"]}),
        ("accept", ANA, {"delivered_on": "2026-03-05"}),
        ("cancel", ANA, {"reason": "other"}),
        ("revoke", DIEGO, {"reason": "other"}),
    ],
)
def test_the_act_that_ends_a_pause_moves_the_three_dues(verb, by, keys):
    result = standing(*PAUSED, act(verb, by, "2026-03-06T10:00:00Z", dues=MOVED, **keys))
    assert dues(result) == ("2026-03-09", "2026-03-10", "2026-03-11")
    assert (str(result.terms.due), result.paused_at) == ("2026-03-11", None)


def test_a_pause_moves_no_due_to_an_earlier_day():
    resume = act("resume", ANA, "2026-03-06T10:00:00Z", dues=MOVED | {"counted": "2026-03-06"})
    assert refusal(*PAUSED, resume) == "PC202"


def test_a_due_agreed_during_a_pause_ends_the_pause_and_is_timely_if_the_pause_began_in_time():
    proposed = (*PAUSED, renegotiate(DIEGO, "2026-03-20T10:00:00Z", due="2026-03-30"))
    result = standing(*proposed, agree(ANA, "2026-03-21T10:00:00Z"))
    assert result.paused_at is None
    assert dues(result) == ("2026-03-07", "2026-03-30", "2026-03-30")
    late_pause = (*TIMED, act("pause", ANA, "2026-03-08T10:00:00Z", reason="supplier"))
    late = (*late_pause, renegotiate(DIEGO, "2026-03-20T10:00:00Z", due="2026-03-30"))
    assert dues(standing(*late, agree(ANA, "2026-03-21T10:00:00Z"))) == ("2026-03-07", "2026-03-07", "2026-03-30")


def test_other_terms_agreed_during_a_pause_leave_it_standing():
    proposed = (*PAUSED, renegotiate(DIEGO, "2026-03-05T10:00:00Z", criteria=["signed"]))
    assert standing(*proposed, agree(ANA, "2026-03-05T11:00:00Z")).paused_at is not None


def test_the_performer_pauses_only_for_a_reason_agreed_beforehand():
    pause = act("pause", DIEGO, "2026-03-04T10:00:00Z", reason="supplier")
    assert outcome(judged(*TIMED, pause)) == "promised"
    assert refusal(*TIMED, pause | {"reason": "capacity"}) == "PC204"


def test_once_the_clock_started_the_due_moves_and_within_does_not():
    assert refusal(*TIMED, renegotiate(DIEGO, "2026-03-04T10:00:00Z", within="9d")) == "PC202"
    assert refusal(*TIMED, renegotiate(DIEGO, "2026-03-04T10:00:00Z", due=None)) == "PC202"
    assert outcome(judged(*TIMED, renegotiate(DIEGO, "2026-03-04T10:00:00Z", due="2026-03-09"))) == "promised"


PART = {"text": "the spare part is here", "by": "2026-03-15"}
WAITING = (request(due=None, within="5d", condition=PART), agree())


def test_before_the_clock_starts_within_moves_and_the_due_does_not():
    assert refusal(*WAITING, renegotiate(DIEGO, "2026-03-04T10:00:00Z", due="2026-03-30")) == "PC202"
    longer = (*WAITING, renegotiate(DIEGO, "2026-03-04T10:00:00Z", within="9d"), agree(ANA, "2026-03-04T11:00:00Z"))
    result = standing(*longer)
    assert (str(result.terms.within), dues(result)) == ("9d", (None, None, None))
    assert result.revisions[0].timely


def test_with_a_condition_the_clock_starts_from_activation():
    assert refusal(request(due=None, within="5d from agreement", condition=PART)) == "PC202"
    assert refusal(request(due=None, within="5d", condition=PART), agree(due="2026-03-07")) == "PC202"
    activate = act("activate", OLGA, "2026-03-10T10:00:00Z", evidence=["delivery note"], due="2026-03-15")
    result = standing(*WAITING, activate)
    assert dues(result) == ("2026-03-15",) * 3
    assert refusal(*WAITING, activate, activate) == "PC201"


def test_a_condition_with_a_fixed_due_has_its_dues_from_the_agreement_and_activation_stores_none():
    fixed = (request(condition=PART), agree())
    activate = act("activate", OLGA, "2026-03-10T10:00:00Z", evidence=["delivery note"])
    assert dues(standing(*fixed)) == ("2026-03-20",) * 3
    assert refusal(*fixed, activate | {"due": "2026-03-20"}) == "PC202"
    assert standing(*fixed, activate).clock_runs


def test_what_is_not_yet_activated_is_not_overdue():
    fixed = (request(condition={"text": "the part is here"}), agree())
    after = instant("2026-05-01T00:00:00Z")
    result = standing(*fixed)
    assert not is_overdue(result, after, CONTEXT)
    assert "conditional" in overlays(result, after, CONTEXT)


def test_a_condition_that_did_not_come_true_in_time_lapses_the_promise():
    last, after = "2026-03-15T23:59:59Z", "2026-03-16T00:00:00Z"
    result = standing(*WAITING)
    assert shown_state(result, instant(last), CONTEXT) is State.PROMISED
    assert shown_state(result, instant(after), CONTEXT) is State.LAPSED
    assert result.state is State.PROMISED, "lapsed is never stored"
    activate = act("activate", ANA, last, evidence=["delivery note"], due="2026-03-20")
    assert outcome(judged(*WAITING, activate)) == "promised"
    assert refusal(*WAITING, activate | {"at": after}) == "PC207"
    assert outcome(judged(*WAITING, act("note", OLGA, after, note="a pity"))) == "promised"


def test_a_deadline_of_the_condition_agreed_in_time_holds():
    longer = renegotiate(DIEGO, "2026-03-10T10:00:00Z", condition=PART | {"by": "2026-03-25"})
    result = standing(*WAITING, longer, agree(ANA, "2026-03-15T10:00:00Z"))
    assert shown_state(result, instant("2026-03-20T00:00:00Z"), CONTEXT) is State.PROMISED
    assert refusal(*WAITING, longer, agree(ANA, "2026-03-16T10:00:00Z")) == "PC207"


# 6. A reject, a warn, a proposal move no date


def test_a_reject_and_a_warning_move_no_date():
    warn = act("warn", DIEGO, "2026-03-03T10:00:00Z", reason="supplier", forecast="2026-04-01")
    warned = standing(request(), agree(), warn)
    assert dues(warned) == ("2026-03-20",) * 3
    reject = act("reject", ANA, "2026-03-06T10:00:00Z", note="no")
    rejected = standing(request(), agree(), deliver("2026-03-05T10:00:00Z"), reject)
    assert (dues(rejected), rejected.delivered_at) == (("2026-03-20",) * 3, None)
    assert is_overdue(rejected, instant("2026-03-21T00:00:00Z"), CONTEXT), "the clock never stopped"


def test_a_warning_stands_until_cleared_a_later_due_is_agreed_or_it_is_delivered():
    warned = (request(), agree(), act("warn", DIEGO, "2026-03-03T10:00:00Z", reason="supplier"))
    at = instant("2026-03-06T00:00:00Z")
    assert "at-risk" in overlays(standing(*warned), at, CONTEXT)
    later_due = (renegotiate(DIEGO, "2026-03-04T10:00:00Z", due="2026-03-30"), agree(ANA, "2026-03-04T11:00:00Z"))
    earlier_due = (renegotiate(DIEGO, "2026-03-04T10:00:00Z", due="2026-03-15"), agree(ANA, "2026-03-04T11:00:00Z"))
    clear = (act("warn", DIEGO, "2026-03-04T10:00:00Z", clear="true"),)
    for ends in (later_due, clear, (deliver("2026-03-05T10:00:00Z"),)):
        assert standing(*warned, *ends).warned is None
    assert standing(*warned, *earlier_due).warned is not None
    assert standing(*warned, later_due[0]).warned is not None, "a proposal alone changes nothing"


def test_a_delivery_ends_a_proposal():
    proposed = (request(), agree(), renegotiate(DIEGO, "2026-03-05T10:00:00Z", due="2026-03-30"))
    assert refusal(*proposed, deliver("2026-03-06T10:00:00Z"), agree(ANA, "2026-03-06T11:00:00Z")) == "PC209"


# 7. Customer and performer may be the same person


def test_a_promise_to_oneself_is_a_promise():
    history = (request(performer=ANA), agree(ANA))
    result = standing(*history)
    assert (result.state, result.is_self(SANTIAGO)) == (State.PROMISED, True)
    revised = standing(*history, renegotiate(ANA, "2026-03-05T10:00:00Z", due="2026-03-30"))
    assert (str(revised.current_due), revised.proposal) == ("2026-03-30", None), "nobody else is needed"
    done = act("deliver", ANA, "2026-03-06T10:00:00Z")
    assert outcome(judged(*history, done, act("accept", ANA, "2026-03-06T11:00:00Z"))) == "accepted"


# 8. Words recorded for another


def test_whoever_speaks_is_the_one_the_words_are_recorded_for():
    recorded = agree(OLGA) | {"for": DIEGO, "via": "stand-up"}
    result = standing(request(), recorded)
    assert (result.state, result.proxied) == (State.PROMISED, True)
    assert refusal(request(), agree(DIEGO) | {"for": OLGA}) == "PC204"


def test_an_outside_party_speaks_only_through_somebody():
    outside = "ext:claim-88123"
    asked = request() | {"by": OLGA, "for": outside, "via": "phone"}
    assert outcome(judged(asked, agree())) == "promised"
    assert refusal(request() | {"by": outside}) == "PC204"
    delivered = (asked, agree(), deliver("2026-03-05T10:00:00Z"))
    accept = act("accept", OLGA, "2026-03-06T10:00:00Z", for_=outside, via="phone")
    assert outcome(judged(*delivered, accept)) == "accepted"
    assert refusal(*delivered, act("accept", outside, "2026-03-06T10:00:00Z")) == "PC204"
    assert refusal(*delivered, act("note", outside, "2026-03-06T10:00:00Z", note="x")) == "PC204"


# 10. Time


def test_time_never_runs_backwards():
    assert refusal(request(), agree(at="2026-03-02T09:59:59Z")) == "PC203"
    assert outcome(judged(request(), agree(at="2026-03-02T10:00:00Z"))) == "promised"


def test_time_is_compared_across_offsets():
    assert outcome(judged(request(at="2026-03-02T10:00:00Z"), agree(at="2026-03-02T07:00:00-03:00"))) == "promised"
    assert refusal(request(at="2026-03-02T10:00:00Z"), agree(at="2026-03-02T11:59:59+02:00")) == "PC203"


def test_a_day_counts_as_its_first_instant_or_as_the_act_before_it():
    by_hand = standing(request(at="2026-03-02"), agree(at="2026-03-03"), context=SANTIAGO)
    assert by_hand.opened_at == instant("2026-03-02T03:00:00Z")
    assert by_hand.agreed_at == instant("2026-03-03T03:00:00Z")
    same_day = standing(request(at="2026-03-02T15:00:00Z"), agree(at="2026-03-02"), context=SANTIAGO)
    assert same_day.agreed_at == instant("2026-03-02T15:00:00Z")
    assert refusal(request(at="2026-03-03T15:00:00Z"), agree(at="2026-03-02"), context=SANTIAGO) == "PC203"


def test_the_hour_of_reading_makes_nothing_unlawful():
    at_noon = Context(ZoneInfo("UTC"), now=instant("2026-03-02T12:00:00Z"))
    for said in ("2026-03-02T12:10:01Z", "2026-03-03", "2027-03-02T12:00:00Z"):
        assert outcome(judged(request(), agree(at=said), context=at_noon)) == "promised"


# Closed states absorb


def test_after_the_close_only_a_note_is_heard():
    closed = (request(), act("decline", DIEGO, "2026-03-03T10:00:00Z"))
    assert outcome(judged(*closed, act("note", OLGA, "2026-03-04T10:00:00Z", note="why?"))) == "declined"
    assert refusal(*closed, request(at="2026-03-04T10:00:00Z")) == "PC207"


def test_a_note_is_of_a_known_kind_and_only_a_displaced_one_holds_acts():
    note = act("note", OLGA, "2026-03-04T10:00:00Z", note="x")
    history = (request(), agree())
    assert outcome(judged(*history, note | {"kind": "retro"})) == "promised"
    assert refusal(*history, note | {"kind": "gossip"}) == "PC202"
    assert refusal(*history, note | {"acts": [{"act": "agree"}]}) == "PC202"
    assert refusal(*history, note | {"kind": "displaced"}) == "PC202"
    assert outcome(judged(*history, note | {"kind": "displaced", "acts": [{"act": "agree"}]})) == "promised"


def test_a_confirming_note_says_of_which_words_and_no_other_note_does():
    note = act("note", DIEGO, "2026-03-04T10:00:00Z")
    digest = "sha256:" + "0f" * 32
    history = (request(), agree())
    assert outcome(judged(*history, note | {"kind": "confirmed", "of": digest})) == "promised"
    assert refusal(*history, note | {"kind": "confirmed"}) == "PC202"
    assert refusal(*history, note | {"kind": "retro", "of": digest}) == "PC202"
    assert refusal(*history, note | {"kind": "confirmed", "of": "sha256:0F"}) == "PC202"


# What is offered next


def offered(*history, at="2026-03-05T10:00:00Z", context=CONTEXT):
    found = options(standing(*history, context=context), instant(at), context)
    return {(option.verb.value, option.by) for option in found}


def test_what_is_open_next_is_what_the_table_says():
    assert offered(request()) == {
        ("counter", DIEGO),
        ("counter", ANA),
        ("agree", DIEGO),
        ("decline", DIEGO),
        ("withdraw", ANA),
    }
    assert offered(request(), agree(), deliver("2026-03-04T10:00:00Z")) == {
        ("accept", ANA),
        ("reject", ANA),
        ("cancel", ANA),
        ("fail", ANA),
    }
    assert offered(request(), act("decline", DIEGO, "2026-03-03T10:00:00Z")) == set()


def test_a_pause_is_open_to_the_performer_only_where_a_reason_for_it_was_agreed():
    assert ("pause", DIEGO) in offered(*TIMED)
    unagreed = (request(due=None, within="5d"), agree(due="2026-03-07"))
    assert ("pause", DIEGO) not in offered(*unagreed)
    assert ("pause", ANA) in offered(*unagreed)


def test_an_answer_is_open_to_whoever_is_still_needed():
    proposed = (request(), agree(), renegotiate(ANA, "2026-03-05T10:00:00Z", performer=OLGA))
    assert {option for option in offered(*proposed) if option[0] in ("agree", "decline", "withdraw")} == {
        ("agree", DIEGO),
        ("agree", OLGA),
        ("decline", DIEGO),
        ("decline", OLGA),
        ("withdraw", ANA),
    }


def test_anybody_may_activate():
    assert {by for verb, by in offered(*WAITING) if verb == "activate"} == {None}
