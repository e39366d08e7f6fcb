"""Clocks: the due that a length of time comes to, and where a pause moves a due. Nothing is stored or read here.

Commands count with it what an act stores; the check counts again what an act has stored. People get wrong that a due
counts from the day of the start in the workspace's zone: whoever writes `at` with another offset may count from the
day as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from promisectl.calendars.business import BusinessCalendar
from promisectl.model.fields import Within
from promisectl.model.moment import Moment, at_time, day_end, days_after, in_zone, local_day

Shift = Callable[[Moment], Moment]


def due_after(start: datetime, within: Within, calendar: BusinessCalendar | None, zone: ZoneInfo) -> Moment:
    """Return the due that a clock comes to which starts at `start`, on the day of `start` as it is written.

    `calendar` is not None where business days or hours are counted. NoBusinessDay or OverflowError where none is left.
    """
    if within.unit == "d" or calendar is None:
        return days_after(start.date(), within.count)
    if within.unit == "bd":
        return calendar.due_day(start, within.count)
    return in_zone(calendar.plus(start, timedelta(hours=within.count), zone), zone)


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause: when it began and ended (aware instants), and the days of both, in the zone or as they are written."""

    began: datetime
    ended: datetime
    first: date
    last: date


def shift_of(pause: Pause, within: Within | None, calendar: BusinessCalendar | None, zone: ZoneInfo) -> Shift:
    """Return what moves one due by a pause: by days, by the business days whose dates lie in [first, last), or by the
    minutes that were worked meanwhile."""
    if within is None or within.unit == "d" or calendar is None:
        days = (pause.last - pause.first).days
        return lambda due: _on_day(due, days_after(local_day(due, zone), days), zone)
    if within.unit == "bd":
        count = calendar.days_between(pause.first, pause.last)
        return lambda due: _on_day(due, calendar.after(local_day(due, zone), count), zone)
    minutes = timedelta(minutes=calendar.worked(pause.began, pause.ended, zone) // timedelta(minutes=1))
    if not minutes:
        return lambda due: due
    return lambda due: _later(due, minutes, calendar, zone)


def _on_day(due: Moment, day: Moment, zone: ZoneInfo) -> Moment:
    """Return a due moved to another day: an instant keeps its local time, the first where that comes twice."""
    if not isinstance(due, datetime):
        return day
    local = in_zone(due, zone)
    if local.date() == day:
        return due
    return at_time(day, time(local.hour, local.minute, local.second), zone)


def _later(due: Moment, worked: timedelta, calendar: BusinessCalendar, zone: ZoneInfo) -> Moment:
    start = due if isinstance(due, datetime) else day_end(due, zone)
    return in_zone(calendar.plus(start, worked, zone), zone)


def skipped_holidays(calendar: BusinessCalendar, first: date, last: date) -> Iterator[date]:
    """Yield the public holidays from `first` to `last`, both included, that would have been worked but for them."""
    working = calendar.with_holidays(())
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if working.works_on(day) and not calendar.works_on(day):
            yield day
