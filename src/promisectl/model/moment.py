"""Moments: instants, days and the end of a day.

A due is a day, which lasts to the end of that day in the workspace's zone, or an instant with an offset. People get
wrong that not every day has a midnight: a day ends at the first instant whose local date is later (format.md, Dates).
And that Python moves and compares two instants of one zone on its wall clock, where an hour that comes twice is one
hour: every instant of this program carries the offset of its moment (`in_zone`), and so is moved and compared in UTC.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

Moment = date  # a day, or (its subclass) a datetime with an offset

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})\Z", re.ASCII
)
_TO_THE_MINUTE = re.compile(r"(\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2})([Zz]|[+-]\d{2}:\d{2})\Z", re.ASCII)
_TICK = timedelta(microseconds=1)


@lru_cache(maxsize=8192)
def parse_moment(text: str) -> Moment:
    """Return the day or the instant that `text` writes; ValueError for anything else.

    The first day of the calendar, and instants in its first and last years, are refused: no zone can place them.
    """
    try:
        if len(text) == 10 and text[4] == text[7] == "-":
            day = date.fromisoformat(text)
            if day > date.min:
                return day
        elif _INSTANT.match(text):
            instant = datetime.fromisoformat(text.upper())
            if MINYEAR < instant.year < MAXYEAR:
                return instant
    except ValueError:
        pass
    raise ValueError("not a day (2026-03-06) or an instant with offset (2026-03-06T17:00:00-03:00)")


def typed_moment(text: str) -> Moment:
    """Return the day or the instant that somebody typed, perhaps without seconds; ValueError for anything else."""
    return parse_moment(_TO_THE_MINUTE.sub(r"\1:00\2", text))


def write_moment(moment: Moment) -> str:
    """Return the text of a day or instant as commands write it (to the second where it has no fraction)."""
    return moment.isoformat()


@lru_cache(maxsize=8192)
def day_end(day: date, zone: ZoneInfo) -> datetime:
    """Return, in UTC, the first instant whose date in `zone` is later than `day`.

    `day` must be a plain date. The last day of the calendar ends at the last representable instant.
    """
    try:
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
        guess = midnight.astimezone(UTC)
        if _date_in(guess, zone) > day and _date_in(guess - _TICK, zone) <= day:
            return guess
        return _search_day_end(day, guess, zone)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _date_in(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def _search_day_end(day: date, guess: datetime, zone: ZoneInfo) -> datetime:
    """Where a change of offset swallows midnight (or the whole day): halve the span that holds the step."""
    low, high = guess - timedelta(hours=50), guess + timedelta(hours=50)
    while high - low > _TICK:
        middle = low + (high - low) / 2
        if _date_in(middle, zone) > day:
            high = middle
        else:
            low = middle
    return high


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return, in UTC, the first instant of `day` in `zone`."""
    return day_end(day - timedelta(days=1), zone)


def deadline(moment: Moment, zone: ZoneInfo) -> datetime:
    """Return the last instant of a moment: an instant is its own, a day lasts to its end (inclusive)."""
    if isinstance(moment, datetime):
        return moment
    return day_end(moment, zone) - _TICK


def beginning(moment: Moment, zone: ZoneInfo) -> datetime:
    """Return the first instant of a moment: an instant is its own, a day begins at its start."""
    if isinstance(moment, datetime):
        return moment
    return day_start(moment, zone)


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return an instant as the clock of `zone` shows it, with the offset of that moment as its own."""
    shown = instant.astimezone(zone)
    offset = shown.utcoffset()
    return shown.replace(tzinfo=timezone(offset) if offset else UTC, fold=0)


def comes_twice(instant: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clock of `zone` shows the time of an instant twice on that day: its hour is put back."""
    shown = instant.astimezone(zone)
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


def at_time(day: date, time: time, zone: ZoneInfo) -> datetime:
    """Return the instant at which the clock of `zone` shows a time on a day: the first one where it shows it twice.

    A time that the clock leaves out is read with the offset before the change.
    """
    return in_zone(datetime.combine(day, time, tzinfo=zone), zone)


def local_day(moment: Moment, zone: ZoneInfo) -> date:
    """Return the calendar day of a moment in `zone`."""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).date()
    return moment


def days_between(earlier: Moment, later: Moment, zone: ZoneInfo) -> int:
    """Return the calendar days from `earlier` to `later` in `zone` (negative when it is the other way round)."""
    return (local_day(later, zone) - local_day(earlier, zone)).days


def days_after(moment: Moment, days: int) -> Moment:
    """Return the moment so many calendar days later; the calendar's last day where it would go beyond."""
    try:
        return moment + timedelta(days=days)
    except OverflowError:
        return date.max
