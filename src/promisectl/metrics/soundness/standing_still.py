"""Standing still: promises that no date can catch: paused for long, or waiting for a condition nobody has dated.

Source: issue J, 7; PC309.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from promisectl.metrics.outcome import in_time
from promisectl.metrics.view import View
from promisectl.model.moment import days_between
from promisectl.model.promise import State

PAUSED_OVER_DAYS = 14
Stillness = Literal["paused", "condition-past-due", "condition-undated"]


def standing_still(views: Iterable[View]) -> list[tuple[View, Stillness]]:
    """Return the promises in force that stand still, with how."""
    found = []
    for view in views:
        how = stillness(view)
        if how is not None:
            found.append((view, how))
    return found


def stillness(view: View) -> Stillness | None:
    """Return how a promise in force stands still; None where it does not."""
    standing = view.standing
    if standing is None or view.state is not State.PROMISED or view.is_self:
        return None
    if standing.paused_at is not None:
        return "paused" if _days_since(standing.paused_at, view) > PAUSED_OVER_DAYS else None
    return _waiting(view) if standing.conditional else None


def _days_since(instant: datetime, view: View) -> int:
    return days_between(instant, view.as_of, view.context.zone)


def _waiting(view: View) -> Stillness | None:
    """Return how a promise that waits for its condition stands still; None where a day will end it."""
    if view.due is not None and not in_time(view.as_of, view.due, view.context):
        return "condition-past-due"
    condition = view.terms.condition
    return "condition-undated" if condition is not None and condition.by is None else None
