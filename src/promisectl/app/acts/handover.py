"""Handover: what one person owes and is owed, proposed to pass to another, promise by promise.

A handover is no decree. In each promise in force the one who goes proposes to change the role (`renegotiate`), and it
holds when everybody needed has agreed, the one who comes in included; until then the old performer answers
(lifecycle.md, rule 3). Who left is spoken for by a steward. What is not in force is not handed over: it is listed with
the act that ends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from promisectl.app.acts.record import ActRequest, RecordedAct, moment_of_speech, open_promise, plan_acts, waiting
from promisectl.app.ledger.identity import is_agent, named_person
from promisectl.app.ledger.standings import Snapshot, chosen
from promisectl.lifecycle.effects import needed
from promisectl.lifecycle.speaking import NAME_A_STEWARD, has_left
from promisectl.lifecycle.standing import Context
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, local_day
from promisectl.model.promise import State
from promisectl.model.terms import key_of
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace

VIA = "handover"


@dataclass(frozen=True, slots=True)
class Wish:
    """A handover as somebody wants it: who goes, who comes in, who runs the command, and what is said with it."""

    leaver: str
    successor: str
    runner: str
    at: Moment | None = None
    reason: str | None = None
    via: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Passing:
    """A promise to be handed over: what is said in it, which roles pass, who must still agree.

    `left` are those of them who have left, for whom a steward agrees. `replaces` says that another proposal is open:
    this one takes its place.
    """

    spoken: RecordedAct
    roles: tuple[str, ...]
    waits_for: tuple[str, ...]
    left: frozenset[str] = frozenset()
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Remaining:
    """A promise that is not handed over: why, and the acts that end it or take it further, by whom."""

    view: View
    why: Message
    acts: tuple[str, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything a handover would say, nothing of it written yet."""

    wish: Wish
    has_left: bool
    reason: str
    passing: list[Passing] = field(default_factory=list)
    remaining: list[Remaining] = field(default_factory=list)


def plan_handover(snapshot: Snapshot, wish: Wish, where: str = "") -> Handover:
    """Return what would be said in every open promise of the leaver that `where` keeps.

    Trouble (exit 1) where this runner may not speak for the leaver, or the successor cannot take promises on.
    """
    workspace, context = snapshot.workspace, snapshot.workspace.context()
    day = local_day(moment_of_speech(workspace, wish.at, None), workspace.zone)
    left = has_left(wish.leaver, day, context)
    _check_speaker(workspace, wish, left=left)
    _check_successor(workspace, wish, has_left(wish.successor, day, context))
    handover = Handover(wish, left, wish.reason or ("left" if left else "capacity"))
    views, _ = chosen(snapshot, where, wish.runner)
    for view in sorted(views, key=lambda view: view.id):
        roles = roles_of(view, wish.leaver, context)
        if roles and (view.is_open or view.state is None):
            _plan_in(workspace, view, roles, handover)
    return handover


def roles_of(view: View, person: str, context: Context) -> tuple[str, ...]:
    """Return which of performer and customer somebody is in a promise, former handles followed."""
    held = {"performer": view.performer, "customer": view.customer}
    return tuple(role for role, handle in held.items() if handle and context.current(handle) == person)


def _check_speaker(workspace: Workspace, wish: Wish, *, left: bool) -> None:
    """The one who goes speaks; for somebody who left, a steward; else the words are recorded, and `via` says where."""
    leaver, runner = wish.leaver, wish.runner
    if is_agent(workspace, leaver):
        raise Trouble(
            M("{handle} is an agent: what moves a promise is a person's to say", handle=leaver),
            help=M("the other party proposes it: `promisectl renegotiate ID --performer HANDLE`"),
            code="PC506",
            exit_code=1,
        )
    stewards = workspace.stewards
    if left and not stewards:
        raise Trouble(
            M("{handle} has left, and no steward is named to hand over in that place", handle=leaver),
            help=NAME_A_STEWARD,
            code="PC204",
            exit_code=1,
        )
    if left and runner not in stewards:
        raise Trouble(
            M("{handle} has left; only a steward hands over in that place", handle=leaver),
            help=M("ask a steward: {stewards}", stewards=", ".join(sorted(stewards))),
            code="PC204",
            exit_code=1,
        )
    if not left and runner != leaver and wish.via is None:
        raise Trouble(
            M("{handle} is still here, and hands over in person", handle=leaver),
            note=M("you are {runner}", runner=runner),
            help=M(
                'record the words with --via "stand-up"; or say first who left: `promisectl person left {handle}`',
                handle=leaver,
            ),
            code="PC204",
            exit_code=1,
        )


def _check_successor(workspace: Workspace, wish: Wish, left: bool) -> None:
    """Whoever comes in must be able to agree."""
    if wish.successor == wish.leaver:
        raise Trouble(M("{handle} holds these promises already", handle=wish.leaver), help=M("name somebody else"))
    if left:
        raise Trouble(
            M("{handle} has left too", handle=wish.successor), help=M("name somebody who is here"), exit_code=1
        )
    if is_agent(workspace, wish.successor):
        raise Trouble(
            M("{handle} is an agent, and cannot agree to take a promise on", handle=wish.successor),
            help=M("name a person"),
            code="PC506",
            exit_code=1,
        )


def _plan_in(workspace: Workspace, view: View, roles: tuple[str, ...], handover: Handover) -> None:
    """Add to a handover what is said in one promise, or why it is not handed over."""
    why_not = _remaining(view, roles, handover.wish, workspace.context())
    if why_not is not None:
        handover.remaining.append(why_not)
    else:
        changes = dict.fromkeys(roles, handover.wish.successor)
        handover.passing.append(_pass_on(workspace, view, changes, handover))


def _remaining(view: View, roles: tuple[str, ...], wish: Wish, context: Context) -> Remaining | None:
    """Return why a promise is not handed over; None where it can be."""
    if view.state is not State.PROMISED:
        return _ended_otherwise(view, roles, wish)
    performs = roles[0] == "performer"
    other = view.customer if performs else view.performer
    if len(roles) == 1 and other is not None and context.current(other) == wish.successor:
        why = M(
            "{successor} is its {role}: it would become a promise to oneself",
            successor=wish.successor,
            role="customer" if performs else "performer",
        )
        return Remaining(view, why, ("cancel",), view.customer)
    if _is_proposed(view, dict.fromkeys(roles, wish.successor)):
        waits = ", ".join(view.waiting_for)
        return Remaining(view, M("it is proposed already"), ("agree", "decline"), waits)
    return None


def _is_proposed(view: View, changes: Mapping[str, str]) -> bool:
    """Whether the proposal that is open changes just this."""
    proposal = view.standing.proposal if view.standing else None
    if proposal is None:
        return False
    return {key_of(name): value for name, value in proposal.changes.items()} == changes


def _pass_on(workspace: Workspace, view: View, changes: Mapping[str, str], handover: Handover) -> Passing:
    """Judge the proposal, and with it the agreement of whoever runs the command where it is needed."""
    context, runner = workspace.context(), handover.wish.runner
    opened = open_promise(workspace, view.id)
    proposal = _proposal(handover.wish, changes, handover.reason)
    spoken = plan_acts(workspace, opened, [proposal])
    standing = spoken.view.standing
    if standing is not None and runner in needed(standing, context):
        agreement = ActRequest(Verb.AGREE, runner, handover.wish.at)
        spoken = plan_acts(workspace, opened, [proposal, agreement])
    replaces = opened.standing.proposal is not None
    waits = tuple(waiting(spoken, context))
    day = local_day(spoken.view.as_of, context.zone)
    gone = frozenset(handle for handle in waits if has_left(handle, day, context))
    return Passing(spoken, tuple(changes), waits, gone, replaces)


def _proposal(wish: Wish, changes: Mapping[str, str], reason: str) -> ActRequest:
    """Return the leaver's proposal to change the roles, as whoever runs the command says it."""
    fields: dict[str, Any] = {"terms": dict(changes), "reason": reason, "note": wish.note}
    if wish.runner != wish.leaver:
        fields |= {"for": wish.leaver, "via": wish.via or VIA}
    elif wish.via:
        fields["via"] = wish.via
    return ActRequest(Verb.RENEGOTIATE, wish.runner, wish.at, fields)


_ENDS: dict[tuple[State, str], tuple[Message, tuple[str, ...]]] = {
    (State.REQUESTED, "performer"): (M("it was asked and not agreed"), ("decline",)),
    (State.REQUESTED, "customer"): (M("it was asked and not agreed"), ("withdraw",)),
    (State.OFFERED, "performer"): (M("it was offered and not agreed"), ("withdraw",)),
    (State.OFFERED, "customer"): (M("it was offered and not agreed"), ("decline",)),
    (State.DELIVERED, "performer"): (M("it is delivered, and waits for a verdict"), ("accept", "reject")),
    (State.DELIVERED, "customer"): (M("it is delivered, and waits for a verdict"), ("accept", "reject")),
}


def _ended_otherwise(view: View, roles: Sequence[str], wish: Wish) -> Remaining:
    """Return what ends a conversation that is not in force; the act is the leaver's, but for the customer's verdict."""
    if view.state is None:
        return Remaining(view, M("it is a draft: change its {role} in {path}", role=roles[0], path=view.promise.path))
    why, acts = _ENDS[view.state, roles[0]]
    return Remaining(view, why, acts, view.customer if view.state is State.DELIVERED else wish.leaver)


def parties(workspace: Workspace, leaver: str, successor: str) -> tuple[str, str]:
    """Return both by the handles they go by now. An outside party may take promises on, and hands none over."""
    return named_person(workspace, leaver, outside=False), named_person(workspace, successor)
