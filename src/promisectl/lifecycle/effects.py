"""Effects: what a lawful act does to the standing. Rows of the table name them; only `replay` calls them.

Three dues (lifecycle.md, rule 5): first (version 1), counted (moved only by revisions agreed on or before the
counted due then in force), current (moved by every agreed revision). A pause moves all three.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from promisectl.lifecycle.standing import (
    Context,
    Proposal,
    Revision,
    Role,
    Standing,
    Warned,
    starts_at_activation,
)
from promisectl.model.act import Act
from promisectl.model.acts import opener_of
from promisectl.model.moment import Moment, beginning, deadline
from promisectl.model.terms import Terms

Effect = Callable[[Standing, Act, datetime, Context], None]


def open_conversation(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """The opener puts terms on the table."""
    own = opener_of(act.act)
    given = act.terms.given() if act.terms else {}
    standing.terms = Terms(**{**given, own: given.get(own) or act.speaker})
    standing.opened_at, standing.opened_with = at, act.act
    standing.reply_by = act.reply_by


def change_table(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """A counter changes the terms on the table."""
    if act.terms:
        standing.terms = standing.terms.changed(act.terms.given())
    standing.reply_by = act.reply_by


def bind(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """Both agreed: terms version 1, and the clock starts unless it waits for an activation."""
    standing.agreed_at = at
    standing.hold_roles(context)
    if standing.terms.condition is None and not starts_at_activation(standing.terms):
        standing.started_at = at
    _store_due(standing, act)


def _store_due(standing: Standing, act: Act) -> None:
    """The dues there are: the one this act stores, else the one the terms name."""
    if act.due is not None:
        standing.terms = standing.terms.changed({"due": act.due})
    due = standing.terms.due
    if standing.first_due is None and due is not None:
        standing.first_due = standing.counted_due = standing.current_due = due


def activate(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """The condition came true."""
    standing.activated_at = at
    if standing.started_at is None:
        standing.started_at = at
    _store_due(standing, act)


def propose(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """A new proposal replaces an open one and voids agreements given to it; where nobody is needed it holds."""
    performer = standing.terms.performer
    role = Role.PERFORMER if performer and context.current(performer) == context.current(act.speaker) else Role.CUSTOMER
    standing.proposal = Proposal(
        act=standing.acts,
        proposer=context.current(act.speaker),
        role=role,
        at=at,
        changes=act.terms.given() if act.terms else {},
        due_then=standing.terms.due,
        reason=act.reason,
        material=act.material is not False,
    )
    _settle_proposal(standing, at, context)


def needed(standing: Standing, context: Context) -> frozenset[str]:
    """Return who must still agree to the open proposal: both parties and whoever comes in, less the proposer and
    those who agreed already. Who has left is needed all the same: a steward speaks in the place."""
    proposal = standing.proposal
    if proposal is None:
        return frozenset()
    terms = standing.terms
    parties = {
        terms.customer,
        terms.performer,
        proposal.changes.get("customer"),
        proposal.changes.get("performer"),
    }
    handles = {context.current(party) for party in parties if party is not None} - {proposal.proposer}
    return frozenset(handles) - proposal.given


def agree_to_proposal(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """One more agreement; when all needed have agreed the terms have a next version."""
    proposal = standing.proposal
    if proposal:
        standing.proposal = replace(proposal, given=proposal.given | {context.current(act.speaker)})
    _settle_proposal(standing, at, context)


def _settle_proposal(standing: Standing, at: datetime, context: Context) -> None:
    proposal = standing.proposal
    if proposal is None or needed(standing, context):
        return
    old = standing.terms
    standing.terms = old.changed(proposal.changes)
    standing.hold_roles(context)
    new_due = standing.terms.due
    later = _is_later(old.due, new_due, context)
    timely = _is_timely(standing, at, context)
    standing.revisions.append(
        Revision(
            proposed_at=proposal.at,
            agreed_at=at,
            role=proposal.role,
            changes=old.differences(proposal.changes),
            due_then=proposal.due_then,
            old_due=old.due,
            new_due=new_due,
            later=later,
            timely=timely,
            material=later or (proposal.material and _is_material(old, standing.terms)),
            reason=proposal.reason,
        )
    )
    standing.proposal = None
    _move_dues(standing, at, new_due, timely=timely, moved="due" in proposal.changes and new_due != old.due)
    if later:
        standing.warned = None


def _is_material(old: Terms, new: Terms) -> bool:
    return old.what != new.what or old.criteria != new.criteria


def _is_later(old: Moment | None, new: Moment | None, context: Context) -> bool:
    return old is not None and new is not None and deadline(new, context.zone) > deadline(old, context.zone)


def _is_timely(standing: Standing, at: datetime, context: Context) -> bool:
    """Agreed on or before the counted due; always where the clock has not started or stood still before it."""
    if not standing.clock_runs or standing.counted_due is None:
        return True
    judged_at = standing.paused_at or at
    return judged_at <= deadline(standing.counted_due, context.zone)


def _move_dues(standing: Standing, at: datetime, due: Moment | None, *, timely: bool, moved: bool) -> None:
    terms = standing.terms
    if standing.started_at is None and terms.condition is None and not starts_at_activation(terms):
        standing.started_at = at
    if not moved or due is None:
        return
    standing.first_due = standing.first_due or due
    standing.current_due = due
    if timely:
        standing.counted_due = due
    standing.paused_at = None


def drop_proposal(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """One decline refuses a proposal; its proposer may take it back. The terms in force stand."""
    standing.proposal = None


def warn(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """Trouble is announced, or is over. No term and no clock changes."""
    standing.warned = None if act.clear else Warned(at, act.reason, act.forecast, act.help, act.note)


def pause(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """The clock stops."""
    standing.paused_at = at


def resume(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """The clock goes on; the act stores the three moved dues."""
    if act.dues and standing.paused_at is not None:
        standing.first_due, standing.counted_due = act.dues.first, act.dues.counted
        standing.current_due = act.dues.current
        standing.terms = standing.terms.changed({"due": act.dues.current})
    standing.paused_at = None


def deliver(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """A new attempt; an open proposal, a pause and a warning end."""
    resume(standing, act, at, context)
    standing.proposal = standing.warned = None
    standing.deliveries.append(at)
    standing.delivered_at = at


def accept(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """The customer declares satisfaction."""
    if act.delivered_on is not None:
        day = beginning(act.delivered_on, context.zone)
        standing.delivered_at = max(day, standing.started_at) if standing.started_at else day
        standing.deliveries.append(standing.delivered_at)
    standing.partial = act.fraction if act.as_ == "partial" else None
    standing.rating = act.rating
    close(standing, act, at, context)


def reject(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """Back to the performer: same terms, and the clock never stopped."""
    standing.rejections += 1
    standing.delivered_at = None


def close(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """The conversation is over."""
    resume(standing, act, at, context)
    standing.closed_at, standing.closed_from = at, standing.state
    standing.closed_reason = act.reason
    standing.proposal = None


def note(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """Moves nothing."""
