"""Verdicts: how many came late or never, and how many judged a delivery that shows nothing.

Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.on_time import accepted
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.spoken import acts_of
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.moment import days_between
from promisectl.model.promise import State

LATE_FROM_DAYS = 7


def late_verdicts(views: Iterable[View]) -> Rate:
    """Return how many deliveries waited more than seven days for their verdict, or wait so now."""
    return Rate.of(days > LATE_FROM_DAYS for view in views if (days := _waited(view)) is not None)


def _waited(view: View) -> int | None:
    if view.outcome is None or view.delivered_at is None:
        return None
    if view.state is State.DELIVERED:
        return days_between(view.delivered_at, view.as_of, view.context.zone)
    if view.state is not State.ACCEPTED or view.closed_at is None:
        return None
    return days_between(view.delivered_at, view.closed_at, view.context.zone)


def without_evidence(views: Iterable[View]) -> Rate:
    """Return how many of the accepted were delivered without any evidence."""
    return Rate.of(not has_evidence(view) for view in accepted(views))


def has_evidence(view: View) -> bool:
    """Whether the accepted delivery names evidence: what an attempt showed that was turned down is not of the next."""
    attempts = [act for act in acts_of(view) if act.act in (Verb.DELIVER, Verb.REJECT)]
    return bool(attempts) and attempts[-1].act is Verb.DELIVER and bool(attempts[-1].evidence)
