"""Need chain: what a promise needs, and what that needs, with the dates that follow, forwards and backwards.

Forwards: the earliest finish of each, as `threat` has it, and its slack to the due. Backwards: the latest finish that
still keeps the date of the promise at the top, less what it takes from its agreement to its due: the latest start. The
critical chain is the one that decides the earliest finish of the top. What lies too deep to be drawn or nested goes on
in trees of its own, so no chain is too long. Source: metrics.md, Threat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from promisectl.metrics.threat import Expectation, expectations
from promisectl.metrics.view import View
from promisectl.model.circles import circles
from promisectl.model.moment import days_between, local_day


@dataclass(frozen=True, slots=True)
class Link:
    """A promise in the chain: its dates, and whether it decides when the top is there.

    `finish` and `due` are None where it is closed or has no due yet; `latest_finish` and `latest_start` where the top
    has no due. `repeated` marks one that stands higher up already; what it needs is told there. What one that is
    `continued` needs is told in a tree of its own.
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
    continued: bool = False

    @property
    def slack_days(self) -> int | None:
        """The due less the earliest finish in calendar days, negative when it will be late; None without both."""
        return (self.due - self.finish).days if self.due and self.finish else None


@dataclass(frozen=True, slots=True)
class Plan:
    """A promise with all it needs: the tree from the `top`, and those that go on where a tree is deep enough.

    `critical` are the views that decide when the top is there, from the top down. Each of `circles` are promises that
    need each other, in order, the first one again at the end.
    """

    top: Link
    further: tuple[Link, ...] = ()
    critical: tuple[View, ...] = ()
    circles: tuple[tuple[View, ...], ...] = ()


def plan_of(top: View, by_id: Mapping[str, View], deepest: int) -> Plan:
    """Return a promise with all it needs, in trees at most so deep; needs that are nowhere are left out."""
    finishes = expectations(by_id)
    critical = critical_chain(top.id, finishes)
    walk = _Walk(by_id, finishes, frozenset(critical), deepest)
    trees = [_told(top, 0, _day(top, top.due), walk, 0)]
    for view, lead, latest in walk.waiting:
        trees.append(_told(view, lead, latest, walk, 0))
    names = circles({id_: _needs(by_id[id_], by_id) for id_ in walk.met})
    found = (tuple(by_id[id_] for id_ in circle) for circle in names)
    return Plan(trees[0], tuple(trees[1:]), tuple(by_id[id_] for id_ in critical), tuple(found))


def critical_chain(id_: str, finishes: Mapping[str, Expectation]) -> list[str]:
    """Return the ids from a promise to the one whose own finish decides when it is there."""
    chain = [id_]
    while chain[-1] in finishes and (cause := finishes[chain[-1]].cause) is not None and cause not in chain:
        chain.append(cause)
    return chain


_Further = tuple[View, int, date | None]  # a promise whose needs are told later, with its lead and latest finish


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is known on the way: `met` are the promises seen so far, `waiting` those that get trees of their own."""

    by_id: Mapping[str, View]
    finishes: Mapping[str, Expectation]
    critical: frozenset[str]
    deepest: int
    met: set[str] = field(default_factory=set)
    waiting: list[_Further] = field(default_factory=list)


def _link(view: View, lead: int, latest: date | None, walk: _Walk, depth: int) -> Link:
    """Return a promise in a tree: told here, or named where it stands higher up or lies too deep."""
    if view.id in walk.met:
        return _named(view, lead, latest, walk, repeated=True)
    if depth == walk.deepest and _needs(view, walk.by_id):
        walk.met.add(view.id)
        walk.waiting.append((view, lead, latest))
        return _named(view, lead, latest, walk, continued=True)
    return _told(view, lead, latest, walk, depth)


def _told(view: View, lead: int, latest: date | None, walk: _Walk, depth: int) -> Link:
    """Return a promise with what it needs below it."""
    walk.met.add(view.id)
    below = [(walk.by_id[need], days) for need, days in view.promise.needs() if need in walk.by_id]
    needs = tuple(_link(need, days, _before(latest, days), walk, depth + 1) for need, days in below)
    return _named(view, lead, latest, walk, needs=needs)


def _needs(view: View, by_id: Mapping[str, View]) -> list[str]:
    return [need for need, _ in view.promise.needs() if need in by_id]


def _named(
    view: View,
    lead: int,
    latest: date | None,
    walk: _Walk,
    *,
    needs: tuple[Link, ...] = (),
    repeated: bool = False,
    continued: bool = False,
) -> Link:
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
        continued,
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
