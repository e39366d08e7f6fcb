"""Answers: how fast, and how freely, requests are answered.

A request that was declined was never promised and counts here all the same. Where nobody ever declines or counters,
a yes is worth little: 0 of many is a smell, not a virtue. Source: metrics.md, RSP and VOL.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.moment import days_between


def answered_requests(views: Iterable[View]) -> list[View]:
    """Return the requests to somebody else that their performer answered."""
    return [
        view
        for view in views
        if view.standing is not None
        and view.standing.opened_with is Verb.REQUEST
        and view.standing.first_response is not None
        and not view.is_self
    ]


def response_days(views: Iterable[View]) -> Spread:
    """Return the calendar days from the request to the performer's first act."""
    return Spread.of(
        days_between(view.standing.opened_at, view.standing.first_response[1], view.context.zone)
        for view in answered_requests(views)
        if view.standing and view.standing.opened_at and view.standing.first_response
    )


def voluntary(views: Iterable[View]) -> Rate:
    """Return requests answered by decline or counter over requests answered."""
    verbs = [
        view.standing.first_response[0]
        for view in answered_requests(views)
        if view.standing and view.standing.first_response
    ]
    return Rate.of(verb in (Verb.DECLINE, Verb.COUNTER) for verb in verbs)
