"""Need chain: what a promise needs, and what that needs, with the dates that follow, forwards and backwards.

Forwards: the earliest finish of each, as `threat` has it, and its slack to the due. Backwards: the latest finish that
still keeps the date of the promise at the top, less what it takes from its agreement to its due: the latest start. The
critical chain is the one that decides the earliest finish of the top. Source: metrics.md, Threat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from promisectl.metrics.threat import Expectation, expectations
from promisectl.metrics.view import View
from promisectl.model.moment import days_between, local_day


@dataclass(frozen=True, slots=True)
class Link:
    """A promise in the chain: its dates, and whether it decides when the top is there.

    `finish` and `due` are None where it is closed or has no due yet; `latest_finish` and `latest_start` where the top
    has no due. `repeated` marks one that stands higher up already; what it needs is told there.
    """

    view: View
    lead: int
    due: date | None
    finish: date | None
    latest_finish: date | None
    latest_start: date | None
    critical: bool
    needs: tuple[Link, ...] = ()
    repeated: bool = False

    @property
    def slack_days(self) -> int | None:
        """The due less the earliest finish in calendar days, negative when it will be late; None without both."""
        return (self.due - self.finish).days if self.due and self.finish else None


def need_chain(top: View, by_id: Mapping[str, View]) -> Link:
    """Return a promise with all it needs below it; needs that are nowhere are left out."""
    finishes = expectations(by_id)
    chain = critical_chain(top.id, finishes)
    due = _day(top, top.due)
    return _link(top, 0, due, _Walk(by_id, finishes, frozenset(chain), set()))


def critical_chain(id_: str, finishes: Mapping[str, Expectation]) -> list[str]:
    """Return the ids from a promise to the one whose own finish decides when it is there."""
    chain = [id_]
    while chain[-1] in finishes and (cause := finishes[chain[-1]].cause) is not None and cause not in chain:
        chain.append(cause)
    return chain


@dataclass(frozen=True, slots=True)
class _Walk:
    by_id: Mapping[str, View]
    finishes: Mapping[str, Expectation]
    critical: frozenset[str]
    met: set[str]


def _link(view: View, lead: int, latest: date | None, walk: _Walk) -> Link:
    repeated = view.id in walk.met
    walk.met.add(view.id)
    below = [] if repeated else [(need, days) for need, days in view.promise.needs() if need in walk.by_id]
    needs = tuple(_link(walk.by_id[need], days, _before(latest, days), walk) for need, days in below)
    expected = walk.finishes.get(view.id)
    return Link(
        view,
        lead,
        _day(view, view.due),
        expected.finish if expected else None,
        latest,
        _before(latest, _length(view)) if view.is_open else None,
        view.id in walk.critical,
        needs,
        repeated,
    )


def _before(day: date | None, days: int) -> date | None:
    return day - timedelta(days=days) if day is not None else None


def _length(view: View) -> int:
    """What a promise takes: the days from its agreement (before one, its opening) to its due."""
    begun = view.agreed_at or view.opened_at
    if begun is None or view.due is None:
        return 0
    return max(days_between(begun, view.due, view.context.zone), 0)


def _day(view: View, due: object) -> date | None:
    return local_day(due, view.context.zone) if isinstance(due, date) else None
