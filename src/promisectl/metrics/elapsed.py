"""Expected progress: the share of a period that has passed at an instant, in the workspace's zone.

A period begins with the first instant of its first day and ends with the last of its last; both are instants of the
zone, so a day of 23 or 25 hours counts as long as it is. Before it 0 is expected, after it 1. Source: goals.md.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from promisectl.model.moment import day_end, day_start

_TICK = timedelta(microseconds=1)


def elapsed(first: date, last: date, as_of: datetime, zone: ZoneInfo) -> Fraction:
    """Return the share of the days from `first` to `last` that has passed at `as_of`, from 0 to 1."""
    start, end = day_start(first, zone), day_end(last, zone)
    length = (end - start) // _TICK
    passed = (as_of - start) // _TICK
    return Fraction(min(max(passed, 0), length), length)
