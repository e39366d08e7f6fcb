"""Threat: a promise that will be late because one it needs will be.

The expected finish EF of a promise is its own forecast, else its due, else today once that has passed; and never
before the expected finish of any open promise it needs, plus the lead it wants. A promise that is late of its own
doing is overdue or at risk, not threatened: the cause must be a need. Source: metrics.md, Trouble and network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from promisectl.metrics.view import Threat, View
from promisectl.model.moment import days_after, deadline, local_day
from promisectl.model.promise import State


@dataclass(frozen=True, slots=True)
class Expectation:
    """When a promise will be there (`finish`, a day); the need it waits for longest, and when that allows it."""

    finish: date
    need: str | None = None
    after_need: date | None = None

    @property
    def cause(self) -> str | None:
        """The need that decides the finish; None where the promise itself does."""
        return self.need if self.after_need == self.finish else None


def threats(views: Iterable[View]) -> dict[str, Threat]:
    """Return the threat of every threatened promise, by id. Free of cost where no promise needs another."""
    by_id = {view.promise.id: view for view in views}
    if not any(view.promise.file.needs for view in by_id.values()):
        return {}
    finishes = expectations(by_id)
    found = {}
    for id_, expected in finishes.items():
        due = _due_day(by_id[id_])
        if expected.need and expected.after_need and due is not None and expected.after_need > due:
            found[id_] = Threat(expected.finish, due, _chain(id_, expected.need, finishes))
    return found


def expectations(by_id: Mapping[str, View]) -> dict[str, Expectation]:
    """Return the expected finish of every open promise that has one. A circle of needs is cut where it closes."""
    found: dict[str, Expectation] = {}
    entered: set[str] = set()
    for start in by_id:
        stack = [start]
        while stack:
            id_ = stack[-1]
            if id_ not in entered:
                entered.add(id_)
                stack += [need for need, _ in by_id[id_].promise.needs() if need in by_id and need not in entered]
                continue
            stack.pop()
            if id_ not in found and (expected := _expect(by_id[id_], found)):
                found[id_] = expected
    return found


def _expect(view: View, found: Mapping[str, Expectation]) -> Expectation | None:
    state = view.state
    if view.standing is None or state is None or not state.is_open:
        return None
    own = _own_finish(view)
    if state is State.DELIVERED:
        return Expectation(own) if own else None
    waits = [(days_after(found[need].finish, lead), need) for need, lead in view.promise.needs() if need in found]
    if not waits:
        return Expectation(own) if own else None
    after, need = max(waits)
    return Expectation(max(own or after, after), need, after)


def _own_finish(view: View) -> date | None:
    """The day it came, else the forecast of the standing warning, else the due; but not before today."""
    standing, zone = view.standing, view.context.zone
    if standing is None:
        return None
    if standing.state is State.DELIVERED and standing.delivered_at:
        return local_day(standing.delivered_at, zone)
    today = local_day(view.as_of, zone)
    forecast = standing.warned.forecast if standing.warned else None
    if isinstance(forecast, date):
        return max(local_day(forecast, zone), today)
    due = view.due
    if due is None:
        return None
    return today if view.as_of > deadline(due, zone) else local_day(due, zone)


def _due_day(view: View) -> date | None:
    return local_day(view.due, view.context.zone) if isinstance(view.due, date | datetime) else None


def _chain(start: str, need: str, finishes: Mapping[str, Expectation]) -> tuple[str, ...]:
    chain = [start, need]
    while (cause := finishes[chain[-1]].cause) is not None:
        chain.append(cause)
    return tuple(chain)
