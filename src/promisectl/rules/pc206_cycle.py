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
    """Return the strongly connected sets that hold a circle."""
    search = _Search(links)
    for root in sorted(links):
        if root not in search.order:
            search.from_root(root)
    return [knot for knot in search.knots if _is_circle(knot, links)]


def _is_circle(knot: set[str], links: Links) -> bool:
    return len(knot) > 1 or any(id in links.get(id, ()) for id in knot)


class _Search:
    """The search for strongly connected sets of Tarjan (1972), without recursion.

    `order` says when a node was first seen, `low` the earliest one that can be reached from it.
    """

    def __init__(self, links: Links) -> None:
        self._links = links
        self._low: dict[str, int] = {}
        self._pending: list[str] = []
        self._waiting: set[str] = set()
        self._way: list[tuple[str, Iterator[str]]] = []
        self.order: dict[str, int] = {}
        self.knots: list[set[str]] = []

    def from_root(self, root: str) -> None:
        """Follow every link from a node that was not seen yet."""
        self._enter(root)
        while self._way:
            node, ahead = self._way[-1]
            child = next(ahead, None)
            if child is None:
                self._leave(node)
            elif child not in self.order:
                self._enter(child)
            elif child in self._waiting:
                self._low[node] = min(self._low[node], self.order[child])

    def _enter(self, node: str) -> None:
        self.order[node] = self._low[node] = len(self.order)
        self._pending.append(node)
        self._waiting.add(node)
        self._way.append((node, iter(sorted(self._links.get(node, ())))))

    def _leave(self, node: str) -> None:
        self._way.pop()
        if self._way:
            above = self._way[-1][0]
            self._low[above] = min(self._low[above], self._low[node])
        if self._low[node] == self.order[node]:
            self.knots.append(_cut(self._pending, self._waiting, node))


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
