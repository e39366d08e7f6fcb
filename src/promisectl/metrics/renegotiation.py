"""Renegotiation rate: of what was promised, the share whose due was moved to a later day by agreement.

Renegotiating is legitimate; what the share of timely revisions shows is whether it happened before the counted due.
The slip is the current due less the first, in calendar days. Source: metrics.md, RNR.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from promisectl.lifecycle.standing import Revision
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.moment import days_between


@dataclass(frozen=True, slots=True)
class Renegotiation:
    """The rate, the timely share of the later revisions, and the slips in days in ascending order."""

    rate: Rate
    timely: Rate
    slip_days: tuple[int, ...]


def renegotiated(views: Iterable[View]) -> Renegotiation:
    """Return promises with an agreed later due over promised; timely over later revisions; the slips."""
    promised = [view for view in views if view.outcome is not None]
    moved = [view for view in promised if later_revisions(view)]
    revisions = [revision for view in moved for revision in later_revisions(view)]
    return Renegotiation(
        Rate(len(moved), len(promised)),
        Rate.of(revision.timely for revision in revisions),
        tuple(sorted(slip for view in moved if (slip := slip_days(view)) is not None)),
    )


def later_revisions(view: View) -> list[Revision]:
    """Return the agreed revisions that moved the due to a later day."""
    return [revision for revision in view.standing.revisions if revision.later] if view.standing else []


def slip_days(view: View) -> int | None:
    """Return the current due less the first due in calendar days; None where there is no due yet."""
    standing = view.standing
    if standing is None or standing.first_due is None or standing.current_due is None:
        return None
    return days_between(standing.first_due, standing.current_due, view.context.zone)
