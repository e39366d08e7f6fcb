"""Options: which acts the law would take now, from whom, and what they must carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from promisectl.lifecycle.agents import may_say
from promisectl.lifecycle.preconditions import clock_runs, due_past, lapsed, pausable, paused, reason_to_pause
from promisectl.lifecycle.replay import holders
from promisectl.lifecycle.speaking import has_left
from promisectl.lifecycle.standing import Context, Role, Standing
from promisectl.lifecycle.table import MOVES, Move
from promisectl.model.act import Act, Verb
from promisectl.model.moment import local_day

_STATE_DEMANDS = (clock_runs, due_past, pausable, paused)


@dataclass(frozen=True, slots=True)
class Option:
    """An act that is open now: who may say it (None: any registered person) and what it needs.

    Where `by` has left, a steward says it in the place.
    """

    verb: Verb
    by: str | None
    needs: tuple[str, ...]
    left: bool = False


def options(standing: Standing, at: datetime, context: Context) -> tuple[Option, ...]:
    """Return every lawful next act, in the order of the table; a note, which is always lawful, is left out."""
    if standing.state is None or not standing.state.is_open or lapsed(standing, at, context):
        return ()
    lawful: dict[tuple[Verb, str | None], Option] = {}
    for move in MOVES:
        if move.before is not standing.state or not _is_open(move, standing, at, context):
            continue
        for handle in _speakers(move, standing, context):
            left = handle is not None and has_left(handle, local_day(at, context.zone), context)
            lawful.setdefault((move.verb, handle), Option(move.verb, handle, _needs(move, standing), left))
    open_to_all = {option.verb for option in lawful.values() if option.by is None}
    return tuple(option for option in lawful.values() if option.by is None or option.verb not in open_to_all)


def _speakers(move: Move, standing: Standing, context: Context) -> Iterator[str | None]:
    """Yield who may say an act; None is anybody who is registered."""
    handles: tuple[str | None, ...] = holders(move.role, standing, context)
    if move.role is Role.OBSERVER:
        handles = (None,)
    for handle in handles:
        if may_say(handle, move.verb, context):
            yield handle


def _is_open(move: Move, standing: Standing, at: datetime, context: Context) -> bool:
    if move.verb is Verb.ACTIVATE:
        return standing.conditional
    if move.before is not None and move.role in (Role.PARTY, Role.PROPOSER):
        return standing.proposal is not None
    if reason_to_pause in move.must and not standing.terms.pause_on:
        return False
    probe = Act.model_construct(act=move.verb, by="", at=at)
    return not any(demand in _STATE_DEMANDS and demand(standing, probe, at, context) for demand in move.must)


def _needs(move: Move, standing: Standing) -> tuple[str, ...]:
    if move.verb is Verb.DELIVER and not standing.terms.criteria:
        return ()
    if move.verb is Verb.REJECT and not standing.terms.criteria:
        return ("note",)
    return move.needs
