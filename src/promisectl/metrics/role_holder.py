"""Office: who was performer or customer of a promise on a given day.

A handover changes who answers from the moment it is agreed, not before: a promise that was due on the 6th and
handed over on the 9th belongs to the one who held it on the 6th. Source: metrics.md, One class per promise.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.acts import opener_of
from promisectl.model.moment import deadline
from promisectl.model.promise import Promise

RoleName = Literal["customer", "performer"]


def holder_on(promise: Promise, standing: Standing, role: RoleName, day: date | None, context: Context) -> str | None:
    """Return the handle that held a role at the end of `day`; the present one where the day is None."""
    present: str | None = getattr(standing.terms, role)
    if day is None:
        return present
    end = deadline(day, context.zone)
    handovers = [revision for revision in standing.revisions if role in revision.changes]
    if not handovers or handovers[-1].agreed_at <= end:
        return present
    past = [revision for revision in handovers if revision.agreed_at <= end]
    return past[-1].changes[role] if past else _first_holder(promise, role)


def _first_holder(promise: Promise, role: RoleName) -> str | None:
    opening = promise.history[0]
    own = opener_of(opening.act)
    named: str | None = getattr(opening.terms, role) if opening.terms else None
    return named or (opening.speaker if role == own else None)
