"""Fields whose values have an order: days and instants, and whole numbers.

A date in a query is a span of time: `agreed:2026-Q1` holds for every instant of the quarter, `due<2026-04-01`
before its first instant, `due:..2026-04-01` up to its last. A due that is a day is compared by its last instant.
What has no value is neither before nor after anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.model.moment import Moment, beginning, deadline
from promisectl.model.trouble import Trouble
from promisectl.query.dates import FORMS, parse_when
from promisectl.query.periods import parse_period
from promisectl.query.scope import Builder, Predicate, Scope
from promisectl.query.syntax import At, Exact, Prefix, Range, Term, Value

_DAYS = re.compile(r"(-?\d{1,6})([dw]?)\Z", re.ASCII)

Instants = tuple[datetime, datetime]
T = TypeVar("T", int, datetime)


def moments(getter: Callable[[View], Moment | None]) -> Builder:
    """Return the builder of a field that holds a day or an instant."""

    def build(term: Term, scope: Scope) -> Predicate:
        zone = scope.env.zone

        def place(view: View) -> datetime | None:
            moment = getter(view)
            return None if moment is None else deadline(moment, zone)

        return _ordered(term, scope, place, _instants)

    return build


def numbers(getter: Callable[[View], int | None], *, days: bool = False) -> Builder:
    """Return the builder of a field that holds a whole number; with `days`, `90d` and `12w` are numbers too."""

    def read(word: str, span: At, scope: Scope) -> tuple[int, int]:
        match = _DAYS.match(word)
        if not match or (match[2] and not days):
            raise scope.trouble(
                span,
                M("“{word}” is not a number of days", word=word) if days else M("“{word}” is not a number", word=word),
                M("write it as in `age:90d..`") if days else M("write it as in `priority:1`"),
            )
        number = int(match[1]) * (7 if match[2] == "w" else 1)
        return number, number

    return lambda term, scope: _ordered(term, scope, getter, read)


def _instants(word: str, span: At, scope: Scope) -> Instants:
    """The first and the last instant that a date word covers."""
    env = scope.env
    try:
        period = parse_period(word) or _one(parse_when(word, env.today, env.zone, env.calendar))
    except (ValueError, Trouble):
        raise scope.trouble(span, M("“{text}” is not a date", text=word), FORMS) from None
    return beginning(period[0], env.zone), deadline(period[1], env.zone)


def _one(moment: Moment) -> tuple[date, date]:
    return moment, moment


def _ordered(
    term: Term, scope: Scope, place: Callable[[View], T | None], read: Callable[[str, At, Scope], tuple[T, T]]
) -> Predicate:
    tests = [_test(term, value, scope, read) for value in term.values]
    if len(tests) > 1 and term.op in _COMPARE:
        raise scope.trouble(
            term.span,
            M("`{op}` compares with one value, not with several", op=term.op),
            M("use `:` where any of several will do"),
        )
    if len(tests) == 1:
        only = tests[0]
        return lambda view: (at := place(view)) is not None and only(at)
    return lambda view: (at := place(view)) is not None and any(test(at) for test in tests)


def _test(term: Term, value: Value, scope: Scope, read: Callable[[str, At, Scope], tuple[T, T]]) -> Callable[[T], bool]:
    match value:
        case Exact(text):
            first, last = read(text, value.span, scope)
            return _COMPARE.get(term.op, _within)(first, last)
        case Range(low, high) if term.op not in _COMPARE:
            first_end = read(low, value.span, scope)[0] if low else None
            last_end = read(high, value.span, scope)[1] if high else None
            return _between(first_end, last_end)
        case Prefix("") if term.op not in _COMPARE:
            return lambda _: True
    raise scope.trouble(
        value.span,
        M("`{field}{op}` cannot be compared with this", field=term.field, op=term.op),
        M("write one value, a range `a..b` after `:`, or `*` for any value"),
    )


def _between(first: T | None, last: T | None) -> Callable[[T], bool]:
    return lambda at: (first is None or first <= at) and (last is None or at <= last)


def _within(first: T, last: T) -> Callable[[T], bool]:
    return lambda at: first <= at <= last


def _before(first: T, last: T) -> Callable[[T], bool]:
    return lambda at: at < first


def _until(first: T, last: T) -> Callable[[T], bool]:
    return lambda at: at <= last


def _after(first: T, last: T) -> Callable[[T], bool]:
    return lambda at: at > last


def _since(first: T, last: T) -> Callable[[T], bool]:
    return lambda at: at >= first


_COMPARE: dict[str, Callable[[Any, Any], Callable[[Any], bool]]] = {
    "<": _before,
    "<=": _until,
    ">": _after,
    ">=": _since,
}
