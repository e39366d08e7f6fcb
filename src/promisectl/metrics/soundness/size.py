"""Size: how large the promises are that were kept and missed, and how few people they are made to.

Many small promises to one accomplice make a fine rate. Source: issue J, 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import filterfalse

from promisectl.metrics.on_time import accepted
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.moment import days_between

WITHIN_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Size:
    """Days from agreement to first due of what was kept and of what was missed; customers; the largest pair's share.

    `within_the_hour` are those agreed and accepted within an hour, of the accepted.
    """

    kept_days: Spread
    missed_days: Spread
    customers: int
    largest_pair: Rate
    within_the_hour: Rate


def size(views: Collection[View]) -> Size:
    """Return the size of what counts in the fulfilment rate."""
    due = list(filter(_counts, views))
    pairs = Counter(map(_in_office, due))
    return Size(
        kept_days=_lengths(filter(_is_kept, due)),
        missed_days=_lengths(filterfalse(_is_kept, due)),
        customers=len({customer for customer, _ in pairs}),
        largest_pair=Rate(max(pairs.values(), default=0), len(due)),
        within_the_hour=Rate.of(_is_quick(view) for view in accepted(views)),
    )


def _in_office(view: View) -> tuple[str | None, str | None]:
    """Return customer and performer on the settlement day, as for every number."""
    return view.in_office("customer"), view.in_office("performer")


def _counts(view: View) -> bool:
    return view.outcome is not None and view.outcome.counts


def _is_kept(view: View) -> bool:
    return view.outcome is not None and view.outcome.kept


def _lengths(views: Iterable[View]) -> Spread:
    return Spread.of(
        days_between(view.agreed_at, view.first_due, view.context.zone)
        for view in views
        if view.agreed_at is not None and view.first_due is not None
    )


def _is_quick(view: View) -> bool:
    if view.agreed_at is None or view.closed_at is None:
        return False
    return (view.closed_at - view.agreed_at).total_seconds() <= WITHIN_SECONDS
