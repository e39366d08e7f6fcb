"""Cycle: promises that need each other in a circle, so that none of them can come first.

`needs` and `part-of` are read together, as what must come first: a promise waits for what it `needs`, and a whole
waits for its parts. So a whole may well need its own part; a part that needs its whole is a circle, and so is a
promise that names itself. Each knot of promises is reported once, with one circle through it written
out, at the first of its ids.

What to do: take out the link that is not true; usually one of two promises needs only a part of the other, and that
part is a promise of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.model.promise import Need

CODE = "PC206"
SCOPE = "workspace"

_FIRST, _SECOND = "clm-k7m2x9qd", "clm-9xk4v0ab"

BAD = (
    f"# file: ledgers/claims/{_FIRST}.yaml\n{example(AGREE, head=f'needs: [{_SECOND}]')}"
    f"# file: ledgers/claims/{_SECOND}.yaml\n{example(AGREE, id=_SECOND, head=f'needs: [{_FIRST}]')}"
)

GOOD = (
    f"# file: ledgers/claims/{_FIRST}.yaml\n{example(AGREE, head=f'needs: [{_SECOND}]')}"
    f"# file: ledgers/claims/{_SECOND}.yaml\n{example(AGREE, id=_SECOND)}"
)

Links = Mapping[str, Mapping[str, Spot]]


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each knot of promises that need each other."""
    links = _links(context)
    for knot in _knots(links):
        circle = _circle(min(knot), knot, links)
        yield found(
            CODE,
            links[circle[0]][circle[1]],
            promise=circle[0],
            note=M("one circle: {circle}", circle=" -> ".join(circle)),
            help=M("take one of these links out of its file"),
        )


def _links(context: RuleContext) -> Links:
    """Return, for each promise, what it waits for, and where that is written."""
    links: dict[str, dict[str, Spot]] = {}
    for record in context.by_id.values():
        promise = record.promise
        for index, need in enumerate(promise.file.needs):
            name, steps = (need.id, ("needs", index, "id")) if isinstance(need, Need) else (need, ("needs", index))
            if name in context.by_id:
                links.setdefault(promise.id, {}).setdefault(name, promise.spot(*steps))
        whole = promise.file.part_of
        if whole in context.by_id:
            links.setdefault(str(whole), {}).setdefault(promise.id, promise.spot("part-of"))
    return links


def _knots(links: Links) -> list[set[str]]:
    """Return the strongly connected sets that hold a circle (Tarjan 1972, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    pending: list[str] = []
    waiting: set[str] = set()
    knots: list[set[str]] = []
    for root in sorted(links):
        if root in order:
            continue
        way = [(root, iter(sorted(links[root])))]
        order[root] = low[root] = len(order)
        pending.append(root)
        waiting.add(root)
        while way:
            node, ahead = way[-1]
            child = next(ahead, None)
            if child is None:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[node])
                if low[node] == order[node]:
                    knots.append(_cut(pending, waiting, node))
            elif child not in order:
                order[child] = low[child] = len(order)
                pending.append(child)
                waiting.add(child)
                way.append((child, iter(sorted(links.get(child, ())))))
            elif child in waiting:
                low[node] = min(low[node], order[child])
    return [knot for knot in knots if len(knot) > 1 or any(id in links.get(id, ()) for id in knot)]


def _cut(pending: list[str], waiting: set[str], node: str) -> set[str]:
    knot = set(pending[pending.index(node) :])
    del pending[pending.index(node) :]
    waiting -= knot
    return knot


def _circle(start: str, knot: set[str], links: Links) -> list[str]:
    """Return the shortest way from `start` back to itself within its knot."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for name in sorted(links.get(way[-1], ())):
            if name == start:
                return [*way, start]
            if name in knot and name not in seen:
                seen.add(name)
                ways.append([*way, name])
    raise AssertionError("a knot holds a circle through each of its promises")
