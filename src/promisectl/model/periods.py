"""Periods: a year, half, quarter, month or ISO week, as it is written, and its first and last day."""

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
        return months(int(match[1]), 1, 12)
    if match := _MONTH.match(text):
        return months(int(match[1]), int(match[2]), 1)
    if match := _PART.match(text):
        return _PARTS[match[2].upper()](int(match[1]), int(match[3]))
    return None


def months(year: int, first: int, count: int) -> Period:
    """Return the first and the last day of so many months of a year from one on (January is 1)."""
    last = first + count - 1
    start = date(year, first, 1)
    return start, date(year, last, monthrange(year, last)[1])


def quarter(year: int, number: int) -> Period:
    """Return the first and the last day of a quarter; ValueError where the number is not 1 to 4."""
    if not 1 <= number <= 4:
        raise ValueError("a year has four quarters")
    return months(year, 3 * number - 2, 3)


def _half(year: int, number: int) -> Period:
    if not 1 <= number <= 2:
        raise ValueError("a year has two halves")
    return months(year, 6 * number - 5, 6)


def _week(year: int, number: int) -> Period:
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)


_PARTS: dict[str, Callable[[int, int], Period]] = {"Q": quarter, "H": _half, "W": _week}
