"""Due difference: by how many working days two dues differ, where one side does not know a public holiday."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from promisectl.calendars.business import BusinessCalendar
from promisectl.model.moment import Moment, in_zone, local_day

UNKNOWN = 2  # public holidays of a promise that need not be known here; working days that an older act may lie outside
FAR = 60  # calendar days: no two working days lie so far apart

Dues = tuple[Moment, ...]  # the one due of a clock that starts; the first, counted and current of one that goes on


def difference(stored: Dues, counted: Dues, calendar: BusinessCalendar, zone: ZoneInfo) -> int | None:
    """Return by how many working days two dues differ, of several the most; None where one is no due of this kind."""
    most = 0
    for one, other in zip(stored, counted, strict=True):
        days = _working_days(one, other, calendar, zone)
        if days is None:
            return None
        most = max(most, days)
    return most


def _working_days(one: Moment, other: Moment, calendar: BusinessCalendar, zone: ZoneInfo) -> int | None:
    """Return the working days between two moments; None for a day against an instant, another hour, or a day off."""
    bare = calendar.with_holidays(())
    if isinstance(one, datetime) != isinstance(other, datetime):
        return None
    if isinstance(one, datetime) and isinstance(other, datetime):
        one, other = in_zone(one, zone), in_zone(other, zone)
        if one.time() != other.time():
            return None
        return _working_days(one.date(), other.date(), calendar, zone)
    if one == other:
        return 0
    if not bare.works_on(one):
        return None
    first, last = sorted((one, other))
    if (last - first).days > FAR:
        return None
    between = (calendar.days_between(first, last), bare.days_between(first, last))
    return min((days for days in between if days), default=None)


def is_within(stored: Moment, low: Moment, high: Moment, calendar: BusinessCalendar, zone: ZoneInfo) -> bool:
    """Whether a due lies from `low` to `high`, or no more than two working days outside."""
    day, first, last = (local_day(moment, zone) for moment in (stored, low, high))
    if first <= day <= last:
        return True
    outside = (day, first) if day < first else (last, day)
    if (outside[1] - outside[0]).days > FAR:
        return False
    return calendar.with_holidays(()).days_between(*outside) <= UNKNOWN
