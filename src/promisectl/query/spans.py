"""Spans: the stretch of days a report is about: `2026-Q1`, `2026-W12`, `2026-03`, `2026-01-01..2026-03-31`, `previous`.

The period before another is as long as it is: the quarter before a quarter, the month before a month, and before a
stretch between two days the same number of days. People get wrong that the calendar ends: its first and last year are
no part of any, for nothing lies before or after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.query.periods import last_day_of, parse_period, period_of


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of whole days, both ends included, as it is called."""

    first: date
    last: date
    name: str

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


_LENGTHS = ("day", "week", "month", "quarter", "half", "year")


def parse_span(text: str) -> Span:
    """Return the stretch a text means; Trouble where it means none."""
    try:
        return _span(text.strip())
    except ValueError as error:
        raise Trouble(
            M("no period is called “{text}”", text=text),
            help=M("write 2026, 2026-H1, 2026-Q1, 2026-03, 2026-W12 or 2026-01-01..2026-03-31"),
        ) from error


def _span(text: str) -> Span:
    span = _written(text)
    if not MINYEAR < span.first.year <= span.last.year < MAXYEAR:
        raise ValueError("it reaches the end of the calendar")
    return span


def _written(text: str) -> Span:
    first, dots, last = text.partition("..")
    if not dots:
        start, end = _ends(text)
        return Span(start, end, text.upper())
    start, end = _ends(first)[0], _ends(last)[1]
    if end < start:
        raise ValueError("it ends before it begins")
    return Span(start, end, f"{start}..{end}")


def _ends(text: str) -> tuple[date, date]:
    """Return first and last day of a period or of a day; ValueError for anything else."""
    period = parse_period(text)
    if period is not None:
        return period
    day = date.fromisoformat(text) if len(text) == 10 else None
    if day is None:
        raise ValueError("no period")
    return day, day


def span_before(span: Span) -> Span:
    """Return the stretch before another, of the same kind where it is a calendar's; Trouble where none is so long."""
    if span.days > (span.first - date(MINYEAR + 1, 1, 1)).days:
        raise Trouble(
            M("no period as long as {period} lies before it", period=span.name),
            help=M("name the one to compare with: `--against 2025`"),
        )
    kind = _kind(span)
    end = span.first - timedelta(days=1)
    if kind is None:
        start = span.first - timedelta(days=span.days)
        return Span(start, end, f"{start}..{end}")
    return span_of(kind, end)


def span_of(kind: str, day: date) -> Span:
    """Return the `week`, `month`, `quarter`, … that holds a day."""
    name = period_of(kind, day)
    first = parse_period(name)
    return Span(first[0] if first else day, last_day_of(kind, day), name)


def spans_of(kind: str, first: date, last: date) -> list[Span]:
    """Return the weeks, months, … from the one that holds the first day to the one that holds the last."""
    spans: list[Span] = []
    day = first
    while not spans or day <= last:
        spans.append(span_of(kind, day))
        day = spans[-1].last + timedelta(days=1)
    return spans


def _kind(span: Span) -> str | None:
    """Return what kind of calendar period a stretch is; None where it is none."""
    for kind in _LENGTHS:
        whole = span_of(kind, span.first)
        if (whole.first, whole.last) == (span.first, span.last):
            return kind
    return None
