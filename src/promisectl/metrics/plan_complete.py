"""Percent plan complete of a week: of what stood promised on Monday 00:00 with its due in the week, the share done.

The plan is frozen on Monday: what is added later is in neither number, and what is revised, cancelled or received in
part in the week is not done, however good the reason. Source: metrics.md, PPC(w) (Last Planner System); Clarified 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from promisectl.lifecycle.overlays import shown_state
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.outcome import in_time
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.moment import Moment, day_end, day_start, local_day
from promisectl.model.promise import State

_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """A week by its Monday: what was planned, and which of it was done."""

    monday: date
    planned: tuple[View, ...]
    done: tuple[View, ...]

    @property
    def rate(self) -> Rate:
        """Done over planned."""
        return Rate(len(self.done), len(self.planned))


def week_plan(views: Iterable[View], monday: date, zone: ZoneInfo) -> WeekPlan:
    """Return the plan of the week that begins on `monday`, judged by what had been said by the views' instant."""
    start, end = day_start(monday, zone), day_end(monday + timedelta(days=6), zone)
    planned = [(view, due) for view in views if (due := _planned_due(view, start, monday)) is not None]
    done = [view for view, due in planned if _is_done(view, due, start, end)]
    return WeekPlan(monday, tuple(view for view, _ in planned), tuple(done))


def _planned_due(view: View, start: datetime, monday: date) -> Moment | None:
    """Return the due a promise had in the plan; None where it stood otherwise, or is due in another week."""
    if view.outcome is None or view.agreed_at is None or view.agreed_at >= start:
        return None
    due = _due_when_promised(view, start - _BEFORE)
    if due is None:
        return None
    is_in_week = monday <= local_day(due, view.context.zone) <= monday + timedelta(days=6)
    return due if is_in_week else None


def _due_when_promised(view: View, instant: datetime) -> Moment | None:
    """Return the current due of a promise that stood promised at an instant; None where it stood otherwise."""
    then = replay(view.promise.history, view.context, until=instant)
    if not isinstance(then, Standing) or shown_state(then, instant, view.context) is not State.PROMISED:
        return None
    return then.current_due


def _is_done(view: View, due: Moment, start: datetime, end: datetime) -> bool:
    standing = view.standing
    if standing is None or standing.state is not State.ACCEPTED or standing.partial is not None:
        return False
    if any(start <= revision.agreed_at < end for revision in standing.revisions):
        return False
    return in_time(standing.delivered_at, due, view.context)
