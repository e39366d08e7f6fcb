"""Where the clock of any zone is put forward or back, instants stay in their order and their distance.

Every zone of the database, each change of its clock from 2012 to 2027, up to an hour before and after it. A change
that another zone makes in the same moment from and to the same offsets is tried once.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from promisectl.app.acts.record import moment_of_speech
from promisectl.calendars.business import BusinessCalendar
from promisectl.calendars.clocks import Pause, due_after, shift_of
from promisectl.lifecycle.speaking import AHEAD, in_the_future
from promisectl.lifecycle.standing import Context
from promisectl.metrics.outcome import in_time
from promisectl.model.act import Act
from promisectl.model.fields import Within
from promisectl.model.moment import days_between, deadline, in_zone, local_day, parse_moment, write_moment
from promisectl.query.dates import parse_when
from promisectl.query.hours import instants
from promisectl.store.clock import now

SOURCE = Path(__file__).parents[2] / "src" / "promisectl"
FIRST, LAST = datetime(2012, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
WEEK, QUARTER, SECOND = timedelta(days=7), timedelta(minutes=15), timedelta(seconds=1)
HOURS = ((0, 24 * 60), (60, 180), (105, 150), (22 * 60, 24 * 60))
NIGHT = BusinessCalendar(
    frozenset(), ((90, 165), (23 * 60, 24 * 60)), None, frozenset(), frozenset(), lambda year: frozenset()
)


class Edge(NamedTuple):
    """A change of a zone's clock: the instant from which another offset holds."""

    zone: ZoneInfo
    instant: datetime

    def around(self) -> list[datetime]:
        """Instants in UTC from an hour before the change to an hour after it."""
        hour = timedelta(hours=1)
        steps = (-hour - SECOND, -hour, -hour / 2, -SECOND, timedelta(), SECOND, hour / 2, hour - SECOND, hour)
        return [self.instant + step for step in steps]


def _changed(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second of (low, high] at which the offset of `high` holds."""
    after = high.astimezone(zone).utcoffset()
    while high - low > SECOND:
        middle = low + timedelta(seconds=(high - low) // SECOND // 2)
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


@cache
def edges() -> list[Edge]:
    found: dict[tuple[object, ...], Edge] = {}
    weeks = [FIRST + number * WEEK for number in range((LAST - FIRST) // WEEK)]
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        offsets = [week.astimezone(zone).utcoffset() for week in weeks]
        for low, high, before, after in zip(weeks, weeks[1:], offsets, offsets[1:], strict=False):
            key = (low, before, after)
            if before != after and key not in found:
                found[key] = Edge(zone, _changed(zone, low, high))
    return list(found.values())


def wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def test_there_are_edges_of_both_kinds_to_try() -> None:
    forward = [
        edge for edge in edges() if wall(edge.instant, edge.zone) > wall(edge.instant - SECOND, edge.zone) + SECOND
    ]
    assert len(forward) > 100
    assert len(edges()) - len(forward) > 100


def test_an_instant_in_a_zone_keeps_its_place_its_distance_and_its_text() -> None:
    for edge in edges():
        shown = [in_zone(instant, edge.zone) for instant in edge.around()]
        assert shown == edge.around() == sorted(shown)
        assert [one - shown[0] for one in shown] == [
            one - edge.instant + timedelta(hours=1, seconds=1) for one in edge.around()
        ]
        assert [parse_moment(write_moment(one)) for one in shown] == shown
        assert [one.replace(tzinfo=None) for one in shown] == [wall(one, edge.zone) for one in edge.around()]


def test_what_is_said_now_is_never_in_the_future_and_what_is_eleven_minutes_ahead_always_is() -> None:
    for edge in edges():
        for instant in edge.around():
            context = Context(edge.zone, now=in_zone(instant, edge.zone))
            for at, refused in ((instant, False), (instant + AHEAD, False), (instant + AHEAD + SECOND, True)):
                act = Act.model_construct(at=in_zone(at, edge.zone))
                assert bool(in_the_future(act, act.at, context)) is refused, (edge, at)


def test_a_clock_behind_the_last_act_uses_its_time_and_no_other_clock_does() -> None:
    for edge in edges():
        for instant in edge.around():
            workspace = SimpleNamespace(now=in_zone(instant, edge.zone), zone=edge.zone)
            for last, meant in (
                (instant + AHEAD, instant + AHEAD),
                (instant - timedelta(minutes=50), instant),
                (instant + timedelta(minutes=50), instant),
            ):
                assert moment_of_speech(workspace, None, in_zone(last, edge.zone)) == meant  # type: ignore[arg-type]


def test_a_due_at_an_instant_is_late_one_second_after_it_and_not_before() -> None:
    for edge in edges():
        context = Context(edge.zone)
        for instant in edge.around():
            due = in_zone(instant, edge.zone)
            assert deadline(due, edge.zone) == instant
            assert in_time(in_zone(instant, edge.zone), due, context)
            assert in_time(in_zone(instant - timedelta(minutes=59), edge.zone), due, context)
            assert not in_time(in_zone(instant + SECOND, edge.zone), due, context)


def test_days_between_are_those_of_the_calendar_on_the_wall() -> None:
    for edge in edges():
        around = edge.around()
        for one in around:
            other = around[0] + timedelta(days=1)
            days = (wall(other, edge.zone).date() - wall(one, edge.zone).date()).days
            assert days_between(in_zone(one, edge.zone), in_zone(other, edge.zone), edge.zone) == days


def test_an_hour_means_every_instant_at_which_the_clock_shows_it() -> None:
    for edge in edges():
        for instant in edge.around():
            shown = wall(instant, edge.zone).replace(second=0)
            near = [instant + number * timedelta(minutes=1) for number in (-60, -30, -20, 0, 20, 30, 60)]
            meant = {
                one - timedelta(seconds=one.second) for one in near if wall(one, edge.zone).replace(second=0) == shown
            }
            found = instants(shown.date(), shown.hour, shown.minute, edge.zone)
            assert meant <= set(found)
            assert all(wall(one, edge.zone) == shown for one in found)
            assert len(found) in (1, 2)


def test_a_word_for_an_hour_that_comes_twice_is_refused_with_both_and_any_other_is_understood() -> None:
    for edge in edges():
        for instant in edge.around():
            shown = wall(instant, edge.zone).replace(second=0)
            meant = instants(shown.date(), shown.hour, shown.minute, edge.zone)
            text = shown.strftime("%Y-%m-%dT%H:%M")
            if len(meant) == 1:
                assert parse_when(text, date(2026, 1, 1), edge.zone) == meant[0]
                continue
            told = _refusal(text, edge.zone)
            assert all(write_moment(one) in told for one in meant), told


def _refusal(text: str, zone: ZoneInfo) -> str:
    try:
        parse_when(text, date(2026, 1, 1), zone)
    except Exception as refused:
        return f"{refused!r} {getattr(refused, 'help', '')!r}"
    raise AssertionError((text, zone))


def _worked(begin: datetime, end: datetime, zone: ZoneInfo, hours: tuple[tuple[int, int], ...]) -> timedelta:
    """Walk from quarter to quarter and look at the wall."""
    total = timedelta()
    while begin < end:
        shown = wall(begin, zone)
        minute = shown.hour * 60 + shown.minute
        total += QUARTER * any(first <= minute < last for first, last in hours)
        begin += QUARTER
    return total


@cache
def _kinds_of_edges() -> list[Edge]:
    """One edge for each pair of offsets and hour of the day; those at a quarter of an hour."""
    found = {}
    for edge in edges():
        before, after = wall(edge.instant - SECOND, edge.zone), wall(edge.instant, edge.zone)
        if not edge.instant.timestamp() % 900:
            found[before.time(), after - before] = edge
    return list(found.values())


def test_business_hours_are_those_that_the_clock_on_the_wall_shows() -> None:
    for edge in _kinds_of_edges():
        begin, end = edge.instant - 5 * QUARTER, edge.instant + timedelta(hours=26)
        worked = NIGHT.worked(in_zone(begin, edge.zone), in_zone(end, edge.zone), edge.zone)
        assert worked == _worked(begin, end, edge.zone, NIGHT.hours), edge
        due = due_after(in_zone(begin, edge.zone), Within(2, "bh"), NIGHT, edge.zone)
        assert isinstance(due, datetime)
        assert _worked(begin, due, edge.zone, NIGHT.hours) == timedelta(hours=2), edge


def test_a_pause_in_business_hours_moves_a_due_by_what_was_worked() -> None:
    for edge in _kinds_of_edges():
        began, ended = edge.instant - 2 * QUARTER, edge.instant + timedelta(hours=25)
        days = local_day(began, edge.zone), local_day(ended, edge.zone)
        pause = Pause(in_zone(began, edge.zone), in_zone(ended, edge.zone), *days)
        due = in_zone(edge.instant + QUARTER, edge.zone)
        moved = shift_of(pause, Within(1, "bh"), NIGHT, edge.zone)(due)
        assert isinstance(moved, datetime)
        paused = _worked(began, ended, edge.zone, NIGHT.hours)
        assert _worked(due, moved, edge.zone, NIGHT.hours) == paused, edge


def test_a_pause_counted_in_days_keeps_the_hour_on_the_wall_wherever_the_day_shows_it() -> None:
    for edge in _kinds_of_edges():
        for instant in edge.around():
            due = in_zone(instant - timedelta(days=1), edge.zone)
            began, ended = in_zone(instant - 10 * WEEK, edge.zone), in_zone(instant - 10 * WEEK, edge.zone)
            first = local_day(began, edge.zone)
            pause = Pause(began, ended, first, first + timedelta(days=1))
            moved = shift_of(pause, None, None, edge.zone)(due)
            assert isinstance(moved, datetime)
            if instants(local_day(due, edge.zone) + timedelta(days=1), due.hour, due.minute, edge.zone):
                assert moved.time() == due.time()
            assert moved == in_zone(moved, edge.zone)


def test_the_clock_tells_the_hour_that_is_meant(monkeypatch) -> None:
    for edge in _kinds_of_edges():
        for instant in edge.around():
            monkeypatch.setenv("PROMISECTL_NOW", write_moment(in_zone(instant, edge.zone)))
            assert now(edge.zone) == instant
            assert not isinstance(now(edge.zone).tzinfo, ZoneInfo)


def test_no_other_file_puts_an_instant_on_the_clock_of_a_zone() -> None:
    """An instant that carries a zone is moved and compared on its wall clock: only `moment` and `hours` know one."""
    carries = re.compile(r"astimezone\((?!UTC|timezone)|tzinfo=(?!UTC|timezone)|datetime\.now\((?!UTC)")
    may = {"model/moment.py", "query/hours.py"}
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        lines = [line.strip() for line in path.read_text().splitlines() if carries.search(line)]
        if lines and name not in may:
            found[name] = lines
    assert found == {}
