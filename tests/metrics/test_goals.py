"""Goals: progress, what is expected of it, its colour, the cascade, and the promises that serve."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from promisectl.metrics.colour import Colour, colour, ratio
from promisectl.metrics.elapsed import elapsed
from promisectl.metrics.goals import cascade, goals_at
from promisectl.metrics.progress import kept, progress
from promisectl.model.moment import day_end
from promisectl.model.objectives import GoalsFile

UTC_ZONE = ZoneInfo("UTC")
Q2 = (date(2026, 4, 1), date(2026, 6, 30))
numbers = st.decimals(min_value=-10_000, max_value=10_000, places=3)


def end_of(day: str, zone: ZoneInfo = UTC_ZONE) -> datetime:
    return day_end(date.fromisoformat(day), zone) - timedelta(microseconds=1)


def file_of(**objectives) -> GoalsFile:
    return GoalsFile.model_validate({"objectives": objectives})


def an_objective(*check_ins, period="2026-Q2", results=None, **more):
    given = results or {"kr-nps": {"text": "NPS", "start": "16", "target": "38"}}
    said = [{"by": "ana", "kr": "kr-nps", **one} for one in check_ins]
    return {"text": "x", "owner": "ana", "period": period, "key-results": given, "check-ins": said, **more}


def the_result(objective, as_of: str, zone: ZoneInfo = UTC_ZONE):
    goals = goals_at(file_of(fast=objective), (), end_of(as_of, zone), zone)
    return goals.objectives[0].results[0]


@pytest.mark.parametrize(
    ("start", "target", "current", "share"),
    [
        ("10", "8", "9.2", Fraction(2, 5)),
        ("16", "38", "24", Fraction(8, 22)),
        ("16", "38", "16", 0),
        ("16", "38", "38", 1),
        ("16", "38", "50", 1),
        ("16", "38", "3", 0),
        ("10", "8", "7", 1),
        ("10", "8", "12", 0),
        ("-5", "5", "0", Fraction(1, 2)),
        ("0", "60", "45", Fraction(3, 4)),
    ],
)
def test_progress_is_the_share_of_the_way_from_start_to_target(start, target, current, share):
    assert progress(Decimal(start), Decimal(target), Decimal(current)) == share


@given(numbers, numbers, numbers)
def test_progress_lies_between_nothing_and_all(start, target, current):
    assert 0 <= progress(start, target, current) <= 1


@given(numbers, numbers, numbers)
def test_a_falling_target_mirrors_a_rising_one(start, target, current):
    assert progress(start, target, current) == progress(-start, -target, -current)


@given(numbers, numbers)
def test_the_way_begins_at_nothing_and_ends_at_all(start, target):
    assert progress(start, target, target) == 1
    assert start == target or progress(start, target, start) == 0


@given(numbers, numbers, st.decimals(min_value=0, max_value=500, places=2))
def test_nearer_to_the_target_is_never_less(start, target, step):
    assume(start != target)
    nearer = start + step if target >= start else start - step
    assert progress(start, target, nearer) >= progress(start, target, start)


@pytest.mark.parametrize(("current", "falling", "met"), [("100", False, 1), ("99.9", False, 0), ("3", True, 1)])
def test_what_is_to_be_kept_is_all_or_nothing(current, falling, met):
    assert kept(Decimal("100") if not falling else Decimal("3"), Decimal(current), falling=falling) == met


def test_expected_progress_is_the_share_of_the_period_that_has_passed():
    middle = datetime(2026, 5, 16, 12, tzinfo=UTC)
    assert elapsed(*Q2, middle, UTC_ZONE) == Fraction(1, 2)
    assert elapsed(*Q2, datetime(2026, 4, 1, tzinfo=UTC), UTC_ZONE) == 0
    assert elapsed(*Q2, datetime(2026, 3, 1, tzinfo=UTC), UTC_ZONE) == 0
    assert elapsed(*Q2, datetime(2026, 7, 1, tzinfo=UTC), UTC_ZONE) == 1
    assert elapsed(*Q2, datetime(2027, 7, 1, tzinfo=UTC), UTC_ZONE) == 1


def test_a_period_begins_and_ends_in_the_zone_of_the_workspace():
    santiago = ZoneInfo("America/Santiago")
    still_march_there = datetime(2026, 4, 1, 1, tzinfo=UTC)
    assert elapsed(*Q2, still_march_there, santiago) == 0
    assert elapsed(*Q2, still_march_there, UTC_ZONE) > 0


@given(st.integers(0, 8000), st.integers(0, 5000))
def test_what_is_expected_only_grows(first, hours):
    earlier = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=first)
    later = earlier + timedelta(hours=hours)
    assert 0 <= elapsed(*Q2, earlier, UTC_ZONE) <= elapsed(*Q2, later, UTC_ZONE) <= 1


@pytest.mark.parametrize(
    ("share", "expected", "age", "said"),
    [
        ("0.45", "0.5", 0, "green"),
        ("0.4499", "0.5", 0, "amber"),
        ("0.3", "0.5", 14, "amber"),
        ("0.2999", "0.5", 14, "red"),
        ("0", "0.01", 1, "red"),
        ("1", "1", 0, "green"),
        ("1", "1", 15, "grey"),
        ("1", "1", None, "grey"),
        ("0", "0", 0, "green"),
    ],
)
def test_the_colour_follows_from_progress_beside_what_is_expected(share, expected, age, said):
    assert colour(Fraction(share), Fraction(expected), age) is Colour(said)


def test_where_nothing_is_expected_yet_there_is_no_ratio():
    assert ratio(Fraction(1, 2), Fraction(0)) is None
    assert ratio(Fraction(1, 4), Fraction(1, 2)) == Fraction(1, 2)


def test_the_example_of_the_norm_is_behind_in_may():
    result = the_result(an_objective({"at": "2026-05-02", "value": "24", "confidence": "6"}), "2026-05-02")
    assert result.progress == Fraction(4, 11)
    assert round(float(result.expected), 4) == round(32 / 91, 4)
    assert result.colour is Colour.GREEN  # 0.3636 of 0.3516
    assert the_result(an_objective({"at": "2026-05-02", "value": "24"}), "2026-05-16").colour is Colour.AMBER
    assert the_result(an_objective({"at": "2026-05-02", "value": "24"}), "2026-05-17").colour is Colour.GREY


def test_a_check_in_later_than_the_instant_is_not_read():
    objective = an_objective({"at": "2026-04-10", "value": "18"}, {"at": "2026-05-02", "value": "24"})
    assert the_result(objective, "2026-05-01").last.value == 18
    assert the_result(objective, "2026-05-02").last.value == 24
    assert the_result(objective, "2026-04-09").last is None


def test_the_latest_check_in_counts_wherever_it_stands_and_of_equal_ones_the_last_in_the_file():
    objective = an_objective(
        {"at": "2026-05-02", "value": "24"}, {"at": "2026-05-02", "value": "25"}, {"at": "2026-04-10", "value": "18"}
    )
    assert the_result(objective, "2026-05-10").last.value == 25


def test_a_check_in_moves_nothing_but_its_own_key_result():
    results = {
        "kr-nps": {"text": "NPS", "start": "16", "target": "38"},
        "kr-1h": {"text": "answer within an hour", "target": "100", "kind": "keep"},
    }
    objective = an_objective({"kr": "kr-1h", "at": "2026-05-02", "value": "100"}, results=results)
    (standing,) = goals_at(file_of(fast=objective), (), end_of("2026-05-02"), UTC_ZONE).objectives
    assert [result.progress for result in standing.results] == [0, 1]
    assert [result.colour for result in standing.results] == [Colour.GREY, Colour.GREEN]
    assert standing.progress == Fraction(1, 2)
    assert standing.colour is Colour.GREEN


def test_an_objective_without_key_results_has_no_progress():
    file = GoalsFile.model_validate({"objectives": {"a": {"text": "x", "owner": "ana", "period": "2026"}}})
    (standing,) = goals_at(file, (), end_of("2026-05-02"), UTC_ZONE).objectives
    assert (standing.progress, standing.colour) == (None, Colour.GREY)


def test_a_period_that_is_over_keeps_the_colour_it_ended_with():
    objective = an_objective({"at": "2026-06-28", "value": "36"})
    result = the_result(objective, "2026-12-24")
    assert (result.colour, result.is_current) == (Colour.GREEN, False)
    assert result.age_days == 179


def test_a_final_value_that_comes_after_the_period_counts():
    assert the_result(an_objective({"at": "2026-07-03", "value": "38"}), "2026-07-04").progress == 1


def test_the_cascade_lists_children_below_their_parent_in_the_order_of_the_file():
    plain = {"text": "x", "owner": "ana", "period": "2026-Q2"}
    file = file_of(
        leaf={**plain, "parent": "middle"},
        other=plain,
        top=plain,
        middle={**plain, "parent": "top"},
        second={**plain, "parent": "top"},
    )
    assert list(cascade(file).items()) == [("other", 0), ("top", 0), ("middle", 1), ("leaf", 2), ("second", 1)]


def test_parents_in_a_circle_or_that_are_not_there_hide_no_objective():
    plain = {"text": "x", "owner": "ana", "period": "2026-Q2"}
    circle = file_of(a={**plain, "parent": "b"}, b={**plain, "parent": "a"}, c={**plain, "parent": "nowhere"})
    assert list(cascade(circle).items()) == [("c", 0), ("a", 0), ("b", 1)]


def test_a_long_chain_of_parents_is_no_trouble():
    plain = {"text": "x", "owner": "ana", "period": "2026-Q2"}
    chain = {f"o{n}": {**plain, "parent": f"o{n + 1}"} for n in range(3000)}
    assert cascade(file_of(**chain, o3000=plain))["o0"] == 3000


@pytest.mark.parametrize(
    ("value", "inside"), [("75", True), ("100", True), ("74.9", False), ("100.1", False), (None, None)]
)
def test_a_kpi_is_in_its_band_where_it_lies_between_the_ends(value, inside):
    said = [{"at": "2026-05-02", "value": value}] if value else []
    file = GoalsFile.model_validate({"kpis": {"fcr": {"text": "x", "band": ["75", "100"], "check-ins": said}}})
    (kpi,) = goals_at(file, (), end_of("2026-05-03"), UTC_ZONE).kpis
    assert kpi.in_band is inside
    assert kpi.lacks_promise is (inside is False)
