"""Dues as findings say them: the same words whether `check` finds a promise late or `overdue` lists it for a host."""

from __future__ import annotations

from promisectl.model.message import M, Message


def late_note(performer: str | None, customer: str | None, due: str, days: int) -> Message:
    """Return who owes what is past, since when (as the file writes it), and for how many days."""
    return M(
        "{performer} owes it to {customer} since {due}; days late: {days}",
        performer=performer,
        customer=customer,
        due=due,
        days=days,
    )


def late_help(id: str) -> Message:
    """Return what to do about a promise that is past its due."""
    return M(
        "`promisectl deliver {id} -e EVIDENCE`, or propose a new date: `promisectl renegotiate {id} +3d --reason CODE`",
        id=id,
    )


def soon_help(id: str) -> Message:
    """Return what to do about a promise that falls due soon."""
    return M(
        "`promisectl deliver {id} -e EVIDENCE`, or say early what will not hold: `promisectl warn {id} --reason CODE`",
        id=id,
    )
