"""A second opinion on calendars: it walks day by day, or minute by minute, and shares no code with promisectl.

It asks the `holidays` library for one date at a time, and the clock of the zone for every minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@cache
def _holidays(country: str | None, subdivision: str | None) -> holidays.HolidayBase | dict[date, str]:
    return holidays.country_holidays(country, subdiv=subdivision) if country else {}


@dataclass(frozen=True)
class Wanted:
    """A calendar in the words of the settings."""

    zone: str
    country: str | None = None
    subdivision: str | None = None
    weekend: tuple[str, ...] = ("sat", "sun")
    hours: tuple[tuple[str, str], ...] = (("09:00", "18:00"),)
    cutoff: str | None = None
    closed: tuple[date, ...] = ()
    opened: tuple[date, ...] = ()

    def is_worked(self, day: date) -> bool:
        """Is this day a business day?"""
        if day in self.opened:
            return True
        if day in self.closed or NAMES[day.weekday()] in self.weekend:
            return False
        return day not in _holidays(self.country, self.subdivision)

    def due(self, start: datetime, count: int) -> date:
        """Day 0 is the start day, or the next business day where the start is after the cut-off."""
        local = start.astimezone(ZoneInfo(self.zone))
        day = local.date()
        if self.cutoff and local.time() > time.fromisoformat(self.cutoff):
            day = self._next(day)
        counted = 0
        while counted < count:
            day += timedelta(days=1)
            counted += self.is_worked(day)
        return day

    def _next(self, day: date) -> date:
        day += timedelta(days=1)
        while not self.is_worked(day):
            day += timedelta(days=1)
        return day

    def paused_days(self, pause: datetime, resume: datetime) -> int:
        """How many business days have their local date in [pause, resume)?"""
        zone = ZoneInfo(self.zone)
        day, last, counted = pause.astimezone(zone).date(), resume.astimezone(zone).date(), 0
        while day < last:
            counted += self.is_worked(day)
            day += timedelta(days=1)
        return counted

    def moved(self, due: date, count: int) -> date:
        """The due, so many business days later."""
        for _ in range(count):
            due = self._next(due)
        return due

    def is_worked_minute(self, minute: datetime) -> bool:
        """Is the minute that begins here inside the business hours?"""
        local = minute.astimezone(ZoneInfo(self.zone))
        clock = f"{local:%H:%M}"
        return self.is_worked(local.date()) and any(begin <= clock < end for begin, end in self.hours)

    def due_instant(self, start: datetime, minutes: int) -> datetime:
        """The instant at which so many worked minutes have passed; `start` is at a full minute."""
        minute = start.astimezone(UTC)
        while minutes > 0:
            minutes -= self.is_worked_minute(minute)
            minute += timedelta(minutes=1)
        return minute

    def worked_minutes(self, pause: datetime, resume: datetime) -> int:
        """How many minutes were worked between two full minutes?"""
        minute, counted = pause.astimezone(UTC), 0
        while minute < resume:
            counted += self.is_worked_minute(minute)
            minute += timedelta(minutes=1)
        return counted
