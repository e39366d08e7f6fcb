"""Standing still: promises that no date can catch: paused for long, or waiting for a condition nobody has dated.

Source: issue J, 7; PC309.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from promisectl.metrics.outcome import in_time
from promisectl.metrics.view import View
from promisectl.model.moment import days_between
from promisectl.model.promise import State

PAUSED_OVER_DAYS = 14
Stillness = Literal["paused", "condition-past-due", "condition-undated"]


def standing_still(views: Iterable[View]) -> list[tuple[View, Stillness]]:
    """Return the promises in force that stand still, with each way in which they do."""
    return [(view, how) for view in views for how in stillness(view)]


def stillness(view: View) -> tuple[Stillness, ...]:
    """Return in which ways a promise in force stands still."""
    standing = view.standing
    if standing is None or view.state is not State.PROMISED or view.is_self:
        return ()
    if standing.conditional:
        return tuple(_waiting(view))
    return ("paused",) if _days_paused(view) > PAUSED_OVER_DAYS else ()


def _days_paused(view: View) -> int:
    """Return for how many days the clock has stood still; 0 where it runs."""
    paused_at = view.standing.paused_at if view.standing else None
    return days_between(paused_at, view.as_of, view.context.zone) if paused_at else 0


def _waiting(view: View) -> Iterator[Stillness]:
    """Yield how a promise that waits for its clock stands still; what waits for its activation alone has no day."""
    if view.due is not None and not in_time(view.as_of, view.due, view.context):
        yield "condition-past-due"
    condition = view.terms.condition
    if condition is None or condition.by is None:
        yield "condition-undated"
