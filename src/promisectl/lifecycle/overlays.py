"""Overlays: what a reader adds to a state by looking at the clock. Computed, never stored (lifecycle.md, States)."""

from __future__ import annotations

from datetime import datetime, timedelta

from promisectl.lifecycle.effects import needed
from promisectl.lifecycle.preconditions import lapsed
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.moment import deadline, local_day
from promisectl.model.promise import State
from promisectl.model.vocabulary import OVERLAYS


def shown_state(standing: Standing, as_of: datetime, context: Context) -> State | None:
    """Return the state a reader sees: `lapsed` where the condition had its day and did not come true."""
    return State.LAPSED if lapsed(standing, as_of, context) else standing.state


def is_overdue(standing: Standing, as_of: datetime, context: Context) -> bool:
    """Promised, activated if conditional, not paused, and the current due is past."""
    return (
        standing.state is State.PROMISED
        and standing.clock_runs
        and standing.paused_at is None
        and standing.current_due is not None
        and as_of > deadline(standing.current_due, context.zone)
    )


def overlays(
    standing: Standing, as_of: datetime, context: Context, *, due_soon_days: int = 3, threatened: bool = False
) -> tuple[str, ...]:
    """Return the overlays that hold at `as_of`, in the order of OVERLAYS."""
    state = shown_state(standing, as_of, context)
    promised = state is State.PROMISED
    overdue = promised and is_overdue(standing, as_of, context)
    holds = {
        "conditional": promised and standing.conditional,
        "paused": promised and standing.paused_at is not None,
        "at-risk": promised and standing.warned is not None,
        "renegotiating": promised and standing.proposal is not None,
        "threatened": threatened,
        "due-soon": promised and not overdue and _is_due_soon(standing, as_of, context, due_soon_days),
        "overdue": overdue,
        "unanswered": state in (State.REQUESTED, State.OFFERED)
        and standing.reply_by is not None
        and as_of > deadline(standing.reply_by, context.zone),
        "awaiting-acceptance": state is State.DELIVERED,
        "self": standing.is_self(context),
        "proxy": standing.proxied,
        "backdated": is_backdated(standing, context),
    }
    return tuple(name for name in OVERLAYS if holds.get(name))


def _is_due_soon(standing: Standing, as_of: datetime, context: Context, days: int) -> bool:
    due = standing.current_due
    if due is None or standing.paused_at is not None or not standing.clock_runs:
        return False
    return local_day(due, context.zone) <= local_day(as_of, context.zone) + timedelta(days=days)


def is_backdated(standing: Standing, context: Context) -> bool:
    """Whether the first due is earlier than the day of the opening act."""
    due = standing.first_due or standing.terms.due
    if due is None or standing.opened_at is None:
        return False
    return local_day(due, context.zone) < local_day(standing.opened_at, context.zone)


def waiting_for(standing: Standing, as_of: datetime, context: Context) -> tuple[str, ...]:
    """Return who must answer, by present handles: the state's question, or those an open proposal still needs."""
    terms, state = standing.terms, shown_state(standing, as_of, context)
    if state is State.REQUESTED:
        return (context.current(terms.performer),) if terms.performer else ()
    if state in (State.OFFERED, State.DELIVERED):
        return (context.current(terms.customer),) if terms.customer else ()
    if state is State.PROMISED:
        return tuple(sorted(needed(standing, context)))
    return ()


__all__ = ["OVERLAYS", "is_backdated", "is_overdue", "overlays", "shown_state", "waiting_for"]
