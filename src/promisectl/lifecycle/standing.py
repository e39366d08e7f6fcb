"""Standing: where a conversation stands after its last act: state, terms, dues, and what was said on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.model.act import Verb
from promisectl.model.moment import Moment
from promisectl.model.promise import State
from promisectl.model.terms import Terms
from promisectl.model.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Context:
    """What the law must know besides the history: the zone of days, the clock, who left, who may speak for them.

    Replay reads `zone` and `former` alone; the others are asked by commands and rules (`speaking`). `now` is None where
    the future cannot be judged. `left` holds the day each leaver left, by current handle; `agents` the person each
    agent answers to.
    """

    zone: ZoneInfo
    now: datetime | None = None
    left: Mapping[str, date] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    stewards: frozenset[str] = frozenset()
    criteria_required: bool = False
    agents: Mapping[str, str | None] = field(default_factory=dict)

    def current(self, handle: str) -> str:
        """Return the handle somebody goes by now."""
        return self.former.get(handle, handle)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open proposal to change terms in force. The old terms stand until everyone needed has agreed.

    `due_then` is the due that stood when it was made; a pause may move it before the answer.
    """

    act: int
    proposer: str
    role: Role
    at: datetime
    changes: Mapping[str, Any]
    due_then: Moment | None
    reason: str | None
    material: bool
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Revision:
    """An agreed change of terms in force; `due_then` stood when it was proposed, `old_due` when it was agreed."""

    proposed_at: datetime
    agreed_at: datetime
    role: Role
    changes: Mapping[str, Any]
    due_then: Moment | None
    old_due: Moment | None
    new_due: Moment | None
    later: bool
    timely: bool
    material: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Warned:
    """A standing warning: trouble announced, not cleared."""

    at: datetime
    reason: str | None
    forecast: date | str | None
    help: object
    note: object = None


@dataclass(slots=True)
class Standing:
    """Where a conversation stands. Built by `replay`, read by everybody else, changed by nobody.

    `first_due`, `counted_due`, `current_due` are lifecycle.md's three dues, None until the clock has them.
    `delivered_at` is the standing or the accepted attempt (the start of `delivered-on` for the short cut).
    Instants are aware; `deliveries` holds every attempt. `pair` are the last two persons who held the roles by an
    agreement, customer first, by the handles they go by now; None where there never were two.
    """

    state: State | None = None
    terms: Terms = field(default_factory=Terms)
    acts: int = 0
    last_at: datetime | None = None
    opened_at: datetime | None = None
    opened_with: Verb | None = None
    reply_by: Moment | None = None
    first_response: tuple[Verb, datetime] | None = None
    agreed_at: datetime | None = None
    first_due: Moment | None = None
    counted_due: Moment | None = None
    current_due: Moment | None = None
    started_at: datetime | None = None
    activated_at: datetime | None = None
    paused_at: datetime | None = None
    proposal: Proposal | None = None
    warned: Warned | None = None
    revisions: list[Revision] = field(default_factory=list)
    notices: list[tuple[Verb, datetime, str | None]] = field(default_factory=list)
    deliveries: list[datetime] = field(default_factory=list)
    delivered_at: datetime | None = None
    rejections: int = 0
    closed_at: datetime | None = None
    closed_from: State | None = None
    closed_reason: str | None = None
    partial: object = None
    rating: int | None = None
    proxied: bool = False
    pair: tuple[str, str] | None = None

    @property
    def conditional(self) -> bool:
        """Whether the promise waits for its condition, or for the activation its clock starts from.

        Once the clock has started it waits for nothing: a condition that was added later is wording.
        """
        return self.started_at is None and (self.terms.condition is not None or starts_at_activation(self.terms))

    @property
    def clock_runs(self) -> bool:
        """Whether the promise is owed on a day: agreed, and activated where it is conditional."""
        return self.started_at is not None

    @property
    def turn(self) -> Role | None:
        """Whose turn it is, by the state alone."""
        return _TURN.get(self.state) if self.state else None

    def is_self(self, context: Context) -> bool:
        """Whether this is a promise to oneself: one person holds both roles, and never did two by an agreement."""
        return self.pair is None and of_one_person(self.terms, context)

    def roles(self, context: Context) -> tuple[str | None, str | None]:
        """Return customer and performer as they count: the last two persons, where one holds both roles by now."""
        terms = self.terms
        if self.pair is not None and of_one_person(terms, context):
            return self.pair
        return terms.customer, terms.performer

    def hold_roles(self, context: Context) -> None:
        """Keep who holds the roles from this agreement on, where they are two. Only `effects` calls it."""
        customer, performer = self.terms.customer, self.terms.performer
        if customer is None or performer is None or of_one_person(self.terms, context):
            return
        self.pair = (context.current(customer), context.current(performer))


_TURN = {
    State.REQUESTED: Role.PERFORMER,
    State.OFFERED: Role.CUSTOMER,
    State.PROMISED: Role.PERFORMER,
    State.DELIVERED: Role.CUSTOMER,
}


def of_one_person(terms: Terms, context: Context) -> bool:
    """Whether customer and performer of some terms are the same person, by whatever handle."""
    if terms.customer is None or terms.performer is None:
        return False
    return context.current(terms.customer) == context.current(terms.performer)


def starts_at_activation(terms: Terms) -> bool:
    """Whether `within` counts from the activation: said so, or by default where there is a condition."""
    if terms.within is None:
        return False
    return terms.within.start == "activation" or (terms.within.start is None and terms.condition is not None)


__all__ = ["Context", "Proposal", "Revision", "Role", "Standing", "Warned", "of_one_person", "starts_at_activation"]
