"""Floor: the fulfilment rate at worst, where everything that slipped out of it past its first due counts as missed.

Out of the rate are what was released or never owed, what is to oneself, paused, waiting for its condition or for a
verdict. Each has a good reason; together they can hide half of what was promised. The truth lies between the floor
and the rate. Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.outcome import Outcome, in_time
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.moment import Moment
from promisectl.model.promise import State

SHOWN_FROM = 0.05  # the floor stands beside the rate where they differ by more than this
_SLIPPED = frozenset({Outcome.RELEASED, Outcome.NOT_OWED, Outcome.PENDING})


def floor(views: Iterable[View]) -> Rate:
    """Return kept over D and everything that slipped out of D past its first due."""
    seen = list(views)
    rate = fulfilment(seen)
    return Rate(rate.k, rate.n + sum(slipped(view) for view in seen))


def slipped(view: View) -> bool:
    """Whether a promise is out of the fulfilment rate though its first due has passed."""
    if view.agreed_at is None or not _is_past(view):
        return False
    if view.is_self:
        return view.state is not State.ACCEPTED
    return view.outcome in _SLIPPED or (view.outcome is Outcome.OPEN and _stands_still(view))


def _is_past(view: View) -> bool:
    """Whether the first due has passed."""
    due = due_at_first(view)
    return due is not None and not in_time(view.as_of, due, view.context)


def is_far(rate: Rate, at_worst: Rate) -> bool:
    """Whether the floor lies more than five points below the rate."""
    if rate.rate is None or at_worst.rate is None:
        return bool(at_worst.n)
    return float(rate.rate - at_worst.rate) > SHOWN_FROM


def due_at_first(view: View) -> Moment | None:
    """Return the first due; where the clock never had one, the due of the terms or the last day of the condition."""
    if view.first_due is not None:
        return view.first_due
    condition = view.terms.condition
    return view.due or (condition.by if condition else None)


def _stands_still(view: View) -> bool:
    standing = view.standing
    return standing is not None and (standing.paused_at is not None or standing.conditional)
