"""Laws of the numbers, for Hypothesis to attack."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.stories import (
    C,
    accepted,
    act,
    agreed,
    cancelled,
    delivered,
    moved,
    partly,
    promise,
    rejected,
    revoked,
    seen,
    warned,
)
from promisectl.metrics.acceptance import satisfaction
from promisectl.metrics.answers import voluntary
from promisectl.metrics.early_notice import early_notice, is_troubled
from promisectl.metrics.first_time import first_time_accepted, reopenings
from promisectl.metrics.fulfilment import fulfilment, weighted_fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.on_time import accepted as accepted_ones
from promisectl.metrics.on_time import on_time, on_time_in_full
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.proof import is_met, is_proved, smallest_proof
from promisectl.metrics.rate import Rate
from promisectl.metrics.renegotiation import renegotiated
from promisectl.metrics.view import View


def day(number: int) -> str:
    return f"03-{number:02}"


@st.composite
def histories(draw: st.DrawFn) -> list[Any]:
    """Any lawful life of a promise agreed on the 2nd of March."""
    now = 2
    acts: list[Any] = [agreed(day(2), day(draw(st.integers(3, 28))))]
    turns = st.lists(st.sampled_from(["warn", "move", "reject"]), max_size=3)
    for turn in draw(turns):
        now = draw(st.integers(now, 28))
        if turn == "warn":
            acts.append(warned(day(now)))
        elif turn == "move":
            due = draw(st.integers(1, 31).map(day))
            acts.append(moved(due, proposed=day(now), agreed=day(now)))
        else:
            acts += [delivered(day(now)), rejected(day(now))]
    now = draw(st.integers(now, 29))
    ends: list[list[Any]] = [
        [],
        [delivered(day(now))],
        [delivered(day(now)), accepted(day(30), rating=str(draw(st.integers(1, 5))))],
        [delivered(day(now)), partly(day(30))],
        [delivered(day(now)), cancelled(day(30))],
        [delivered(day(now)), act("fail", C, day(30), reason="quality")],
        [cancelled(day(now))],
        [revoked(day(now))],
    ]
    return acts + draw(st.sampled_from(ends))


@st.composite
def ledgers(draw: st.DrawFn) -> list[View]:
    as_of = day(draw(st.integers(2, 31)))
    told = []
    for number, acts in enumerate(draw(st.lists(histories(), max_size=6))):
        try:
            told += seen(promise(f"a-{number}", *acts, weight=str(draw(st.integers(1, 10)))), as_of=as_of)
        except AssertionError:  # a revision that changes nothing is refused by the law
            continue
    return told


def all_rates(views: list[View]) -> list[Rate]:
    moves = renegotiated(views)
    return [
        fulfilment(views),
        kept_first(views),
        on_time(views),
        on_time_in_full(views),
        first_time_accepted(views, reopenings(views)),
        early_notice(views).rate,
        moves.rate,
        moves.timely,
        voluntary(views),
        satisfaction(views).rate,
        satisfaction(views).rated,
        weighted_fulfilment(views),
    ]


@given(ledgers())
def test_every_rate_lies_between_none_and_all(views: list[View]) -> None:
    for rate in all_rates(views):
        assert 0 <= rate.k <= rate.n
        assert rate.rate is None or 0 <= rate.rate <= 1


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_the_promises_does_not_matter(views: list[View], random: Any) -> None:
    shuffled = list(views)
    random.shuffle(shuffled)
    assert all_rates(views) == all_rates(shuffled)


@given(ledgers())
def test_every_promise_has_exactly_one_class_and_what_is_closed_is_not_open(views: list[View]) -> None:
    for view in views:
        assert view.outcome in Outcome
        open_fates = (Outcome.OPEN, Outcome.PENDING, Outcome.MISSED_OPEN)
        assert (view.outcome in open_fates) == view.is_open


@given(ledgers())
def test_the_rates_hold_together(views: list[View]) -> None:
    assert kept_first(views).k <= fulfilment(views).k
    assert on_time_in_full(views).k <= on_time(views).k <= len(accepted_ones(views))
    assert on_time_in_full(views).k == fulfilment(views).k
    for view in views:
        if view.outcome and view.outcome.counts and view.outcome is not Outcome.KEPT_FIRST:
            assert is_troubled(view)


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_interval_holds_the_rate_and_stays_within_none_and_all(k: int, rest: int) -> None:
    rate = Rate(k, k + rest)
    if rate.n == 0:
        assert (rate.rate, rate.low, rate.high) == (None, None, None)
        return
    assert rate.rate is not None and rate.low is not None and rate.high is not None
    assert 0 <= rate.low <= rate.rate <= rate.high <= 1
    assert (rate.low == 0) == (k == 0)
    assert (rate.high == 1) == (rest == 0)


@given(st.integers(1, 999), st.integers(0, 5))
def test_the_smallest_proof_proves_and_one_less_does_not(permille: int, misses: int) -> None:
    target = Fraction(permille, 1000)
    proof = smallest_proof(target, misses)
    assert proof is not None
    assert is_proved(proof, target)
    assert is_met(proof, target)
    if proof.n > misses + 1:
        assert not is_proved(Rate(proof.k - 1, proof.n - 1), target)


def test_ninety_five_percent_takes_73_of_73_or_109_of_110() -> None:
    target = Fraction(95, 100)
    assert (smallest_proof(target, 0), smallest_proof(target, 1)) == (Rate(73, 73), Rate(109, 110))


def test_all_of_them_can_be_met_but_never_proved() -> None:
    assert is_met(Rate(9, 9), Fraction(1)) and not is_met(Rate(0, 0), Fraction(0))
    assert smallest_proof(Fraction(1), 0) is smallest_proof(Fraction(1), 1) is None


@given(st.lists(st.integers(-9, 99), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values(days: list[int], percent: int) -> None:
    spread = Spread.of(days)
    value = spread.at(percent)
    assert value in days
    assert sum(day <= value for day in days) * 100 >= percent * spread.n


@pytest.mark.parametrize("percent", [1, 50, 100])
def test_nothing_has_no_percentile(percent: int) -> None:
    assert Spread.of([]).at(percent) is None
