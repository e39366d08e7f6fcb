"""Own record: how long somebody's last promises to another took, and what they owe in the week of a new one.

It is for whoever promises, before the next promise: no rate, nothing about others, nothing below ten. Source: issue J,
6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from promisectl.metrics.flow_times import cycle_days
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.throughput import monday_of
from promisectl.metrics.view import View
from promisectl.model.moment import local_day
from promisectl.model.promise import State

LEAST, LAST = 10, 12


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The last promises that one person delivered to another: how many, their median and p85 in days.

    `owed` are the performer's other open promises due in the week of the new one.
    """

    n: int
    median_days: int
    p85_days: int
    owed: int


def own_record(views: Iterable[View], performer: str, customer: str, new: View) -> OwnRecord | None:
    """Return the record before a new promise; None where fewer than ten were accepted or it has no due."""
    own = [view for view in views if view.performer == performer and view.id != new.id]
    spread = cycle_days(_last_accepted(own, customer))
    return _record(spread, _owed_with(new, own)) if spread.n >= LEAST else None


def _record(spread: Spread, owed: int) -> OwnRecord | None:
    """Return the record of at least one promise."""
    median, p85 = spread.at(50), spread.at(85)
    if median is None or p85 is None:
        return None
    return OwnRecord(spread.n, median, p85, owed)


def _owed_with(new: View, own: Iterable[View]) -> int:
    """Return how many open promises are due in the week of a new one."""
    return sum(_is_due_with(view, new) for view in own)


def _last_accepted(own: Iterable[View], customer: str) -> list[View]:
    """Return the promises that a customer accepted last, the latest at the end."""
    accepted = [view for view in own if view.state is State.ACCEPTED and view.customer == customer]
    return sorted(accepted, key=_when_closed)[-LAST:]


def _when_closed(view: View) -> tuple[float, str]:
    return view.closed_at.timestamp() if view.closed_at else 0.0, view.id


def _is_due_with(view: View, new: View) -> bool:
    """Whether an open promise is due in the same ISO week as another."""
    if view.state is not State.PROMISED or not isinstance(view.due, date) or not isinstance(new.due, date):
        return False
    zone = view.context.zone
    return monday_of(local_day(view.due, zone)) == monday_of(local_day(new.due, zone))
