"""Union: two histories that began as one, as one again, where there is a lawful order of the acts of both.

One side stands: its acts keep their places. The other's notes may stand anywhere, everything else only after the last
act of the side that stands; each side keeps its own order, and time never runs backwards. That leaves one order to try.
It is lawful where replay takes it, and where every answer still answers what its speaker heard: an agreement must not
land on terms or a proposal that came from the other side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import instant_of, take
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act, Verb
from promisectl.model.acts import ANSWERS

# Acts that answer what stood before them: a question, a proposal, a delivery.
_VERDICTS = frozenset({*ANSWERS, Verb.ACCEPT, Verb.REJECT})


@dataclass(frozen=True, slots=True)
class Placed:
    """An act of the union: which side it is of, and its position in that side's history, from 0."""

    side: Literal["stands", "other"]
    position: int


def lawful_order(stands: Sequence[Act], other: Sequence[Act], context: Context) -> tuple[Placed, ...] | None:
    """Return the lawful order of the acts of both histories in which those of `stands` come first; None without one.

    What both hold, at the beginning or later on, is taken once. Both histories are lawful by themselves.
    """
    heard = _heard(other, context)
    instants = _heard(stands, context)
    if heard is None or instants is None:
        return None
    added = added_acts(stands, other)
    order = _order([at for at, _ in instants], other, [heard[position][0] for position in added], added)
    return order if _is_lawful(order, stands, other, heard, context) else None


def added_acts(stands: Sequence[Act], other: Sequence[Act]) -> list[int]:
    """Return the positions of the acts that `other` alone holds."""
    common = common_acts(stands, other)
    twins = Counter(act.model_dump_json() for act in stands[common:])
    added: list[int] = []
    for position in range(common, len(other)):
        said = other[position].model_dump_json()
        if twins[said]:
            twins[said] -= 1
        else:
            added.append(position)
    return added


def common_acts(one: Sequence[Act], other: Sequence[Act]) -> int:
    """Return how many acts two histories begin with in common."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


_Heard = tuple[datetime, Standing]


def _heard(acts: Sequence[Act], context: Context) -> list[_Heard] | None:
    """Return, for each act, when it was said and how the promise stood before it; None where the law refuses one."""
    standing = Standing()
    heard: list[_Heard] = []
    for act in acts:
        before = _snapshot(standing)
        at = instant_of(act, standing, context)
        if isinstance(at, Refusal) or take(standing, act, at, context) is not None:
            return None
        standing.acts += 1
        heard.append((at, before))
    return heard


def _snapshot(standing: Standing) -> Standing:
    """Return a standing as it is now; what it lists may grow later, so only its own values may be looked at."""
    return copy(standing)


def _order(
    instants: Sequence[datetime], other: Sequence[Act], said: Sequence[datetime], added: Sequence[int]
) -> tuple[Placed, ...]:
    """Return the order to try: notes by their time, after acts of the same time; from the first other act on, last."""
    first = _leading_notes([other[position] for position in added])
    order: list[Placed] = []
    waiting = 0
    for position, instant in enumerate(instants):
        while waiting < first and said[waiting] < instant:
            order.append(Placed("other", added[waiting]))
            waiting += 1
        order.append(Placed("stands", position))
    order += [Placed("other", position) for position in added[waiting:]]
    return tuple(order)


def _leading_notes(acts: Sequence[Act]) -> int:
    """Return how many notes some acts begin with."""
    count = 0
    for act in acts:
        if act.act is not Verb.NOTE:
            break
        count += 1
    return count


def _is_lawful(
    order: Sequence[Placed], stands: Sequence[Act], other: Sequence[Act], heard: Sequence[_Heard], context: Context
) -> bool:
    """Whether replay takes the acts in this order, and each answer of the other side still answers what it heard."""
    standing = Standing()
    for placed in order:
        act = stands[placed.position] if placed.side == "stands" else other[placed.position]
        if placed.side == "other" and not _answers_the_same(act, heard[placed.position][1], standing):
            return False
        at = instant_of(act, standing, context)
        if isinstance(at, Refusal) or take(standing, act, at, context) is not None:
            return False
        standing.acts += 1
    return True


def _answers_the_same(act: Act, then: Standing, now: Standing) -> bool:
    """Whether what an act answers is what its speaker had before the eyes; what answers nothing always is."""
    if act.act not in _VERDICTS:
        return True
    return list(_question(then)) == list(_question(now))


def _question(standing: Standing) -> Iterator[object]:
    """Yield what an answer is given to: state, terms, the proposal whoever made it, the delivery."""
    proposal = standing.proposal
    yield standing.state
    yield standing.terms
    yield (proposal.proposer, proposal.at, proposal.changes) if proposal else None
    yield standing.delivered_at
