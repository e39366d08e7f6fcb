"""Days, dues and the moments of a promise, read a second time: plainly, by walking. Nothing of the program is imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

TICK = timedelta(microseconds=1)

Due = date | datetime


class Days:
    """The days of a zone. A day ends at the first instant whose local date is later; not every day has a midnight."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self._known: dict[date, datetime] = {}

    def of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def first(self, day: date) -> datetime:
        """Return the first instant of a day, found by walking: no clock changes but on a quarter of an hour."""
        if day not in self._known:
            instant = datetime.combine(day, time(), UTC) - timedelta(hours=30)
            while self.of(instant) < day:
                instant += timedelta(minutes=15)
            self._known[day] = instant
        return self._known[day]

    def last(self, due: Due) -> datetime:
        """Return the last instant of a due: of a day its end, of an instant itself."""
        if isinstance(due, datetime):
            return due
        return self.first(due + timedelta(days=1)) - TICK

    def day(self, due: Due) -> date:
        return self.of(due) if isinstance(due, datetime) else due

    def past(self, due: Due, at: datetime) -> bool:
        return at > self.last(due)

    def between(self, begin: datetime, end: datetime) -> int:
        """Count the calendar days of the zone from one instant to another (clarified 1)."""
        return (self.of(end) - self.of(begin)).days


def due_of(text: str) -> Due:
    """Read a due: a day is of ten letters, all else is an instant."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def instant_of(stamp: str, days: Days, before: datetime | None) -> datetime:
    """Return when an act was said: a day counts as its first instant, or as the act before it if that is later."""
    if len(stamp) > 10:
        return datetime.fromisoformat(stamp)
    first = days.first(date.fromisoformat(stamp))
    return max(first, before) if before is not None else first


@dataclass
class Revision:
    """What was agreed anew: when the last agreement came, what it did to the due, and what it changed.

    `before` are the terms that stood until then, `due_then` is the due that stood when it was proposed.
    """

    at: datetime
    proposal: dict[str, Any]
    before: dict[str, Any]
    due_then: Due | None
    of_substance: bool
    is_later: bool = False
    is_timely: bool = True

    @property
    def reason(self) -> str | None:
        return self.proposal.get("reason")


@dataclass
class Delivery:
    at: datetime
    evidence: list[Any] | None
    is_rejected: bool = False
