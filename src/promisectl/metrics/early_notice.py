"""Early notice: of the promises that ran into trouble, the share whose performer said so a day before the first due.

The first word counts: a warning, a proposal to renegotiate or a revocation by the performer. Source: metrics.md, ENR.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from promisectl.metrics.outcome import Outcome
from promisectl.metrics.percentiles import percentile
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.moment import days_between

_TROUBLED = frozenset(
    {
        Outcome.LATE,
        Outcome.PARTIAL,
        Outcome.BROKEN,
        Outcome.MISSED_OPEN,
        Outcome.CANCELLED_AFTER_DUE,
        Outcome.KEPT_RENEGOTIATED,
    }
)


@dataclass(frozen=True, slots=True)
class EarlyNotice:
    """The rate, and the days of lead of every early notice in ascending order."""

    rate: Rate
    lead_days: tuple[int, ...]

    @property
    def median_lead_days(self) -> int | None:
        """The median lead of the early notices in days (nearest rank); None where there are none."""
        return percentile(self.lead_days, 50)


def is_troubled(view: View) -> bool:
    """Whether the promise ran into trouble: by its class, or still open and moved to a later due."""
    if view.outcome is None or view.standing is None:
        return False
    moved = view.is_open and any(revision.later for revision in view.standing.revisions)
    return moved or view.outcome in _TROUBLED


def notice_lead_days(view: View) -> int | None:
    """Return the calendar days from the performer's first notice to the first due; None where there was none."""
    standing = view.standing
    if standing is None or standing.first_due is None or not standing.notices:
        return None
    return days_between(standing.notices[0][1], standing.first_due, view.context.zone)


def early_notice(views: Iterable[View]) -> EarlyNotice:
    """Return early notices (one day before the first due, or more) over the troubled."""
    leads = [notice_lead_days(view) for view in views if is_troubled(view)]
    early = sorted(lead for lead in leads if lead is not None and lead >= 1)
    return EarlyNotice(Rate(len(early), len(leads)), tuple(early))
