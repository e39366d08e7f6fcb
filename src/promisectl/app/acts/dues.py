"""Clocks: the due a length of time comes to, and the dues a pause moves. Computed once, stored by the act (goals.md).

The act that starts a clock stores the due, the calendar it was counted with and the public holidays that were skipped;
nothing that reads the act later counts again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from pydantic_core import PydanticCustomError

from promisectl.calendars.business import BusinessCalendar, NoBusinessDay
from promisectl.calendars.clocks import Pause, Shift, due_after, shift_of, skipped_holidays
from promisectl.lifecycle.standing import Standing
from promisectl.model.fields import Within, parse_within
from promisectl.model.message import M
from promisectl.model.moment import Moment, in_zone, local_day, write_moment
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
    """Return the `due` (`calendar`, `without`) that an act stores which starts the clock of `terms` at `at`."""
    within = terms.within
    if within is None:
        return {}
    calendar = _calendar(workspace, within, terms.calendar)
    local = in_zone(at, workspace.zone)
    due = _counted(lambda: due_after(local, within, calendar, workspace.zone))
    raw = {"due": write_moment(due)}
    if terms.calendar is not None:
        raw["calendar"] = terms.calendar
    return raw | _without(calendar, [(local.date(), local_day(due, workspace.zone))])


def _calendar(workspace: Workspace, within: Within | None, name: str | None) -> BusinessCalendar | None:
    """Return the calendar that a length is counted in; None for plain days."""
    if within is None or within.unit == "d":
        return None
    return named_calendar(workspace, name or "")


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
    """Return the three `dues` (and `without`) after a pause that ends at `at`, moved by the time it lasted."""
    zone, within = workspace.zone, standing.terms.within
    calendar = _calendar(workspace, within, standing.terms.calendar)
    began = standing.paused_at or at
    pause = Pause(began, at, local_day(began, zone), local_day(at, zone))
    shift = shift_of(pause, within, calendar, zone)
    before = {"first": standing.first_due, "counted": standing.counted_due, "current": standing.current_due}
    spans = [(pause.first, pause.last)]
    moved: Raw = {}
    for name, due in before.items():
        if due is not None:
            after = _moved(due, shift)
            moved[name] = write_moment(after)
            spans.append((local_day(due, zone), local_day(after, zone)))
    return {"dues": moved} | _without(calendar, spans)


def _moved(due: Moment, shift: Shift) -> Moment:
    return _counted(lambda: shift(due))


def _without(calendar: BusinessCalendar | None, spans: Iterable[tuple[date, date]]) -> Raw:
    """Return the public holidays that counting over these days skipped; nothing where it skipped none."""
    if calendar is None:
        return {}
    days: set[date] = set()
    for first, last in spans:
        days.update(skipped_holidays(calendar, first, last))
    return {"without": [day.isoformat() for day in sorted(days)]} if days else {}
