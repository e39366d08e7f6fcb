"""Flow times: how long promises take, in calendar days: to be agreed, to be delivered, from the asking to the end.

People get wrong that cycle time begins with the asking: it runs from the agreement, or from the activation where the
clock waited for one, to the delivery that was accepted. Source: metrics.md, Flow; Clarified 1, 14.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from promisectl.metrics.on_time import accepted
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.view import View
from promisectl.model.moment import days_between


def cycle_days(views: Iterable[View]) -> Spread:
    """Return the days from the start of the clock to the accepted delivery, of what was accepted in full or in part."""
    return _spread((view, started_at(view), view.delivered_at) for view in accepted(views))


def lead_days(views: Iterable[View]) -> Spread:
    """Return the days from the opening act, request or offer, to the acceptance."""
    return _spread((view, view.opened_at, view.closed_at) for view in accepted(views))


def negotiation_days(views: Iterable[View]) -> Spread:
    """Return the days from the opening act to the agreement, of everything that was promised."""
    return _spread((view, view.opened_at, view.agreed_at) for view in views if view.outcome is not None)


def started_at(view: View) -> datetime | None:
    """Return when the clock started: agreed, or activated where it waited; else the agreement."""
    standing = view.standing
    return (standing.started_at or standing.agreed_at) if standing else None


def _spread(stretches: Iterable[tuple[View, datetime | None, datetime | None]]) -> Spread:
    return Spread.of(
        days_between(begin, end, view.context.zone) for view, begin, end in stretches if begin is not None and end
    )
