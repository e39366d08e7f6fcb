"""Outcome: the one class every promise has, told by its counted due, its delivery and how it ended.

People get wrong that the day of acceptance does not matter: timeliness is judged by the delivery of the accepted
attempt, against the *counted* due, which a revision agreed too late does not move. A promise whose clock never
started has no due that could have passed. The first line that matches wins. Source: metrics.md, One class per promise.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from promisectl.lifecycle.overlays import shown_state
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.moment import Moment, deadline, in_zone, local_day
from promisectl.model.promise import State


class Outcome(StrEnum):
    """The classes, in the order of metrics.md."""

    PARTIAL = "partial"
    KEPT_FIRST = "kept-first"
    KEPT_RENEGOTIATED = "kept-renegotiated"
    LATE = "late"
    RELEASED = "released"
    CANCELLED_AFTER_DUE = "cancelled-after-due"
    NOT_OWED = "not-owed"
    BROKEN = "broken"
    PENDING = "pending"
    MISSED_OPEN = "missed-open"
    OPEN = "open"

    @property
    def counts(self) -> bool:
        """Whether the promise stands in the denominator D of the fulfilment rate."""
        return self in _COUNTS

    @property
    def kept(self) -> bool:
        """Whether the promise was kept."""
        return self in _KEPT


_KEPT = frozenset({Outcome.KEPT_FIRST, Outcome.KEPT_RENEGOTIATED})
_COUNTS = _KEPT | {Outcome.PARTIAL, Outcome.LATE, Outcome.CANCELLED_AFTER_DUE, Outcome.BROKEN, Outcome.MISSED_OPEN}


def outcome_of(standing: Standing, as_of: datetime, context: Context) -> Outcome | None:
    """Return the class at `as_of`; None for what was never promised. Says nothing of `self`, which has no class."""
    state = shown_state(standing, as_of, context)
    if standing.agreed_at is None or state is None:
        return None
    return _JUDGES[state](standing, as_of, context)


def in_time(at: datetime | None, due: Moment | None, context: Context) -> bool:
    """Whether an instant lies on or before a due; without a due there is nothing to be late for."""
    return at is not None and (due is None or at <= deadline(due, context.zone))


def _accepted(standing: Standing, as_of: datetime, context: Context) -> Outcome:
    if standing.partial is not None:
        return Outcome.PARTIAL
    if not in_time(standing.delivered_at, standing.counted_due, context):
        return Outcome.LATE
    untouched = not any(revision.material for revision in standing.revisions)
    if untouched and in_time(standing.delivered_at, standing.first_due, context):
        return Outcome.KEPT_FIRST
    return Outcome.KEPT_RENEGOTIATED


def _cancelled(standing: Standing, as_of: datetime, context: Context) -> Outcome:
    due = standing.counted_due
    if not standing.clock_runs or in_time(standing.closed_at, due, context):
        return Outcome.RELEASED
    if standing.closed_from is State.DELIVERED and in_time(standing.delivered_at, due, context):
        return Outcome.RELEASED
    return Outcome.CANCELLED_AFTER_DUE


def _revoked(standing: Standing, as_of: datetime, context: Context) -> Outcome:
    return Outcome.NOT_OWED if standing.conditional else Outcome.BROKEN


def _failed(standing: Standing, as_of: datetime, context: Context) -> Outcome:
    return Outcome.BROKEN


def _lapsed(standing: Standing, as_of: datetime, context: Context) -> Outcome:
    return Outcome.NOT_OWED


def _delivered(standing: Standing, as_of: datetime, context: Context) -> Outcome:
    if in_time(standing.delivered_at, standing.counted_due, context):
        return Outcome.PENDING
    return _promised(standing, as_of, context)


def _promised(standing: Standing, as_of: datetime, context: Context) -> Outcome:
    due = standing.counted_due
    if not standing.clock_runs or in_time(as_of, due, context):
        return Outcome.OPEN
    stood_still = in_time(standing.paused_at, due, context)
    return Outcome.OPEN if stood_still else Outcome.MISSED_OPEN


_JUDGES: dict[State, Callable[[Standing, datetime, Context], Outcome]] = {
    State.ACCEPTED: _accepted,
    State.CANCELLED: _cancelled,
    State.REVOKED: _revoked,
    State.FAILED: _failed,
    State.LAPSED: _lapsed,
    State.DELIVERED: _delivered,
    State.PROMISED: _promised,
}


def closing_instant(standing: Standing, as_of: datetime, context: Context) -> datetime | None:
    """Return when the conversation closed; a lapsed one closed when its condition's day was over."""
    condition = standing.terms.condition
    if condition and condition.by and shown_state(standing, as_of, context) is State.LAPSED:
        return in_zone(deadline(condition.by, context.zone), context.zone)
    return standing.closed_at


def settlement_day(standing: Standing, as_of: datetime, context: Context) -> date | None:
    """Return the day whose period the promise belongs to: the counted due or the day it closed, whichever is first.

    None while it is open and its clock has no due yet.
    """
    moments = (standing.counted_due, closing_instant(standing, as_of, context))
    return min((local_day(moment, context.zone) for moment in moments if moment is not None), default=None)
