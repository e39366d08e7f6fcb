"""Which class a promise has, case by case; the first line of the norm that matches wins."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.stories import (
    C,
    P,
    accepted,
    act,
    agreed,
    cancelled,
    delivered,
    dues,
    moved,
    partly,
    promise,
    rejected,
    request,
    revoked,
    seen,
)
from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.view import View

CONDITION = {"text": "complete report"}


def view(*acts: Any, as_of: str = "03-31", **free: Any) -> View:
    return seen(promise("a-1", *acts, **free), as_of=as_of)[0]


def outcome(*acts: Any, as_of: str = "03-31") -> str | None:
    return view(*acts, as_of=as_of).outcome


def conditional(due: str | None = "03-20", **condition: str) -> tuple[Any, ...]:
    within = {} if due else {"within": "5d from activation"}
    return agreed("03-02", due, condition={**CONDITION, **condition}, **within)


def reworded(**matter: Any) -> tuple[Any, ...]:
    proposal = act("renegotiate", P, "03-03", terms={"what": "a clearer thing"}, reason="unclear-terms", **matter)
    return proposal, act("agree", C, "03-04")


def test_a_material_rewording_makes_it_renegotiated() -> None:
    told = agreed("03-02", "03-10"), delivered("03-05"), accepted("03-06")
    assert outcome(told[0], *told[1:]) == "kept-first"
    assert outcome(told[0], reworded(), *told[1:]) == "kept-renegotiated"
    assert outcome(told[0], reworded(material="false"), *told[1:]) == "kept-first"


def test_a_move_to_an_earlier_day_binds_but_does_not_spoil_the_first_due() -> None:
    earlier = agreed("03-02", "03-10"), moved("03-06", proposed="03-03", agreed="03-03")
    assert outcome(*earlier, delivered("03-06"), accepted("03-09")) == "kept-first"
    assert outcome(*earlier, delivered("03-08"), accepted("03-09")) == "late"


def test_a_later_due_spoils_the_first_one_even_when_it_was_not_needed() -> None:
    later = agreed("03-02", "03-10"), moved("03-20", proposed="03-03", agreed="03-03")
    assert outcome(*later, delivered("03-05"), accepted("03-06")) == "kept-renegotiated"


def test_the_day_of_acceptance_does_not_matter() -> None:
    assert outcome(agreed("03-02", "03-10"), delivered("03-10"), accepted("03-30")) == "kept-first"


def test_only_the_accepted_attempt_counts() -> None:
    twice = agreed("03-02", "03-10"), delivered("03-09"), rejected("03-10"), delivered("03-11")
    assert outcome(*twice, accepted("03-12")) == "late"


def test_partial_comes_before_late() -> None:
    assert outcome(agreed("03-02", "03-10"), delivered("03-15"), partly("03-16")) == "partial"


def test_the_short_cut_is_judged_by_the_day_it_names() -> None:
    told = agreed("03-02", "03-10")
    assert outcome(told, accepted("03-20", delivered_on="2026-03-10")) == "kept-first"
    assert outcome(told, accepted("03-20", delivered_on="2026-03-11")) == "late"


def test_a_delivery_without_a_verdict_is_pending_in_time_and_missed_after() -> None:
    told = agreed("03-02", "03-10")
    assert outcome(told, delivered("03-10")) == "pending"
    assert outcome(told, delivered("03-11")) == "missed-open"
    assert outcome(told, delivered("03-09"), rejected("03-10")) == "missed-open"


def test_the_due_lasts_to_the_end_of_its_day() -> None:
    told = agreed("03-02", "03-10")
    assert outcome(told, as_of="03-10") == "open"
    assert outcome(told, as_of="03-11") == "missed-open"


def test_a_due_that_is_an_instant_is_past_after_it() -> None:
    told = agreed("03-02", "2026-03-10T11:00:00Z")
    assert outcome(told, delivered("03-10"), accepted("03-10")) == "late"
    assert outcome(told, as_of="03-10") == "missed-open"


def test_the_customer_releases_by_the_due_or_after_a_delivery_in_time() -> None:
    told = agreed("03-02", "03-10")
    assert outcome(told, cancelled("03-10")) == "released"
    assert outcome(told, cancelled("03-11")) == "cancelled-after-due"
    assert outcome(told, delivered("03-10"), cancelled("03-20")) == "released"
    assert outcome(told, delivered("03-11"), cancelled("03-20")) == "cancelled-after-due"
    assert outcome(told, delivered("03-09"), rejected("03-10"), cancelled("03-20")) == "cancelled-after-due"


def test_a_release_after_an_extension_in_time_is_a_release() -> None:
    told = agreed("03-02", "03-10"), moved("03-20", proposed="03-09", agreed="03-10"), cancelled("03-20")
    assert outcome(*told) == "released"
    assert kept_first([view(*told)]).n == 1


def test_revoked_and_failed_are_broken() -> None:
    told = agreed("03-02", "03-10")
    assert outcome(told, revoked("03-03")) == "broken"
    assert outcome(told, act("fail", C, "03-11", reason="other")) == "broken"
    assert outcome(told, delivered("03-09"), act("fail", C, "03-10", reason="quality")) == "broken"


def test_nothing_is_owed_before_the_condition_comes_true() -> None:
    assert outcome(conditional(), revoked("03-25")) == "not-owed"
    assert outcome(conditional(due=None), revoked("03-25")) == "not-owed"
    assert outcome(conditional(by="2026-03-10")) == "not-owed"
    assert outcome(conditional(), cancelled("03-25")) == "released"
    assert outcome(conditional()) == "open"
    assert outcome(conditional(due=None)) == "open"


def test_what_never_started_is_in_no_rate() -> None:
    ends = ((revoked("03-25"),), (cancelled("03-25"),), ())
    views = [view(conditional(due), *end) for due in ("03-20", None) for end in ends]
    assert fulfilment(views).n == kept_first(views).n == 0


def test_an_activated_condition_is_owed() -> None:
    activated = conditional(), act("activate", C, "03-05", evidence=["report"])
    assert outcome(*activated) == "missed-open"
    assert outcome(*activated, revoked("03-25")) == "broken"
    started = conditional(due=None), act("activate", C, "03-05", evidence=["report"], due="2026-03-10")
    assert outcome(*started, delivered("03-10"), accepted("03-11")) == "kept-first"


def paused(day: str) -> tuple[Any, ...]:
    opening = request("03-02", within="8d"), act("agree", P, "03-02", due="2026-03-10")
    return *opening, act("pause", C, day, reason="customer-input")


def test_a_pause_that_began_in_time_keeps_the_promise_open() -> None:
    assert outcome(*paused("03-10")) == "open"
    assert outcome(*paused("03-11")) == "missed-open"


def test_a_pause_moves_the_first_due_too() -> None:
    resumed = *paused("03-05"), act("resume", C, "03-20", dues=dues("03-25"))
    assert outcome(*resumed, delivered("03-25"), accepted("03-26")) == "kept-first"


def test_acts_after_the_instant_are_not_read() -> None:
    told = agreed("03-02", "03-10"), delivered("03-09"), accepted("03-20")
    assert outcome(*told, as_of="03-08") == "open"
    assert outcome(*told, as_of="03-19") == "pending"
    assert seen(promise("a-1", *told), as_of="03-01") == []


def test_a_promise_to_oneself_has_no_class() -> None:
    own = view(agreed("03-02", "03-10", by=P, to=P))
    assert (own.outcome, own.is_self) == (None, True)


def taken_over(day: str, by: str = P) -> tuple[Any, ...]:
    """The performer proposes on a day to be the customer too, and the customer agrees."""
    proposal = act("renegotiate", by, day, terms={"customer": by}, reason="other")
    return proposal, act("agree", C, day)


def test_a_miss_that_became_one_persons_still_counts_for_the_two() -> None:
    missed = view(agreed("03-02", "03-10"), *taken_over("03-15"))
    assert (missed.outcome, missed.is_self) == ("missed-open", False)
    assert (missed.in_office("customer"), missed.in_office("performer")) == (C, P)
    assert "self" not in missed.overlays
    assert (missed.customer, missed.performer) == (P, P)


def test_a_miss_that_became_one_persons_is_found_where_it_counts() -> None:
    missed = view(agreed("03-02", "03-10"), *taken_over("03-15"))
    assert missed.parties == (C, P)


def test_taken_over_before_the_due_it_counts_for_the_last_two_all_the_same() -> None:
    over = act("accept", P, "03-10", delivered_on="2026-03-09")
    kept = view(agreed("03-02", "03-10"), *taken_over("03-04"), over)
    assert kept.outcome == "kept-first"
    assert (kept.in_office("customer"), kept.in_office("performer")) == (C, P)


def test_a_promise_to_oneself_that_two_hold_later_counts_from_then_on() -> None:
    own = agreed("03-02", "03-10", by=P, to=P)
    asked = act("renegotiate", P, "03-04", terms={"customer": C}, reason="other")
    assert view(own, asked).outcome is None
    handed = view(own, asked, act("agree", C, "03-05"))
    assert (handed.outcome, handed.in_office("customer")) == ("missed-open", C)


def test_a_draft_has_neither_state_nor_class_nor_turn() -> None:
    draft = view(performer=P)
    assert (draft.state, draft.outcome, draft.turn, draft.overlays) == (None, None, None, ("draft",))
    assert (draft.days_left, draft.settlement_day, draft.is_open, draft.is_closed) == (None, None, False, False)


def test_a_lapsed_promise_closed_on_its_conditions_day() -> None:
    lapsed = view(conditional(by="2026-03-10"))
    assert (lapsed.state, lapsed.turn, lapsed.days_left) == ("lapsed", None, None)
    assert str(lapsed.settlement_day) == "2026-03-10"


@pytest.mark.parametrize(
    ("end", "day"),
    [((), "03-10"), ((delivered("03-05"), accepted("03-06")), "03-06"), ((cancelled("03-20"),), "03-10")],
)
def test_it_settles_on_the_counted_due_or_the_day_it_closed(end: tuple[Any, ...], day: str) -> None:
    assert str(view(agreed("03-02", "03-10"), *end).settlement_day) == f"2026-{day}"


def handover(day: str, to: str) -> tuple[Any, ...]:
    proposal = act("renegotiate", P, day, terms={"performer": to}, reason="capacity")
    return proposal, act("agree", C, day), act("agree", to, day)


def test_who_held_it_on_the_settlement_day_answers_for_it() -> None:
    told = agreed("03-02", "03-10")
    for day, holder in (("03-05", "eva"), ("03-15", P)):
        handed = view(told, handover(day, "eva"))
        assert (handed.performer, handed.in_office("performer"), handed.in_office("customer")) == ("eva", holder, C)
    offered = act("offer", P, "03-02", terms={"what": "a thing", "customer": C, "due": "2026-03-10"})
    assert view(offered, act("agree", C, "03-02"), handover("03-15", "eva")).in_office("performer") == P
