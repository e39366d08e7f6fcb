"""Late release: let go in the last tenth of the time, or after a delivery that was turned down or shows nothing.

A release takes a promise out of the rates; a friendly one on the last day takes out what would have been late. It is a
class of its own, outside the kept. Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from promisectl.metrics.outcome import Outcome
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.spoken import last_act
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.moment import deadline
from promisectl.model.promise import State

LAST_PART = 0.9  # from here on it is the last tenth of the time


def late_releases(views: Iterable[View]) -> Rate:
    """Return how many of the released were let go late."""
    return Rate.of(is_late_release(view) for view in views if view.outcome is Outcome.RELEASED)


def is_late_release(view: View) -> bool:
    """Whether a promise was released in the last tenth of its time, or from a delivery that proves nothing."""
    standing = view.standing
    if standing is None or view.outcome is not Outcome.RELEASED:
        return False
    if standing.rejections:
        return True
    if standing.closed_from is State.DELIVERED:
        delivery = last_act(view, Verb.DELIVER)
        return delivery is None or not delivery.evidence
    return _is_in_last_part(view, standing.started_at, standing.closed_at)


def _is_in_last_part(view: View, started_at: datetime | None, closed_at: datetime | None) -> bool:
    if started_at is None or closed_at is None or view.counted_due is None:
        return False
    end = deadline(view.counted_due, view.context.zone)
    whole = (end - started_at).total_seconds()
    return whole <= 0 or (closed_at - started_at).total_seconds() >= LAST_PART * whole
