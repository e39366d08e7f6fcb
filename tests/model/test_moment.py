"""Days and instants: what is one, and where a day ends in zones that do odd things at midnight."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisectl.model.moment import (
    beginning,
    day_end,
    day_start,
    days_between,
    deadline,
    local_day,
    parse_moment,
    write_moment,
)

ODD_ZONES = (
    "America/Santiago",  # the clock moves at midnight, both ways
    "America/Havana",  # forward at midnight, back at one
    "Pacific/Apia",  # 2011-12-30 never was
    "America/St_Johns",  # for years the clock moved at one minute past midnight: midnight came twice
    "Asia/Beirut",  # forward at midnight
    "Africa/Casablanca",  # moves around Ramadan
    "UTC",
)
ODD_DAYS = {
    "America/Santiago": ("2026-04-03", "2026-04-04", "2026-09-05", "2026-09-06", "2022-09-10", "2014-09-06"),
    "America/Havana": ("2026-03-07", "2026-03-08", "2026-10-31", "2026-11-01"),
    "Pacific/Apia": ("2011-12-28", "2011-12-29", "2011-12-30", "2011-12-31", "1892-07-04", "1892-07-05"),
    "America/St_Johns": ("2006-04-01", "2006-04-02", "2006-10-28", "2006-10-29", "1988-04-02", "1988-10-29"),
    "Asia/Beirut": ("2026-03-28", "2026-03-29", "2026-10-24", "2023-03-25", "2023-03-29"),
    "Africa/Casablanca": ("2026-02-14", "2026-02-15", "2026-03-21", "2026-03-22", "2012-07-19"),
    "UTC": ("2026-03-06", "2024-02-29", "2026-12-31"),
}


def first_instant_after(day, zone):
    """Return, by trying every minute from two days before, the first one whose date in the zone is later."""
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=2)
    while instant.astimezone(zone).date() <= day:
        instant += timedelta(minutes=1)
    return instant


@pytest.mark.parametrize(("zone", "day"), [(zone, day) for zone, days in ODD_DAYS.items() for day in days])
def test_a_day_ends_at_the_first_instant_whose_date_is_later(zone, day):
    where, when = ZoneInfo(zone), date.fromisoformat(day)
    end = day_end(when, where)
    if end.second == 0:  # before there were time zones a minute was not always whole
        assert end == first_instant_after(when, where)
    assert end.astimezone(where).date() > when
    assert (end - timedelta(microseconds=1)).astimezone(where).date() <= when


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ODD_ZONES), st.dates(date(1970, 1, 5), date(2037, 12, 28)))
def test_on_any_day_of_an_odd_zone_the_end_is_where_trying_every_minute_finds_it(zone, day):
    where = ZoneInfo(zone)
    assert day_end(day, where) == first_instant_after(day, where)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ODD_ZONES), st.dates(date(2, 1, 1), date(9999, 12, 30)))
def test_days_follow_each_other_without_a_gap_or_an_overlap(zone, day):
    where = ZoneInfo(zone)
    assert day_start(day + timedelta(days=1), where) == day_end(day, where)
    assert day_start(day, where) <= day_end(day, where)
    assert deadline(day, where) < day_end(day, where) <= beginning(day + timedelta(days=1), where)


def test_a_day_that_never_was_has_no_length():
    apia = ZoneInfo("Pacific/Apia")
    assert day_start(date(2011, 12, 30), apia) == day_end(date(2011, 12, 30), apia)
    assert (
        day_end(date(2011, 12, 29), apia) == day_end(date(2011, 12, 30), apia) == datetime(2011, 12, 30, 10, tzinfo=UTC)
    )


def test_the_day_the_clock_moves_forward_at_midnight_begins_at_one():
    santiago = ZoneInfo("America/Santiago")
    assert day_start(date(2026, 9, 6), santiago).astimezone(santiago).hour == 1
    assert day_end(date(2026, 9, 6), santiago) - day_start(date(2026, 9, 6), santiago) == timedelta(hours=23)


moments = st.one_of(
    st.dates(date(2, 1, 1)),
    st.dates(date(2, 1, 1), date(9998, 12, 30)).map(
        lambda day: datetime(day.year, day.month, day.day, 17, 30, tzinfo=UTC)
    ),
)


@pytest.mark.parametrize("zone", ODD_ZONES)
def test_the_last_day_of_the_calendar_has_an_end(zone):
    assert day_end(date(9999, 12, 31), ZoneInfo(zone)) > day_start(date(9999, 12, 31), ZoneInfo(zone))


def test_an_instant_is_its_own_beginning_and_its_own_deadline():
    instant = datetime(2026, 3, 6, 17, tzinfo=UTC)
    santiago = ZoneInfo("America/Santiago")
    assert beginning(instant, santiago) == deadline(instant, santiago) == instant


def test_an_instant_falls_on_the_day_it_has_in_the_zone():
    instant = datetime(2026, 3, 6, 2, 59, tzinfo=UTC)
    assert local_day(instant, ZoneInfo("America/Santiago")) == date(2026, 3, 5)
    assert local_day(date(2026, 3, 6), ZoneInfo("America/Santiago")) == date(2026, 3, 6)
    assert days_between(instant, date(2026, 3, 9), ZoneInfo("America/Santiago")) == 4
    assert days_between(date(2026, 3, 9), instant, ZoneInfo("UTC")) == -3


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-06", date(2026, 3, 6)),
        ("2024-02-29", date(2024, 2, 29)),
        ("9999-12-31", date(9999, 12, 31)),
        ("2026-03-06T17:00:00Z", datetime(2026, 3, 6, 17, tzinfo=UTC)),
        ("2026-03-06t17:00:00z", datetime(2026, 3, 6, 17, tzinfo=UTC)),
        ("2026-03-06T17:00:00-03:00", datetime(2026, 3, 6, 20, tzinfo=UTC)),
        ("2026-03-06T17:00:00+05:45", datetime(2026, 3, 6, 11, 15, tzinfo=UTC)),
        ("2026-03-06T17:00:00.25Z", datetime(2026, 3, 6, 17, 0, 0, 250000, tzinfo=UTC)),
        ("2026-03-06T17:00:00.123456789Z", datetime(2026, 3, 6, 17, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_a_day_or_an_instant_with_offset_is_a_moment(text, moment):
    parsed = parse_moment(text)
    assert parsed == moment
    assert type(parsed) is type(moment)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2026",
        "2026-03",
        "2026-3-6",
        "20260306",
        "2026-W10-5",
        "2026-065",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "06-03-2026",
        "2026/03/06",
        "2026-03-06 ",
        " 2026-03-06",
        "2026-03-06\n",
        "２０２６-03-06",
        "2026-03-06T17:00:00",
        "2026-03-06T17:00Z",
        "2026-03-06T17Z",
        "2026-03-06 17:00:00Z",
        "2026-03-06T25:00:00Z",
        "2026-03-06T24:00:00Z",
        "2026-03-06T17:60:00Z",
        "2026-03-06T17:00:60Z",
        "2026-03-06T17:00:00+24:00",
        "2026-03-06T17:00:00+0300",
        "2026-03-06T17:00:00,5Z",
        "2026-03-06T17:00:00.Z",
        "2026-03-06T17:00:00-03:00[America/Santiago]",
        "+2026-03-06",
        "12026-03-06",
    ],
)
def test_what_is_not_a_date_is_an_error_and_never_a_guess(text):
    with pytest.raises(ValueError, match="not a day"):
        parse_moment(text)


@pytest.mark.parametrize("text", ["0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_at_the_edge_of_the_calendar_that_no_zone_can_place_is_an_error(text):
    with pytest.raises(ValueError, match="not a day"):
        parse_moment(text)


@given(moments)
def test_what_is_written_is_read_back(moment):
    assert parse_moment(write_moment(moment)) == moment


@given(moments, st.sampled_from(ODD_ZONES))
def test_every_moment_that_is_read_has_a_beginning_a_deadline_and_a_day(moment, zone):
    where = ZoneInfo(zone)
    assert beginning(moment, where) <= deadline(moment, where) + timedelta(microseconds=1)
    assert abs(local_day(moment, where) - moment_day(moment)) <= timedelta(days=1)


def moment_day(moment):
    return moment.date() if isinstance(moment, datetime) else moment
