"""Area matrix: what areas promise each other: open, overdue and kept, by performer's area and customer's.

An area is that of whoever held the role on the settlement day. Somebody without an area, and everybody outside, stands
under None. Source: metrics.md, Trouble and network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View

Pair = tuple[str | None, str | None]  # the performer's area, the customer's
AreaOf = Callable[[View], str | None]


@dataclass(frozen=True, slots=True)
class PairFigures:
    """What one area owes another: how many are open and overdue, how many of those whose time has come were kept."""

    open: int
    overdue: int
    kept: Rate


def area_matrix(views: Iterable[View], performer_area: AreaOf, customer_area: AreaOf) -> dict[Pair, PairFigures]:
    """Return the figures of each pair of areas that promised anything, in the order of their names."""
    members = by_pair(views, performer_area, customer_area)
    return {pair: _figures(group) for pair, group in members.items()}


def by_pair(views: Iterable[View], performer_area: AreaOf, customer_area: AreaOf) -> dict[Pair, list[View]]:
    """Return what was promised, by pair of areas in the order of their names, None last."""
    found: dict[Pair, list[View]] = {}
    for view in views:
        if view.outcome is not None:
            found.setdefault((performer_area(view), customer_area(view)), []).append(view)
    return dict(sorted(found.items(), key=lambda item: [(area is None, area or "") for area in item[0]]))


def cross_area(pairs: Mapping[Pair, list[View]]) -> Rate:
    """Return how many promises cross from one area to another, of those whose two areas are known."""
    known = {pair: len(group) for pair, group in pairs.items() if None not in pair}
    crossing = sum(count for pair, count in known.items() if pair[0] != pair[1])
    return Rate(crossing, sum(known.values()))


def silent_pairs(pairs: Iterable[Pair], handoffs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the expected pairs (performer's area, customer's) that hold no promise, as the settings name them."""
    promising = set(pairs)
    return [pair for pair in handoffs if pair not in promising]


def _figures(views: list[View]) -> PairFigures:
    return PairFigures(
        open=sum(view.is_open for view in views),
        overdue=sum(view.is_overdue for view in views),
        kept=fulfilment(views),
    )
