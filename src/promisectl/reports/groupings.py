"""Groupings: by what a report can be divided. A new one is one row here.

A promise with two tags stands in two groups; one without any stands in the group of None, so that nothing is lost.
Performer, areas and period are those of the settlement day. Source: metrics.md, One class per promise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import product

from promisectl.metrics.reason import primary_reason
from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.query.environment import Environment
from promisectl.query.periods import month_of, quarter_of, week_of

Key = tuple[str | None, ...]
Grouping = Callable[[View, Environment], Iterable[str | None]]


def _period(name: Callable[[date], str]) -> Grouping:
    def period(view: View, env: Environment) -> Iterable[str | None]:
        day = view.settlement_day
        return (name(day) if day else None,)

    return period


def _area_pair(view: View, env: Environment) -> Iterable[str | None]:
    """The performer's area → the customer's; None where neither has one."""
    performer, customer = env.performer_area(view), env.customer_area(view)
    return (f"{performer or '-'} -> {customer or '-'}" if performer or customer else None,)


GROUPINGS: dict[str, Grouping] = {
    "ledger": lambda view, env: (view.promise.ledger,),
    "area": lambda view, env: (env.performer_area(view),),
    "area-pair": _area_pair,
    "person": lambda view, env: (view.in_office("performer"),),
    "performer": lambda view, env: (view.in_office("performer"),),
    "customer": lambda view, env: (view.in_office("customer"),),
    "service": lambda view, env: (view.promise.file.service,),
    "tag": lambda view, env: view.promise.file.tags,
    "objective": lambda view, env: view.promise.file.serves,
    "reason": lambda view, env: (primary_reason(view),),
    "segment": lambda view, env: (view.promise.file.segment,),
    "channel": lambda view, env: (view.promise.file.channel,),
    "touchpoint": lambda view, env: (view.promise.file.touchpoint,),
    "week": _period(week_of),
    "month": _period(month_of),
    "quarter": _period(quarter_of),
    "year": _period(lambda day: f"{day.year:04}"),
}
PERIODS = frozenset({"week", "month", "quarter", "year"})


# The reports that are divided, and by what: a trend by how long its periods are.
DIVIDED: dict[str, Collection[str]] = {"fulfilment": GROUPINGS, "reasons": GROUPINGS, "trend": GROUPINGS}


def check_groupings(by: Sequence[str], spoken: Iterable[str] = ()) -> None:
    """Refuse (Trouble) a field that no report can be divided by, with the nearest that one can, as it is spoken too."""
    for name in by:
        if name not in GROUPINGS:
            raise Trouble(
                M("a report cannot be divided by “{field}”", field=name),
                help=did_you_mean(name, GROUPINGS, kind="grouping", spoken=spoken),
            )


def left_undivided(report: str, by: Sequence[str], spoken: Iterable[str] = ()) -> list[str]:
    """Return the fields by which a report was asked to be divided, and is not; Trouble for a field that is none."""
    check_groupings(by, spoken)
    divided = DIVIDED.get(report, ())
    return [name for name in dict.fromkeys(by) if name not in divided]


def grouped(views: Iterable[View], by: Sequence[str], env: Environment) -> list[tuple[Key, list[View]]]:
    """Return the groups in the order of their keys, None last; without any field, one group of all."""
    found: dict[Key, list[View]] = {} if by else {(): []}
    for view in views:
        words = [dict.fromkeys(GROUPINGS[name](view, env)) or (None,) for name in by]
        for key in product(*words):
            found.setdefault(key, []).append(view)
    return sorted(found.items(), key=lambda group: [(word is None, word or "") for word in group[0]])
