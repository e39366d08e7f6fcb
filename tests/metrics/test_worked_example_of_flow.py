"""The weekly figures of the worked example: plans, times, what is in progress."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.stories import ZONE, end_of, seen
from metrics.worked_example import EXAMPLE
from promisectl.metrics.cumulative_flow import cumulative_flow
from promisectl.metrics.flow_times import cycle_days, lead_days, negotiation_days
from promisectl.metrics.in_progress import in_progress
from promisectl.metrics.plan_complete import week_plan
from promisectl.metrics.rate import Rate
from promisectl.metrics.throughput import throughput
from promisectl.model.promise import State

VIEWS = seen(*EXAMPLE)
MONDAYS = [date(2026, 3, day) for day in (2, 9, 16, 23)]


@pytest.mark.parametrize(("day", "rate"), [(9, Rate(0, 3)), (16, Rate(1, 4)), (23, Rate(1, 3))])
def test_the_plans_of_three_weeks_are_nought_of_three_one_of_four_and_one_of_three(day: int, rate: Rate) -> None:
    assert week_plan(VIEWS, date(2026, 3, day), ZONE).rate == rate


def test_the_plan_of_a_week_is_what_stood_on_its_monday_and_not_what_was_added_later() -> None:
    plan = week_plan(VIEWS, date(2026, 3, 9), ZONE)
    assert [view.id for view in plan.planned] == ["p-02", "p-03", "p-04"]
    assert plan.done == ()


def test_seven_accepted_took_three_to_sixteen_days_half_of_them_ten() -> None:
    cycle = cycle_days(VIEWS)
    assert cycle.days == (3, 4, 9, 10, 11, 13, 16)
    assert (cycle.at(50), cycle.at(85)) == (10, 13)


def test_lead_time_runs_from_the_asking_to_the_acceptance() -> None:
    assert lead_days(VIEWS).days == (4, 7, 11, 13, 13, 14, 17)


def test_what_was_agreed_on_the_day_it_was_asked_took_no_negotiation() -> None:
    assert set(negotiation_days(VIEWS).days) == {0}
    assert negotiation_days(VIEWS).n == 14


def test_four_are_in_progress_the_oldest_for_twenty_two_days() -> None:
    aged = [(view.id, age) for view, age in in_progress(VIEWS)]
    assert aged == [("p-07", 22), ("p-10", 15), ("p-12", 15), ("p-11", 11)]


def test_throughput_counts_what_was_accepted_in_each_week() -> None:
    assert throughput(VIEWS, MONDAYS) == [1, 1, 4, 1]


def test_at_the_end_of_a_week_each_promise_stands_in_one_state() -> None:
    [second, third] = cumulative_flow(VIEWS, [end_of("03-08"), end_of("03-15")])
    assert second[State.PROMISED] == 6
    assert (second[State.DELIVERED], second[State.ACCEPTED], sum(second.values())) == (1, 1, 8)
    assert (third[State.DECLINED], sum(third.values())) == (1, 12)
