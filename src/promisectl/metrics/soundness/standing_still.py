"""Standing still: promises that no date can catch: paused for long, or waiting for a condition nobody has dated.

Source: issue J, 7; PC309.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    if standing.conditional:
        return _waiting(view)
    return "paused" if _days_paused(view) > PAUSED_OVER_DAYS else None


def _days_paused(view: View) -> int:
    """Return for how many days the clock has stood still; 0 where it runs."""
    paused_at = view.standing.paused_at if view.standing else None
    return days_between(paused_at, view.as_of, view.context.zone) if paused_at else 0


def _waiting(view: View) -> Stillness | None:
    """Return how a promise that waits for its condition stands still; None where a day will end it."""
    if view.due is not None and not in_time(view.as_of, view.due, view.context):
        return "condition-past-due"
    condition = view.terms.condition
    return "condition-undated" if condition is not None and condition.by is None else None
