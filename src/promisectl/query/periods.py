"""Periods: a year, half, quarter, month, ISO week or day, by its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

Period = tuple[date, date]

_YEAR = re.compile(r"(\d{4})\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
_PART = re.compile(r"(\d{4})-([QHW])(\d{1,2})\Z", re.ASCII | re.IGNORECASE)


def parse_period(text: str) -> Period | None:
    """Return first and last day of `2026`, `2026-H1`, `2026-Q1`, `2026-03` or `2026-W12`; None for anything else.

    ValueError where it has the form of one and no such period exists (`2026-Q5`).
    """
    if match := _YEAR.match(text):
        return _months(int(match[1]), 1, 12)
    if match := _MONTH.match(text):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _PART.match(text):
        return _PARTS[match[2].upper()](int(match[1]), int(match[3]))
    return None


def _months(year: int, first: int, count: int) -> Period:
    last = first + count - 1
    start = date(year, first, 1)
    return start, date(year, last, monthrange(year, last)[1])


def _quarter(year: int, number: int) -> Period:
    if not 1 <= number <= 4:
        raise ValueError("a year has four quarters")
    return _months(year, 3 * number - 2, 3)


def _half(year: int, number: int) -> Period:
    if not 1 <= number <= 2:
        raise ValueError("a year has two halves")
    return _months(year, 6 * number - 5, 6)


def _week(year: int, number: int) -> Period:
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)


_PARTS: dict[str, Callable[[int, int], Period]] = {"Q": _quarter, "H": _half, "W": _week}


def month_of(day: date) -> str:
    """Return the month of a day as `2026-03`."""
    return f"{day.year:04}-{day.month:02}"


def quarter_of(day: date) -> str:
    """Return the quarter of a day as `2026-Q1`."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def week_of(day: date) -> str:
    """Return the ISO week of a day as `2026-W12`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def half_of(day: date) -> str:
    """Return the half-year of a day as `2026-H1`."""
    return f"{day.year:04}-H{1 if day.month <= 6 else 2}"


_NAMES: dict[str, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": week_of,
    "month": month_of,
    "quarter": quarter_of,
    "half": half_of,
    "year": lambda day: f"{day.year:04}",
}


def period_of(every: str, day: date) -> str:
    """Return the period that holds a day of what recurs every `day`, `week`, `month`, `quarter`, `half` or `year`."""
    return _NAMES[every](day)


def last_day_of(every: str, day: date) -> date:
    """Return the last day of the period that holds a day."""
    period = parse_period(period_of(every, day))
    return period[1] if period else day


def quarter_end(day: date) -> date:
    """Return the last day of the quarter that holds a day."""
    return _quarter(day.year, (day.month + 2) // 3)[1]


def month_end(day: date) -> date:
    """Return the last day of the month that holds a day."""
    return _months(day.year, day.month, 1)[1]
