"""Stored dues: whether the due that an act stores is the one that a command would have stored (PC210).

The law believes what an act stores: nothing counts it again. Here it is counted again, from the terms, the day of the
start and the calendars that a check goes by. Public holidays are known differently to different versions of the
library; so the acts name those they skipped (`without`), and two days in a promise may be unknown here.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

from promisectl.calendars.business import BusinessCalendar, NoBusinessDay
from promisectl.calendars.clocks import Pause, due_after, shift_of, skipped_holidays
from promisectl.checking.due_difference import UNKNOWN, Dues, difference, is_within
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import instant_of, take
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act, Verb
from promisectl.model.acts import ENDS_PAUSE
from promisectl.model.fields import Within
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.moment import in_zone, local_day, write_moment

MOST = 10_000  # days, business days or hours: more are not counted again, so that a check takes no minutes
STORES = frozenset({Verb.AGREE, Verb.ACTIVATE, *ENDS_PAUSE})

Count = Callable[[BusinessCalendar | None], list[Dues]]


@dataclass(frozen=True, slots=True)
class StoredDue:
    """What an act stores that a command would not have: its place in the history from 0, the field that holds it
    (`due`, `dues` or `without`), how heavy it weighs, and what was expected and stored, as a file writes them."""

    position: int
    field: str
    severity: Severity
    note: Message
    expected: str
    stored: str


@dataclass(frozen=True, slots=True)
class _Clock:
    """An act's clock: what it stores, the terms it counts by, and every right count of it with a calendar.

    `spans` are the days that were counted over, first and last; the dues that are stored among them.
    """

    act: Act
    position: int
    within: Within
    calendar: str | None
    stored: Dues
    count: Count
    spans: tuple[tuple[date, date], ...]
    zone: ZoneInfo

    @property
    def field(self) -> str:
        return "due" if self.act.due is not None else "dues"


def stored_dues(
    history: Sequence[Act],
    context: Context,
    calendars: Mapping[str, BusinessCalendar],
    *,
    introduced: Container[int] = (),
    older: Container[int] = (),
) -> Iterator[StoredDue]:
    """Yield each act of a lawful history that stores another due than a command would have.

    `calendars` are those of the settings that judge, by name. The positions `introduced` are judged strictly: an error,
    but for two public holidays in the promise that are not known here (info). Those that are `older` than the field
    `without` may lie two working days outside what is counted without and with public holidays. All others are what a
    plain check reads: a warning for days, info for business days and hours. The history is walked once.
    """
    spent = 0
    for clock in _clocks(history, context):
        strict = clock.position in introduced and clock.position not in older
        if clock.within.unit == "d":
            yield from _of_days(clock, clock.position in introduced)
            continue
        calendar = calendars.get(clock.calendar or "")
        if calendar is None:
            yield from _without_calendar(clock, clock.position in introduced)
            continue
        used = _unknown_days(clock, calendar, strict=strict)
        if used is None:
            yield _differs(clock, calendar, Severity.ERROR if clock.position in introduced else Severity.INFO)
            continue
        spent += used
        if used:
            over = spent > UNKNOWN and clock.position in introduced
            yield _differs(clock, calendar, Severity.ERROR if over else Severity.INFO)


def _of_days(clock: _Clock, introduced: bool) -> Iterator[StoredDue]:
    """Yield a due in plain days that is not the day of the start and so many more."""
    if clock.stored not in clock.count(None):
        yield _differs(clock, None, Severity.ERROR if introduced else Severity.WARNING)


def _without_calendar(clock: _Clock, introduced: bool) -> Iterator[StoredDue]:
    """Yield a due that was counted in a calendar which the settings that judge do not have."""
    if introduced:
        note = M("the settings that judge have no calendar `{name}` to count it with", name=clock.calendar or "-")
        yield StoredDue(clock.position, clock.field, Severity.ERROR, note, "", _written(clock.stored))


def _differs(clock: _Clock, calendar: BusinessCalendar | None, severity: Severity) -> StoredDue:
    """Return the finding of a clock: another due, or the right one with holidays that are not known here."""
    counted = _counted(clock, calendar)
    expected = _written(counted[0]) if counted else ""
    stored = _written(clock.stored)
    if stored == expected:
        days = _days(clock.act.without or ())
        note = M("the public holidays in `without` are not those known here: {days}", days=days)
        return StoredDue(clock.position, "without", severity, note, expected, stored)
    note = M("{within} come to {expected}; stored is {stored}", within=clock.within, expected=expected, stored=stored)
    return StoredDue(clock.position, clock.field, severity, note, expected, stored)


def _days(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in days)


def _written(dues: Dues) -> str:
    return ", ".join(dict.fromkeys(write_moment(due) for due in dues))


def _counted(clock: _Clock, calendar: BusinessCalendar | None) -> list[Dues]:
    """Return every right count of a clock; none where the calendar has no business day, or it goes over decades."""
    first, last = clock.spans[0]
    if clock.within.count > MOST or (clock.field == "dues" and (last - first).days > MOST):
        return []
    try:
        return clock.count(calendar)
    except (NoBusinessDay, OverflowError):
        return []


def _unknown_days(clock: _Clock, calendar: BusinessCalendar, *, strict: bool) -> int | None:
    """Return how many days a stored due rests on that are not known here; None where nothing explains it."""
    counted = _counted(clock, calendar)
    without = clock.act.without
    if clock.stored in counted:
        return len(_unknown(calendar, without or ()))
    if without is not None:
        return _said_days(clock, calendar, without)
    if strict:
        return _nearest(clock, calendar, counted)
    return 0 if _is_near(clock, calendar, counted) else None


def _said_days(clock: _Clock, calendar: BusinessCalendar, without: Sequence[date]) -> int | None:
    """Return how many of the public holidays named are unknown here, with those known here that are not named."""
    if clock.stored not in _counted(clock, calendar.with_holidays(without)):
        return None
    known: set[date] = set()
    for first, last in clock.spans:
        known.update(skipped_holidays(calendar, first, last))
    return len(_unknown(calendar, without)) + len(known - set(without))


def _unknown(calendar: BusinessCalendar, without: Iterable[date]) -> set[date]:
    """Return the days that are named as public holidays and are none as far as is known here."""
    return {day for day in without if not calendar.is_holiday(day)}


def _nearest(clock: _Clock, calendar: BusinessCalendar, counted: Iterable[Dues]) -> int | None:
    """Return the least difference from a right count, in working days; None where more than days differ."""
    differences = [difference(clock.stored, dues, calendar, clock.zone) for dues in counted]
    return min((days for days in differences if days is not None), default=None)


def _is_near(clock: _Clock, calendar: BusinessCalendar, counted: Sequence[Dues]) -> bool:
    """Whether every due of an older act lies within two working days of what is counted without and with holidays."""
    earliest = _counted(clock, calendar.with_holidays(()))
    if not earliest or not counted:
        return False
    bounds = zip(clock.stored, min(earliest), max(counted), strict=True)
    return all(is_within(stored, low, high, calendar, clock.zone) for stored, low, high in bounds)


def _clocks(history: Sequence[Act], context: Context) -> Iterator[_Clock]:
    """Yield the clocks that acts start or let go on, as far as the history is lawful."""
    standing, paused = Standing(), None
    for position, act in enumerate(history):
        at = instant_of(act, standing, context)
        if isinstance(at, Refusal):
            return
        clock = _clock(standing, act, position, at, paused, context)
        if take(standing, act, at, context) is not None:
            return
        standing.acts += 1
        if act.act is Verb.PAUSE:
            paused = act
        if clock is not None:
            yield clock


def _clock(
    standing: Standing, act: Act, position: int, at: datetime, paused: Act | None, context: Context
) -> _Clock | None:
    """Return the clock that an act starts or lets go on; None where it does neither. `paused` is the last pause."""
    within = standing.terms.within
    if act.act not in STORES or within is None:
        return None
    if act.due is not None:
        return _starting(standing, act, position, at, within, context)
    if act.dues is not None and standing.paused_at is not None:
        return _going_on(standing, act, position, at, within, paused, context)
    return None


def _starting(
    standing: Standing, act: Act, position: int, at: datetime, within: Within, context: Context
) -> _Clock | None:
    due, zone = act.due, context.zone
    if due is None:
        return None
    starts = _as_written(at, act, context)

    def count(calendar: BusinessCalendar | None) -> list[Dues]:
        return [(due_after(start, within, calendar, zone),) for start in starts]

    span = (local_day(at, zone), local_day(due, zone))
    return _Clock(act, position, within, standing.terms.calendar, (due,), count, (span,), zone)


def _as_written(at: datetime, act: Act, context: Context) -> list[datetime]:
    """Return an act's instant on the clock of the zone, and as it is written: either is right."""
    local = in_zone(at, context.zone)
    written = act.at if isinstance(act.at, datetime) else local
    return [local] if written.date() == local.date() and written.time() == local.time() else [local, written]


def _going_on(
    standing: Standing,
    act: Act,
    position: int,
    at: datetime,
    within: Within,
    paused: Act | None,
    context: Context,
) -> _Clock | None:
    began, zone = standing.paused_at, context.zone
    before = _dues_of(standing)
    if began is None or act.dues is None or before is None:
        return None
    stored: Dues = (act.dues.first, act.dues.counted, act.dues.current)
    begins = _as_written(began, paused or act, context)
    ends = _as_written(at, act, context)
    pauses = [Pause(began, at, first.date(), last.date()) for first, last in product(begins, ends)]
    count = _moved_by(pauses, before, within, context)
    spans = [(began, at), *zip(before, stored, strict=True)]
    days = tuple((local_day(first, zone), local_day(last, zone)) for first, last in spans)
    return _Clock(act, position, within, standing.terms.calendar, stored, count, days, zone)


def _dues_of(standing: Standing) -> Dues | None:
    """Return the first, counted and current due; None where there is none yet."""
    first, counted, current = standing.first_due, standing.counted_due, standing.current_due
    if first is None or counted is None or current is None:
        return None
    return first, counted, current


def _moved_by(pauses: Sequence[Pause], before: Dues, within: Within, context: Context) -> Count:
    """Return what counts the dues after a pause, for each way to read its days."""

    def count(calendar: BusinessCalendar | None) -> list[Dues]:
        shifts = [shift_of(pause, within, calendar, context.zone) for pause in pauses]
        return [tuple(shift(due) for due in before) for shift in shifts]

    return count
