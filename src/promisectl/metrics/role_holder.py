"""Office: who was performer or customer of a promise on a given day.

A handover changes who answers from the moment it is agreed, not before: a promise that was due on the 6th and
handed over on the 9th belongs to the one who held it on the 6th. One that comes to be a single person's counts as if
the last two persons still held the roles. Source: metrics.md, One class per promise.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from promisectl.lifecycle.standing import Context, Revision, Standing
from promisectl.model.acts import opener_of
from promisectl.model.moment import deadline
from promisectl.model.promise import Promise

RoleName = Literal["customer", "performer"]


def holder_on(promise: Promise, standing: Standing, role: RoleName, day: date | None, context: Context) -> str | None:
    """Return the handle that held a role at the end of `day`; at the end of all that was said where it is None.

    Of a promise that came to be one person's, it is the last of the two persons that it counts for.
    """
    if not any(_hands_over(revision) for revision in standing.revisions):
        present: str | None = getattr(standing.terms, role)
        return present
    end = deadline(day, context.zone) if day is not None else None
    customer, performer = _counted_on(promise, standing, end, context)
    return customer if role == "customer" else performer


Roles = tuple[str | None, str | None]


def _counted_on(promise: Promise, standing: Standing, end: datetime | None, context: Context) -> Roles:
    """Return customer and performer at an instant: the last two persons that were, where there ever were two."""
    now: Roles = (_first_holder(promise, "customer"), _first_holder(promise, "performer"))
    counted = now
    for revision in standing.revisions:
        if end is not None and revision.agreed_at > end:
            break
        now = (revision.changes.get("customer", now[0]), revision.changes.get("performer", now[1]))
        if _are_two(now, context) or not _are_two(counted, context):
            counted = now
    return counted


def _hands_over(revision: Revision) -> bool:
    return "customer" in revision.changes or "performer" in revision.changes


def _are_two(roles: Roles, context: Context) -> bool:
    """Whether two persons hold the roles, by whatever handles."""
    customer, performer = roles
    if customer is None or performer is None:
        return False
    return context.current(customer) != context.current(performer)


def _first_holder(promise: Promise, role: RoleName) -> str | None:
    opening = promise.history[0]
    own = opener_of(opening.act)
    named: str | None = getattr(opening.terms, role) if opening.terms else None
    return named or (opening.speaker if role == own else None)
