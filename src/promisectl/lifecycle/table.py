"""The table of moves: which act leads from which state to which, and whose it is (lifecycle.md, Acts).

A row is all there is to say about an act in a state: the speaker it belongs to, what it must carry (`must`), and
what it does. Adding an act is adding rows here, its keys in `keys.py`, and a test.
"""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.lifecycle import effects as does
from promisectl.lifecycle import preconditions as must
from promisectl.lifecycle.effects import Effect
from promisectl.lifecycle.notes import note_kind
from promisectl.lifecycle.preconditions import Precondition
from promisectl.lifecycle.standing import Role
from promisectl.model.act import Verb
from promisectl.model.promise import State

C, P, O = Role.CUSTOMER, Role.PERFORMER, Role.OBSERVER  # noqa: E741 - the letters of lifecycle.md
PARTY, PROPOSER = Role.PARTY, Role.PROPOSER
V, S = Verb, State


@dataclass(frozen=True, slots=True)
class Move:
    """One row: `verb` by `role` leads from `before` to `after`; `needs` names what must be carried, for people."""

    verb: Verb
    before: State | None
    after: State | None
    role: Role
    does: Effect
    must: tuple[Precondition, ...] = ()
    needs: tuple[str, ...] = ()


_TERMS = (must.opening_terms,)
_CHANGE = (must.counter_terms,)
_PROPOSAL = (must.open_proposal,)
_CLOSE = (must.reason,)

MOVES = (
    Move(V.REQUEST, None, S.REQUESTED, C, does.open_conversation, _TERMS, ("what", "performer", "due")),
    Move(V.OFFER, None, S.OFFERED, P, does.open_conversation, _TERMS, ("what", "customer", "due")),
    Move(V.COUNTER, S.REQUESTED, S.OFFERED, P, does.change_table, _CHANGE, ("terms",)),
    Move(V.COUNTER, S.REQUESTED, S.REQUESTED, C, does.change_table, _CHANGE, ("terms",)),
    Move(V.COUNTER, S.OFFERED, S.REQUESTED, C, does.change_table, _CHANGE, ("terms",)),
    Move(V.COUNTER, S.OFFERED, S.OFFERED, P, does.change_table, _CHANGE, ("terms",)),
    Move(V.AGREE, S.REQUESTED, S.PROMISED, P, does.bind, (must.first_agreement,)),
    Move(V.AGREE, S.OFFERED, S.PROMISED, C, does.bind, (must.first_agreement,)),
    Move(V.DECLINE, S.REQUESTED, S.DECLINED, P, does.close),
    Move(V.DECLINE, S.OFFERED, S.DECLINED, C, does.close),
    Move(V.WITHDRAW, S.REQUESTED, S.WITHDRAWN, C, does.close),
    Move(V.WITHDRAW, S.OFFERED, S.WITHDRAWN, P, does.close),
    Move(V.RENEGOTIATE, S.PROMISED, S.PROMISED, C, does.propose, (must.reason, must.revision), ("terms", "reason")),
    Move(V.RENEGOTIATE, S.PROMISED, S.PROMISED, P, does.propose, (must.reason, must.revision), ("terms", "reason")),
    Move(V.AGREE, S.PROMISED, S.PROMISED, PARTY, does.agree_to_proposal, (*_PROPOSAL, must.same_terms)),
    Move(V.DECLINE, S.PROMISED, S.PROMISED, PARTY, does.drop_proposal, _PROPOSAL),
    Move(V.WITHDRAW, S.PROMISED, S.PROMISED, PROPOSER, does.drop_proposal, _PROPOSAL),
    Move(V.WARN, S.PROMISED, S.PROMISED, P, does.warn, (must.reason_or_clear,), ("reason",)),
    Move(V.ACTIVATE, S.PROMISED, S.PROMISED, C, does.activate, (must.activation,), ("evidence",)),
    Move(V.ACTIVATE, S.PROMISED, S.PROMISED, P, does.activate, (must.activation,), ("evidence",)),
    Move(V.ACTIVATE, S.PROMISED, S.PROMISED, O, does.activate, (must.activation,), ("evidence",)),
    Move(V.PAUSE, S.PROMISED, S.PROMISED, C, does.pause, (must.pausable, must.reason), ("reason",)),
    Move(
        V.PAUSE, S.PROMISED, S.PROMISED, P, does.pause,
        (must.pausable, must.reason, must.reason_to_pause), ("reason",),
    ),
    Move(V.RESUME, S.PROMISED, S.PROMISED, C, does.resume, (must.paused, must.dues), ("dues",)),
    Move(V.RESUME, S.PROMISED, S.PROMISED, P, does.resume, (must.paused, must.dues), ("dues",)),
    Move(
        V.DELIVER, S.PROMISED, S.DELIVERED, P, does.deliver,
        (must.clock_runs, must.dues, must.evidence), ("evidence",),
    ),
    Move(
        V.ACCEPT, S.PROMISED, S.ACCEPTED, C, does.accept,
        (must.clock_runs, must.dues, must.verdict, must.delivered_on), ("delivered-on",),
    ),
    Move(V.ACCEPT, S.DELIVERED, S.ACCEPTED, C, does.accept, (must.verdict, must.no_delivered_on)),
    Move(V.REJECT, S.DELIVERED, S.PROMISED, C, does.reject, (must.unmet,), ("unmet",)),
    Move(V.CANCEL, S.PROMISED, S.CANCELLED, C, does.close, (must.reason, must.dues), ("reason",)),
    Move(V.CANCEL, S.DELIVERED, S.CANCELLED, C, does.close, _CLOSE, ("reason",)),
    Move(V.REVOKE, S.PROMISED, S.REVOKED, P, does.close, (must.reason, must.dues), ("reason",)),
    Move(V.FAIL, S.PROMISED, S.FAILED, C, does.close, (must.due_past, must.reason), ("reason",)),
    Move(V.FAIL, S.DELIVERED, S.FAILED, C, does.close, _CLOSE, ("reason",)),
)  # fmt: skip

NOTE = tuple(Move(V.NOTE, None, None, role, does.note, (note_kind,), ("note",)) for role in (C, P, O))

BY_START: dict[tuple[State | None, Verb], tuple[Move, ...]] = {}
for _move in MOVES:
    _start = (_move.before, _move.verb)
    BY_START[_start] = (*BY_START.get(_start, ()), _move)
for _state in (*State,):
    BY_START[_state, V.NOTE] = NOTE
