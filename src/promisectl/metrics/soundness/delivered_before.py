"""Delivered before: of the accepted, those said afterwards to have been delivered more than two days earlier.

`delivered-on` moves the delivery back to a day that nobody recorded at the time; a late promise may become a kept one
weeks later. Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.on_time import accepted
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.spoken import last_act
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.moment import days_between

MORE_THAN_DAYS = 2


def delivered_before(views: Iterable[View]) -> Rate:
    """Return how many of the accepted were dated back."""
    return Rate.of(is_dated_back(view) for view in accepted(views))


def is_dated_back(view: View) -> bool:
    """Whether the accepting act says that it had been delivered more than two days before."""
    act = last_act(view, Verb.ACCEPT)
    if act is None or act.delivered_on is None:
        return False
    return days_between(act.delivered_on, act.at, view.context.zone) > MORE_THAN_DAYS
