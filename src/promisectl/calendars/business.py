"""Business calendar: which days are worked, and within which hours.

A day is worked when it is neither weekend nor public holiday nor `closed`, or when it is named in `open`. People get
wrong where counting begins: day 0 is the day of the start itself, worked or not, so one business day from any moment
of a Monday ends with Tuesday; a start after the cut-off counts as made on the next business day. Source: goals.md,
Calendars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from promisectl.calendars.public import public_holidays
from promisectl.model.moment import day_end, day_start, in_zone, local_day
from promisectl.model.settings import Calendar, Window

SEARCHED = 4000  # days: a calendar without a business day in ten years has none
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class NoBusinessDay(Exception):  # noqa: N818 - it says what there is not
    """No business day can be found: everything is closed, or the calendar of the world ends."""


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """A calendar ready to count with. `holidays` answers, for a year, with its public holidays."""

    weekend: frozenset[int]
    hours: tuple[Window, ...]
    cutoff: time | None
    closed: frozenset[date]
    opened: frozenset[date]
    holidays: Callable[[int], frozenset[date]]

    def works_on(self, day: date) -> bool:
        """Whether a day is a business day."""
        if day in self.opened:
            return True
        return day.weekday() not in self.weekend and day not in self.closed and day not in self.holidays(day.year)

    def with_holidays(self, days: Iterable[date]) -> BusinessCalendar:
        """Return this calendar with these public holidays, and no others."""
        known = frozenset(days)
        return replace(self, holidays=lambda year: known)

    def is_holiday(self, day: date) -> bool:
        """Whether a day is a public holiday as far as is known here."""
        return day in self.holidays(day.year)

    def next_day(self, day: date) -> date:
        """Return the first business day after `day`; NoBusinessDay where there is none."""
        try:
            for _ in range(SEARCHED):
                day += _DAY
                if self.works_on(day):
                    return day
        except OverflowError:
            pass
        raise NoBusinessDay

    def after(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day`; `day` itself for 0."""
        for _ in range(count):
            day = self.next_day(day)
        return day

    def due_day(self, start: datetime, count: int) -> date:
        """Return the day with which `count` business days from `start` end. `start` is in the workspace's zone."""
        day = start.date()
        if self.cutoff is not None and start.time() > self.cutoff:
            day = self.next_day(day)
        return self.after(day, count)

    def days_between(self, start: date, end: date) -> int:
        """Return how many business days lie in [start, end)."""
        return sum(1 for number in range((end - start).days) if self.works_on(start + timedelta(days=number)))

    def plus(self, start: datetime, worked: timedelta, zone: ZoneInfo) -> datetime:
        """Return the instant, in UTC, at which so much time inside the business hours has passed since `start`."""
        if worked <= timedelta():
            return start.astimezone(UTC)
        for begin, end in self._windows(start, zone):
            if end - begin >= worked:
                return begin + worked
            worked -= end - begin
        raise NoBusinessDay

    def worked(self, start: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
        """Return the time inside the business hours between two instants."""
        total = timedelta()
        if end <= start:
            return total
        last = local_day(end, zone)
        for begin, stop in self._windows(start, zone, last):
            if begin >= end:
                break
            total += min(stop, end) - begin
        return total

    def _windows(
        self, start: datetime, zone: ZoneInfo, last: date | None = None
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yield, in UTC, the stretches of business hours after `start`, up to the day `last` where one is given."""
        since = start.astimezone(UTC)
        for day in self._business_days(local_day(start, zone), last):
            for window in self.hours:
                for begin, end in stretches(day, window, zone):
                    if max(begin, since) < end:
                        yield max(begin, since), end

    def _business_days(self, first: date, last: date | None) -> Iterator[date]:
        """Yield the business days from `first` on, up to `last`; without end where none is given."""
        if last is not None:
            days = (first + timedelta(days=number) for number in range((last - first).days + 1))
            yield from (day for day in days if self.works_on(day))
            return
        day = first if self.works_on(first) else self.next_day(first)
        while True:
            yield day
            day = self.next_day(day)


def stretches(day: date, window: Window, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Return, in UTC and in order, the stretches of a local day in which the clock shows the hours of a window.

    One on most days. An hour that the clock leaves out is in none, one that comes twice in each that shows it.
    """
    begins, ends = day_start(day, zone), day_end(day, zone)
    found = []
    for first, last in _of_one_offset(begins, ends, zone):
        wall = _offset(first, zone)
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - wall
        begin = max(first, midnight + timedelta(minutes=window[0]))
        end = min(last, midnight + timedelta(minutes=window[1]))
        if begin < end:
            found.append((begin, end))
    return found


def _of_one_offset(begin: datetime, end: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Return a stretch of less than two days, cut where the clock of the zone is put forward or back."""
    before, after = _offset(begin, zone), _offset(end, zone)
    if before == after or begin >= end:
        return [(begin, end)]
    low, high = begin, end
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        if _offset(middle, zone) == before:
            low = middle
        else:
            high = middle
    change = high.replace(microsecond=0)
    return [part for part in ((begin, change), (change, end)) if part[0] < part[1]]


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return in_zone(instant, zone).utcoffset() or timedelta()


def business_calendar(calendar: Calendar) -> BusinessCalendar:
    """Return the calendar that the settings write, ready to count with."""

    def holidays(year: int) -> frozenset[date]:
        return public_holidays(calendar.country, calendar.subdivision, year) if calendar.country else frozenset()

    return BusinessCalendar(
        calendar.weekend_days(),
        calendar.hours,
        calendar.cutoff,
        frozenset(calendar.closed),
        frozenset(calendar.open),
        holidays,
    )
