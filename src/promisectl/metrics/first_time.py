"""First-time acceptance: accepted in full at the first attempt, and not reopened within 14 days.

A promise is reopened by another whose `reopens` names it, so the others must be seen too, whatever group is
measured. Source: metrics.md, FTA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from promisectl.metrics.on_time import accepted
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.moment import days_between

REOPENED_WITHIN_DAYS = 14


def reopenings(views: Iterable[View]) -> dict[str, datetime]:
    """Return when each reopened promise was first reopened, by its id.

    What was opened before the other closed reopens nothing, whatever it says.
    """
    seen = list(views)
    closed = {view.id: view.closed_at for view in seen}
    found: dict[str, datetime] = {}
    for view in seen:
        id_, at = view.promise.file.reopens, view.opened_at
        if id_ is None or at is None or not _is_after(at, closed.get(id_)):
            continue
        found[id_] = min(at, found.get(id_, at))
    return found


def _is_after(opened_at: datetime, closed_at: datetime | None) -> bool:
    """Whether a promise was opened once another had closed; nothing reopens what is open."""
    return closed_at is not None and opened_at >= closed_at


def first_time_accepted(views: Iterable[View], reopened: Mapping[str, datetime]) -> Rate:
    """Return first-time acceptances over accepted; `reopened` is `reopenings` of the whole workspace."""
    return Rate.of(_at_first(view, reopened.get(view.id)) for view in accepted(views))


def _at_first(view: View, reopened_at: datetime | None) -> bool:
    standing = view.standing
    if standing is None or view.outcome is Outcome.PARTIAL or standing.rejections:
        return False
    if reopened_at is None or standing.closed_at is None:
        return True
    return days_between(standing.closed_at, reopened_at, view.context.zone) > REOPENED_WITHIN_DAYS
