"""Last day: of the dues that were moved later, those whose move was proposed on the last day, or when it had passed.

A word in time is a word by which the other can still plan. Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.lifecycle.standing import Revision
from promisectl.metrics.rate import Rate
from promisectl.metrics.renegotiation import later_revisions
from promisectl.metrics.view import View
from promisectl.model.moment import local_day


def moved_on_last_day(views: Iterable[View]) -> Rate:
    """Return how many of the agreed later dues were proposed on the last day of the due that stood, or after it."""
    return Rate.of(
        _is_on_last_day(revision, view)
        for view in views
        if view.outcome is not None
        for revision in later_revisions(view)
    )


def _is_on_last_day(revision: Revision, view: View) -> bool:
    zone = view.context.zone
    due = revision.due_then
    return due is not None and local_day(revision.proposed_at, zone) >= local_day(due, zone)
