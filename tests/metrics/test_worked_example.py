"""Every number of the worked example, the weekly ones apart."""

from __future__ import annotations

import pytest

from metrics.stories import seen
from metrics.worked_example import EXAMPLE
from promisectl.metrics.acceptance import acceptance_days, awaiting_days
from promisectl.metrics.answers import response_days, voluntary
from promisectl.metrics.early_notice import early_notice, is_troubled, notice_lead_days
from promisectl.metrics.first_time import first_time_accepted, reopenings
from promisectl.metrics.fulfilment import fulfilment, weighted_fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.on_time import on_time, on_time_in_full
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.metrics.renegotiation import renegotiated, slip_days
from promisectl.metrics.view import View
from promisectl.model.moment import days_between

VIEWS = seen(*EXAMPLE)
BY_ID = {view.id: view for view in VIEWS}

CLASSES = {
    "p-01": ("kept-first", "03-06"),
    "p-02": ("kept-renegotiated", "03-13"),
    "p-03": ("late", "03-12"),
    "p-04": ("late", "03-11"),
    "p-05": ("released", "03-20"),
    "p-06": ("broken", "03-25"),
    "p-07": ("missed-open", "03-24"),
    "p-08": ("partial", "03-18"),
    "p-09": ("kept-first", "03-27"),
    "p-10": ("pending", "03-30"),
    "p-11": ("open", "04-10"),
    "p-12": ("open", "04-08"),
    "p-14": ("cancelled-after-due", "03-16"),
    "p-15": ("kept-first", "03-06"),
}


def interval(rate: Rate) -> tuple[int, int, float, float]:
    assert rate.low is not None and rate.high is not None
    return rate.k, rate.n, round(100 * rate.low, 1), round(100 * rate.high, 1)


@pytest.mark.parametrize("id_", CLASSES)
def test_each_promise_has_its_class_and_its_counted_due(id_: str) -> None:
    view = BY_ID[id_]
    outcome, counted = CLASSES[id_]
    assert (view.outcome, str(view.counted_due)) == (outcome, f"2026-{counted}")


def test_a_declined_request_was_never_promised() -> None:
    assert BY_ID["p-13"].outcome is None


def test_four_of_ten_were_kept_and_three_of_eleven_as_first_promised() -> None:
    assert interval(fulfilment(VIEWS)) == (4, 10, 16.8, 68.7)
    assert interval(kept_first(VIEWS)) == (3, 11, 9.7, 56.6)
    assert weighted_fulfilment(VIEWS) == Rate(4, 10)


def test_the_rates_that_are_blind_to_what_never_arrived_look_better() -> None:
    assert interval(on_time(VIEWS)) == (5, 7, 35.9, 91.8)
    assert interval(on_time_in_full(VIEWS)) == (4, 7, 25.0, 84.2)
    assert first_time_accepted(VIEWS, reopenings(VIEWS)) == Rate(5, 7)


def test_four_of_eight_troubles_were_announced_a_day_before_the_first_due() -> None:
    notice = early_notice(VIEWS)
    assert notice.rate == Rate(4, 8)
    assert notice.median_lead_days == 3
    leads = {view.id: lead for view in VIEWS if is_troubled(view) and (lead := notice_lead_days(view))}
    assert {id_: lead for id_, lead in leads.items() if lead >= 1} == {
        "p-02": 3,
        "p-03": 1,
        "p-06": 7,
        "p-12": 3,
    }


def test_three_of_fourteen_were_moved_to_a_later_due_two_of_them_in_time() -> None:
    moves = renegotiated(VIEWS)
    assert (moves.rate, moves.timely, moves.slip_days) == (Rate(3, 14), Rate(2, 3), (3, 7, 13))
    assert slip_days(BY_ID["p-15"]) == 0


def test_percentiles_are_of_the_nearest_rank() -> None:
    cycle = Spread.of(_cycle_days(view) for view in VIEWS if view.state == "accepted")
    assert cycle.days == (3, 4, 9, 10, 11, 13, 16)
    assert (cycle.at(50), cycle.at(85)) == (10, 13)
    latency = acceptance_days(VIEWS)
    assert latency.days == (1, 1, 1, 2, 2, 3, 3)
    assert latency.at(50) == 2
    assert awaiting_days(VIEWS).days == (1,)


def _cycle_days(view: View) -> int:
    assert view.agreed_at and view.delivered_at
    return days_between(view.agreed_at, view.delivered_at, view.context.zone)


def test_what_is_in_progress_has_an_age_since_the_agreement() -> None:
    assert {view.id: view.age_days for view in VIEWS if view.is_open} == {
        "p-07": 22,
        "p-10": 15,
        "p-11": 11,
        "p-12": 15,
    }


def test_days_late_are_counted_from_the_counted_due_and_days_left_from_today() -> None:
    assert [_days_late(BY_ID[id_]) for id_ in ("p-03", "p-04")] == [2, 6]
    assert BY_ID["p-07"].days_left == -7
    assert BY_ID["p-12"].days_left == 8
    assert BY_ID["p-01"].days_left is None


def _days_late(view: View) -> int:
    assert view.counted_due and view.delivered_at
    return days_between(view.counted_due, view.delivered_at, view.context.zone)


def test_a_declined_request_counts_among_the_answers() -> None:
    assert voluntary(VIEWS) == Rate(1, 15)
    assert response_days(VIEWS).days == (0,) * 14 + (1,)
