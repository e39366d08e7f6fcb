"""Periods by name: which year, half, quarter, month, ISO week or day holds a day, and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from promisectl.model.periods import Period, months, parse_period, quarter

__all__ = ["Period", "parse_period"]  # the others stand below


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
    return quarter(day.year, (day.month + 2) // 3)[1]


def month_end(day: date) -> date:
    """Return the last day of the month that holds a day."""
    return months(day.year, day.month, 1)[1]
