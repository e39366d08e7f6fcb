"""Clocks: the due a length of time comes to, and the dues a pause moves. Computed once, stored by the act (goals.md).

The act that starts a clock stores the due and the name of the calendar it was counted with; nothing that reads the
act later counts again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic_core import PydanticCustomError

from promisectl.calendars.business import BusinessCalendar, NoBusinessDay
from promisectl.lifecycle.standing import Standing
from promisectl.model.fields import Within, parse_within
from promisectl.model.message import M
from promisectl.model.moment import Moment, day_end, days_after, local_day, write_moment
from promisectl.model.nearest import did_you_mean
from promisectl.model.terms import Terms
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace

Raw = dict[str, Any]


def with_calendar(terms: Raw, standing: Terms, workspace: Workspace) -> Raw:
    """Return terms as they are spoken: a length in business days or hours carries the calendar it is counted in.

    That is the one told, else the one of the terms as they stand, else the settings' default. Trouble where there is
    none, where it is not known, or where the length cannot be read.
    """
    if terms.get("calendar"):
        named_calendar(workspace, terms["calendar"])
    text = terms.get("within")
    if not isinstance(text, str) or length_of(text).unit == "d":
        return terms
    if terms.get("calendar") or standing.calendar:
        return terms
    default = workspace.settings.default_calendar
    if default is None:
        raise Trouble(
            M("“{within}” is counted in business days or hours: which calendar?", within=text),
            help=M("add `--calendar NAME`, or set `default-calendar` in promisectl.yaml"),
            code="calendar",
        )
    named_calendar(workspace, default)
    return _with_key_after("within", terms, "calendar", default)


def _with_key_after(before: str, terms: Raw, key: str, value: str) -> Raw:
    """Return terms with one more key, right after another."""
    spoken: Raw = {}
    for name, term in terms.items():
        spoken[name] = term
        if name == before:
            spoken[key] = value
    return spoken


def length_of(text: str) -> Within:
    """Return the length of time that a text such as `2bd from activation` writes; Trouble for anything else."""
    try:
        return parse_within(text)
    except PydanticCustomError:
        raise Trouble(
            M("“{text}” is not a length of time", text=text),
            help=M("write it like 45d, 2bd (business days) or 4bh (business hours), with `from activation` after it"),
        ) from None


def named_calendar(workspace: Workspace, name: str) -> BusinessCalendar:
    """Return a calendar of the settings; Trouble with a suggestion for an unknown one."""
    calendar = workspace.calendar(name)
    if calendar is not None:
        return calendar
    known = list(workspace.settings.calendars)
    raise Trouble(
        M("the settings have no calendar `{name}`", name=name),
        help=did_you_mean(name, known, M("add `{name}` to `calendars:` in promisectl.yaml", name=name)),
        code="PC107",
    )


def starting_due(workspace: Workspace, terms: Terms, at: datetime) -> Raw:
    """Return the `due` (and `calendar`) that an act stores which starts the clock of `terms` at `at`."""
    within = terms.within
    if within is None:
        return {}
    due = write_moment(_counted(lambda: _due(workspace, within, terms.calendar, at)))
    return {"due": due, **({"calendar": terms.calendar} if terms.calendar is not None else {})}


def _due(workspace: Workspace, within: Within, name: str | None, at: datetime) -> Moment:
    local = at.astimezone(workspace.zone)
    if within.unit == "d":
        return days_after(local.date(), within.count)
    calendar = named_calendar(workspace, name or "")
    if within.unit == "bd":
        return calendar.due_day(local, within.count)
    return calendar.plus(at, timedelta(hours=within.count), workspace.zone).astimezone(workspace.zone)


def _counted(count: Callable[[], Moment]) -> Moment:
    """Return what was counted; Trouble where the calendar holds no business day to count."""
    try:
        return count()
    except (NoBusinessDay, OverflowError):
        raise Trouble(
            M("no business day can be found so far ahead"),
            help=M("look at `weekend` and `closed` of the calendar in promisectl.yaml, or take a shorter time"),
            code="calendar",
        ) from None


def moved_dues(workspace: Workspace, standing: Standing, at: datetime) -> Raw:
    """Return the three dues after a pause that ends at `at`, moved by the working time it lasted."""
    shift = _shift(workspace, standing, at)
    dues = {"first": standing.first_due, "counted": standing.counted_due, "current": standing.current_due}
    return {name: write_moment(_moved(due, shift)) for name, due in dues.items() if due is not None}


Shift = Callable[[Moment], Moment]


def _moved(due: Moment, shift: Shift) -> Moment:
    return _counted(lambda: shift(due))


def _shift(workspace: Workspace, standing: Standing, at: datetime) -> Shift:
    """Return what moves one due: by days, by the business days whose dates lie in [pause, resume), or by the minutes
    that were worked meanwhile."""
    within, paused_at, zone = standing.terms.within, standing.paused_at or at, workspace.zone
    first, last = local_day(paused_at, zone), local_day(at, zone)
    if within is None or within.unit == "d":
        days = (last - first).days
        return lambda due: _on_day(due, days_after(local_day(due, zone), days), workspace)
    calendar = named_calendar(workspace, standing.terms.calendar or "")
    if within.unit == "bd":
        count = calendar.days_between(first, last)
        return lambda due: _on_day(due, calendar.after(local_day(due, zone), count), workspace)
    minutes = timedelta(minutes=calendar.worked(paused_at, at, zone) // timedelta(minutes=1))
    if not minutes:
        return lambda due: due
    return lambda due: _later(due, minutes, calendar, workspace)


def _on_day(due: Moment, day: date, workspace: Workspace) -> Moment:
    """Return a due moved to another day: an instant keeps its local time."""
    if not isinstance(due, datetime):
        return day
    local = due.astimezone(workspace.zone)
    if local.date() == day:
        return due
    return datetime.combine(day, time(local.hour, local.minute, local.second), tzinfo=workspace.zone)


def _later(due: Moment, worked: timedelta, calendar: BusinessCalendar, workspace: Workspace) -> Moment:
    start = due if isinstance(due, datetime) else day_end(due, workspace.zone)
    return calendar.plus(start, worked, workspace.zone).astimezone(workspace.zone)
