"""Speaking: what is asked of an act while it is said, and of nothing that was said before.

Whether a history is lawful follows from the history, the zone and former handles (`replay`). Who has left, who is a
steward or an agent, what the policy wants and what time it is are asked here: of the command that speaks, and of the
acts that a branch introduces. A later edit of a register makes no old word unlawful.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from promisectl.lifecycle.refusal import THIS, Refusal
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act, Verb
from promisectl.model.acts import OPENINGS
from promisectl.model.message import M
from promisectl.model.moment import local_day
from promisectl.model.people import is_outside

AHEAD = timedelta(minutes=10)
_PARTIES = ("customer", "performer")
_NAMES_PARTIES = frozenset({*OPENINGS, Verb.RENEGOTIATE, Verb.COUNTER})

Asked = Callable[[Act, datetime, Context], Refusal | None]


def refused(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Return why an act may not be said now, after a standing; None where it may.

    The law itself is `replay`'s, what an agent may say `agents`'.
    """
    return (
        refused_of_itself(act, at, context)
        or no_steward_named(act, at, context)
        or late_condition(standing, act)
        or comes_in_left(standing, act, at, context)
    )


def refused_of_itself(act: Act, at: datetime, context: Context) -> Refusal | None:
    """Return why an act may not be written today, whatever was said before it; None where it may."""
    for asked in _OF_EVERY_ACT:
        refusal = asked(act, at, context)
        if refusal is not None:
            return refusal
    return None


def has_left(handle: str, day: date, context: Context) -> bool:
    """Whether somebody left on or before a day, by whatever handle."""
    left = context.left.get(context.current(handle))
    return left is not None and left <= day


def in_the_future(act: Act, at: datetime, context: Context) -> Refusal | None:
    """Refuse what has not come yet by the clock (`Context.now`), but for ten minutes."""
    if context.now is None or at <= context.now + AHEAD:
        return None
    return Refusal(
        "PC203",
        M("this act says {at}, which has not come yet", at=act.at),
        M("write the moment it was said"),
        field="at",
    )


def not_a_steward(act: Act, at: datetime, context: Context) -> Refusal | None:
    """Refuse words for somebody who has left by anybody but a steward, where stewards are named."""
    if not context.stewards or not _is_for_a_leaver(act, at, context):
        return None
    if context.current(act.by) in context.stewards:
        return None
    return Refusal(
        "PC204",
        M("{speaker} has left; only a steward speaks in that place", speaker=act.for_),
        M("ask a steward: {stewards}", stewards=", ".join(sorted(context.stewards))),
        field="by",
    )


def no_steward_named(act: Act, at: datetime, context: Context) -> Refusal | None:
    """Refuse words for somebody who has left where nobody is named who may speak in that place."""
    if context.stewards or not _is_for_a_leaver(act, at, context):
        return None
    return Refusal(
        "PC204",
        M("{speaker} has left, and no steward is named to speak in that place", speaker=act.for_),
        NAME_A_STEWARD,
        field="by",
    )


NAME_A_STEWARD = M("name a steward first, in a change of its own: `policy.stewards` in promisectl.yaml")


def _is_for_a_leaver(act: Act, at: datetime, context: Context) -> bool:
    return act.for_ is not None and has_left(act.for_, local_day(at, context.zone), context)


def without_criteria(act: Act, at: datetime, context: Context) -> Refusal | None:
    """Refuse an opening without criteria where `policy.criteria: required` holds; `criteria: []` waives them."""
    if not context.criteria_required or act.act not in OPENINGS or act.terms is None:
        return None
    if act.terms.criteria is not None:
        return None
    return Refusal(
        "PC202",
        M("this workspace wants conditions of satisfaction (`policy.criteria: required`)"),
        M("add `criteria: […]` to the terms, or `criteria: []` to waive them"),
        field="terms",
    )


def late_condition(standing: Standing, act: Act) -> Refusal | None:
    """Refuse a change of `condition` once the clock has started."""
    if not changes_condition_late(standing, act):
        return None
    if act.act is Verb.AGREE:
        help = M(
            "decline it (`promisectl decline {id}`), and propose with `renegotiate` the terms that shall hold", id=THIS
        )
    else:
        help = M("to move the date use `renegotiate` with a `due`; to announce trouble use `warn`")
    return Refusal(
        "PC202",
        M("the clock has started: what is owed no longer depends on a `condition`"),
        help,
        field="terms" if act.terms is not None else "act",
    )


def changes_condition_late(standing: Standing, act: Act) -> bool:
    """Whether an act proposes, or agrees to, another `condition` after the clock has started.

    The clock of a conditional promise starts when it is activated, that of another when it is agreed to. `standing` is
    the one before the act.
    """
    if standing.started_at is None:
        return False
    if act.act is Verb.RENEGOTIATE and act.terms is not None:
        changes = act.terms.given()
    elif act.act is Verb.AGREE and standing.proposal is not None:
        changes = dict(standing.proposal.changes)
    else:
        return False
    return "condition" in standing.terms.differences(changes)


def comes_in_left(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Refuse a proposal by which somebody who has left would become customer or performer."""
    gone = incoming_left(standing, act, local_day(at, context.zone), context)
    if not gone:
        return None
    return Refusal(
        "PC507",
        M("{who} has left, and takes no promise on", who=gone[0]),
        M("name somebody who is here, or correct the day: `promisectl person left {who}`", who=gone[0]),
        field="terms",
    )


def incoming_left(standing: Standing, act: Act, day: date, context: Context) -> tuple[str, ...]:
    """Return who comes into a role by an act's terms and left on or before `day`, by the handles they go by now.

    `standing` is the one before the act: without a state for an opening, both of whose roles come in. `context` knows
    who left.
    """
    gone = [handle for handle in _incoming(standing, act, context) if has_left(handle, day, context)]
    return tuple(dict.fromkeys(gone))


def _incoming(standing: Standing, act: Act, context: Context) -> list[str]:
    """Return who holds a role by the act's terms and not by those that stand, customer first."""
    if act.act not in _NAMES_PARTIES or act.terms is None:
        return []
    coming = [act.speaker] if act.act in OPENINGS else []
    coming += _new_parties(standing, act.terms.given(), context)
    return [context.current(handle) for handle in coming]


def _new_parties(standing: Standing, named: Mapping[str, Any], context: Context) -> list[str]:
    """Return whom some terms name for a role that somebody else, or nobody, holds so far."""
    return [named[role] for role in _PARTIES if _comes_in(standing, role, named.get(role), context)]


def _comes_in(standing: Standing, role: str, handle: str | None, context: Context) -> bool:
    """Whether an act names somebody for a role who does not hold it by the terms that stand, by whatever handle."""
    if handle is None or is_outside(handle):
        return False
    holder: str | None = getattr(standing.terms, role)
    return holder is None or context.current(holder) != context.current(handle)


_OF_EVERY_ACT: tuple[Asked, ...] = (in_the_future, not_a_steward, without_criteria)
