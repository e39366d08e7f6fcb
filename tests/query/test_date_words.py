"""Dates as people write them on the command line."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisectl.calendars.business import business_calendar
from promisectl.model.moment import Moment, parse_moment
from promisectl.model.settings import Calendar
from promisectl.model.trouble import Trouble
from promisectl.query.dates import parse_when
from promisectl.query.periods import month_of, parse_period, quarter_of, week_of

ZONE = ZoneInfo("America/Santiago")
FRIDAY = date(2026, 3, 6)


def when(text: str, today: date = FRIDAY) -> Moment:
    return parse_when(text, today, ZONE)


GOOD = {
    "2026-03-09": "2026-03-09",
    " 2026-03-09 ": "2026-03-09",
    "2026-03-09T17:00:00-03:00": "2026-03-09T17:00:00-03:00",
    "2026-03-09T17:00-03:00": "2026-03-09T17:00:00-03:00",
    "2026-03-09t20:00z": "2026-03-09T20:00:00+00:00",
    "2026-Q3": "2026-09-30",
    "2026-q1": "2026-03-31",
    "2026-W12": "2026-03-22",
    "2026-w01": "2026-01-04",
    "2026-02": "2026-02-28",
    "2028-02": "2028-02-29",
    "today": "2026-03-06",
    "Tomorrow": "2026-03-07",
    "yesterday": "2026-03-05",
    "hoy": "2026-03-06",
    "mañana": "2026-03-07",
    "MAÑANA": "2026-03-07",
    "manana": "2026-03-07",
    "ayer": "2026-03-05",
    "fri": "2026-03-13",
    "vie": "2026-03-13",
    "viernes": "2026-03-13",
    "sat": "2026-03-07",
    "sáb": "2026-03-07",
    "sab": "2026-03-07",
    "sun": "2026-03-08",
    "dom": "2026-03-08",
    "mon": "2026-03-09",
    "lun": "2026-03-09",
    "mar": "2026-03-10",
    "mié": "2026-03-11",
    "mie": "2026-03-11",
    "thursday": "2026-03-12",
    "jue": "2026-03-12",
    "+0d": "2026-03-06",
    "+3d": "2026-03-09",
    "-3d": "2026-03-03",
    "+2w": "2026-03-20",
    "eow": "2026-03-08",
    "eom": "2026-03-31",
    "eoq": "2026-03-31",
    "eoy": "2026-12-31",
    "3d": "2026-03-09",
    "2w": "2026-03-20",
    "in 3 days": "2026-03-09",
    "en 3 días": "2026-03-09",
    "dentro de una semana": "2026-03-13",
    "in two weeks": "2026-03-20",
    "in a month": "2026-04-06",
    "day after tomorrow": "2026-03-08",
    "pasado mañana": "2026-03-08",
    "tues": "2026-03-10",
    "Thurs": "2026-03-12",
    "el viernes": "2026-03-13",
    "this sunday": "2026-03-08",
    "este domingo": "2026-03-08",
    "next friday": "2026-03-13",
    "viernes que viene": "2026-03-13",
    "próxima semana": "2026-03-15",
    "next month": "2026-04-30",
    "fin de mes": "2026-03-31",
    "end of the quarter": "2026-03-31",
    "27 nov 2026": "2026-11-27",
    "27 de noviembre de 2026": "2026-11-27",
    "Nov 27, 2026": "2026-11-27",
    "27 mar": "2026-03-27",
    "1st of april": "2026-04-01",
    "2 jun": "2026-06-02",
    "27/11/2026": "2026-11-27",
    "27.11.2026": "2026-11-27",
    "6/6/2026": "2026-06-06",
    "29/2/2028": "2028-02-29",
    "29 feb": "2028-02-29",
    "17:00": "2026-03-06T17:00:00-03:00",
    "5pm": "2026-03-06T17:00:00-03:00",
    "12am": "2026-03-06T00:00:00-03:00",
    "lun 9:30": "2026-03-09T09:30:00-03:00",
    "mañana a las 17:00": "2026-03-07T17:00:00-03:00",
    "in 2 days at 8 am": "2026-03-08T08:00:00-03:00",
    "2026-03-06T17:00": "2026-03-06T17:00:00-03:00",
    "2026-06-06 17:00": "2026-06-06T17:00:00-04:00",
}


@pytest.mark.parametrize("text", GOOD)
def test_a_date_word_means_one_day(text: str) -> None:
    assert when(text) == parse_moment(GOOD[text])


def test_a_decomposed_accent_is_the_same_word() -> None:
    assert when(unicodedata.normalize("NFD", "mañana")) == date(2026, 3, 7)


BAD = [
    "",
    "soon",
    "asap",
    "march",
    "2026",
    "2026-H1",
    "2026-3-6",
    "2026-02-30",
    "2026-13",
    "2026-Q5",
    "2026-W54",
    "2025-W53",
    "2026-03-06T17:00:00",
    "+3",
    "+999999w",
    "+1m",
    "friday week",
    "friday the 13th",
    "fin de semana",
    "17",
    "17:60",
    "25:00",
    "13pm",
    "31/2/2026",
    "31 jun",
    "2026-02-30 10:00",
    "mañana por la mañana",
    "١٢",
]


TWO = {
    "06/03/2026": ("2026-03-06", "2026-06-03"),
    "6-3-2026": ("2026-03-06", "2026-06-03"),
    "next sunday": ("2026-03-08", "2026-03-15"),
    "el próximo domingo": ("2026-03-08", "2026-03-15"),
    "this monday": ("2026-03-02", "2026-03-09"),
    "27 feb": ("2026-02-27", "2027-02-27"),
    "2026-04-04 23:30": ("2026-04-04T23:30:00-03:00", "2026-04-04T23:30:00-04:00"),
}


@pytest.mark.parametrize("text", TWO)
def test_what_has_two_meanings_is_refused_with_both(text: str) -> None:
    with pytest.raises(Trouble) as caught:
        when(text)
    assert all(meaning in str(caught.value.message) for meaning in TWO[text])


@pytest.mark.parametrize("text", TWO)
def test_either_of_both_is_understood(text: str) -> None:
    for meaning in TWO[text]:
        assert when(meaning) == parse_moment(meaning)


def test_on_the_last_of_a_long_month_a_month_later_may_be_two_days() -> None:
    with pytest.raises(Trouble, match="2026-02-28 or 2026-03-01"):
        when("in a month", date(2026, 1, 31))


def test_an_hour_that_the_clocks_leave_out_is_said_to_be_so() -> None:
    with pytest.raises(Trouble, match="leave out 00:30 on 2026-09-06"):
        when("2026-09-06 00:30")


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_a_date_is_an_error_and_never_a_guess(text: str) -> None:
    with pytest.raises(Trouble, match="is not a date") as caught:
        when(text)
    assert "2026-W12" in str(caught.value.help)


def test_business_days_are_counted_in_the_default_calendar_and_refused_without_one() -> None:
    calendar = business_calendar(Calendar.model_validate({"country": "CL"}))
    thursday = date(2026, 4, 2)  # Good Friday is the day after
    assert parse_when("+2bd", thursday, ZoneInfo("America/Santiago"), calendar) == date(2026, 4, 7)
    assert parse_when("+0bd", thursday, ZoneInfo("America/Santiago"), calendar) == thursday
    with pytest.raises(Trouble, match="has no `default-calendar`"):
        when("+2bd")


def test_at_the_end_of_the_calendar_a_day_without_a_year_is_no_date() -> None:
    with pytest.raises(Trouble, match="is not a date"):
        when("1 jan", date(9999, 12, 30))


@given(st.dates(), st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_one_to_seven_days_ahead(today: date, word: str) -> None:
    if today > date.max - timedelta(days=7):
        return
    ahead = (when(word, today) - today).days
    assert 1 <= ahead <= 7
    assert when(word, today).strftime("%a").lower() == word


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_lies_in_its_month_quarter_and_week(day: date) -> None:
    for name in (month_of(day), quarter_of(day), week_of(day)):
        period = parse_period(name)
        assert period is not None
        assert period[0] <= day <= period[1]
