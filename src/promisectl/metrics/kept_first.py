"""Kept as first promised: the share that was kept on the first terms, by the first due.

What was released by the first due, what was never owed and what awaits a verdict is left out; a promise moved to a
later due is in, from the day its first due passed. Source: metrics.md, KFP.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.outcome import Outcome, in_time
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View

_NEVER = (None, Outcome.PENDING, Outcome.NOT_OWED)


def kept_first(views: Iterable[View]) -> Rate:
    """Return kept-first over the promises whose first due is past or that are closed."""
    return Rate.of(view.outcome is Outcome.KEPT_FIRST for view in views if counts_in_kept_first(view))


def counts_in_kept_first(view: View) -> bool:
    """Whether its first due is past or it is closed, and the question of the first word arises."""
    standing = view.standing
    if standing is None or not standing.clock_runs or view.outcome in _NEVER:
        return False
    if view.outcome is Outcome.RELEASED:
        return not in_time(standing.closed_at, standing.first_due, view.context)
    return view.is_closed or not in_time(view.as_of, standing.first_due, view.context)
