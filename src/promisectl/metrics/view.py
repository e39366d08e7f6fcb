"""View: one promise as it stands at an instant, with everything a list, a query or a rate asks of it.

Acts later than the instant are not in the Standing (the caller replays `until` it), so nobody here reads them. What
costs anything is computed when first asked for and kept: a View of ten thousand others is cheap to make. That is why
this one dataclass has no slots.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from promisectl.lifecycle import overlays as law
from promisectl.lifecycle.standing import Context, Standing, of_one_person
from promisectl.metrics.outcome import Outcome, closing_instant, outcome_of, settlement_day
from promisectl.metrics.role_holder import RoleName, holder_on
from promisectl.model.moment import Moment, days_between
from promisectl.model.promise import Promise, State
from promisectl.model.terms import Terms

Turn = Literal["performer", "customer"]
_TURN: dict[State, Turn] = {
    State.REQUESTED: "performer",
    State.OFFERED: "customer",
    State.PROMISED: "performer",
    State.DELIVERED: "customer",
}


@dataclass(frozen=True, slots=True)
class Threat:
    """A due that a need will break: the expected finish, the due, and the chain of ids from here to the cause."""

    finish: date
    due: date
    chain: tuple[str, ...]

    @property
    def slack_days(self) -> int:
        """The due less the expected finish, in calendar days: negative, for a threat."""
        return (self.due - self.finish).days


@dataclass(frozen=True, eq=False)
class View:
    """A promise at `as_of`. `standing` is None for a draft; `threat` says which need will make it late."""

    promise: Promise
    standing: Standing | None
    as_of: datetime
    context: Context
    due_soon_days: int = 3
    threat: Threat | None = None

    @property
    def id(self) -> str:
        """The promise's id."""
        return self.promise.id

    @cached_property
    def terms(self) -> Terms:
        """The terms in force or on the table; for a draft, those its head shows."""
        return self.standing.terms if self.standing else self.promise.head_terms()

    @cached_property
    def state(self) -> State | None:
        """The state a reader sees, `lapsed` included; None for a draft."""
        return law.shown_state(self.standing, self.as_of, self.context) if self.standing else None

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes a word or a deed; False for a draft."""
        return self.state is not None and self.state.is_open

    @property
    def is_closed(self) -> bool:
        """Whether the conversation is over; False for a draft."""
        return self.state is not None and not self.state.is_open

    @property
    def is_self(self) -> bool:
        """Whether it is a promise to oneself, kept out of every rate; once two persons had agreed it never is."""
        if self.standing is None:
            return of_one_person(self.terms, self.context)
        return self.standing.is_self(self.context)

    @cached_property
    def outcome(self) -> Outcome | None:
        """The class; None for a draft, for what was never promised, and for a promise to oneself."""
        if self.standing is None or self.is_self:
            return None
        return outcome_of(self.standing, self.as_of, self.context)

    @property
    def threatened(self) -> bool:
        """Whether a promise it needs will make it late."""
        return self.threat is not None

    @cached_property
    def overlays(self) -> tuple[str, ...]:
        """The overlays that hold, in the order of `lifecycle.overlays.OVERLAYS`."""
        if self.standing is None:
            return ("draft", "self") if self.is_self else ("draft",)
        return law.overlays(
            self.standing,
            self.as_of,
            self.context,
            due_soon_days=self.due_soon_days,
            threatened=self.threatened,
        )

    @property
    def is_overdue(self) -> bool:
        """Whether the promise is overdue; the same as the overlay, at less cost."""
        return self.standing is not None and law.is_overdue(self.standing, self.as_of, self.context)

    @property
    def customer(self) -> str | None:
        """Who is customer now, by the handle they go by now."""
        return self._current(self.terms.customer)

    @property
    def performer(self) -> str | None:
        """Who is performer now, by the handle they go by now."""
        return self._current(self.terms.performer)

    @property
    def parties(self) -> tuple[str | None, ...]:
        """Customer and performer as they count: where one person holds both roles by now, the last two who did not."""
        if self.standing is None:
            return self.customer, self.performer
        return tuple(self._current(handle) for handle in self.standing.roles(self.context))

    def _current(self, handle: str | None) -> str | None:
        return self.context.current(handle) if handle is not None else None

    @property
    def due(self) -> Moment | None:
        """The due in force, on the table or in the draft; None where a clock has not started."""
        return self.terms.due

    @property
    def first_due(self) -> Moment | None:
        """The due as first promised, moved by pauses only."""
        return self.standing.first_due if self.standing else None

    @property
    def counted_due(self) -> Moment | None:
        """The due that counts for being in time."""
        return self.standing.counted_due if self.standing else None

    @property
    def days_left(self) -> int | None:
        """Calendar days from today to the due, negative when late; None when closed, a draft or without a due."""
        if not self.is_open or self.due is None:
            return None
        return days_between(self.as_of, self.due, self.context.zone)

    @property
    def age_days(self) -> int | None:
        """Calendar days since the agreement, before one since the opening act; None unless open."""
        if self.standing is None or not self.is_open:
            return None
        since = self.standing.agreed_at or self.standing.opened_at
        return days_between(since, self.as_of, self.context.zone) if since else None

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is by the state; None for a draft and for what is closed."""
        return _TURN.get(self.state) if self.state else None

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """Who must answer a question, an offer, a delivery or an open proposal."""
        return law.waiting_for(self.standing, self.as_of, self.context) if self.standing else ()

    @property
    def revisions(self) -> int:
        """How many changes of the terms in force were agreed."""
        return len(self.standing.revisions) if self.standing else 0

    @property
    def opened_at(self) -> datetime | None:
        """When the opening act was said."""
        return self.standing.opened_at if self.standing else None

    @property
    def agreed_at(self) -> datetime | None:
        """When both had agreed."""
        return self.standing.agreed_at if self.standing else None

    @property
    def delivered_at(self) -> datetime | None:
        """When the standing or the accepted attempt was delivered."""
        return self.standing.delivered_at if self.standing else None

    @property
    def closed_at(self) -> datetime | None:
        """When the conversation closed; for a lapsed one, the last instant of its condition's day."""
        return closing_instant(self.standing, self.as_of, self.context) if self.standing else None

    @cached_property
    def settlement_day(self) -> date | None:
        """The day whose period the promise belongs to; None while open without a due, and for a draft."""
        return settlement_day(self.standing, self.as_of, self.context) if self.standing else None

    def in_office(self, role: RoleName) -> str | None:
        """Return who was customer or performer on the settlement day, or last before one person held both roles."""
        if self.standing is None:
            return self.customer if role == "customer" else self.performer
        return self._current(holder_on(self.promise, self.standing, role, self.settlement_day, self.context))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason said in the history up to `as_of`, in the order spoken."""
        acts = self.promise.history[: self.standing.acts] if self.standing else ()
        return tuple(act.reason for act in acts if act.reason is not None)
