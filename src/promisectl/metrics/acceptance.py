"""Acceptance: how long customers take to receive what was delivered, and how satisfied they are.

The latency is that of the accepted attempt; attempts that were rejected are not in it. Source: metrics.md, ACL, CSAT.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from promisectl.metrics.on_time import accepted
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.moment import days_between
from promisectl.model.promise import State


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Ratings of 4 or 5 over ratings, and ratings over acceptances."""

    rate: Rate
    rated: Rate


def acceptance_days(views: Iterable[View]) -> Spread:
    """Return the calendar days from the accepted delivery to its acceptance."""
    return Spread.of(
        days_between(view.delivered_at, view.closed_at, view.context.zone)
        for view in accepted(views)
        if view.delivered_at and view.closed_at
    )


def awaiting_days(views: Iterable[View]) -> Spread:
    """Return the age, in calendar days, of the deliveries that await a verdict."""
    return Spread.of(
        days_between(view.delivered_at, view.as_of, view.context.zone)
        for view in views
        if view.outcome is not None and view.state is State.DELIVERED and view.delivered_at
    )


def satisfaction(views: Iterable[View]) -> Satisfaction:
    """Return how many ratings are 4 or more, and how many acceptances carry a rating."""
    ratings = [view.standing.rating for view in accepted(views) if view.standing]
    given = [rating for rating in ratings if rating is not None]
    return Satisfaction(Rate.of(rating >= 4 for rating in given), Rate(len(given), len(ratings)))
